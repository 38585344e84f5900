"""Readings of cells that are kept from file to file, where one process reads many files of one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TypeAlias

from scoring.recognition.cells import Recogniser
from scoring.recognition.stated import Reading
from scoring.vocabulary import vocabulary

CellReader: TypeAlias = Callable[[str], Reading]
_MOST_CELLS = 20_000  # of a dimension; files of one list have some 2,000 in common
_LONGEST = 300  # characters of a cell that is kept, so that all take 50 MB at most

_readers: ContextVar[dict[str, CellReader] | None] = ContextVar("readers", default=None)


@contextmanager
def kept_readings(readers: dict[str, CellReader]) -> Iterator[None]:
    """Keep readings in `readers` inside the block, and take those that an earlier block kept there."""
    before = _readers.set(readers)
    try:
        yield
    finally:
        _readers.reset(before)


def kept_reader(dimension: str) -> CellReader | None:
    """What reads a cell of a dimension and keeps its reading; None outside of `kept_readings`."""
    readers = _readers.get()
    if readers is None:
        return None
    if dimension not in readers:
        readers[dimension] = _keeping(Recogniser(vocabulary(), dimension).read)
    return readers[dimension]


def _keeping(read: CellReader) -> CellReader:
    kept = lru_cache(maxsize=_MOST_CELLS)(read)
    return lambda cell: kept(cell) if len(cell) <= _LONGEST else read(cell)
