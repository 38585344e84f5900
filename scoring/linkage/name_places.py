"""Which clinics of several tables have the same name at the same place, however either is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from scoring.linkage.clinic_keys import Numbers, cell_codes
from scoring.reading import Column, as_text, whole

NAME_AND_PLACE = ("name", "city", "state")


def alike_codes(fields: Sequence[str], *tables: Mapping[str, Column]) -> list[Numbers]:
    """For each table one number per row (int64), equal within and across tables if these fields mean the same.

    Tables: canonical column -> cells, a name among them. A blank equals a blank; -1 if the first field is blank.
    """
    counts = [len(table["name"]) for table in tables]
    joined: dict[str, Column] = {
        field: pa.chunked_array([_texts(table, field, count) for table, count in zip(tables, counts, strict=True)])
        for field in fields
    }
    first = cell_codes(joined, fields[0])
    codes = first
    for field in fields[1:]:
        part = cell_codes(joined, field)
        codes = pd.factorize(codes * (part.max(initial=0) + 1) + part)[0].astype(np.int64)
    return np.split(np.where(first > 0, codes, -1), np.cumsum(counts)[:-1])


def _texts(table: Mapping[str, Column], field: str, count: int) -> pa.Array:
    column = table[field] if field in table else pa.nulls(count, pa.string())
    return whole(as_text(column)).cast(pa.string())
