"""What an item says is not offered: "no fluoroscopy", "exosomes: not offered"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scoring.vocabulary import Entry, Negation

Match = tuple[Entry, int, int]  # what a word stands for, and where in its text it begins and ends
_JOINS = re.compile(r"^\W*(?:or|nor|and no)\b")


Words = Sequence[Match]


def split_denied(cues: Negation, text: str, words: Words, *, after_denial: bool) -> tuple[Words, Words, Words]:
    """The words that an item claims, those that it says are not offered, and those of which neither is sure.

    `text`: the item in lower case. `after_denial`: an item before it, up to a comma or slash, said what is not
    offered, which may go on here.
    """
    if not after_denial and not cues.hint.search(text):
        return words, (), ()
    kept: list[Match] = []
    dropped: list[Match] = []
    unclear: list[Match] = []
    joins = bool(_JOINS.match(text))
    for place, (entry, start, end) in enumerate(words):
        ahead = cues.not_a_cue.sub(" ", text[:start])
        last_end = max((m.end() for m in cues.ends.finditer(ahead)), default=0)
        upto = words[place + 1][1] if place + 1 < len(words) else len(text)
        denied = (
            cues.before.search(ahead[last_end:]) or cues.after.search(text[end:upto]) or cues.attached.match(text, end)
        )
        carried = after_denial and not last_end
        group = dropped if denied or (carried and joins) else unclear if carried else kept
        group.append((entry, start, end))
    return kept, dropped, unclear
