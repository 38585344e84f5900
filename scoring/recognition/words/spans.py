"""Known words and their places in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from scoring.vocabulary import Entry

Match = tuple[Entry, int, int]  # the meaning of a word, and where it begins and ends


def blanked(text: str, spans: Collection[tuple[int, int]], character: str = " ") -> str:
    """The text with these spans, which may overlap, replaced by blanks or another character."""
    if not spans:
        return text
    pieces = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            pieces += [text[done:start], character * (end - max(start, done))]
            done = end
    return "".join((*pieces, text[done:]))


def any_between(places: Sequence[int], start: int, stop: int) -> bool:
    """Whether any of the places, in ascending order, is at least `start` and less than `stop`."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < stop
