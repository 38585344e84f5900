"""Cells merged over several rows: the content of the first row counts for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

Corner: TypeAlias = tuple[int, int]  # row and place, from 0


class MergedCells:
    """The merged cells of a sheet. Each cell that is filled from the first row of its range is added to `notes`."""

    def __init__(self, ranges: Iterable[tuple[Corner, Corner]] | None, notes: list[tuple[int, int, str, str]]) -> None:
        self._notes = notes
        self._by_row: dict[int, list[tuple[int, int]]] = {}  # first row, from 1 -> place and last row
        for (first, place), (last, _) in ranges or ():
            if last > first:
                self._by_row.setdefault(first + 1, []).append((place, last + 1))

    def filled(self, rows: Iterator[Sequence[str]]) -> Iterator[list[str]]:
        """The rows, each merged cell with the text of its first row; if several columns are merged, only the first."""
        running: dict[int, tuple[int, str]] = {}  # place -> last row and text
        for number, row in enumerate(rows, start=1):
            cells = list(row)
            for place, (last, text) in list(running.items()):
                if number > last:
                    del running[place]
                elif not cells[place].strip():
                    cells[place] = text
                    self._notes.append((number, place, "merged_cell", text))
            for place, last in self._by_row.get(number, ()):
                if place < len(cells) and cells[place].strip():
                    running[place] = (last, cells[place])
            yield cells
