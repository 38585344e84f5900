"""A table of text: one row a clinic, every cell as it stands in the file, blank cells as nulls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

NO_CLINICS = "The file has a header row and no clinics below it; add a row for each clinic."

Column: TypeAlias = pa.Array | pa.ChunkedArray  # text in chunks, or dictionary-encoded text in one piece


@dataclass(frozen=True)
class Table:
    """A file's cells.

    `columns`: text or dictionary-encoded text each; `rows`: their numbers in the file; `header_row`: the number of
    the row that holds `headers`; `last_row`: of the last row of the file; `places`: of the columns, 1 being the first.
    """

    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: NDArray[np.int64]
    header_row: int
    last_row: int
    places: tuple[int, ...]

    def with_columns(self, keep: Sequence[int]) -> Table:
        """The same rows with some of the columns, by their positions here."""
        return replace(
            self,
            headers=tuple(self.headers[place] for place in keep),
            columns=tuple(self.columns[place] for place in keep),
            places=tuple(self.places[place] for place in keep),
        )


def whole(column: Column) -> pa.Array:
    """One array of a column in chunks; the dictionaries of its chunks become one."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    return (column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column).combine_chunks()


def as_text(column: Column) -> Column:
    """The same column, its dictionary unfolded if it has one."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def blank_cells(column: Column) -> NDArray[np.bool_]:
    """Which cells of a column hold nothing but white space."""
    if pa.types.is_dictionary(column.type):
        seen: NDArray[np.bool_] = np.append(blank_cells(column.dictionary), [True])  # the last entry serves null cells
        codes: NDArray[np.int32] = column.indices.fill_null(len(seen) - 1).to_numpy(zero_copy_only=False)
        return seen[codes]
    blank: NDArray[np.bool_] = np.asarray(pc.utf8_is_space(column).fill_null(fill_value=True), dtype=bool)
    return blank
