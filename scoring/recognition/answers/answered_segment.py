"""A stretch of a cell with the answer that applies to all of it, and how far an answer reaches back in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from scoring.vocabulary import vocabulary

_LAST = re.compile(r",|\s/\s")  # before the last item of a list
EDGES = " ,/.'\""


class Answer(Enum):
    """The answer for a segment.

    `UNCLEAR`: a nearby "no" may or may not apply. `DOUBTED`: the segment is a question, answered neither yes nor no, or
    crossed out.
    """

    NONE = "none"
    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    DOUBTED = "doubted"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a cell as written (`text`), what it is about (`label`), and the answer to that."""

    text: str
    label: str
    answer: Answer


def trailing(part: str, start: int, stop: int, end: int, answer: Answer) -> Iterator[Segment]:
    """What an answer at the end applies to.

    After a list with commas a "no" may apply only to the last item; what is neither yes nor no does, and so does any
    answer on a fellowship or a board: "MD, PM&R, board certified: no".
    """
    last = max((match.end() for match in _LAST.finditer(part, start, stop)), default=start)
    first = part[start:last].strip(EDGES)
    if answer is not Answer.YES and first:
        is_alone = answer is not Answer.NO or vocabulary().negation.doubts.unfinished.beside_degree.search(
            part[last:stop].lower()
        )
        yield Segment(first, first, Answer.NONE if is_alone else Answer.UNCLEAR)
        start = last
    label = part[start:stop].strip(EDGES)
    if label:
        yield Segment(part[start:end].strip(" ,/"), label, answer)


def rest_of(text: str, answer: Answer) -> list[Segment]:
    """The segment of what is left of a text, if it has any word."""
    rest = text.strip(EDGES)
    return [Segment(rest, rest, answer)] if re.search(r"\w", rest) else []
