"""What an item does not claim: "no fluoroscopy", "exosomes: not offered", "supervised by an MD"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scoring.vocabulary import Entry, Negation

Match = tuple[Entry, int, int]  # what a word stands for, and where in its text it begins and ends
_JOINS = re.compile(r"^\W*(?:or|nor|and no)\b")


@dataclass
class Split:
    """The words of an item: claimed, or not counted and why not, by problem code.

    A code without words says that what it stands for may go on in the next item.
    """

    kept: Sequence[Match] = ()
    lost: dict[str, list[Match]] = field(default_factory=dict)


def split(cues: Negation, text: str, words: Sequence[Match], *, carried: Collection[str], people: bool) -> Split:
    """Tell the words that an item claims from those that it does not, or not clearly.

    `text`: the item in lower case. `carried`: codes of what an item before it, up to a comma or slash, did not
    claim, which may go on here. `people`: the words are people, who may be named without injecting.
    """
    if not carried and not cues.hint.search(text):
        return Split(kept=words)
    masked = _blanked(text, [m.span() for m in cues.not_a_cue.finditer(text)] + [(a, b) for _, a, b in words])
    before = [m.span() for m in cues.before.finditer(masked)]
    ends = [m.span() for m in cues.ends.finditer(masked) if not any(a <= m.start() <= b + 1 for a, b in before)]
    aside = min((m.start() for m in cues.aside.finditer(masked)), default=len(text)) if people else len(text)
    aside = -1 if "not_the_injector" in carried else aside
    kept: list[Match] = []
    found = Split(kept, {"not_the_injector": []} if aside < len(text) else {})
    for place, word in enumerate(words):
        _, start, end = word
        since = max((b for _, b in ends if b <= start), default=0)
        upto = words[place + 1][1] if place + 1 < len(words) else len(text)
        if (
            any(since <= a < start for a, _ in before)
            or cues.after.search(masked[end:upto])
            or cues.attached.match(masked, end)
        ):
            code = "negated"
        elif "negated" in carried and not since:
            code = "negated" if _JOINS.match(text) else "negation_unclear"
        elif aside < start or (people and _is_aside(cues, masked, end)):
            code = "not_the_injector"
        elif cues.unsure.search(masked) or any(end <= a < upto == len(text) for a, _ in before):
            code = "offer_unclear"
        else:
            kept.append(word)
            continue
        found.lost.setdefault(code, []).append(word)
    return found


def _is_aside(cues: Negation, text: str, end: int) -> bool:
    """Whether a person is named aside: a "physician-supervised NP" does, an "NP supervised by" one does not."""
    said = cues.aside_after.match(text, end + (text[end : end + 1] in (" ", "-")))
    return said is not None and not text[said.end() :].lstrip().startswith("by ")


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
