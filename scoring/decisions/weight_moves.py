"""The effect of other weights on a file: which ranks and scores move, and which clinics gain or lose a score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.review import Review


@dataclass(frozen=True)
class WeightMoves:
    """How ranks move under other weights. Arrays with one entry per profile.

    `places` (int64): the rank before less the rank after, so above 0 it moved up; 0 unless it has a score under both
    weights. `gained`, `lost` (bool): it has a score only after, or only before.
    """

    places: NDArray[np.int64]
    gained: NDArray[np.bool_]
    lost: NDArray[np.bool_]

    @property
    def any(self) -> bool:
        """Whether anything moved at all."""
        return bool(self.places.any() or self.gained.any() or self.lost.any())

    def largest(self, counts: NDArray[np.int64], clinics: int, *, up: bool) -> NDArray[np.bool_]:
        """Which profiles hold the largest moves in one direction, down to ties with the last of `clinics`.

        counts: clinics of each profile to choose from. Fewer if fewer moved that way.
        """
        moved = self.places if up else -self.places
        of_clinics = np.flatnonzero((moved > 0) & (counts > 0))
        order = of_clinics[np.argsort(-moved[of_clinics], kind="stable")]
        if not len(order):
            return np.zeros(len(moved), dtype=np.bool_)
        last = min(int(np.searchsorted(np.cumsum(counts[order]), clinics)), len(order) - 1)
        chosen: NDArray[np.bool_] = (moved >= moved[order[last]]) & (counts > 0)
        return chosen


def weight_moves(before: Review, after: Review) -> WeightMoves:
    """What moved from one weighting of a file to another. Raises `ValueError` for reviews of different profiles."""
    if before.profiles is not after.profiles:
        raise ValueError("before, after: expected the same file under the same rules")
    old, new = before.totals, after.totals
    both = old.scored & new.scored
    return WeightMoves(
        places=np.where(both, old.rank - new.rank, 0),
        gained=new.scored & ~old.scored,
        lost=old.scored & ~new.scored,
    )
