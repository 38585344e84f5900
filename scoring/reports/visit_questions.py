"""The questions to take along to a clinic: those of its record, of what a reader looks for, and of every visit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scoring.reports.calculation import in_text, labels
from scoring.reports.clinic_summary import to_ask
from scoring.reports.explanation import Account
from scoring.rubric import VisitQuestion
from scoring.wording import listed

_BLIND = "none"  # the imaging term of a record that states that none is used


def visit_questions(account: Account, sought: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Questions for one clinic, those that its record raises first. No clinic is without any.

    `sought`: dimension -> the terms that the reader looks for, as filters hold them; what is no term is passed over.
    On each of the four questions a reader who looks for something asks for that, and any other asks the rubric's own
    question. What the record raises, by a flag or by leaving a question open, is always asked.
    """
    rubric = account.review.rubric
    wishes = {dimension: _wished(terms) for dimension, terms in sought.items()}
    by_wish = {entry.dimension: _filled(entry, wishes) for entry in rubric.visit.values() if entry.dimension}
    asks = [*to_ask(account)]
    asks += [by_wish.get(question.dimension) or question.ask for question in rubric.questions.values()]
    asks += [entry.ask for entry in rubric.visit.values() if _is_for_visit(entry, wishes.get("imaging", ()))]
    return tuple(dict.fromkeys(asks))


def _wished(terms: Collection[str]) -> tuple[str, ...]:
    """The terms that somebody may look for: not "", which in filters is what is not stated, and no lack of imaging."""
    return tuple(term for term in terms if term and term != _BLIND)


def _filled(entry: VisitQuestion, wishes: Mapping[str, tuple[str, ...]]) -> str:
    """The question with the labels of what is looked for; "" if nothing is."""
    dimension = entry.dimension or ""
    wished = [in_text(label) for label in labels(dimension, wishes.get(dimension, ()))]
    return entry.ask.format(terms=listed(wished, "or")) if wished else ""


def _is_for_visit(entry: VisitQuestion, imaging: Collection[str]) -> bool:
    return not entry.dimension and (not entry.imaging or not set(entry.imaging).isdisjoint(imaging))
