"""Clinics ranked under a thousand weightings: ours, pysensmcda and pymcdm, on the same points and weights."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.measurement import OURS, STEP_SECONDS, Act, Comparison, Contender, Run, TooSlow
from benchmarks.peers import pymcdm_ranks, pysensmcda_ranks
from benchmarks.peers.likely_ranks import likely_ranks
from benchmarks.rank_peers import refuse_difference, settled
from benchmarks.ranks import profiles_of_clinics
from scoring.scores import Profiles

TASK = "rank under 1,000 weightings"
SEED = 7
CONTENDERS = (
    Contender(OURS, "`Robustness`: the likely best and worst rank of each scored clinic, and tiers."),
    pysensmcda_ranks.CONTENDER,
    pymcdm_ranks.CONTENDER,
)
# Ours gives only the likely ends, so they represent the ranks of every draw.
_OURS = """
import scoring
from benchmarks.ranks import random_profiles
from scoring.scores import Profiles, Robustness, totals
from dataclasses import fields
rubric = scoring.load_rubric()
def profiles_of(points):
    profiles = random_profiles(len(points), 7)
    arrays = {field.name: getattr(profiles, field.name) for field in fields(Profiles)}
    return Profiles(**arrays | {"low": points.astype(np.int32), "high": points.astype(np.int32)})
def likely(profiles):
    robustness = Robustness(profiles, totals(profiles, rubric.weights, rubric), rubric.weights, rubric)
    return robustness.rank_low, robustness.rank_high, robustness.tier
likely(profiles_of(points[:9]))  # what a first call loads
profiles = profiles_of(points)
(best, worst, _), times = timed(lambda: likely(profiles))
low, high, ranks = 0, 1, np.array([best, worst])
"""


def compare(comparison: Comparison, rows: int, runs: int, python: str) -> None:
    """Measure every contender on the scored clinics of a file of `rows`. A difference in any rank stops all."""
    clinics = settled(profiles_of_clinics(rows, SEED))
    acts: dict[str, Act] = {
        OURS: partial(_ranked, lambda profiles: likely_ranks(sys.executable, _OURS, profiles), clinics),
        pysensmcda_ranks.CONTENDER.name: partial(_ranked, partial(pysensmcda_ranks.ranks, python), clinics),
        pymcdm_ranks.CONTENDER.name: partial(_ranked, partial(pymcdm_ranks.ranks, python), clinics),
    }
    comparison.compare(TASK, rows, acts, runs)


def _ranked(ranks: Callable[[Profiles], dict[str, Any]], clinics: Profiles) -> Run:
    result = ranks(clinics)
    refuse_difference(clinics, result["likely"])
    seconds = result["times"][0] / 1000
    if seconds > STEP_SECONDS:
        raise TooSlow
    return Run(seconds, megabytes=result["peak"])
