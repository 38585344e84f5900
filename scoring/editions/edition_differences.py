"""How two editions of a list differ, as positions and small integers that outlive both reviews."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.editions.cell_changes import changed_cells
from scoring.editions.clinic_matches import ClinicMatches, clinic_matches
from scoring.editions.rank_moves import RankMoves, rank_moves
from scoring.review import Review

Positions = NDArray[np.int64]
NEW, GONE, CHANGED, MOVED = KINDS = ("new", "gone", "changed", "moved")
_TOTALS = ("score", "high", "grade", "grade_high")  # a difference in any of these makes a clinic a changed one


@dataclass(frozen=True, eq=False)
class EditionDifferences:
    """The clinics of two lists that differ: new ones, those that are gone, changed and moved, each in file order.

    `matches`: which clinic is which. `moves`: of ranks. `cells` (int64): one bit per canonical column whose text
    changed. `is_changed`, `is_moved` (bool): whether anything that a matched clinic states or scores changed, or only
    its rank.
    """

    matches: ClinicMatches
    moves: RankMoves
    cells: NDArray[np.int64]
    is_changed: NDArray[np.bool_]
    is_moved: NDArray[np.bool_]

    @cached_property
    def new(self) -> Positions:
        """Positions in the later list."""
        return np.delete(np.arange(len(self.matches.unclear_after)), self.matches.after)

    @cached_property
    def gone(self) -> Positions:
        """Positions in the earlier list."""
        return np.delete(np.arange(len(self.matches.unclear_before)), self.matches.before)

    @cached_property
    def shown(self) -> Positions:
        """The matches that are changed, then those that are moved."""
        return np.concatenate([np.flatnonzero(self.is_changed), np.flatnonzero(self.is_moved)])

    @property
    def counts(self) -> dict[str, int]:
        """How many clinics are new, gone, changed and moved."""
        sizes = (len(self.new), len(self.gone), int(self.is_changed.sum()), int(self.is_moved.sum()))
        return dict(zip(KINDS, sizes, strict=True))

    @property
    def unchanged(self) -> int:
        """How many clinics of both lists are unchanged."""
        return len(self.matches) - len(self.shown)

    def __len__(self) -> int:
        return len(self.new) + len(self.gone) + len(self.shown)


def edition_differences(before: Review, after: Review) -> EditionDifferences:
    """Compare two reviews; scores are those of each review's own rules and weights."""
    matches = clinic_matches(before.understood, after.understood)
    cells = changed_cells(before.understood, after.understood, matches.before, matches.after)
    old, new = before.profiles.codes[matches.before], after.profiles.codes[matches.after]
    alike = [getattr(before.totals, name)[old] == getattr(after.totals, name)[new] for name in _TOTALS] + [
        before.profiles.flags[old] == after.profiles.flags[new]
    ]
    changed = (cells != 0) | ~np.logical_and.reduce(alike)
    moved = before.totals.rank[old] != after.totals.rank[new]
    return EditionDifferences(matches, rank_moves(before, after, matches), cells, changed, moved & ~changed)
