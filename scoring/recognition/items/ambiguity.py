"""Which ambiguous words of an item stay open: those that no neighboring word settles.

"Bone marrow concentrate stem cells" names the cells; "PRP and stem cells" does not.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence

from scoring.recognition.words.spans import Match, blanked
from scoring.vocabulary import Entry


def open_words(joins: re.Pattern[str], text: str, words: Sequence[Match]) -> list[Entry]:
    """The ambiguous words beside neither a term nor an ambiguous word that may mean fewer of the same terms.

    `joins`: what begins another item. `text`: the item in lower case. `words`: what it claims, in order.
    """
    if all(entry.kind != "ambiguous" for entry, _, _ in words):
        return []
    masked = blanked(text, [(start, end) for _, start, end in words])
    joints = [match.start() for match in joins.finditer(masked)]
    beside: dict[int, list[Entry]] = {}
    for entry, start, _ in words:
        beside.setdefault(bisect(joints, start), []).append(entry)
    return [word for entries in beside.values() for word in _open(entries)]


def _open(entries: list[Entry]) -> list[Entry]:
    """The open ambiguous words among neighbors; none if one of these is a term."""
    if any(entry.kind == "term" for entry in entries):
        return []
    words = {entry.code: entry for entry in entries if entry.kind == "ambiguous"}
    readings = {code: frozenset(entry.may_be) for code, entry in words.items()}
    return [word for code, word in words.items() if not any(other < readings[code] for other in readings.values())]
