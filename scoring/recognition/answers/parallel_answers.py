"""Answers listed in the order of what they answer: "disc/facet/SI: Y/Y/N"."""

from __future__ import annotations

import re
from functools import cache

from scoring.recognition.answers.answer_patterns import answer_patterns, said
from scoring.recognition.answers.answered_segment import Answer, Segment
from scoring.vocabulary import vocabulary

_SIGN = re.compile(r"\s?[/,]\s?")


def parallel_answers(part: str) -> list[Segment]:
    """The segments of a list of things and a list of their answers; none for any other text.

    Where the lists differ in length nobody can tell which answer is whose; with a word for unknown among the answers
    they may be no list. "Y/N" alone is a choice that nobody made.
    """
    match = _parallel().fullmatch(part)
    if match is None or answer_patterns().neither.fullmatch(match["answers"]):
        return []
    labels, answers = (_SIGN.split(match[name].strip()) for name in ("labels", "answers"))
    meanings = [said(answer) for answer in answers]
    if len(labels) != len(answers):
        return [] if Answer.DOUBTED in meanings else [Segment(part, match["labels"].strip(), Answer.UNCLEAR)]
    return [
        Segment(f"{label}: {written}", label, answer)
        for label, written, answer in zip(labels, answers, meanings, strict=True)
    ]


@cache
def _parallel() -> re.Pattern[str]:
    words = vocabulary()
    answer = rf"(?:{words.item_answers.words}|[01]|{words.unanswered.unknown})"
    return re.compile(rf"(?P<labels>[^:=]+)[:=]\s*(?P<answers>{answer}(?:\s?[/,]\s?{answer})+)[\s.]*", re.IGNORECASE)
