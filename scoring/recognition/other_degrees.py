"""Letters and words that are a physician's only on their own, unlike "D.M.D." and "podiatric sports medicine"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from scoring.recognition.roles import DEGREES
from scoring.recognition.spans import Match
from scoring.vocabulary import spelling

_OTHERS = DEGREES - {"physician"} | {"iof"}  # what is no physician's
_LETTER_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]\.\Z")
_LETTER_AFTER = re.compile(r"\.?[^\W\d_](?![^\W\d_])")
_NOTHING = re.compile(r"(?:[\W_]|\b(?:and|plus)\b)*+")
_ENDS = re.compile(r"[^\w\s']|\b(?:and|or|with|by|for|in|of|plus|under|to)\b")


def is_part(text: str, start: int, end: int) -> bool:
    """Whether dotted letters are a part of more of them, as "M.D." is in "D.M.D." and "D.O." in "D.O.T."."""
    if "." not in text[start:end]:
        return False
    return bool(_LETTER_BEFORE.search(text[max(0, start - 3) : start]) or _LETTER_AFTER.match(text, end))


def of_physicians(low: str, matches: Sequence[Match], adjectives: Collection[str]) -> list[Match]:
    """The matches without the degrees and fields of physicians that an adjective before them gives to other people.

    As in "chiropractic sports physician"; a sign or a joining word ends the reach of the adjective.
    """
    kept: list[Match] = []
    at = None  # where the last word ended that the adjective holds of
    for match in matches:
        entry, start, end = match
        if at is not None and _ENDS.search(low, at, start):
            at = None
        if at is None or entry.kind != "term" or entry.code in _OTHERS:
            kept.append(match)
        if at is not None or spelling(low[start:end]) in adjectives:
            at = end
    return kept


def with_fields(low: str, matches: Sequence[Match]) -> list[Match]:
    """The matches without "pain" if it is not a field: in "treats back pain", and in the name of "Dr. Pain"."""
    starts = [*(start for _, start, _ in matches[1:]), len(low)]
    kept: list[Match] = []
    before, titled = 0, False
    for (entry, start, end), after in zip(matches, starts, strict=False):
        alone = _NOTHING.fullmatch(low, before, start) and _NOTHING.fullmatch(low, end, after)
        if entry.code != "pain" or (alone and not titled):
            kept.append((entry, start, end))
        before, titled = end, entry.names_follow
    return kept
