"""Words named for something else than an injection into the back.

Products for another use or for sale, "PRP hair restoration", "sells PRP kits", and targets that are only diagnosed,
"disc (diagnostic only)".
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.recognition.words.spans import Match
from scoring.vocabulary import Entry, OtherUses

_REACH = 40  # characters searched before a product


def without_other_uses(uses: OtherUses, other_use: Entry, low: str, matches: Sequence[Match]) -> list[Match]:
    """The matches, with those for another use replaced by a word that does not count.

    `low`: the item in lower case.
    """
    read: list[Match] = []
    for entry, start, end in matches:
        if entry.kind in ("term", "ambiguous"):
            begins = max(0, start - _REACH, read[-1][2] if read else 0)
            before = uses.before.search(low, begins, start)
            behind = uses.behind.match(low, end)
            wares = uses.wares.match(low, end)
            if not (before or behind) and wares and (sold := uses.sold.search(low, begins, start)):
                before, behind = sold, wares
            if before or behind:
                read.append((other_use, before.start() if before else start, behind.end() if behind else end))
                continue
        read.append((entry, start, end))
    return read
