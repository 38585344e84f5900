"""A table by canonical column, and what each of its columns was taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scoring.reading import Column


@dataclass(frozen=True)
class Match:
    """What one column of a file was taken for.

    `fields`: the canonical columns that it feeds, none if it is carried along. `how`: "asked" (by a person), "name",
    "synonym", "content" (its cells are words of the field), "yes_no" (its header names a term, its cells say yes or
    no), or "" for a column that feeds nothing. `confidence`: 0-100; for the last two kinds, the share of its cells
    that was understood. `examples`: up to three of its cells.
    """

    header: str
    fields: tuple[str, ...]
    how: str
    confidence: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """A table by canonical column: `known` holds those that the file has, `others` the rest as they are named.

    `rows`: the numbers of its rows in the file (int64), ascending.
    `matches`: what each of the file's columns was taken for, in the order of the file. A column of yes and no states
    its part in `known`, and is among the `others` as it stands too, so that its "no" is not lost.
    """

    known: Mapping[str, Column]
    others: Mapping[str, Column]
    rows: NDArray[np.int64]
    matches: tuple[Match, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def filter(self, keep: NDArray[np.bool_]) -> Columns:
        """The rows of the mask `keep`, one boolean a row. Whoever leaves rows out says so in a problem."""
        mask = pa.array(keep)
        known, others = (
            {name: column.filter(mask) for name, column in group.items()} for group in (self.known, self.others)
        )
        return replace(self, known=known, others=others, rows=self.rows[keep])
