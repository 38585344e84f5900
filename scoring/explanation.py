"""Why a clinic has the result it has, in the rubric's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.answers import EMPTY
from scoring.profiles import flag_bit
from scoring.review import Review
from scoring.rubric import QUESTIONS
from scoring.totals import GRADES, caps_that_count


@dataclass(frozen=True)
class Cap:
    """What holds a grade down: the best grade it allows and the sentence that says why."""

    grade: str
    sentence: str


def caps(review: Review, profile: int) -> Sequence[Cap]:
    """The caps that lower the grade of a profile below the one its score earns, strictest first."""
    totals, rubric = review.totals, review.rubric
    earned = str(totals.earned[profile])
    if not earned:
        return ()
    found = [
        Cap(grade, rubric.flags[code].sentence)
        for code, grade in caps_that_count(review.weights, rubric).items()
        if review.profiles.flags[profile] & flag_bit(code)
    ]
    if _weighted_empty(review, profile):
        found.append(Cap(rubric.coverage.cap, rubric.coverage.sentence))
    lowering = [cap for cap in found if GRADES.index(cap.grade) > GRADES.index(earned)]
    return sorted(lowering, key=lambda cap: GRADES.index(cap.grade), reverse=True)


def _weighted_empty(review: Review, profile: int) -> bool:
    return any(
        review.weights[question] > 0 and review.profiles.value[profile, place] == EMPTY
        for place, question in enumerate(QUESTIONS)
    )


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
