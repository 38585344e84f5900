"""A file format: how to recognize it and how to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scoring.limits import Clock
from scoring.problems import ProblemLog
from scoring.reading.dialect import Layout
from scoring.reading.encoding import UTF8
from scoring.reading.file_encoding import FileEncoding
from scoring.reading.table import FileEnds, Table

FirstRow: TypeAlias = Literal["header", "clinic"]


@dataclass(frozen=True)
class Excerpt:
    """What a whole text says about some of its rows, which are read below the bytes of its header.

    `layout`: of the text. `first_row`: the number of the first of these rows in the text. `ends`: which ends of the
    text they reach. `encoding`: of the text, because a few of its rows may not show it.
    """

    layout: Layout
    first_row: int
    ends: FileEnds
    encoding: FileEncoding


@dataclass(frozen=True)
class ReadOptions:
    """Options of a reader.

    `as_dictionary`: header keys of the columns to return dictionary-encoded. `also_known`: header keys that mean
    something in addition to the vocabulary's. `sheet`: of a workbook; None is the first visible one. `encoding`: of
    text that is neither UTF-8 nor UTF-16, one of `encoding_guess.ENCODINGS`; None to guess it.
    `first_row_is`: what the first row of a text or a sheet holds. `excerpt`: the text that the bytes are part of, None
    for a whole file.
    """

    as_dictionary: frozenset[str] = frozenset()
    also_known: frozenset[str] = frozenset()
    sheet: str | None = None
    encoding: str | None = None
    first_row_is: FirstRow = "header"
    excerpt: Excerpt | None = None

    @property
    def encoding_read(self) -> str | None:
        """The encoding for a text that does not declare its own, None to guess it.

        As for a whole text, UTF-8 with stray bytes takes precedence over the choice.
        """
        of_text = self.excerpt.encoding.name if self.excerpt else None
        return of_text if of_text == UTF8 else self.encoding or of_text


@dataclass(frozen=True)
class Format:
    """A kind of file.

    `suffixes`: of its files' names, only for messages. `recognizes`: whether bytes are of this kind, by how they begin.
    `read`: the table in them, with anything odd logged; it raises `UnreadableFile` for files without one, beyond a
    limit, and when the clock's time is up. `grows`: whether the table may be far larger than the file. `bounded`:
    whether the limits hold even if the file lies about its size, so that any process may read it. `has_sheets`:
    whether a sheet can be chosen. `has_encoding`: whether it is text, whose encoding can be chosen if it is not
    declared.
    """

    name: str
    suffixes: tuple[str, ...]
    recognizes: Callable[[bytes], bool]
    read: Callable[[bytes, ReadOptions, ProblemLog, Clock], Table]
    grows: bool = False
    bounded: bool = True
    has_sheets: bool = False
    has_encoding: bool = False
