"""Structures of a limb named by a word that would otherwise count for the back: "hip ligaments", "knee nerves"."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.recognition.words.spans import Match
from scoring.vocabulary import Entry, Limbs

_REACH = 60  # characters searched on either side of a word


def without_limbs(limbs: Limbs, elsewhere: Entry, low: str, matches: Sequence[Match]) -> list[Match]:
    """The matches, with those of a limb replaced by a word that does not count. `low`: the item in lower case."""
    read: list[Match] = []
    for entry, start, end in matches:
        if entry.kind == "term" and limbs.general.fullmatch(low, start, end):
            limb = limbs.before.search(low, max(0, start - _REACH), start)
            after = limbs.after.match(low, end, end + _REACH)
            if (limb and not limb["too"]) or (after and not limbs.back.match(low, after.end(), after.end() + _REACH)):
                begins = max(limb.start() if limb else start, read[-1][2] if read else 0)
                read.append((elsewhere, begins, after.end() if after else end))
                continue
        read.append((entry, start, end))
    return read
