"""Ranks and tiers by the letter of the design's clause 9, clinic by clinic and draw by draw: slow, and easy to check.

Scores and draws are in one order, that of the clinics; only scored clinics are among them.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from fractions import Fraction
from typing import Any

SMALLEST_JUDGMENT = 5
BEATS = Fraction(95, 100)


def ranks(totals: Sequence[Fraction | int]) -> list[int]:
    """Rank 1 is the highest; equal totals share the lowest."""
    return [1 + sum(other > total for other in totals) for total in totals]


def rank_interval(rank: int, drawn: Sequence[int]) -> tuple[int, int]:
    """The 5th and the 95th percentile of the drawn ranks, rounded outwards, and wide enough for the rank itself."""
    by_size, last = sorted(drawn), len(drawn) - 1
    low, high = by_size[math.floor(Fraction(5 * last, 100))], by_size[math.ceil(Fraction(95 * last, 100))]
    return min(rank, low), max(rank, high)


def possible_ranks(lows: Sequence[Fraction], highs: Sequence[Fraction]) -> list[tuple[int, int]]:
    """Best and worst possible rank: those surely ahead rank before a clinic, and those it is surely ahead of do not."""
    return [
        (
            1 + sum(other_low > high for place, other_low in enumerate(lows) if place != me),
            1 + sum(other_high > low for place, other_high in enumerate(highs) if place != me),
        )
        for me, (low, high) in enumerate(zip(lows, highs, strict=True))
    ]


def tiers(
    scores: Sequence[Fraction],
    ranges: Sequence[Fraction | int],
    keys: Sequence[Hashable],
    drawn: Sequence[Sequence[Any]],
) -> list[int]:
    """The tier of every clinic.

    `ranges`: how far `score_high` lies above `score_low`. `keys`: those of the profiles, which can be sorted. `drawn`:
    of each clinic its unrounded total in every draw.
    """
    everyone = range(len(scores))

    def trails(clinic: int, leader: int) -> bool:
        pairs = list(zip(drawn[clinic], drawn[leader], strict=True))
        below = sum(total < leaders for total, leaders in pairs)
        return scores[clinic] <= scores[leader] - SMALLEST_JUDGMENT and below >= BEATS * len(pairs)

    tier = [0] * len(scores)
    number, level = 0, max(scores, default=None)
    while level is not None:
        number += 1
        level_ones = [clinic for clinic in everyone if scores[clinic] == level]
        leader = min(level_ones, key=lambda clinic: (ranges[clinic], keys[clinic]))
        for clinic in everyone:
            if scores[clinic] <= level:
                tier[clinic] = number
        next_levels = {
            start
            for start in scores
            if start < level and all(trails(clinic, leader) for clinic in everyone if scores[clinic] <= start)
        }
        level = max(next_levels, default=None)
    return tier
