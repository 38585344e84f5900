"""Why clinics have no score, and what a file states."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scoring.review import Review
from scoring.rubric import QUESTIONS
from scoring.vocabulary import DIMENSIONS


def why_not_scored(review: Review) -> list[tuple[str, int]]:
    """Why clinics have no score: each reason in words with its number of clinics, most first."""
    rule = review.rubric.coverage
    weighted = np.array([review.weights[question] > 0 for question in QUESTIONS])
    counts, unscored = review.profiles.counts, ~review.totals.scored
    if weighted.sum() < rule.least_questions:
        return [(few_weights(review), int(counts.sum()))]
    answered = (review.profiles.known & weighted).sum(axis=1)
    too_few = unscored & (answered < rule.least_questions)
    reasons = [
        (
            f"fewer than {rule.least_questions} of the questions that have weight are answered",
            int(counts[too_few].sum()),
        ),
        (f"less than {rule.least_percent}% of the weight is answered", int(counts[unscored & ~too_few].sum())),
    ]
    return sorted((reason for reason in reasons if reason[1]), key=lambda reason: -reason[1])


def coverage(review: Review) -> pd.DataFrame:
    """What the file states, one row for each dimension.

    Columns: stated, unclear (only ambiguous words) and not_stated, in clinics (int64); then stated_share to
    not_stated_share, in percent of all clinics.
    """
    rows = {}
    for dimension in DIMENSIONS:
        coded = review.understood.stated[dimension]
        kinds = np.array([0 if stated.terms else 1 if stated.ambiguous else 2 for stated in coded.values])
        rows[dimension] = np.bincount(kinds[coded.codes], minlength=3)
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["stated", "unclear", "not_stated"])
    return table.join((table * 100 / len(review)).add_suffix("_share"))


def few_weights(review: Review) -> str:
    """Why no clinic is scored, if the weights leave too few questions; "" otherwise."""
    least = review.rubric.coverage.least_questions
    if sum(weight > 0 for weight in review.weights.values()) >= least:
        return ""
    return f"a score needs at least {least} questions with weight; give another one weight"
