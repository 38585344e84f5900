"""What would raise a score, as questions: no statement is lost or repeated, whatever the record says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random

from hypothesis import given, settings

from scoring.decisions import Kind, Raise
from scoring.reports import raise_questions, raises
from tests.scoring.files import reviewed
from tests.scoring.reference import Clinic
from tests.scoring.strategies import WEIGHTS, as_row, clinics

Statement = tuple[Kind, tuple[str, ...], str, tuple[str, ...], int, str]


def statements(entries: Iterable[Raise]) -> Counter[Statement]:
    """Each single statement of some raises with what it gives, and how often it occurs."""
    return Counter(
        (entry.kind, entry.columns, entry.word, terms, entry.outcome.score, entry.outcome.grade)
        for entry in entries
        for terms in entry.alternatives
    )


@settings(max_examples=40, deadline=None)
@given(clinics(), WEIGHTS)
def test_every_statement_that_raises_a_score_is_in_one_answer(clinic: Clinic, weights: dict[str, float]) -> None:
    """Each statement is in exactly one answer with its outcome; the best is first, no two answers have one outcome."""
    review = reviewed([as_row(clinic, "A", Random(0))], weights=weights)  # noqa: S311 - chooses between spellings
    entries = raises(review, 0)
    questions = raise_questions(review.rubric, entries)
    assert statements(entry for question in questions for entry in question.answers) == statements(entries)
    for question in questions:
        outcomes = [entry.outcome for entry in question.answers]
        assert len(set(outcomes)) == len(outcomes)
        assert [outcome.score for outcome in outcomes] == sorted((outcome.score for outcome in outcomes), reverse=True)
    firsts = [question.answers[0].outcome.score for question in questions]
    assert firsts == sorted(firsts, reverse=True)
