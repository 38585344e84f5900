"""Reviews of made-up points, and a plain scorer of a few numbers to compare the decisions with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import floor

import numpy as np
from hypothesis import strategies as st

from scoring import QUESTIONS, Review
from scoring.scores.profiles import Profiles
from tests.scoring.files import WHOLE, reviewed

BASE = reviewed([{"name": "A", **WHOLE}])
EQUAL = (25.0, 25.0, 25.0, 25.0)


@dataclass(frozen=True)
class Points:
    """One clinic's points by question, in tenths: sure and possible; `known`: its column states a term."""

    lows: tuple[int, ...]
    highs: tuple[int, ...] = ()
    known: tuple[bool, ...] = (True, True, True, True)

    @property
    def most(self) -> tuple[int, ...]:
        """The most points possible."""
        return self.highs or self.lows


def review_of(clinics: Sequence[Points], weights: Sequence[float] = EQUAL, counts: Sequence[int] = ()) -> Review:
    """The review of clinics with these points, each of which represents a number of them."""
    number = list(counts or [1] * len(clinics))
    flags = np.zeros(len(clinics), dtype=np.int32)
    profiles = Profiles(
        codes=np.repeat(np.arange(len(clinics), dtype=np.int32), number),
        low=np.array([clinic.lows for clinic in clinics], dtype=np.int32),
        high=np.array([clinic.most for clinic in clinics], dtype=np.int32),
        known=np.array([clinic.known for clinic in clinics]),
        flags=flags,
        possible=flags,
        certain=flags,
        counts=np.array(number, dtype=np.int64),
    )
    return replace(BASE, profiles=profiles, weights=dict(zip(QUESTIONS, weights, strict=True)))


@lru_cache(maxsize=1000)
def exact(weight: float) -> Fraction:
    """A weight exactly as written."""
    return Fraction(str(weight))


def plain_score(points: Sequence[int], weights: Sequence[float]) -> int:
    """Tenths of the weighted mean, halves rounded up."""
    shares = [exact(weight) for weight in weights]
    mean = sum(share * tenths for share, tenths in zip(shares, points, strict=True)) / sum(shares)
    return floor(mean + Fraction(1, 2))


def plain_is_scored(known: Sequence[bool], weights: Sequence[float]) -> bool:
    """Whether half of the weight is answered, by at least two questions with weight."""
    answered = [weight for weight, is_known in zip(weights, known, strict=True) if is_known and weight > 0]
    return len(answered) >= 2 and 2 * sum(map(exact, answered)) >= sum(map(exact, weights))


def corners(weights: Sequence[float], move: Fraction) -> list[list[Fraction]]:
    """Every way to move each weight by a share, up or down."""
    shares = [exact(weight) for weight in weights]
    moves = product((1 - move, 1 + move), repeat=4)
    return [[w * factor for w, factor in zip(shares, factors, strict=True)] for factors in moves]


# -- strategies --------------------------------------------------------------------------------------------------

TENTHS = st.one_of(st.integers(0, 1000), st.sampled_from((0, 50, 200, 400, 500, 650, 800, 950, 1000)))
COARSE = st.integers(0, 20).map(lambda step: 5.0 * step)
FINE = st.integers(0, 100_000_000).map(lambda millionths: millionths / 1_000_000)
WEIGHTS = st.tuples(*[st.one_of(COARSE, FINE)] * 4).filter(lambda weights: sum(weight > 0 for weight in weights) > 1)


@st.composite
def clinics(draw: st.DrawFn, *, all_known: bool = True) -> Points:
    """Points of a clinic, some of them open."""
    ends = [sorted(draw(st.tuples(TENTHS, TENTHS))) for _ in QUESTIONS]
    is_open = draw(st.tuples(*[st.booleans()] * 4))
    lows = tuple(low for low, _ in ends)
    highs = tuple(high if opens else low for (low, high), opens in zip(ends, is_open, strict=True))
    known = (True,) * 4 if all_known else draw(st.tuples(*[st.sampled_from((True, True, False))] * 4))
    return Points(lows, highs, known)
