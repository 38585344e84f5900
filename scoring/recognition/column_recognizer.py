"""Reads the cells of one column of answers: kept readings if there are some, and guesses within a limit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from scoring.recognition.cells import Recognizer
from scoring.recognition.kept_readings import KEPT
from scoring.recognition.stated import Reading
from scoring.thresholds import number
from scoring.vocabulary import vocabulary

_MOST_SEARCHES = number("most_searches")


class ColumnRecognizer:
    """Reads the cells of one column; `dimension` and `assigned` as `Recognizer` has them.

    Near words are suggested for the first unknown words of the column, as many as the threshold `most_searches` allows,
    whatever this process has read before.
    """

    def __init__(self, dimension: str, assigned: Mapping[str, frozenset[str]]) -> None:
        self._dimension, self._assigned = dimension, assigned
        self._guessing = Recognizer(vocabulary(), dimension, assigned)
        # A reading that is kept holds for every column, and what a person assigned for one list alone.
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
