"""Decisions on the columns of a list: which fields they feed. They hold no cells, so they fit other files too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.vocabulary import header_key

# The key of a header and which of the columns with that key is meant, from 1.
HeaderPlace = tuple[str, int]


@dataclass(frozen=True)
class DecidedColumn:
    """What was decided on one column.

    `headers`: its headers; several if files of one list call it differently. `matched_by` and
    `confidence`: as in `Match`. `yes_no`: the field and the labels that a yes/no column states, None for other columns.
    `offered` and `understood`: as in `Match`. `passed_over`: the field that its header names, if other columns
    feed it; "" for none. `refused`: whether a person said that it feeds nothing.
    """

    headers: tuple[HeaderPlace, ...]
    matched_by: str = ""
    confidence: int = 0
    yes_no: tuple[str, str] | None = None
    offered: str = ""
    passed_over: str = ""
    understood: int | None = None
    refused: bool = False


@dataclass(frozen=True)
class ColumnDecision:
    """What was decided on the columns of a list.

    `columns`: in the order of the file. `fields`: canonical column -> the positions in `columns` that feed it, in the
    order in which they are joined. `fractions`: the fields whose whole numbers are all written as fractions.
    """

    columns: tuple[DecidedColumn, ...] = ()
    fields: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    fractions: tuple[str, ...] = ()

    def numbers_of(self, headers: Sequence[str]) -> dict[int, int]:
        """Place -> the position of its decision in `columns`, for those of the headers that have one.

        If two headers belong to one column, the one seen first is used; the other is undecided.
        """
        positions = {
            header: (number, turn)
            for number, column in enumerate(self.columns)
            for turn, header in enumerate(column.headers)
        }
        decided = [
            (*positions[header], place) for place, header in enumerate(header_places(headers)) if header in positions
        ]
        first: dict[int, int] = {}
        for number, _, place in sorted(decided):
            first.setdefault(number, place)
        return {place: number for number, place in sorted(first.items())}

    def fed_without(self, canonical: str, present: Collection[int]) -> int | None:
        """The position of the first of the columns `present` that was passed over for a field, or None."""
        passed_over = (n for n in sorted(present) if self.columns[n].passed_over == canonical)
        return next(passed_over, None)


def header_places(headers: Sequence[str]) -> list[HeaderPlace]:
    """The key of each header, with the number of its column among those with the same key, from 1."""
    turns: Counter[str] = Counter()
    places = []
    for key in map(header_key, headers):
        turns[key] += 1
        places.append((key, turns[key]))
    return places
