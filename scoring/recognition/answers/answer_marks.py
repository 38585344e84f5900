"""Boxes, checks, crosses and lines beside what they mark: "[x] PRP [ ] SVF", "PRP \u2713", "+disc -facet"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from scoring.recognition.answers.answered_segment import EDGES, Answer, Segment, rest_of, trailing

SIGNS = "\u2713\u2714\u2611\u2705\u2717\u2718\u2610\u2612\u274c\u274e\u2716\U0001f6ab\u26d4"
_LINE = r"(?:_++[xX]_++|__++)"  # of a form, to put a cross on, and not inside a name of two words
MARK = re.compile(
    rf"\[[xX _]?\]|\( ?[xX]? ?\)|[{SIGNS}]\ufe0f?|(?:(?<!\w)[(\[])?(?:(?<!\w){_LINE}|(?<!_){_LINE}(?!\w))[)\]]?"
)
# "__disc__" in Markdown, which is no two lines. No possessive group: Python before 3.11.5 misreads some.
_EMPHASIS = re.compile(r"(?<!\w)__(?=[^\W_])(?:[^\W_]|_(?!_))+__(?!\w)")
_CROSS = re.compile(r"(?<!\S)[xX](?!\S)")  # a mark in a text with lines: "__ disc X facet"
# Round brackets are boxes if one of them is checked, or if several hold a blank. Those of credentials may be what is
# left of numbers that were taken out, so there only if the text begins with one of several.
ROUND_BOXES = re.compile(r"\( ?[xX] ?\)|\( \)[^(]*+\( \)")
ROUND_BOXES_OF_PEOPLE = re.compile(r"(?s:.*?)\( ?[xX] ?\)|\( \)[^(]*+\( \)")
_EMPTY_BOX = re.compile(r"\[[ _]?\]|\( ?\)|\u2610")
_YES_MARKS = frozenset("\u2713\u2714\u2611\u2705+")
_BALLOT, _EMPTY_BALLOT = "\u2612", "\u2610"  # a crossed box is checked if another box of the text is empty
# "+disc -facet": signs are marks in a text that begins with a plus and has both; a dash may begin any list.
_SIGN_MARK = re.compile(r"(?<!\S)[+-](?=[^\W\d])")

Boxes = Callable[[str], re.Match[str] | None]  # finds round brackets that are boxes


def is_unchecked(segment: Segment) -> bool:
    """Whether a segment is an empty box and what it stands for."""
    return segment.answer is Answer.NO and _EMPTY_BOX.search(segment.text) is not None


def marks_of(part: str, boxes: Boxes) -> list[re.Match[str]]:
    """The boxes, checks and crosses of a text; in one without them, its signs, if they are marks."""
    words = {edge for match in _EMPHASIS.finditer(part) for edge in (match.start(), match.end() - 2)}
    marks = [mark for mark in MARK.finditer(part) if mark.start() + mark[0].find("__") not in words]
    if not boxes(part):
        marks = [mark for mark in marks if mark[0][0] != "(" or "_" in mark[0]]
    if any("__" in mark[0] for mark in marks):
        marks = sorted([*marks, *_CROSS.finditer(part)], key=re.Match.start)
    return marks or signs_of(part)


def signs_of(part: str) -> list[re.Match[str]]:
    """The signs before the items of a text that are marks; none if they are bullets of a list."""
    signs = list(_SIGN_MARK.finditer(part)) if part.startswith("+") else []
    return signs if any(sign[0] == "-" for sign in signs) else []


def marked(part: str, marks: Sequence[re.Match[str]], known: re.Pattern[str]) -> Iterator[Segment]:
    """The segments of a text with marks. As with the first one, all come before what they mark, or all after it.

    Before what they mark there may be a heading: "Treats: [ ] disc [x] facet".
    """
    answers = [_marked_as(match[0], part) for match in marks]
    first = marks[0].start()
    if re.search(r"\w", part[:first]) and not _is_heading(part[:first], part[first:], marks[-1].end() - first, known):
        at = 0
        for match, answer in zip(marks, answers, strict=True):
            yield from trailing(part, at, match.start(), match.end(), answer)
            at = match.end()
        yield from rest_of(part[at:], Answer.UNCLEAR if answers[-1] is Answer.NO else Answer.NONE)
        return
    ends = [*(match.start() for match in marks[1:]), len(part)]
    for match, answer, end in zip(marks, answers, ends, strict=True):
        label = part[match.end() : end].strip(EDGES)
        if label:
            yield Segment(part[match.start() : end].strip(EDGES), label, answer)


def _is_heading(before: str, marked: str, last: int, known: re.Pattern[str]) -> bool:
    """Whether a text before the first mark leads up to all that is marked: as only one that ends in a colon may do.

    `last`: where the last mark ends in the text with the marks; what it marks stands behind it. A known word may be a
    heading too, but not in "disc: [x] facet: [ ] muscle".
    """
    if not before.rstrip().endswith((":", "?")) or not re.search(r"\w", marked[last:]):
        return False
    return not known.search(before.lower()) or (":" not in marked and known.search(marked.lower(), last) is not None)


def _marked_as(mark: str, part: str) -> Answer:
    """The answer of a mark. A line that nobody filled in is neither yes nor no."""
    if _is_tick(mark, part):
        return Answer.YES
    return Answer.DOUBTED if "__" in mark else Answer.NO


def _is_tick(mark: str, part: str) -> bool:
    return mark[0] in _YES_MARKS or "x" in mark.lower() or (mark[0] == _BALLOT and _EMPTY_BALLOT in part)
