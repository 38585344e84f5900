"""What a column seems to hold, from its cells: one full of MD, DO and PA-C may say who injects.

Cells alone are not enough, because the same words may list what is not offered, or who owns the clinic. So such a
column is suggested to the person who knows, and not scored. Only short lists count. A column of free text, states,
places, or yes and no is not suggested, nor one with the same value in every filled cell, which does not distinguish
clinics. So in a file with one row, nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scoring.limits import Clock
from scoring.reading import Column
from scoring.recognition.cells.recognizer import recognizer
from scoring.recognition.columns.samples import picked, spread
from scoring.thresholds import number, share
from scoring.vocabulary import DIMENSIONS, answer_key, header_key, is_blank, vocabulary

ENOUGH = share("column_by_content")
_HOPELESS = share("column_by_content_hopeless")
_FEW_CELLS = number("cells_of_a_first_look")
CELLS = number("cells_of_a_column")
_LONGEST = number("longest_answer")
_FEWEST = number("fewest_answers")
_MOSTLY_STATES = share("mostly_states")
_BETWEEN_STATES = re.compile(r"[;,/|&+\n]|\band\b", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W_]+")
_PLACE = 2  # a town and its state


@dataclass(frozen=True)
class ByContent:
    """A column that may answer a dimension: its place, and the share of its cells that were understood (0 to 1)."""

    place: int
    dimension: str
    share: float


def by_content(columns: Mapping[int, tuple[str, Column]], dimensions: Collection[str], clock: Clock) -> list[ByContent]:
    """The columns that may hold the answers of one of these dimensions; best first.

    `columns`: place -> header and cells. Raises `UnreadableFile` when the clock's time is up.
    """
    matches = []
    for place, (header, column) in columns.items():
        clock.check()
        key = header_key(header)
        if not vocabulary().free_text.isdisjoint(key.split()) or vocabulary().is_no_answer(header):
            continue
        first = _shares(picked(spread(column), _FEW_CELLS))
        if max((first[dimension] for dimension in dimensions), default=0.0) < _HOPELESS:
            continue
        shares = _shares(picked(column, CELLS))
        best = max(dimensions, key=lambda dimension: shares[dimension])
        if shares[best] >= ENOUGH:
            matches.append(ByContent(place, best, shares[best]))
    return sorted(matches, key=lambda match: (-match.share, match.place))


def holds_answers(column: Column) -> bool:
    """Whether most cells are words of some dimension, even if all are the same: such a column does not hold names."""
    cells = [(cell, rows) for cell, rows in picked(spread(column), _FEW_CELLS) if not is_blank(cell)]
    understood = sum(rows for cell, rows in cells if any(recognizer(name).understands(cell) for name in DIMENSIONS))
    return bool(cells) and understood >= ENOUGH * sum(rows for _, rows in cells)


def _shares(cells: list[tuple[str, float]]) -> dict[str, float]:
    """For each dimension, the share of cells that are words of it (0 to 1); 0 if there is too little evidence.

    Yes, no and none fit any question, so they do not count.
    """
    words = vocabulary()
    telling = [(cell, rows) for cell, rows in cells if not is_blank(cell) and answer_key(cell) not in words.fits_any]
    if len({_NO_LETTERS.sub("", cell).casefold() for cell, _ in telling}) < _FEWEST:
        return dict.fromkeys(DIMENSIONS, 0.0)
    all_rows = sum(rows for _, rows in telling)
    short = [(cell, rows) for cell, rows in telling if len(cell) <= _LONGEST and any(map(str.isalpha, cell))]
    return {dimension: _rows_understood(short, dimension) / all_rows for dimension in DIMENSIONS}


def _rows_understood(cells: list[tuple[str, float]], dimension: str) -> float:
    """The rows of the cells that are words of a dimension; 0 if nearly all of these cells are states or places."""
    understood = [(cell, rows) for cell, rows in cells if recognizer(dimension).understands(cell)]
    if sum(_names_states(cell) for cell, _ in understood) >= _MOSTLY_STATES * len(understood):
        return 0.0
    return sum(rows for _, rows in understood)


def _names_states(cell: str) -> bool:
    """Whether a cell is a list of states ("MD; PA"), or a place with its state ("Silver Spring, MD")."""
    states = vocabulary().state_codes
    items = [answer_key(item) for item in _BETWEEN_STATES.split(cell[: _LONGEST + 1]) if item.strip()]
    return bool(items) and (all(item in states for item in items) or (len(items) == _PLACE and items[-1] in states))
