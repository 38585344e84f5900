"""Samples of a column: a few cells to show, or to rule out what the column is not."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.reading import Column, as_text, whole
from scoring.thresholds import number
from scoring.vocabulary import is_blank

_SHOWN_ROWS = 200  # searched for examples; few, because every column of every file has examples
_SHOWN = 3
_SHOWN_LETTERS = 40
_SHORTENED = 1_000  # characters of a cell from which its shown start is made
_SPREAD_ROWS = number("rows_of_a_first_look")


def examples(column: Column) -> tuple[str, ...]:
    """Up to three frequent cells near the start of a column, each on one line and cut to 40 characters."""
    start = column.slice(0, _SHOWN_ROWS)
    if start.null_count == len(start):
        start = column.drop_null().slice(0, _SHOWN_ROWS)
    stated = (_short(cell) for cell, _ in counted(start) if not is_blank(cell))
    return tuple(islice(dict.fromkeys(islice(stated, 2 * _SHOWN)), _SHOWN))


def spread(column: Column) -> Column:
    """The filled cells of a column; if there are many, `_SPREAD_ROWS` of them at even distances."""
    filled = column.drop_null() if column.null_count else column
    if len(filled) <= _SPREAD_ROWS:
        return filled
    return filled.take(pa.array(np.linspace(0, len(filled) - 1, _SPREAD_ROWS).astype(np.int64)))


def counted(column: Column) -> list[tuple[str, int]]:
    """The distinct cells of a column with their counts, most frequent first."""
    counts = whole(column).value_counts()
    pairs = zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True)
    return sorted(((cell, count) for cell, count in pairs if cell), key=lambda pair: (-pair[1], pair[0]))


def picked(column: Column, most: int) -> list[tuple[str, float]]:
    """At most `most` of the distinct cells of a column, with the number of rows that each represents.

    Half are the most frequent cells, with their own counts; the rest, at even distances, share the remaining rows. The
    order of the rows makes no difference.
    """
    counts = whole(column).drop_null().value_counts()
    return picked_cells(as_text(counts.field("values")), counts.field("counts"), most)


def picked_cells(cells: pa.Array, numbers: pa.Array, most: int) -> list[tuple[str, float]]:
    """The same for distinct cells, text without nulls, that occur in these numbers of rows (int64)."""
    order = pc.sort_indices(
        pa.table({"cell": cells, "rows": numbers}), sort_keys=[("rows", "descending"), ("cell", "ascending")]
    ).to_numpy()
    rows = numbers.to_numpy()[order].astype(float)
    places = np.arange(len(order))
    if len(order) > most:
        often = most // 2
        places[often:most] = np.linspace(often, len(order) - 1, most - often).astype(int)
        rows[places[often:most]] = rows[often:].sum() / (most - often)
        places = places[:most]
    texts = cells.take(pa.array(order[places])).to_pylist()
    return list(zip(texts, rows[places].tolist(), strict=True))


def _short(cell: str) -> str:
    text = " ".join(cell.lstrip()[:_SHORTENED].split())
    return text if len(text) <= _SHOWN_LETTERS else text[: _SHOWN_LETTERS - 1] + "…"
