"""pysensmcda, which ranks alternatives under drawn weights."""

from __future__ import annotations

from typing import Any

from benchmarks.measurement import Contender
from benchmarks.peers.likely_ranks import likely_ranks
from scoring.scores import Profiles

CONTENDER = Contender(
    "pysensmcda `smaa.simulate`",
    "Ranks the scored clinics under our 1,000 drawn weights, by a plain weighted sum, which leaves it the least to do.",
    lacks="no tiers; answers left open in a record are not drawn",
    more="the share of draws at every single rank, how often one of a pair wins, the weights that put a clinic first, "
    "any method in place of the weighted sum",
)
_SIMULATE = """
from pysensmcda.smaa import simulate
def weighted_sum(matrix, shares, types):
    return rounded(matrix @ shares / whole)
simulate(weighted_sum, points[:9], types, weights=weights[:9])  # what a first call loads
result, times = timed(lambda: simulate(weighted_sum, points, types, weights=weights))
if result is None:  # it prints that memory ran out, and returns nothing
    raise MemoryError
ranks = result.rankings
"""


def ranks(python: str, profiles: Profiles) -> dict[str, Any]:
    """One run: see `likely_ranks`."""
    return likely_ranks(python, _SIMULATE, profiles)
