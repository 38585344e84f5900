"""Records to profiles: the distinct combinations of points, bounds and flags, and which clinic has which.

Weights, totals, ranks and filters need only the profiles and their counts, so none of them looks at a row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scoring.limits import Clock
from scoring.recognition import Coded, Records, counts_by_code, facts, months_before, paired
from scoring.rubric import FLAGS, Rubric
from scoring.scores import questions
from scoring.scores.kept_answers import answers_to
from scoring.scores.points import FULL
from scoring.scores.questions import Answer

EMPTY = -1

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True)
class Combinations:
    """The distinct combinations of points of all profiles. `codes`: that of each profile. `number`: how many."""

    codes: NDArray[np.int32]
    number: int


@dataclass(frozen=True)
class Profiles:
    """`codes`: the profile of each clinic. The other arrays have one row per profile.

    `low`, `high` (int32, one column per question in the order of `QUESTIONS`): tenths of points that are sure, and
    that the record leaves possible. `known` (bool, likewise): whether the question's own column states a term.
    `flags`: bits in the order of `FLAGS`; `possible` and `certain`: those that some reading of what is open brings,
    and those that every reading does. `counts`: clinics.
    """

    codes: NDArray[np.int32]
    low: NDArray[np.int32]
    high: NDArray[np.int32]
    known: NDArray[np.bool_]
    flags: NDArray[np.int32]
    possible: NDArray[np.int32]
    certain: NDArray[np.int32]
    counts: NDArray[np.int64]

    @property
    def value(self) -> NDArray[np.int32]:
        """Tenths of each question as its column shows them: `EMPTY` if nothing is sure and something possible."""
        return np.where((self.low == 0) & (self.high > 0), np.int32(EMPTY), self.low)

    @cached_property
    def combinations(self) -> Combinations:
        """Which profiles have the same points; the same under all weights."""
        points = self.low.astype(np.int64) * (FULL + 1) + self.high
        order = np.lexsort(points.T)
        new = np.ones(len(self), dtype=np.bool_)
        new[1:] = (points[order[1:]] != points[order[:-1]]).any(axis=1)
        codes = np.empty(len(self), dtype=np.int32)
        codes[order] = np.cumsum(new) - 1
        return Combinations(codes, int(new.sum()))

    def counts_of(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many clinics of a mask each profile has."""
        return counts_by_code(self.codes, mask, len(self))

    def __len__(self) -> int:
        return len(self.counts)


def flag_bit(code: str) -> int:
    """The bit of a flag in `Profiles.flags`."""
    return 1 << FLAGS.index(code)


def flag_codes(bits: int) -> str:
    """The flags of a profile, joined by `;` in the contract's order."""
    return ";".join(code for code in FLAGS if bits & flag_bit(code))


def profiles(records: Records, rubric: Rubric, reviewed_on: date, clock: Clock) -> Profiles:
    """Answer the four questions once for each distinct combination that the file holds.

    Raises `UnreadableFile` when the clock's time is up.
    """
    stated = records.stated
    countries = Coded(records.country.codes, tuple(code or facts.HOME for code in records.country.values))
    parts = [
        _answered(rubric, clock, stated["credentials"], stated["credentials_verified"], questions.who),
        _answered(rubric, clock, stated["products"], countries, questions.what),
        _answered(rubric, clock, stated["targets"], stated["imaging"], questions.where, questions.how),
    ]
    record_flags = _record_flags(records, rubric, reviewed_on)
    codes, numbers = parts[0].codes, np.arange(len(parts[0].values))
    members = numbers[:, None]
    for size, right in [(len(p.values), p.codes) for p in parts[1:]] + [(4, record_flags)]:
        codes, numbers = paired(codes, right, size)
        left, column = np.divmod(numbers, size)
        members = np.column_stack([members[left], column])
    tables = [_arrays(part.values) for part in parts]
    low, high, known = (
        np.hstack([table[name][members[:, place]] for place, table in enumerate(tables)])
        for name in ("low", "high", "known")
    )
    of_record = _bits_of_records(members[:, -1])
    flags, possible, certain = (
        np.bitwise_or.reduce([of_record, *(table[name][members[:, place]] for place, table in enumerate(tables))])
        for name in ("flags", "possible", "certain")
    )
    counts = np.bincount(codes, minlength=len(members))
    return Profiles(codes, low, high, known.astype(np.bool_), flags, possible, certain, counts)


def _answered(
    rubric: Rubric, clock: Clock, left: Coded[A], right: Coded[B], *questions: Callable[[Rubric, A, B], Answer]
) -> Coded[tuple[Answer, ...]]:
    """The answers to some questions for each distinct pair of what two columns state."""
    codes, numbers = paired(left.codes, right.codes, len(right.values))
    answers = answers_to(rubric, questions)
    answered = []
    for number in numbers.tolist():
        clock.check()
        a, b = divmod(number, len(right.values))
        answered.append(answers(left.values[a], right.values[b]))
    return _merged(codes, answered)


def _merged(codes: NDArray[np.int32], answers: list[tuple[Answer, ...]]) -> Coded[tuple[Answer, ...]]:
    """Different words with the same answers become one."""
    places: dict[tuple[Answer, ...], int] = {}
    lookup = np.array([places.setdefault(answer, len(places)) for answer in answers], dtype=np.int32)
    return Coded(lookup[codes], tuple(places))


def _arrays(answers: tuple[tuple[Answer, ...], ...]) -> dict[str, NDArray[np.int32]]:
    numbers = {
        name: np.array([[getattr(answer, name) for answer in group] for group in answers], dtype=np.int32)
        for name in ("low", "high", "known")
    }
    bits = {
        name: np.array(
            [sum({flag_bit(code) for answer in group for code in getattr(answer, name)}) for group in answers],
            dtype=np.int32,
        )
        for name in ("flags", "possible", "certain")
    }
    return {**numbers, **bits}


def _record_flags(records: Records, rubric: Rubric, reviewed_on: date) -> NDArray[np.int32]:
    """1 if a listed claim is made, plus 2 if the record is older than the rubric allows."""
    oldest = months_before(reviewed_on, rubric.flags["stale_record"].months or 0)
    stale = records.as_of.mask(lambda day: day is not None and day < oldest)
    concern = records.stated["claims"].mask(lambda claims: claims.terms)
    return concern.astype(np.int32) + 2 * stale.astype(np.int32)


def _bits_of_records(kinds: NDArray[np.int64]) -> NDArray[np.int32]:
    bits = [0, flag_bit("claims_concern"), flag_bit("stale_record")]
    return np.array([*bits, bits[1] | bits[2]], dtype=np.int32)[kinds]
