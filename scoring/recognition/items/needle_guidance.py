"""Which imaging guides the needle, as opposed to imaging for a diagnosis or done elsewhere.

"CT scan reviewed", "diagnostic ultrasound", "we order an MRI or CT" and "fluoroscopy referred out" name imaging that
guides no needle; "CT-guided injections at the hospital" does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.recognition.claims.negation import Split
from scoring.recognition.items.item_reader import Item
from scoring.recognition.words.spans import Match
from scoring.vocabulary import Guidance

_BARE = re.compile(r"[\W_]*+(?:(?:and|or|the|of|then)\b[\W_]*+)?")  # between imaging that is named together


def guiding(cues: Guidance, item: Item, split: Split, *, ordered: bool) -> bool:
    """Move claimed imaging that does not guide the needle to the words that do not count, as "not_guidance".

    `ordered`: an earlier item says that imaging is ordered, which may continue here. Returns whether it does.
    """
    lost: set[int] = set()
    for group, left, right in _groups(cues, item):
        text = item.low[group[0][1] : group[-1][2]]
        is_ordered = bool(cues.ordered.search(left))
        guided = cues.guided.search(text) or cues.guided.search(right) or _at_end(cues.during, left)
        if is_ordered or cues.elsewhere.search(right):
            guides = False
        elif guided:
            guides, ordered = True, False
        else:
            guides = not (ordered or _at_end(cues.before, left) or cues.after.search(right))
        ordered |= is_ordered
        if not guides:
            lost |= {start for _, start, _ in group}
    dropped = [word for word in split.kept if word[1] in lost and word[0].code != "none"]
    if dropped:
        split.kept = [word for word in split.kept if word[1] not in lost or word[0].code == "none"]
        split.lost["not_guidance"] = [word for word in dropped if word[0].kind != "contrast"]
    return ordered


def _groups(cues: Guidance, item: Item) -> Iterator[tuple[list[Match], str, str]]:
    """Imaging that is named together, with the text before and after it, up to the item's other imaging.

    A word right before imaging belongs to it: "ultrasound and prior MRI" says nothing about the ultrasound.
    """
    groups: list[list[Match]] = []
    for match in item.matches:
        if groups and _BARE.fullmatch(item.low, groups[-1][-1][2], match[1]):
            groups[-1].append(match)
        else:
            groups.append([match])
    ends = [0, *(group[-1][2] for group in groups)]
    starts = [*(group[0][1] for group in groups), len(item.low)]
    between = [item.low[end:start] for end, start in zip(ends, starts, strict=True)]
    for place, group in enumerate(groups):
        right = between[place + 1]
        if place + 1 < len(groups):
            right = right[: _start_at_end(cues.before, right)]
        yield group, between[place], right


def _at_end(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the last word of a text, or its last words, match."""
    return _start_at_end(pattern, text) < len(text)


def _start_at_end(pattern: re.Pattern[str], text: str) -> int:
    """Where the match at the end of the text begins; the length of the text if there is none."""
    matches = list(pattern.finditer(text))
    if not matches or re.search(r"\w", text[matches[-1].end() :]):
        return len(text)
    return matches[-1].start()
