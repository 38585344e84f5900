"""Rows with fewer or more cells than the header: set aside while Arrow reads, then fitted to the header.

A row may be longer because the header of the next joined file follows it without a line break. A file may hold
millions of such rows, so they are kept as text in one buffer, already fitted to the header.
"""

from __future__ import annotations

import io
from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.errors import UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading.csv_rows import LONGEST_ROW, csv_writer, first_row
from scoring.reading.dialect import Layout
from scoring.reading.table import Column, blank_cells

_MOST_QUOTED = 10_000  # distinct row ends quoted in problems; more would fill a file
_LONGEST_REST = 1_000  # characters; more than a problem shows
_AROUND_HEADER = ' "\ufeff'  # blanks, the quotes of its first cell, and the mark of its file
_NOT_QUOTED = "see the row in the file"


class OddRows:
    """The odd rows of one text. `places`: among all its rows. `text`: the same rows with as many cells as the header.

    `refusal`: why reading has to stop, None if it does not.
    """

    def __init__(self, layout: Layout, clock: Clock, *, quoted: bool) -> None:
        self.places = array("q")
        self.text = bytearray()
        self.refusal: UnreadableFile | None = None
        self._header = [cell.strip() for cell in layout.header]
        self._width = len(layout.header)
        self._delimiter = layout.delimiter
        self._clock = clock
        self._quoted = quoted
        self._cells = array("q")  # how many each row has
        self._rests: dict[tuple[int, str], int] = {}  # by number of cells and text beyond the header
        self._rest = array("q")  # of each row, -1 if nothing is beyond the header
        self._joined = array("q")  # which of these rows end with the header

    def __len__(self) -> int:
        return len(self.places)

    def take(self, row: Any) -> str:
        """Set aside a `pyarrow.csv.InvalidRow`; the result tells Arrow how to proceed."""
        try:  # Arrow does not propagate exceptions
            self._clock.check()
            self._take(row.number - 1, row.actual_columns, row.text)
        except UnreadableFile as refusal:
            self.refusal = refusal
            return "error"
        return "skip"

    def _take(self, place: int, cells: int, text: str) -> None:
        self.places.append(place)
        self._cells.append(cells)
        if cells < self._width:
            self.text += text.encode() + self._delimiter.encode() * (self._width - cells) + b"\n"
            self._rest.append(-1)
            return
        if len(text) > LONGEST_ROW:
            raise UnreadableFile(
                f"A row has {cells:,} cells, which is no row of a list of clinics; check the quotes in the file, and "
                "export the list again."
            )
        listed = first_row(text, self._delimiter, quoted=self._quoted)
        if self._ends_with_header(listed):
            self._joined.append(len(self.places) - 1)
            listed = self._without_header(listed)
        self.text += self._line(listed[: self._width])
        beyond = listed[self._width :]
        rest = ", ".join(beyond)[:_LONGEST_REST] if any(map(str.strip, beyond)) else ""
        self._rest.append(self._rest_code(cells, rest) if rest else -1)

    def _ends_with_header(self, cells: list[str]) -> bool:
        """Whether a row that is longer than the header ends with it, without a separator before its first cell."""
        first, *others = self._header
        return bool(first and others) and (
            [cell.strip() for cell in cells[-len(others) :]] == others
            and cells[-self._width].rstrip(_AROUND_HEADER).endswith(first)
        )

    def _without_header(self, cells: list[str]) -> list[str]:
        *before, last = cells[: 1 - self._width]
        last = last.rstrip(_AROUND_HEADER).removesuffix(self._header[0]).rstrip(_AROUND_HEADER)
        return [*before, last, *[""] * (self._width - len(before) - 1)]

    def _line(self, cells: list[str]) -> bytes:
        if not self._quoted:
            return self._delimiter.join(cells).encode() + b"\n"
        line = io.StringIO()
        csv_writer(line, self._delimiter).writerow(cells)
        return line.getvalue().encode()

    def _rest_code(self, cells: int, rest: str) -> int:
        key = (cells, rest)
        if key not in self._rests and len(self._rests) >= _MOST_QUOTED:
            key = (cells, _NOT_QUOTED)
        return self._rests.setdefault(key, len(self._rests))

    def log(self, columns: list[Column], first: int, problems: ProblemLog) -> NDArray[np.bool_]:
        """Log what is odd about each row, and return the mask of rows that are not blank.

        `columns`: parsed from `text`. `first`: the number in the file of the row at place 0.
        """
        rows = np.frombuffer(self.places, dtype=np.int64) + first
        cells = np.frombuffer(self._cells, dtype=np.int64)
        rest = np.frombuffer(self._rest, dtype=np.int64)
        filled: NDArray[np.bool_] = rest >= 0
        for column in columns:
            filled |= ~blank_cells(column)
        problems.add("", finding("blank_row"), rows[~filled])
        short = filled & (cells < self._width)
        counts, which = np.unique(cells[short], return_inverse=True)
        too_short = [finding("row_too_short", count=int(count), expected=self._width) for count in counts]
        problems.add_many("", too_short, rows[short], which)
        too_long = [finding("row_too_long", text, count=count, expected=self._width) for count, text in self._rests]
        problems.add_many("", too_long, rows[rest >= 0], rest[rest >= 0])
        problems.add("", finding("header_joined"), rows[np.frombuffer(self._joined, dtype=np.int64)])
        return filled
