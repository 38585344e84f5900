"""Which weights would reverse the order of two clinics: one weight alone, all of them together, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scoring.decisions.pair import Pair, weighted_sides
from scoring.rubric import QUESTIONS, Coverage
from scoring.scores import is_scored, weighted_mean

# Weights are tried in fives: the rubric's smallest judgment is five points, and finer weights would claim too much.
STEPS = tuple(range(0, 101, 5))
_MILLIONTHS = 1_000_000


@dataclass(frozen=True)
class Swap:
    """The least that all weights have to move. At these weights the two tie; any further, the other leads.

    `move`: the largest relative change of any weight, above 0 up to 1 (0 if the two tie already).
    `weights`: by question, 0 to 100.
    """

    move: float
    weights: Mapping[str, float]


def dominates(pair: Pair) -> bool:
    """Whether the one ahead counts at least as much on every question, so that no weights put the other ahead."""
    return all(difference >= 0 for difference in pair.differences)


def single_weight_swaps(pair: Pair, rule: Coverage) -> dict[str, int]:
    """By question: the weight nearest to the current one at which the other's score is higher, all others unchanged.

    Only for questions that have one among `STEPS`, the nearest first. Every step is tried, because rounded scores do
    not always cross once; a weighting under which either has no score is skipped.
    """
    now = np.array(pair.weights, dtype=np.int64)
    tried = np.repeat(now[:, None], len(now) * len(STEPS), axis=1)
    places = np.repeat(np.arange(len(now)), len(STEPS))
    tried[places, np.arange(len(places))] = np.tile(STEPS, len(now)) * np.int64(_MILLIONTHS)
    tried[:, tried.sum(axis=0) == 0] = now[:, None]  # all weights 0 are refused, and the current ones swap nothing
    sides = (pair.ahead, pair.behind)
    ahead, behind = weighted_mean(np.array([side.counted for side in sides], dtype=np.int64), tried)
    both = is_scored(np.array([side.known for side in sides]), tried, rule).all(axis=0)
    swaps = (both & (behind > ahead)).reshape(len(now), len(STEPS))
    nearest: dict[str, tuple[int, int]] = {}
    for place, question in enumerate(QUESTIONS):
        steps = [STEPS[step] for step in np.flatnonzero(swaps[place]).tolist()]
        if steps:
            nearest[question] = min((abs(step * _MILLIONTHS - pair.weights[place]), step) for step in steps)
    return {question: nearest[question][1] for question in sorted(nearest, key=lambda name: nearest[name][0])}


def swap(pair: Pair) -> Swap | None:
    """The smallest relative move of all weights that makes the two tie; None if none does.

    Every weight on a question where the one ahead counts more falls by that share, every one where it counts less
    rises by it: the best move of this size for the other, so this is the linear program's answer.
    A weight of 0 stays 0 under any share. If only such a question favors the other, the answer is the whole
    share, with that question alone.
    """
    if dominates(pair):
        return None
    ahead, behind = weighted_sides(pair.weights, pair.differences)
    move = (ahead - behind) / (ahead + behind) if ahead + behind else 0.0
    weights = []
    for weight, difference in zip(pair.weights, pair.differences, strict=True):
        factor = 1.0 if difference == 0 else 1 - move if difference > 0 else 1 + move
        moved = weight / _MILLIONTHS * factor
        weights.append(100.0 if not behind and difference < 0 else moved)
    most = max(weights)
    if most > 100:  # the largest share is then exactly 1, and no weight is above 100
        weights = [100 * (weight / most) for weight in weights]
    return Swap(move, dict(zip(QUESTIONS, weights, strict=True)))
