"""Two clinics of one review, the one with the higher score ahead: the numbers behind everything said about them."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.review import Review
from scoring.scores import whole_weights

Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Standing:
    """One clinic. Whole tenths of points; tuples have one entry per question, in the order of `QUESTIONS`.

    `score`, `low`, `high`: its score, what is sure and what is possible. `counted`, `lows`, `highs`: the same for each
    question. `known`: whether the question's own column states a term.
    """

    score: int
    low: int
    high: int
    counted: Numbers
    lows: Numbers
    highs: Numbers
    known: tuple[bool, ...]


@dataclass(frozen=True)
class Pair:
    """Two scored clinics. `weights`: whole millionths by question. `reverses`: the one named first is behind.

    If the scores shown are level, the one whose unrounded score is higher is ahead, or else the one named first.
    """

    weights: Numbers
    ahead: Standing
    behind: Standing
    reverses: bool

    @property
    def whole(self) -> int:
        """The sum of the weights, in millionths."""
        return sum(self.weights)

    @property
    def is_level(self) -> bool:
        """Whether the scores that are shown are equal."""
        return self.ahead.score == self.behind.score

    @property
    def differences(self) -> Numbers:
        """By question: by how many tenths the one ahead counts more."""
        return tuple(a - b for a, b in zip(self.ahead.counted, self.behind.counted, strict=True))

    @property
    def sure_differences(self) -> Numbers:
        """By question: the tenths that the one ahead is sure of beyond all that the other leaves possible."""
        return tuple(low - high for low, high in zip(self.ahead.lows, self.behind.highs, strict=True))


def pair(review: Review, first: int, second: int) -> Pair:
    """The clinics at two positions of a review. Raises ValueError if one of them has no score."""
    weights = tuple(whole_weights(review.weights).tolist())
    named = _standing(review, first), _standing(review, second)
    if any(standing.score < 0 for standing in named):
        raise ValueError("a clinic without a score stands neither above nor below another")
    ahead, behind = sorted(named, key=lambda standing: _weighed(weights, standing.counted), reverse=True)
    return Pair(weights, ahead, behind, reverses=ahead is not named[0])


def weighted_sides(weights: Numbers, differences: Numbers) -> tuple[int, int]:
    """The weighted sums of the differences in favor of the one ahead, and of those in favor of the other."""
    weighed = [weight * difference for weight, difference in zip(weights, differences, strict=True)]
    return sum(part for part in weighed if part > 0), -sum(part for part in weighed if part < 0)


def _weighed(weights: Numbers, points: Numbers) -> int:
    return sum(weight * tenths for weight, tenths in zip(weights, points, strict=True))


def _standing(review: Review, position: int) -> Standing:
    profiles, totals = review.profiles, review.totals
    profile = int(profiles.codes[position])
    return Standing(
        score=int(totals.score[profile]),
        low=int(totals.low[profile]),
        high=int(totals.high[profile]),
        counted=tuple(totals.counted[profile].tolist()),
        lows=tuple(profiles.low[profile].tolist()),
        highs=tuple(profiles.high[profile].tolist()),
        known=tuple(profiles.known[profile].tolist()),
    )
