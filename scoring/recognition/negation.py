"""What an item does not claim: "no fluoroscopy", "exosomes: not offered", "supervised by an MD"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scoring.vocabulary import Entry, Negation

Match = tuple[Entry, int, int]  # the meaning of a word, and where it begins and ends
_JOINS = re.compile(r"\W*(?:or|nor|and no)\b")
_BY = re.compile(r"\s*by ")


@dataclass
class Split:
    """The words of an item: claimed (`kept`), or not counted, by problem code (`lost`).

    A code without words means that its effect may continue in the next item.
    """

    kept: Sequence[Match] = ()
    lost: dict[str, list[Match]] = field(default_factory=dict)


def split(cues: Negation, text: str, words: Sequence[Match], *, carried: Collection[str], people: bool) -> Split:
    """Separate the words that an item claims from those that it denies or leaves unclear.

    `text`: the item in lower case. `carried`: codes from the item before it, up to a comma or slash, whose effect may
    continue here. `people`: the words are people, who may be named without injecting.
    """
    if not carried and not cues.hint.search(text):
        return Split(kept=words)
    masked = blanked(text, [m.span() for m in cues.not_a_cue.finditer(text)] + [(a, b) for _, a, b in words])
    before = [m.span() for m in cues.before.finditer(masked)]
    starts = [a for a, _ in before]
    # "Instead" ends a statement, except in the cue "instead of" or right after a cue.
    ends = [m.span() for m in cues.ends.finditer(masked)]
    ends_after = [b for a, b in ends if not ((at := bisect_right(starts, a)) and a <= before[at - 1][1] + 1)]
    first_aside = cues.aside.search(masked) if people else None
    aside = first_aside.start() if first_aside else len(text)
    aside = -1 if "not_the_injector" in carried else aside
    goes_on = "negated" in carried
    joins, unsure = goes_on and _JOINS.match(text), cues.unsure.search(masked)
    claimed: list[Match] = []
    result = Split(claimed, {"not_the_injector": []} if aside < len(text) else {})
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
        elif aside < start or (people and _is_aside(cues, masked, end)):
            code = "not_the_injector"
        elif unsure or (upto == len(text) and _any_between(starts, end, upto)):
            code = "offer_unclear"
        else:
            claimed.append(word)
            continue
        result.lost.setdefault(code, []).append(word)
    return result


def blanked(text: str, spans: Collection[tuple[int, int]]) -> str:
    """The text with these spans, which may overlap, replaced by blanks."""
    if not spans:
        return text
    pieces = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            pieces += [text[done:start], " " * (end - max(start, done))]
            done = end
    return "".join((*pieces, text[done:]))


def _any_between(places: Sequence[int], start: int, stop: int) -> bool:
    """Whether any of the places, in ascending order, is at least `start` and less than `stop`."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < stop


def _is_aside(cues: Negation, text: str, end: int) -> bool:
    """Whether a person is mentioned only aside: as in "physician-supervised", but not in "NP supervised by"."""
    cue = cues.aside_after.match(text, end + (text[end : end + 1] in (" ", "-")))
    return cue is not None and not _BY.match(text, cue.end())
