"""What a peer's ranks are compared with: the same clinics and weights; any difference in rank stops the run."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import scoring
from benchmarks.peers.likely_ranks import WHOLE
from benchmarks.rank_peers import HEAD, refuse_difference, settled, table_rows
from benchmarks.ranks import profiles_of_clinics, random_profiles
from scoring.scores import Profiles, drawn_weights, totals, whole_weights

RUBRIC = scoring.load_rubric()


def likely_ranks(profiles: Profiles) -> np.ndarray:
    """The best and the worst rank of each clinic without the extreme draws, counted rank by rank."""
    rule = RUBRIC.robustness
    weights = drawn_weights(whole_weights(RUBRIC.weights), rule)
    drawn = np.floor(profiles.low.astype(float) @ weights.T / WHOLE + 0.5)
    ranks = np.sort(1 + (drawn[None, :, :] > drawn[:, None, :]).sum(axis=1), axis=1)
    low, high = (rule.draws - 1) * rule.low_percentile // 100, -((1 - rule.draws) * rule.high_percentile // 100)
    return np.array([ranks[:, low], ranks[:, high]])


@pytest.mark.parametrize("make", [profiles_of_clinics, random_profiles])
def test_a_difference_stops_the_benchmark(make: Callable[[int, int], Profiles]) -> None:
    """Ranks counted one by one equal ours, and a single different one is refused."""
    same_work = settled(make(60, 7))
    likely = likely_ranks(same_work)
    refuse_difference(same_work, likely)
    likely[1, 3] += 100
    with pytest.raises(AssertionError):
        refuse_difference(same_work, likely)


def test_both_rank_every_scored_clinic_by_what_is_sure() -> None:
    """Each profile represents one clinic, none is open, and clinics without a score are left out."""
    profiles = profiles_of_clinics(200, seed=7)
    weighed = totals(profiles, RUBRIC.weights, RUBRIC)
    same_work = settled(profiles)
    assert len(same_work) == len(same_work.codes) == profiles.counts[weighed.scored].sum() < 200
    assert np.array_equal(same_work.low, same_work.high)
    assert totals(same_work, RUBRIC.weights, RUBRIC).scored.all()


def test_a_ratio_is_that_of_each_round() -> None:
    """The ratio is computed within each round, on CPU time; the line has a cell for each heading."""
    times = {"ours": [(1.0, 1.0), (9.0, 10.0), (1.0, 2.0)], "peer": [(9.0, 3.0), (9.0, 20.0), (9.0, 2.0)]}
    ours, peer = table_rows(1_234, times)
    assert ours == ("1,234", "ours", "1.0", "2.0", "1.0")
    assert peer == ("1,234", "peer", "9.0", "3.0", "2.0")
    assert len(peer) == len(HEAD)
