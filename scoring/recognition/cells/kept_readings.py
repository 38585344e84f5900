"""Readings of cells that a process caches.

Cells repeat: in a column and in the sample by which it was chosen, in a list that is read again with a correction, and
in the parts of a list that one process reads. A reading depends only on its cell, never on what else was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TypeAlias

from scoring.recognition.cells.stated import Reading

CellReader: TypeAlias = Callable[[str], Reading]
_LONGEST = 300  # characters of a cached cell
_MOST_CHARACTERS = 2_000_000  # of the cached cells and findings of a dimension: at most some 20 MB
_A_READING = 200  # characters that a reading counts as, in addition to its cell and the texts of its findings
_A_FINDING = 200  # the same of a finding


class KeptReadings:
    """Readings by cell.

    Once they count more than `most_characters` characters, all are dropped, which bounds the memory.
    """

    def __init__(self, most_characters: int = _MOST_CHARACTERS) -> None:
        self._readings: dict[str, Reading] = {}
        self._characters, self._most_characters = 0, most_characters

    def __len__(self) -> int:
        return len(self._readings)

    def keeping(self, read: CellReader) -> CellReader:
        """The same reader, called only for cells that are not cached. It must read exactly as all others here do."""

        def kept_or_read(cell: str) -> Reading:
            reading = self._readings.get(cell)
            if reading is None:
                reading = read(cell)
                if len(cell) <= _LONGEST:
                    self._keep(cell, reading)
            return reading

        return kept_or_read

    def _keep(self, cell: str, reading: Reading) -> None:
        texts = sum(len(f.value) + len(f.message) + len(f.suggestion) + _A_FINDING for f in reading.findings)
        self._characters += len(cell) + texts + _A_READING
        if self._characters > self._most_characters:
            self._readings, self._characters = {}, 0
        else:
            self._readings[cell] = reading


# By dimension: readings by the vocabulary alone, with near words.
KEPT: defaultdict[str, KeptReadings] = defaultdict(KeptReadings)
