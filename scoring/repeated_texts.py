"""Which rows of a column hold a text that occurs in another row too, without a dictionary of all texts.

Nearly all ids and websites of a list are different: making and sorting a number for each takes a third of the time of a
dictionary. `repeated` then compares the texts with equal numbers.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scoring.integer_sort import is_first

_WORD = 8  # bytes, as many as a number holds
_MOST_WORDS = 8  # of a text that its number depends on; the rest is only compared
_AT_ONCE = 1 << 16  # texts that are numbered at a time: they stay in the processor's cache
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2**64 by the golden ratio: spreads neighboring words (Knuth, TAOCP 6.4)
_SHIFT = np.uint64(29)
_FIRST_BYTES = np.array([(1 << (8 * count)) - 1 for count in range(_WORD + 1)], dtype=np.uint64)  # of a word, as masks


def repeated(texts: pa.Array) -> NDArray[np.int64]:
    """The positions of all rows whose text occurs in several rows, ascending. `texts`: text without nulls."""
    numbers = text_numbers(texts)
    ordered = np.sort(numbers)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    several = again[is_first(again)]
    if not len(several):
        return np.empty(0, dtype=np.int64)
    places = np.minimum(np.searchsorted(several, numbers), len(several) - 1)
    at = np.flatnonzero(several[places] == numbers)
    codes = texts.take(pa.array(at)).dictionary_encode().indices.to_numpy()
    positions: NDArray[np.int64] = at[np.bincount(codes)[codes] > 1]
    return positions


def text_numbers(texts: pa.Array) -> NDArray[np.uint64]:
    """A number for each text, equal for equal texts and rarely for others. `texts`: text without nulls."""
    large = texts.cast(pa.large_string())
    pieces = [_numbers(large.slice(first, _AT_ONCE)) for first in range(0, len(large), _AT_ONCE)]
    return np.concatenate(pieces) if pieces else np.empty(0, dtype=np.uint64)


def _numbers(texts: pa.LargeStringArray) -> NDArray[np.uint64]:
    _, offsets, content = texts.buffers()
    if content is None:
        return np.zeros(len(texts), dtype=np.uint64)
    ends = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    first, last = int(ends[0]), int(ends[-1])
    padded = np.append(np.frombuffer(content, dtype=np.uint8)[first:last], np.zeros(_WORD, dtype=np.uint8))
    words = np.ndarray(len(padded) - _WORD + 1, dtype="<u8", buffer=padded, strides=(1,))  # one begins at each byte
    starts, lengths = ends[:-1] - first, np.diff(ends)
    numbers = lengths.astype(np.uint64)
    for before in range(0, min(int(lengths.max()), _MOST_WORDS * _WORD), _WORD):
        rest = lengths - before
        longer = slice(None) if rest.min() > 0 else np.flatnonzero(rest > 0)
        word = words[starts[longer] + before] & _FIRST_BYTES[np.minimum(rest[longer], _WORD)]
        mixed = (numbers[longer] ^ word) * _FACTOR
        numbers[longer] = mixed ^ (mixed >> _SHIFT)
    return numbers
