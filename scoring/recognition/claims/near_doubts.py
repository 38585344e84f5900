"""Doubts about one word, right beside it: "pursuing a pain fellowship", "PM&R (in progress)", "PM&R-style care"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scoring.recognition.credentials.person_unit import DEGREES
from scoring.recognition.words.spans import Match
from scoring.vocabulary import Doubts, Entry, vocabulary

_REACH = 80  # characters before a word in which a doubt about it is sought
_NO_WORD = re.compile(r"[\W_]*")


def is_training(entry: Entry) -> bool:
    """Whether a word is a degree or a field of people."""
    return entry.kind == "depends" or entry.code in vocabulary().terms["credentials"]


def only_like(doubts: Doubts, masked: str, words: Sequence[Match]) -> frozenset[int]:
    """Where the words begin that only name what something is like.

    `masked`: an item in lower case without its known words.
    """
    return frozenset(start for _, start, end in words if doubts.like_behind.match(masked, end))


def unfinished(doubts: Doubts, text: str, masked: str, words: Sequence[Match]) -> frozenset[int]:
    """Where the trainings begin of which it is said beside them that they are not finished, or are less than one."""
    return frozenset(
        word[1]
        for word, room in zip(words, _rooms(words, len(masked)), strict=True)
        if is_training(word[0])
        and any(_is_about(doubts, word[0], said) for said in _said_beside(doubts, text, masked, word, room))
    )


def is_unfinished(doubts: Doubts, text: str, entry: Entry) -> bool:
    """Whether an item without known words says that a training, named in the item before it, is not finished.

    A fellowship may follow the residency that is named there.
    """
    said = doubts.unfinished.behind.match(text)
    if said is None or not _NO_WORD.fullmatch(text, said.end()):
        return False
    return _is_about(doubts, entry, said[0]) and doubts.unfinished.fellowship.search(said[0]) is None


def _said_beside(doubts: Doubts, text: str, masked: str, word: Match, room: tuple[int, int]) -> Iterator[str]:
    """What is said right before a training and right behind it that leaves it unfinished. `room`: that of the word."""
    _, start, end = word
    begins, ends = room
    cues = doubts.unfinished
    if said := cues.before.search(masked, begins, start):
        yield said[0]
    if (said := cues.begun.search(masked, begins, start)) and cues.study.search(said[0] + text[start:ends]):
        yield said[0]
    if (said := cues.behind.match(masked, end, ends)) and doubts.once_said.match(masked, said.end()):
        yield said[0]


def _is_about(doubts: Doubts, entry: Entry, said: str) -> bool:
    """Whether what is said is about a training: not about a degree in "MD with fellowship in progress"."""
    return entry.code not in DEGREES or doubts.unfinished.later.search(said) is None


def _rooms(words: Sequence[Match], length: int) -> list[tuple[int, int]]:
    """Where the text between each word's neighbors, in which something is said beside it, begins and ends."""
    ends = [0, *(end for _, _, end in words[:-1])]
    starts = [*(start for _, start, _ in words[1:]), length]
    return [
        (max(before, start - _REACH), after) for before, (_, start, _), after in zip(ends, words, starts, strict=False)
    ]
