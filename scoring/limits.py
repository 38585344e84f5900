"""How large a file may be and how long reading it may take; every refusal names the limit and says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import numpy as np

from scoring.errors import UnreadableFile

_MEGABYTE = 1_000_000
_LINES_A_ROW = 4  # more line breaks inside cells than that are no list of clinics
_SMALLER = "split the file, or leave out columns that say nothing of the clinics, and try again."


@dataclass(frozen=True)
class Limits:
    """What is read at most.

    `text_bytes`: a text file, or what a compressed file or workbook unpacks to. `packed_bytes`: a compressed file or
    workbook as it is. `rows` and `columns` of the file, and `cells`: rows times columns, blank ones too. `seconds`:
    reading a file, up to its table. `memory_bytes`: of a process in which a file is read, beside this one.
    """

    packed_bytes: int = 50 * _MEGABYTE
    text_bytes: int = 200 * _MEGABYTE
    rows: int = 2_000_000
    columns: int = 500
    cells: int = 100_000_000
    seconds: float = 60.0
    memory_bytes: int = 1_000 * _MEGABYTE  # half of what a small host has; a workbook of 100,000 rows takes a fifth

    def check_packed(self, size: int) -> None:
        """Raise `UnreadableFile` if a compressed file of this size is too large."""
        if size > self.packed_bytes:
            limit = _megabytes(self.packed_bytes)
            raise UnreadableFile(f"The compressed file has {_megabytes(size)} and the limit is {limit}; {_SMALLER}")

    def check_text(self, size: int) -> None:
        """Raise `UnreadableFile` if a text file of this size is too large."""
        if size > self.text_bytes:
            raise UnreadableFile(
                f"The file has {_megabytes(size)} and the limit is {_megabytes(self.text_bytes)}; {_SMALLER}"
            )

    def check_unpacked(self, size: int) -> None:
        """Raise `UnreadableFile` if a file unpacks to this size and that is too large."""
        if size > self.text_bytes:
            raise UnreadableFile(
                f"The file unpacks to more than {_megabytes(self.text_bytes)}, which is the limit; {_SMALLER}"
            )

    def check_rows(self, rows: int) -> None:
        """Raise `UnreadableFile` if this is more rows than a file may have."""
        if rows > self.rows:
            raise UnreadableFile(
                f"The file has more than {self.rows:,} rows, which is the limit; split the file and try again."
            )

    def check_lines(self, data: bytes) -> int:
        """How many line ends a text has. Raise `UnreadableFile` if too many, before memory is spent on them."""
        lines = data.count(b"\n")
        if b"\r" in data:
            lines += data.count(b"\r") - data.count(b"\r\n")
        most = _LINES_A_ROW * self.rows
        if lines > most:
            raise UnreadableFile(
                f"The file has more than {most:,} lines, which is the limit; split the file and try again."
            )
        if lines > self.rows:  # some may stand inside cells
            text = np.frombuffer(data, dtype=np.uint8)
            inside = np.cumsum(text == ord('"'), dtype=np.uint8) & 1
            ends = (text == ord("\n")) | ((text == ord("\r")) & (np.append(text[1:], 0) != ord("\n")))
            self.check_rows(int(np.count_nonzero(ends & (inside == 0))))
        return lines

    def check_cells(self, lines: int, columns: int) -> None:
        """Raise `UnreadableFile` if the lines of a text, filled up to so many columns, are too many cells."""
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

    def out_of_memory(self) -> UnreadableFile:
        """What to raise where reading a file took more memory than the limit."""
        return UnreadableFile(
            f"Reading the file takes more than {_megabytes(self.memory_bytes)} of memory, which is the limit; "
            f"{_SMALLER}"
        )


class Clock:
    """Runs from when it is made; `check` raises once the seconds of the limits are over."""

    def __init__(self, limits: Limits) -> None:
        self._seconds = limits.seconds
        self._end = monotonic() + limits.seconds

    def check(self) -> None:
        """Raise `UnreadableFile` if time is up."""
        if monotonic() > self._end:
            raise UnreadableFile(
                f"Reading the file took longer than {self._seconds:g} seconds, which is the limit; save it as CSV "
                "(comma separated, UTF-8), or split it, and try again."
            )


def _megabytes(size: int) -> str:
    return f"{-(-size * 10 // _MEGABYTE) / 10:,g} MB"
