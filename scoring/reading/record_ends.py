"""Where the records of CSV text end, block by block: at line ends outside quotes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.reading.dialect import Layout

_LF, _CR = ord("\n"), ord("\r")


@dataclass(frozen=True)
class RecordEnds:
    """The bytes after the records that end in a block (int64, ascending), and which of these are not blank."""

    after: NDArray[np.int64]
    filled: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.after)

    def next_filled(self, byte: int) -> int | None:
        """The first end of a record that is not blank, at this byte or later; None if there is none."""
        place = int(np.searchsorted(self.filled, byte))
        return int(self.filled[place]) if place < len(self.filled) else None

    def count_to(self, byte: int) -> int:
        """How many records end up to this byte."""
        return int(np.searchsorted(self.after, byte, side="right"))


class RecordScan:
    """Reads a text from the beginning of a record on, as Arrow and `csv` do.

    A quote opens a cell where the cell begins, and closes it unless another quote follows; any other is plain text.
    `is_open`: whether the blocks up to now end inside quotes.
    """

    @classmethod
    def of(cls, layout: Layout) -> RecordScan:
        """The scan of the rows of a layout."""
        return cls(layout.delimiter, layout.options.get("quotechar", '"'))

    def __init__(self, delimiter: str, quote: str) -> None:
        self.is_open = False
        self._delimiter, self._quote = ord(delimiter), ord(quote)
        self._before = np.array([_LF, _LF], dtype=np.uint8)  # the two bytes before the block
        self._closed = False  # whether the last of these closed a cell

    def ends(self, block: bytes, following: int) -> RecordEnds:
        """The ends of records in the next block. `following`: the byte after it, -1 at the end of the text."""
        text = np.frombuffer(block, dtype=np.uint8)
        joined = np.concatenate([self._before, text, np.array([max(following, 0)], dtype=np.uint8)])
        before, after = joined[1:-2], joined[3:]
        line_ends = text == _LF
        if b"\r" in block:
            line_ends |= (text == _CR) & (after != _LF)
        at = np.flatnonzero(line_ends)
        was_open = self.is_open
        turns = self._turns(text, before, after, last=following < 0)
        at = at[(np.searchsorted(turns, at) + was_open) % 2 == 0]
        previous = np.where((text[at] == _LF) & (before[at] == _CR), joined[at], before[at])
        is_filled = (previous != _LF) & (previous != _CR)
        self._before = joined[-3:-1]
        return RecordEnds(at + 1, at[is_filled] + 1)

    def _turns(
        self, text: NDArray[np.uint8], before: NDArray[np.uint8], after: NDArray[np.uint8], *, last: bool
    ) -> NDArray[np.int64]:
        """The positions of the quotes that open or close a cell. Notes how the block ends."""
        quotes = np.flatnonzero(text == self._quote)
        opens = (np.arange(len(quotes)) + self.is_open) % 2 == 0
        if len(quotes) and not self._are_regular(quotes, opens, before, after, last=last):
            quotes = self._among_others(quotes, before)
        self.is_open = (len(quotes) + self.is_open) % 2 == 1
        self._closed = bool(len(quotes)) and int(quotes[-1]) == len(text) - 1 and not self.is_open
        return quotes

    def _are_regular(
        self,
        quotes: NDArray[np.int64],
        opens: NDArray[np.bool_],
        before: NDArray[np.uint8],
        after: NDArray[np.uint8],
        *,
        last: bool,
    ) -> bool:
        """Whether opening quotes are where a cell begins, or the second of two, and others where it ends."""
        borders = np.array([self._delimiter, _LF, _CR, self._quote], dtype=np.uint8)
        fitting = np.where(opens, np.isin(before[quotes], borders), np.isin(after[quotes], borders))
        if last and quotes[-1] == len(after) - 1 and not opens[-1]:
            fitting[-1] = True
        if opens[0] and quotes[0] == 0 and before[0] == self._quote:
            fitting[0] = self._closed
        return bool(fitting.all())

    def _among_others(self, quotes: NDArray[np.int64], before: NDArray[np.uint8]) -> NDArray[np.int64]:
        """The quotes that open or close a cell; few blocks hold any that does not."""
        begins = np.isin(before[quotes], np.array([self._delimiter, _LF, _CR], dtype=np.uint8)).tolist()
        is_open, closed = self.is_open, -1 if self._closed else -2
        turns = []
        for at, begins_cell in zip(quotes.tolist(), begins, strict=True):
            if is_open or begins_cell or closed == at - 1:
                turns.append(at)
                is_open, closed = not is_open, at if is_open else closed
        return np.array(turns, dtype=np.int64)
