"""Why one clinic ranks above another: their difference down to the terms that make it, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring import decisions
from scoring.decisions import OpenAnswer, Pair, Swap
from scoring.reports.calculation import Step
from scoring.reports.explanation import Account, Answered, account
from scoring.review import Review
from scoring.rubric import QUESTIONS

Ranks = tuple[int, int]


@dataclass(frozen=True)
class QuestionGap:
    """What one question adds to the difference of two scores.

    `part`: tenths of the score by which the first clinic leads. `answers`, `terms`: of both, as they were named;
    the terms are the steps that make the points, for How those at the targets that are guided worst.
    """

    question: str
    title: str
    weight: float
    part: int
    answers: tuple[Answered, Answered]
    terms: tuple[tuple[Step, ...], tuple[Step, ...]]


@dataclass(frozen=True)
class PairExplanation:
    """Two clinics of a review, in the order in which they were named.

    `pair`: None if one of them has no score; all below is then empty or False. `questions`: parts that add up to
    `difference` (tenths). `swap`: the least move of all weights that makes the two tie, None if none does.
    `one_weight`: question -> the nearest weight (0 to 100, in fives) that alone puts the other ahead. `dominates`,
    `surely_ahead`, `could_pass`, `open_answers`: about the one that is ahead, the other, and what this leaves open.
    `ranks`: the best and the worst possible rank of both.
    """

    clinics: tuple[Account, Account]
    pair: Pair | None
    questions: tuple[QuestionGap, ...] = ()
    swap: Swap | None = None
    one_weight: Mapping[str, int] | None = None
    dominates: bool = False
    surely_ahead: bool = False
    could_pass: bool = False
    open_answers: tuple[OpenAnswer, ...] = ()
    ranks: tuple[Ranks, Ranks] | None = None

    @property
    def review(self) -> Review:
        """The review that both belong to."""
        return self.clinics[0].review

    @property
    def names(self) -> tuple[str, str]:
        """The names of the two; with their ids if the names are the same."""
        first, second = self.clinics
        if first.name != second.name:
            return first.name, second.name
        return f"{first.name} ({first.clinic_id})", f"{second.name} ({second.clinic_id})"

    @property
    def difference(self) -> int:
        """By how many tenths the first scores more; 0 without two scores."""
        return sum(question.part for question in self.questions)

    @property
    def ahead(self) -> int | None:
        """Which of the two scores higher, 0 or 1; None if neither does."""
        return None if self.pair is None or self.pair.is_level else int(self.pair.reverses)


def explain_pair(review: Review, first: int, second: int) -> PairExplanation:
    """Why the clinics at two positions of a review rank as they do."""
    clinics = account(review, first), account(review, second)
    if not all(clinic.scored for clinic in clinics):
        return PairExplanation(clinics, None)
    pair = decisions.pair(review, first, second)
    sign = -1 if pair.reverses else 1
    possible = decisions.possible_ranks(review.profiles, review.totals)
    ranks = [(int(possible.best[clinic.profile]), int(possible.worst[clinic.profile])) for clinic in clinics]
    return PairExplanation(
        clinics,
        pair,
        tuple(
            _question_gap(question, sign * part, clinics)
            for question, part in zip(QUESTIONS, decisions.gap(pair), strict=True)
        ),
        swap=decisions.swap(pair),
        one_weight=decisions.single_weight_swaps(pair, review.rubric.coverage),
        dominates=decisions.dominates(pair),
        surely_ahead=decisions.surely_ahead(pair),
        could_pass=decisions.could_pass(pair),
        open_answers=decisions.open_answers(pair),
        ranks=(ranks[0], ranks[1]),
    )


def _question_gap(question: str, part: int, clinics: tuple[Account, Account]) -> QuestionGap:
    first, second = (clinic.questions[question] for clinic in clinics)
    return QuestionGap(
        question, first.rule.title, first.weight, part, (first, second), (_deciding(first), _deciding(second))
    )


def _deciding(answer: Answered) -> tuple[Step, ...]:
    """The steps that make the points of an answer."""
    if answer.question == "where":  # its targets have no points of their own: they are counted
        return answer.steps
    steps = tuple(step for step in answer.steps if step.points is not None)
    least = min((step.points or 0 for step in steps), default=0)
    return tuple(step for step in steps if answer.question != "how" or step.points == least)
