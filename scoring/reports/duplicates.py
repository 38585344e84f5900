"""Clinics of a file that may be the same, side by side for a person to look at. Nothing is merged."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scoring.linkage import WHY
from scoring.reading import as_text, whole
from scoring.review import Review

COLUMNS = ("group", "row", "clinic_id", "name", "place", "score", "why")


def duplicates(review: Review) -> pd.DataFrame:
    """One row for each clinic that may be the same as another.

    Columns: group (int64, from 1, in the order of the file), row (int64, of the file), clinic_id, name, place (city
    and state as written, "" if neither is stated), score (float64, missing if there is none), why (how it resembles
    another of its group, in the words of `linkage.WHY`); text is `str`. Sorted by group, then row.
    """
    groups = review.alike
    alone = groups.like < 0
    at = np.lexsort((np.arange(len(alone)), groups.first))
    at = at[~alone[at]]
    codes, totals = review.profiles.codes[at], review.totals
    texts = {name: _texts(review, name, at) for name in ("clinic_id", "name", "city", "state")}
    town = [texts[name].fill_null("") for name in ("city", "state")]
    places = pc.utf8_trim(pc.binary_join_element_wise(*town, pa.scalar(", ", pa.large_string())), ", ")
    columns = {
        "group": np.unique(groups.first[at], return_inverse=True)[1].astype(np.int64) + 1,
        "row": review.understood.rows[at],
        "clinic_id": texts["clinic_id"].to_pandas(),
        "name": texts["name"].to_pandas(),
        "place": places.to_pandas(),
        "score": np.where(totals.scored[codes], totals.score[codes] / 10, np.nan),
        "why": pd.array(WHY, dtype="str").take(groups.why[at]),
    }
    return pd.DataFrame(columns, columns=list(COLUMNS))


def _texts(review: Review, name: str, at: np.ndarray) -> pa.Array:
    """The cells of a column at these positions, trimmed; nulls if the file lacks the column."""
    column = review.understood.known.get(name)
    if column is None:
        return pa.nulls(len(at), pa.large_string())
    return pc.utf8_trim_whitespace(whole(as_text(column)).take(pa.array(at)).cast(pa.large_string()))
