"""How large a file may be and how long reading may take; every refusal names the limit and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

import numpy as np

from scoring.errors import UnreadableFile
from scoring.wording import MEGABYTE, in_megabytes

# Characters of a cell in which words are recognized; a longer one is free text. An Excel cell holds at most this.
LONGEST_CELL = 32_767
# Characters of a name that is compared, at the cost of the product of two lengths; real names have about 100 at most.
LONGEST_NAME = 250
_PIECE = 1 << 20  # bytes of text that are scanned at a time
_COUNTED = 1 << 18  # bytes of text that are counted at a time: they stay in the processor's cache
A = TypeVar("A")
B = TypeVar("B")
_LINES_A_ROW = 4  # a file with more line breaks within cells is not a list of clinics
_SMALLER = "split the file, or leave out columns that say nothing about the clinics, and try again."


@dataclass(frozen=True)
class Limits:
    """The most that is read.

    `text_bytes`: a text file, or what a compressed file or workbook unpacks to. `packed_bytes`: a compressed file or
    workbook as stored. `rows` and `columns` of the file, and `cells`: rows times columns, including blank ones.
    `seconds`: from the first byte to the scores. `problems`: rows of their table. `memory_bytes`: of a process that
    reads a file, in addition to this one.
    """

    packed_bytes: int = 50 * MEGABYTE
    text_bytes: int = 200 * MEGABYTE
    rows: int = 2_000_000
    columns: int = 500
    cells: int = 100_000_000
    seconds: float = 60.0
    problems: int = 10_000_000  # about five for each row of the largest file
    memory_bytes: int = 1_000 * MEGABYTE  # half of what a small host has; a workbook of 100,000 rows takes a fifth

    def check_packed(self, size: int) -> None:
        """Raise `UnreadableFile` if a compressed file of this size is too large."""
        if size > self.packed_bytes:
            limit = in_megabytes(self.packed_bytes)
            raise UnreadableFile(f"The compressed file has {in_megabytes(size)} and the limit is {limit}; {_SMALLER}")

    def check_text(self, size: int) -> None:
        """Raise `UnreadableFile` if a text file of this size is too large."""
        if size > self.text_bytes:
            raise UnreadableFile(
                f"The file has {in_megabytes(size)} and the limit is {in_megabytes(self.text_bytes)}; {_SMALLER}"
            )

    def check_unpacked(self, size: int) -> None:
        """Raise `UnreadableFile` if a file unpacks to this size and that is too large."""
        if size > self.text_bytes:
            raise UnreadableFile(
                f"The file unpacks to more than {in_megabytes(self.text_bytes)}, which is the limit; {_SMALLER}"
            )

    def check_rows(self, rows: int) -> None:
        """Raise `UnreadableFile` if this is more rows than a file may have."""
        if rows > self.rows:
            raise UnreadableFile(
                f"The file has more than {self.rows:,} rows, which is the limit; split the file and try again."
            )

    def check_lines(self, data: bytes) -> int:
        """The number of line ends in a text. Raise `UnreadableFile` if too many, before memory is spent on them."""
        lines = byte_count(data, b"\n")
        if b"\r" in data:
            lines += data.count(b"\r") - data.count(b"\r\n")
        most = _LINES_A_ROW * self.rows
        if lines > most:
            raise UnreadableFile(
                f"The file has more than {most:,} lines, which is the limit; split the file and try again."
            )
        if lines > self.rows:  # some may be inside cells
            self.check_rows(_ends_outside_quotes(data))
        return lines

    def check_cells(self, lines: int, columns: int) -> None:
        """Raise `UnreadableFile` if this many lines of this many columns are too many cells."""
        rows = min(lines, self.rows)
        if rows * columns > self.cells:
            raise UnreadableFile(
                f"The file has some {rows:,} rows of {columns:,} cells and the limit is {self.cells:,} cells; "
                f"{_SMALLER}"
            )

    def check_columns(self, columns: int) -> None:
        """Raise `UnreadableFile` if this is more columns than a file may have."""
        if columns > self.columns:
            raise UnreadableFile(
                f"The file has {columns:,} columns and the limit is {self.columns:,}; leave out columns that say "
                "nothing of the clinics and try again."
            )

    def check_problems(self, problems: int) -> None:
        """Raise `UnreadableFile` if a file has more problems than the limit."""
        if problems > self.problems:
            raise UnreadableFile(
                f"The file has more than {self.problems:,} problems, which is the limit; look at its first rows by "
                "themselves to see what they are, correct them or leave the column out, and try again."
            )

    def out_of_memory(self) -> UnreadableFile:
        """The error to raise if reading a file took more memory than the limit."""
        return UnreadableFile(
            f"Reading the file takes more than {in_megabytes(self.memory_bytes)} of memory, which is the limit; "
            f"{_SMALLER}"
        )


def byte_count(data: bytes, character: bytes) -> int:
    """How often a byte occurs in a text; a byte of every line is counted in a third of the time that `count` takes."""
    text, code = np.frombuffer(data, dtype=np.uint8), ord(character)
    return sum(int(np.count_nonzero(text[at : at + _COUNTED] == code)) for at in range(0, len(text), _COUNTED))


def _ends_outside_quotes(data: bytes) -> int:
    """The number of line ends outside double quotes; in pieces, because each step takes several bytes per character."""
    text = np.frombuffer(data, dtype=np.uint8)
    count = quotes = 0
    for start in range(0, len(text), _PIECE):
        piece, following = text[start : start + _PIECE], text[start + 1 : start + _PIECE + 1]
        if len(following) < len(piece):
            following = np.append(following, 0)
        marks = piece == ord('"')
        outside = (np.cumsum(marks, dtype=np.uint8) + quotes) % 2 == 0
        ends = (piece == ord("\n")) | ((piece == ord("\r")) & (following != ord("\n")))
        count += int(np.count_nonzero(ends & outside))
        quotes = (quotes + int(np.count_nonzero(marks))) % 2
    return count


class Clock:
    """Runs for the seconds of its `limits` from its creation; `check` raises after that. One for each review."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._end = monotonic() + limits.seconds

    def check(self) -> None:
        """Raise `UnreadableFile` if time is up."""
        if monotonic() > self._end:
            raise UnreadableFile(
                f"Reading and scoring the file took longer than {self.limits.seconds:g} seconds, which is the limit; "
                "save it as CSV (comma separated, UTF-8), or split it, and try again."
            )

    def limited(self, function: Callable[[A], B]) -> Callable[[A], B]:
        """The same function, with a `check` before each call."""

        def checked(argument: A) -> B:
            self.check()
            return function(argument)

        return checked
