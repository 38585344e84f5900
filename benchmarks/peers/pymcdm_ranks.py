"""pymcdm, which weighs and ranks alternatives by many methods."""

from __future__ import annotations

from typing import Any

from benchmarks.measurement import Contender
from benchmarks.peers.likely_ranks import likely_ranks
from scoring.scores import Profiles

CONTENDER = Contender(
    "pymcdm `WSM` and `rrankdata`",
    "Ranks the scored clinics under our 1,000 drawn weights, in a loop: it has one call for one weighting.",
    lacks="nothing that varies weights by itself, no tiers; answers left open in a record are not drawn",
    more="some thirty methods of weighing and many of finding weights, and correlations of rankings",
)
# Its ranks of ties are their mean, from which the best rank follows.
_LOOP = """
from pymcdm.helpers import rrankdata
from pymcdm.methods import WSM
weighted_sum = WSM(normalization_function=lambda column, cost: column)
def drawn(points, weights):
    return np.array([rrankdata(rounded(weighted_sum(points, draw / whole, types))) for draw in weights])
def best_of_ties(means):
    _, places, counts = np.unique(means, return_inverse=True, return_counts=True)
    return means - (counts[places] - 1) / 2
drawn(points[:9], weights[:9])  # what a first call loads
means, times = timed(lambda: drawn(points, weights))
ranks = np.array([best_of_ties(draw) for draw in means]).astype(int)
"""


def ranks(python: str, profiles: Profiles) -> dict[str, Any]:
    """One run: see `likely_ranks`."""
    return likely_ranks(python, _LOOP, profiles)
