"""A table by canonical column, and how each of its columns was matched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scoring.reading import Column
from scoring.vocabulary import DIMENSIONS

# Columns that have few distinct values in real files: each distinct value is read once.
FEW_VALUES = frozenset((*DIMENSIONS, "credentials_verified", "claims", "state", "country", "price_usd", "as_of"))


@dataclass(frozen=True)
class Match:
    """How one column of a file was matched.

    `fields`: the canonical columns that it feeds, none if it is carried along. `matched_by`: "setting" (a person said
    so), "name", "synonym", "yes_no" (its header names a term, its cells say yes or no), or "" for a column that feeds
    nothing. `confidence`: 0-100; for "yes_no", the share of its cells that was understood. `examples`: up to three of
    its cells. `offered`: the field that its cells alone suggest, or that its header names although other columns were
    used for it; "" for none. It feeds nothing until a person says so. `understood`: the percentage of all rows in
    which it states something for the field that it feeds or is offered for; None if that was not counted.
    """

    header: str
    fields: tuple[str, ...]
    matched_by: str
    confidence: int
    examples: tuple[str, ...]
    offered: str = ""
    understood: int | None = None


@dataclass(frozen=True)
class Columns:
    """A table by canonical column.

    `known`: the canonical columns that the file has. `other_columns`: the rest, under their own names. `rows`: the
    numbers of its rows in the file (int64), ascending. `matches`: how each column of the file was matched, in the
    order of the file. A yes/no column feeds `known` and is also kept unchanged in `other_columns`, so that its "no" is
    not lost.
    """

    known: Mapping[str, Column]
    other_columns: Mapping[str, Column]
    rows: NDArray[np.int64]
    matches: tuple[Match, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def filter(self, keep: NDArray[np.bool_]) -> Columns:
        """The rows of the mask `keep`, one boolean per row. The caller logs a problem for rows left out."""
        mask = pa.array(keep)
        known, other_columns = (
            {name: column.filter(mask) for name, column in group.items()} for group in (self.known, self.other_columns)
        )
        return replace(self, known=known, other_columns=other_columns, rows=self.rows[keep])
