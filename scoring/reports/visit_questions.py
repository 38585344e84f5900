"""The questions to take along to every clinic, even a good one, for what a reader looks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scoring.reports.calculation import in_text
from scoring.rubric import Rubric, VisitQuestion
from scoring.vocabulary import vocabulary
from scoring.wording import listed

_BLIND = "none"  # the imaging term of a record that states that none is used


def visit_questions(rubric: Rubric, sought: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Questions for any clinic: one for each of the four questions, then those that no record answers.

    `sought`: dimension -> the terms that the reader looks for, as filters hold them; "" (not stated) and a lack of
    imaging are skipped, because nobody looks for them at a visit. A reader who looks for nothing in a dimension asks
    the rubric's own question. What a single record raises is asked in addition, see `to_ask`.
    """
    wishes = {
        dimension: tuple(term for term in terms if term and term != _BLIND) for dimension, terms in sought.items()
    }
    by_dimension = {entry.dimension: entry for entry in rubric.visit.values() if entry.dimension}
    asks = []
    for question in rubric.questions.values():
        entry, wished = by_dimension.get(question.dimension), wishes.get(question.dimension, ())
        asks.append(_filled(entry, question.dimension, wished) if entry and wished else question.ask)
    imaging = wishes.get("imaging", ())
    asks += [entry.ask for entry in rubric.visit.values() if not entry.dimension and _fits(entry, imaging)]
    return tuple(asks)


def _filled(entry: VisitQuestion, dimension: str, wished: Collection[str]) -> str:
    """The question with the labels of what is looked for in its gap."""
    return entry.ask.format(terms=listed([in_text(label) for label in vocabulary().labels(dimension, wished)], "or"))


def _fits(entry: VisitQuestion, imaging: Collection[str]) -> bool:
    return not entry.imaging or not set(entry.imaging).isdisjoint(imaging)
