"""The known word that is nearest to an unknown one, for a person to confirm; it is never used unasked."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz, process

from scoring.thresholds import number

NEAR_ENOUGH = number("near_word")
SHORTEST = number("shortest_near_word")


def nearest_word(text: str, words: Collection[str]) -> str:
    """The word with the nearest spelling; "" if none is near, if several are equally near, or for a short text."""
    if len(text) < SHORTEST:
        return ""
    near = process.extract(text, words, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=2)
    if not near or (len(near) > 1 and near[0][1] == near[1][1]):
        return ""
    return str(near[0][0])
