"""The problems of a file in order, as Arrow columns: pages look up what they need, not the whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.chunked_columns import cells_taken
from scoring.integer_sort import distinct

COLUMNS = ("row", "column", "value", "code", "message", "suggestion")
_LARGE = pa.schema([(name, pa.large_string()) for name in COLUMNS[1:]])


@dataclass(frozen=True, eq=False)
class ProblemTable:
    """Problems in the order of the file.

    `rows`: the rows of the file, integers, ascending (header: 1, whole file: 0). `texts`: the other columns of
    `COLUMNS`, in that order, as text or as dictionary-encoded text, with a row for each.
    """

    rows: NDArray[np.int64]
    texts: pa.Table

    @classmethod
    def of(cls, table: pa.Table) -> ProblemTable:
        """From a table of all `COLUMNS`, rows as int64."""
        return cls(table["row"].to_numpy(), table.select(list(COLUMNS[1:])))

    def __len__(self) -> int:
        return len(self.rows)

    def frame(self, at: slice | NDArray[np.int64] | None = None) -> pd.DataFrame:
        """Those at some positions, or all: row (int64) and the text columns of `COLUMNS`, numbered from 0.

        All of them may take several times the memory of this table, which has the text of repeated ones only once.
        """
        frame: pd.DataFrame = self._plain(slice(None) if at is None else at).to_pandas()
        return frame

    def table(self) -> pa.Table:
        """The same as `frame`, as Arrow: the texts as large text."""
        return self._plain(slice(None))

    def of_row(self, row: int) -> pd.DataFrame:
        """Those of a row of the file, as in `frame` and numbered from 0."""
        first, last = np.searchsorted(self.rows, [row, row + 1]).tolist()
        return self.frame(slice(first, last))

    def with_codes(self, *codes: str) -> pd.DataFrame:
        """Those of some kinds, as in `frame` and numbered from 0."""
        return self.frame(np.flatnonzero(self._is_of(codes)))

    def numbered(self, name: str) -> tuple[NDArray[np.int32], pa.Array]:
        """The number of each text of a column of texts among the distinct ones, and these, as large text."""
        column = self.texts[name]
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        lists = [chunk.dictionary.cast(pa.large_string()) for chunk in column.chunks]
        if not lists:
            return np.zeros(0, dtype=np.int32), pa.array([], pa.large_string())
        listed = pa.concat_arrays(lists).dictionary_encode()  # one text may stand in several places of a dictionary
        numbers = np.asarray(listed.indices)
        starts = np.cumsum([0, *map(len, lists)])[:-1].tolist()
        of_chunks = [
            numbers[start:][np.asarray(chunk.indices)] for chunk, start in zip(column.chunks, starts, strict=True)
        ]
        return np.concatenate(of_chunks).astype(np.int32, copy=False), listed.dictionary

    def rows_with(self, code: str, column: str) -> NDArray[np.int64]:
        """The distinct rows that have a problem of this code in this column."""
        matching = self._is_of([code])
        at = np.flatnonzero(matching)
        in_column = pc.equal(self.texts["column"].filter(pa.array(matching)), column)
        return distinct(self.rows[at[np.asarray(in_column, dtype=bool)]].astype(np.int64))

    def kinds(self) -> pd.DataFrame:
        """The problems by code, the most frequent first.

        Columns: problems (int64), then those of `frame` of the first problem of each code.
        """
        counts: Counter[str] = Counter()
        first: dict[str, int] = {}
        before = 0
        for chunk in self.texts["code"].chunks:
            encoded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
            codes, at, many = np.unique(np.asarray(encoded.indices), return_index=True, return_counts=True)
            names = encoded.dictionary.take(pa.array(codes)).to_pylist()
            for name, place, count in zip(names, at.tolist(), many.tolist(), strict=True):
                counts[name] += count
                first.setdefault(name, before + place)
            before += len(chunk)
        order = sorted(counts, key=lambda name: (-counts[name], name))
        frame = self.frame(np.array([first[name] for name in order], dtype=np.int64))
        frame.insert(0, "problems", np.array([counts[name] for name in order], dtype=np.int64))
        return frame

    def _is_of(self, codes: tuple[str, ...] | list[str]) -> NDArray[np.bool_]:
        column = self.texts["code"]
        sought = pa.array(codes, pa.large_string())
        if not pa.types.is_dictionary(column.type):
            return np.asarray(pc.is_in(column, value_set=sought), dtype=bool)
        kinds = [
            np.append(np.asarray(pc.is_in(chunk.dictionary.cast(pa.large_string()), value_set=sought)), [False])[
                np.asarray(chunk.indices)
            ]
            for chunk in column.chunks
        ]
        return np.concatenate(kinds).astype(bool) if kinds else np.zeros(0, dtype=bool)

    def _plain(self, at: slice | NDArray[np.int64]) -> pa.Table:
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self))
            texts = self.texts.slice(start, max(stop - start, 0))
        else:
            texts = pa.table([cells_taken(column, at) for column in self.texts.columns], self.texts.column_names)
        return texts.cast(_LARGE).add_column(0, "row", pa.array(self.rows[at].astype(np.int64)))
