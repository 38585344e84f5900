"""Reads the cells of one column of answers, from cached readings where it can; near words are sought up to a limit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from scoring.recognition.cells.kept_readings import KEPT
from scoring.recognition.cells.recognizer import Recognizer
from scoring.recognition.cells.stated import Reading
from scoring.thresholds import number
from scoring.vocabulary import vocabulary

_MOST_SEARCHES = number("most_searches")


class ColumnRecognizer:
    """Reads the cells of one column; `dimension` and `assigned` as in `Recognizer`.

    Near words are suggested for the first unknown words of the column, up to the threshold `most_searches`, whatever
    this process has read before.
    """

    def __init__(self, dimension: str, assigned: Mapping[str, frozenset[str]]) -> None:
        self._dimension, self._assigned = dimension, assigned
        self._guessing = Recognizer(vocabulary(), dimension, assigned)
        # A cached reading serves every list, but an assigned meaning applies to only one.
        kept = KEPT[dimension]
        self._guessing_read = self._guessing.read if assigned else kept.keeping(self._guessing.read)
        self._searches = 0

    def read(self, cell: str) -> Reading:
        """What a cell states."""
        reading = self._guessing_read(cell) if self._searches < _MOST_SEARCHES else self._plain.read(cell)
        self._searches += reading.unknown
        return reading

    @property
    def missed(self) -> list[str]:
        """The keys of the assigned values that no cell held, in alphabetical order."""
        recognizers = [self._guessing, *([self._plain] if self._searches >= _MOST_SEARCHES else [])]
        return sorted(set(self._assigned).difference(*(recognizer.met for recognizer in recognizers)))

    @cached_property
    def _plain(self) -> Recognizer:
        return Recognizer(vocabulary(), self._dimension, self._assigned, guesses=False)
