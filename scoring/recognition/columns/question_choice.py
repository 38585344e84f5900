"""Headers of forms that name one choice of a question: "Products [PRP]", "products/prp", "Products >> PRP"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scoring.vocabulary import DIMENSIONS, LONGEST_HEADER, header_key, vocabulary

_MARKED = re.compile(r"\s*(?:\(choice\s?=\s?([^()]{1,80})\)|\[([^\[\]]{1,80})\])\s*$")
# These separate a choice only from a question that is known.
_SEPARATORS = re.compile(r"\s-\s|_{3}|\s?>{1,2}\s?|[:/|]\s?|\?\s|\s?\((?=[^()]+\)\s*$)")


@dataclass(frozen=True)
class QuestionChoice:
    """A question of a form, and the choice of it that a column is about. `field`: that of the question, "" if none."""

    question: str
    choice: str
    field: str


def question_choice(header: str) -> QuestionChoice | None:
    """What a header asks and which choice it names; None if it names none."""
    if len(header) > LONGEST_HEADER:
        return None
    if marked := _MARKED.search(header):
        question = header[: marked.start()]
        return QuestionChoice(question, (marked[1] or marked[2]).strip(), vocabulary().field_of(header_key(question)))
    for separator in reversed(list(_SEPARATORS.finditer(header))):
        question, choice = header[: separator.start()], header[separator.end() :].strip()
        field = vocabulary().field_of(header_key(question))
        if field in DIMENSIONS and choice:
            return QuestionChoice(question, choice.removesuffix(")") if "(" in separator[0] else choice, field)
    return None


def asks_for_others(choice: str) -> bool:
    """Whether a choice of a form is "other", whose answers are in words of their own."""
    return header_key(choice) in vocabulary().other_choices
