"""What a format of files is: how it is known, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scoring.limits import Clock
from scoring.problems import ProblemLog
from scoring.reading.table import Table


@dataclass(frozen=True)
class ReadOptions:
    """What is asked of a reader.

    `as_dictionary`: header keys of the columns that come dictionary-encoded. `also_known`: keys of headers that mean
    something beside the vocabulary's. `sheet`: of a workbook, the first in view where None is given.
    """

    as_dictionary: frozenset[str] = frozenset()
    also_known: frozenset[str] = frozenset()
    sheet: str | None = None


@dataclass(frozen=True)
class Format:
    """A kind of file.

    `suffixes`: of its files' names, for messages only. `recognises`: whether bytes are of this kind, by how they
    begin. `read`: the table in them, what is odd being logged; it raises `UnreadableFile` for files that hold none,
    beyond a limit, and when the clock's time is up. `grows`: whether the table may be far larger than the file.
    `bounded`: whether the limits hold whatever the bytes say of themselves, so that they may be read in any process.
    `has_sheets`: whether one may be asked for.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, ReadOptions, ProblemLog, Clock], Table]
    grows: bool = False
    bounded: bool = True
    has_sheets: bool = False
