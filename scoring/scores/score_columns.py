"""The score columns of an export, with an entry for each profile: clinics look theirs up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scoring.rubric import QUESTIONS, Rubric
from scoring.scores.profiles import EMPTY, Profiles, flag_codes
from scoring.scores.robustness import Robustness
from scoring.scores.totals import Totals


def score_columns(
    profiles: Profiles, totals: Totals, robustness: Robustness | None, rubric: Rubric, shown: slice | np.ndarray
) -> dict[str, pd.api.extensions.ExtensionArray | np.ndarray]:
    """Every score column by name with one entry for each profile of `shown`; points 0-100, ranks and tier `Int64`.

    `totals`, `robustness`: of these profiles; without the latter there is no rank interval and no tier. What a profile
    without a score lacks is missing.
    """
    scored, value = totals.scored[shown], profiles.value[shown]
    dimension = np.where(value == EMPTY, np.nan, value / 10)
    numbers = {
        "score": np.where(scored, totals.score[shown] / 10, np.nan),
        "score_low": np.where(scored, totals.low[shown] / 10, np.nan),
        "score_high": np.where(scored, totals.high[shown] / 10, np.nan),
        "coverage": totals.coverage[shown] / 10,
        **{
            f"{rubric.questions[question].dimension}_score": dimension[:, place]
            for place, question in enumerate(QUESTIONS)
        },
    }
    places: dict[str, np.ndarray] = {"rank": totals.rank[shown]}
    if robustness is not None:
        low, high = robustness.ranges(shown)
        places |= {"rank_low": low, "rank_high": high, "tier": robustness.tier[shown]}
    ranks = {name: pd.arrays.IntegerArray(column.astype(np.int64), ~scored) for name, column in places.items()}
    bits, which = np.unique(profiles.flags[shown], return_inverse=True)
    texts = {
        **{
            name: pd.array([grade or None for grade in grades[shown].tolist()], dtype="str")
            for name, grades in (("grade", totals.grade), ("grade_high", totals.grade_high))
        },
        "flags": pd.array([flag_codes(column) for column in bits.tolist()], dtype="str").take(which),
    }
    return {**numbers, **ranks, **texts}
