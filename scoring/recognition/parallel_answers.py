"""Answers listed in the order of what they answer: "disc/facet/SI: Y/Y/N"."""

from __future__ import annotations

import re

from scoring.recognition.answer_patterns import answer_patterns
from scoring.recognition.answered_segment import Answer, Segment

_ANSWER = r"(?:yes|no|y|n)"
_PARALLEL = re.compile(rf"(?P<labels>[^:=]+)[:=]\s*(?P<answers>{_ANSWER}(?:\s?[/,]\s?{_ANSWER})+)[\s.]*", re.IGNORECASE)
_SIGN = re.compile(r"\s?[/,]\s?")


def parallel_answers(part: str) -> list[Segment]:
    """The segments of a list of things and a list of their answers; none for any other text.

    Where the lists differ in length nobody can tell which answer is whose. "Y/N" alone is a choice that nobody made.
    """
    match = _PARALLEL.fullmatch(part)
    if match is None or answer_patterns().neither.fullmatch(match["answers"]):
        return []
    labels, answers = (_SIGN.split(match[name].strip()) for name in ("labels", "answers"))
    if len(labels) != len(answers):
        return [Segment(part, match["labels"].strip(), Answer.UNCLEAR)]
    return [
        Segment(f"{label}: {answer}", label, Answer.NO if answer.lower().startswith("n") else Answer.YES)
        for label, answer in zip(labels, answers, strict=True)
    ]
