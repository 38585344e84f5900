"""Why clinics have no score, and figures in words."""

from __future__ import annotations

import numpy as np

from scoring.answers import EMPTY
from scoring.review import Review
from scoring.rubric import QUESTIONS


def why_not_scored(review: Review) -> list[tuple[str, int]]:
    """For the clinics without a score: each reason in words, with how many it holds for; most first."""
    rule = review.rubric.coverage
    weighted = np.array([review.weights[question] > 0 for question in QUESTIONS])
    counts, unscored = review.profiles.counts, ~review.totals.scored
    if weighted.sum() < rule.least_questions:
        return [(few_weights(review), int(counts.sum()))]
    answered = ((review.profiles.value != EMPTY) & weighted).sum(axis=1)
    too_few = unscored & (answered < rule.least_questions)
    reasons = [
        (
            f"fewer than {rule.least_questions} of the questions that have weight are answered",
            int(counts[too_few].sum()),
        ),
        (f"less than {rule.least_percent}% of the weight is answered", int(counts[unscored & ~too_few].sum())),
    ]
    return sorted((reason for reason in reasons if reason[1]), key=lambda reason: -reason[1])


def few_weights(review: Review) -> str:
    """Why no clinic is scored, where the weights leave too few questions; "" where they do not."""
    least = review.rubric.coverage.least_questions
    if sum(weight > 0 for weight in review.weights.values()) >= least:
        return ""
    return f"a score needs at least {least} questions with weight; give another one weight"


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 clinic, 2 clinics."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
