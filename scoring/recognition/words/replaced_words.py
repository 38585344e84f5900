"""What was replaced: surely in "exosomes became PRP", perhaps in "exosomes -> PRP", which may mean "and then"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scoring.recognition.words.spans import Match
from scoring.vocabulary import Negation

# Between words that share one statement: "exosomes and cord blood products are not offered".
TOGETHER = re.compile(
    r"(?:[^\w.;:!?()\[\]]|\b(?:and|or|nor|products?|injections?|therapy|therapies|treatments?|cells?|tissues?)\b)*+"
)


def gave_way(cues: Negation, masked: str, words: Sequence[Match]) -> tuple[frozenset[int], frozenset[int]]:
    """Where the words that surely gave way to another begin, and those that did so perhaps, by a sign.

    `masked`: an item in lower case without its known `words`. Words that are joined share their fate, as in
    "exosomes and SVF became PRP". Not one that is lasting: "MD is now PM&R board certified", "disc > facet".
    """
    if not any(pattern.search(masked) for pattern in (cues.became, cues.arrows, cues.signs)):
        return frozenset(), frozenset()
    surely: set[int] = set()
    perhaps: set[int] = set()
    for (entry, start, end), (_, following, _) in reversed(list(pairwise(words))):
        if entry.is_lasting:
            continue
        gap = masked[end:following]
        if _alone(cues.became, gap):
            surely.add(start)
        elif _alone(cues.arrows, gap):
            perhaps.add(start)
        elif _alone(cues.signs, gap):
            perhaps |= {start, following}
        elif TOGETHER.fullmatch(gap):
            for fate in (surely, perhaps):
                if following in fate:
                    fate.add(start)
    return frozenset(surely), frozenset(perhaps)


def _alone(pattern: re.Pattern[str], gap: str) -> bool:
    """Whether the gap between two words says only this."""
    rest, count = pattern.subn(" ", gap)
    return bool(count) and TOGETHER.fullmatch(rest) is not None
