"""Answers cached across files, for a process that scores many files of one list under one rubric."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from scoring.recognition import Stated
from scoring.rubric import Rubric
from scoring.scores.questions import Answer

Question: TypeAlias = Callable[[Rubric, Any, Any], Answer]  # of what two columns state
Answers: TypeAlias = Callable[[Any, Any], tuple[Answer, ...]]
_MOST_ANSWERS = 16_384  # of a kind; files of one list have some 2,000 in common
_MOST_PEOPLE = 16  # of a statement that is kept, so that all take at most 50 MB


@dataclass
class KeptAnswers:
    """Answers under one rubric; those under an earlier one are dropped."""

    rubric: Rubric | None = None
    by_questions: dict[tuple[Question, ...], Answers] = field(default_factory=dict)

    def of(self, rubric: Rubric, questions: tuple[Question, ...]) -> Answers:
        """Answers the questions under a rubric and keeps the answers."""
        if rubric != self.rubric:
            self.rubric, self.by_questions = rubric, {}
        if questions not in self.by_questions:
            self.by_questions[questions] = _keeping(_plain(rubric, questions))
        return self.by_questions[questions]


_kept: ContextVar[KeptAnswers | None] = ContextVar("kept_answers", default=None)


@contextmanager
def kept_answers(kept: KeptAnswers) -> Iterator[None]:
    """Keep answers in `kept` inside the block, and use those that an earlier block kept there."""
    before = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(before)


def answers_to(rubric: Rubric, questions: tuple[Question, ...]) -> Answers:
    """Answers some questions about what two columns state; inside `kept_answers`, the answers are kept."""
    kept = _kept.get()
    return kept.of(rubric, questions) if kept else _plain(rubric, questions)


def _plain(rubric: Rubric, questions: tuple[Question, ...]) -> Answers:
    return lambda left, right: tuple(ask(rubric, left, right) for ask in questions)


def _keeping(answers: Answers) -> Answers:
    kept = lru_cache(maxsize=_MOST_ANSWERS)(answers)
    return lambda left, right: kept(left, right) if _is_short(left) and _is_short(right) else answers(left, right)


def _is_short(stated: Stated | str) -> bool:
    return isinstance(stated, str) or len(stated.people) <= _MOST_PEOPLE
