"""Cells of Arrow columns that consist of chunks, as columns of files on disk do."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike


def cells_taken(column: pa.Array | pa.ChunkedArray, rows: ArrayLike) -> pa.Array | pa.ChunkedArray:
    """The cells at some positions, from 0, in order.

    Each chunk is asked only for its own cells: Arrow's `take` would first join all chunks of a text column, which
    for a page of twenty clinics costs as much as the whole file.
    """
    positions = np.asarray(rows, dtype=np.int64)
    if not isinstance(column, pa.ChunkedArray):
        return column.take(pa.array(positions))
    sizes = np.array([len(chunk) for chunk in column.chunks], dtype=np.int64)
    ends = np.cumsum(sizes)
    of_chunk = np.searchsorted(ends, positions, side="right")
    order = np.argsort(of_chunk, kind="stable")
    numbers, firsts = np.unique(of_chunk[order], return_index=True)
    pieces = np.split(positions[order], firsts[1:])
    taken = [
        column.chunk(number).take(pa.array(piece - (ends[number] - sizes[number])))
        for number, piece in zip(numbers.tolist(), pieces, strict=False)
    ]
    joined = pa.chunked_array(taken, column.type)
    if pa.types.is_dictionary(column.type):
        joined = joined.unify_dictionaries()
    back = np.empty(len(order), dtype=np.int64)
    back[order] = np.arange(len(order))
    return joined.combine_chunks().take(pa.array(back))
