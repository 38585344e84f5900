"""Words that are imaging only beside other words: "x-ray guidance" is fluoroscopy, "US + fluoro" ultrasound too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from scoring.recognition.words.spans import Match
from scoring.vocabulary import Entry

_GUIDES = re.compile(r"[\s\-]*(?:guid|assist)")
_GUIDED = re.compile(r"guid|assist")
_GUIDED_BY = re.compile(r"guid(?:ed|ance)\W{1,3}(?:(?:by|with|via|under|using)\s)?(?:an?\s|the\s)?\Z")
_REACH = 30  # characters searched before a word
_AND = re.compile(r"\W*(?:(?:and|or)\b\W*)?")
_JOINED = re.compile(r"(?:\s\w+)?\s*(?:[+&/]|and/or\b|and\b|or\b)\s*")


def as_imaging(entries: Mapping[str, Entry], low: str, matches: list[Match]) -> list[Match]:
    """The matches with "x-ray" and "US" read as imaging if they guide, or are joined to imaging.

    `entries`: by spelling. `low`: the item in lower case.
    """
    if not any(entry.guides_as for entry, _, _ in matches):
        return matches
    read: list[Match] = []
    following, guided = len(low), False
    for entry, start, end in reversed(matches):
        gap = low[end:following]
        guided = bool(_GUIDES.match(gap)) or (guided and bool(_AND.fullmatch(gap)))
        by = entry.guides_as and _GUIDED_BY.search(low[max(0, start - _REACH) : start])
        read.append((entries[entry.guides_as] if entry.guides_as and (guided or by) else entry, start, end))
        guided, following = guided or bool(_GUIDED.search(low, start, end)), start
    read.reverse()
    return [
        (entries[entry.joined_as], start, end) if entry.joined_as and _is_joined(low, read, place) else match
        for place, match in enumerate(read)
        for entry, start, end in (match,)
    ]


def joined_word(entries: Mapping[str, Entry], text: str, matches: Sequence[Match]) -> Match | None:
    """What a text that is only "US" is beside imaging; None for another text. `entries`: by spelling."""
    if len(matches) != 1:
        return None
    entry, start, end = matches[0]
    is_alone = text.strip(" .") == text[start:end]
    return (entries[entry.joined_as], start, end) if entry.joined_as and is_alone else None


def _is_joined(low: str, matches: Sequence[Match], place: int) -> bool:
    """Whether a sign or a word joins a match to the term before it or after it."""
    pairs = [(at, at + 1) for at in (place - 1, place) if 0 <= at < len(matches) - 1]
    return any(
        _JOINED.fullmatch(low[matches[left][2] : matches[right][1]])
        and "term" in (matches[left][0].kind, matches[right][0].kind)
        for left, right in pairs
    )
