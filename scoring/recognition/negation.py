"""What an item does not claim: "no fluoroscopy", "exosomes: not offered"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scoring.vocabulary import Entry, Negation

Match = tuple[Entry, int, int]  # the meaning of a word, and where it begins and ends
_JOINS = re.compile(r"\W*(?:or|nor|and no)\b")


@dataclass
class Split:
    """The words of an item: claimed (`kept`), or not counted, by problem code (`lost`)."""

    kept: Sequence[Match] = ()
    lost: dict[str, list[Match]] = field(default_factory=dict)


def split(
    cues: Negation,
    text: str,
    words: Sequence[Match],
    *,
    carried: Collection[str],
    passed: Collection[tuple[int, int]] = (),
) -> Split:
    """Separate the words that an item claims from those that it denies or leaves unclear.

    `text`: the item in lower case. `carried`: codes from the item before it, up to a comma or slash, whose effect may
    continue here. `passed`: places of words with a meaning of their own, in which no cue is sought.
    """
    if not carried and not cues.hint.search(text):
        return Split(kept=words)
    known = [*(m.span() for m in cues.not_a_cue.finditer(text)), *((a, b) for _, a, b in words), *passed]
    masked = blanked(text, known)
    before = [m.span() for m in cues.before.finditer(masked)]
    starts = [a for a, _ in before]
    # "Instead" ends a statement, except in the cue "instead of" or right after a cue.
    ends = [m.span() for m in cues.ends.finditer(masked)]
    ends_after = [b for a, b in ends if not ((at := bisect_right(starts, a)) and a <= before[at - 1][1] + 1)]
    goes_on = "negated" in carried
    joins, unsure = goes_on and _JOINS.match(text), cues.unsure.search(masked)
    claimed: list[Match] = []
    result = Split(claimed)
    for place, word in enumerate(words):
        _, start, end = word
        so_far = bisect_right(ends_after, start)
        since = ends_after[so_far - 1] if so_far else 0
        upto = words[place + 1][1] if place + 1 < len(words) else len(text)
        if (
            _any_between(starts, since, start)
            or cues.after.search(masked[end:upto])
            or cues.attached.match(masked, end)
        ):
            code = "negated"
        elif goes_on and not since:
            code = "negated" if joins else "negation_unclear"
        elif unsure or (upto == len(text) and _any_between(starts, end, upto)):
            code = "offer_unclear"
        else:
            claimed.append(word)
            continue
        result.lost.setdefault(code, []).append(word)
    return result


def blanked(text: str, spans: Collection[tuple[int, int]], sign: str = " ") -> str:
    """The text with these spans, which may overlap, replaced by blanks or another character."""
    if not spans:
        return text
    pieces = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            pieces += [text[done:start], sign * (end - max(start, done))]
            done = end
    return "".join((*pieces, text[done:]))


def _any_between(places: Sequence[int], start: int, stop: int) -> bool:
    """Whether any of the places, in ascending order, is at least `start` and less than `stop`."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < stop
