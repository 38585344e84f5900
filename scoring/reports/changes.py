"""What changed between two reviews, such as those before and after a decision: counts, then plain sentences.

Both are reviews of one file. Clinics are compared by their rows, because their ids may change when a column is read as
something else. Clinic by clinic only small integers are compared, so a file of a million rows takes a moment.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.reports.unscored import coverage
from scoring.review import Review
from scoring.rubric import FLAGS
from scoring.scores import flag_bit
from scoring.wording import counted


@dataclass(frozen=True)
class Share:
    """A question and how many clinics of each review state it, as numbers and in percent of all its clinics."""

    title: str
    before: int
    after: int
    before_percent: float
    after_percent: float


@dataclass(frozen=True)
class Count:
    """How often something occurs in each review."""

    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Changes:
    """What changed between two reviews; nothing at all if it is falsy.

    `stated`: the questions that a different number or share of clinics states. `clinics`, `scored`, `dated`, `priced`,
    `problems`: how many more there are of clinics, of those with a score, with a date and with a price, and of
    problems; negative for fewer. `flags`: those that a different number of clinics carries. For the clinics in both
    reviews: `moved`: how many have another score, `possible`: another highest possible score and the same score,
    `better`, `worse`: another grade.
    """

    stated: tuple[Share, ...] = ()
    clinics: int = 0
    scored: int = 0
    moved: int = 0
    possible: int = 0
    better: int = 0
    worse: int = 0
    flags: tuple[Count, ...] = ()
    dated: int = 0
    priced: int = 0
    problems: int = 0

    def __bool__(self) -> bool:
        return self != Changes()

    def sentences(self) -> tuple[str, ...]:
        """The changes, one sentence each, questions first; if nothing changed, one that says so. Plain text."""
        if not self:
            return ("No score, grade, flag, date, price or problem changed.",)
        return (
            *(_share_sentence(share) for share in self.stated),
            *([f"{_more(self.clinics, 'clinic')}."] if self.clinics else []),
            *([f"{_more_have(self.scored)} a score."] if self.scored else []),
            *([f"{_have(self.moved)} a different score."] if self.moved else []),
            *([f"{_have(self.possible)} a different highest possible score."] if self.possible else []),
            *([f"{_have(self.better)} a better grade."] if self.better else []),
            *([f"{_have(self.worse)} a worse grade."] if self.worse else []),
            *(
                f"\u201c{flag.name}\u201d stands at {counted(flag.after, 'clinic')} now, {flag.before:,} before."
                for flag in self.flags
            ),
            *([f"{_more_have(self.dated)} a date."] if self.dated else []),
            *([f"{_more_have(self.priced)} a price."] if self.priced else []),
            *([f"{_more(self.problems, 'problem')}."] if self.problems else []),
        )


def changes(before: Review, after: Review) -> Changes:
    """What changed from one review to another. Each review's scores are under its own weights."""
    return Changes(
        stated=_stated(before, after),
        clinics=len(after) - len(before),
        scored=after.scored - before.scored,
        **_by_clinic(before, after),
        flags=_flags(before, after),
        dated=_dated(after) - _dated(before),
        priced=_priced(after) - _priced(before),
        problems=len(after.problem_table) - len(before.problem_table),
    )


def _stated(before: Review, after: Review) -> tuple[Share, ...]:
    first, last = (coverage(review)[["stated", "stated_share"]].to_dict("index") for review in (before, after))
    shares = (
        Share(
            question.title,
            int(first[dimension]["stated"]),
            int(last[dimension]["stated"]),
            float(first[dimension]["stated_share"]),
            float(last[dimension]["stated_share"]),
        )
        for dimension, question in after.rubric.by_dimension.items()
    )
    return tuple(s for s in shares if s.before != s.after or _percent(s.before_percent) != _percent(s.after_percent))


def _by_clinic(before: Review, after: Review) -> dict[str, int]:
    """`moved`, `possible`, `better` and `worse`, counted over the rows that are clinics in both reviews."""
    at_before, at_after = _positions_in_both(before, after)
    then, now = before.profiles.codes[at_before], after.profiles.codes[at_after]
    old, new = before.totals, after.totals
    scored = old.scored[then] & new.scored[now]
    moved = old.score[then] != new.score[now]
    return {
        "moved": int((scored & moved).sum()),
        "possible": int((scored & ~moved & (old.high[then] != new.high[now])).sum()),
        "better": int((scored & (new.grade[now] < old.grade[then])).sum()),  # A comes before F
        "worse": int((scored & (new.grade[now] > old.grade[then])).sum()),
    }


def _positions_in_both(before: Review, after: Review) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The positions of the rows of the file that are clinics in both reviews; none if they read different sheets."""
    if before.recipe.sheet != after.recipe.sheet:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    rows = before.understood.rows, after.understood.rows
    _, first, last = np.intersect1d(*rows, assume_unique=True, return_indices=True)
    return first, last


def _flags(before: Review, after: Review) -> tuple[Count, ...]:
    def counts(review: Review) -> dict[str, int]:
        profiles = review.profiles
        return {code: int(profiles.counts[(profiles.flags & flag_bit(code)) != 0].sum()) for code in FLAGS}

    first, last = counts(before), counts(after)
    labels = {code: rule.label for code, rule in after.rubric.flags.items()}
    return tuple(Count(labels[code], first[code], last[code]) for code in FLAGS if first[code] != last[code])


def _dated(review: Review) -> int:
    return int(review.understood.as_of.mask(lambda day: day is not None).sum())


def _priced(review: Review) -> int:
    return int(review.understood.price.mask(lambda price: price.amount is not None).sum())


def _share_sentence(share: Share) -> str:
    now, then = _percent(share.after_percent), _percent(share.before_percent)
    if now == then:  # of a large file a few clinics are 0 percent
        return f"{_more(share.after - share.before, 'clinic')} {_agree(share.after - share.before)} {share.title}."
    return f"{share.title}: {now} of clinics state it now, {then} before."


def _percent(share: float) -> str:
    return f"{math.floor(share + 0.5)}%"  # half up, as `wording.percent` does


def _agree(number: int) -> str:
    return "states" if abs(number) == 1 else "state"


def _have(number: int) -> str:
    """1 clinic has, 2 clinics have."""
    return f"{counted(number, 'clinic')} {'has' if number == 1 else 'have'}"


def _more_have(number: int) -> str:
    """1 more clinic has, 2 fewer clinics have."""
    return f"{_more(number, 'clinic')} {'has' if abs(number) == 1 else 'have'}"


def _more(number: int, noun: str) -> str:
    """1 more clinic, 2 fewer clinics."""
    return f"{abs(number):,} {'more' if number > 0 else 'fewer'} {noun if abs(number) == 1 else f'{noun}s'}"
