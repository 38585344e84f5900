"""Why the ranks of clinics moved from one edition of a list to the next, as parts that add up exactly.

One thing is replaced after another, always in the order of `CAUSES`: the rules, the weights, the clinic's own record,
and last the other clinics, including those that are new or gone. A part is the rank before its step minus the rank
after it, so parts above 0 moved the clinic up, and all parts add up to its whole move. The order is a choice: in
another one the parts would differ and their sum would not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.editions.clinic_matches import ClinicMatches
from scoring.review import Review
from scoring.scores import Totals, clinics_above

CAUSES = ("rules", "weights", "own_record", "others")

Ranks = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RankMoves:
    """One row for each matched clinic. `steps` (int64, rows x 5): its rank at first and after each cause, -1 unscored.

    `parts` (int64, rows x 4, in the order of `CAUSES`): by how many places each cause moved it up; all 0 if `whole`
    (bool) is False, because the clinic has no score at some step.
    """

    steps: Ranks

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Whether the clinic has a rank at every step."""
        ranked: NDArray[np.bool_] = np.logical_and.reduce(self.steps > 0, axis=1)
        return ranked

    @property
    def parts(self) -> Ranks:
        """The move of each cause."""
        return np.where(self.whole[:, None], self.steps[:, :-1] - self.steps[:, 1:], 0)


def rank_moves(before: Review, after: Review, matches: ClinicMatches) -> RankMoves:
    """The ranks of the matched clinics while rules, weights, own record and the others are replaced in turn."""
    under_rules = before.with_rubric(after.rubric)
    under_weights = under_rules.with_weights(after.weights)
    at_before = [
        review.totals.rank[review.profiles.codes[matches.before]] for review in (before, under_rules, under_weights)
    ]
    own = _among_others_of(under_weights, after.totals, matches, after.profiles.codes[matches.after])
    return RankMoves(np.column_stack([*at_before, own, after.totals.rank[after.profiles.codes[matches.after]]]))


def _among_others_of(before: Review, new: Totals, matches: ClinicMatches, codes: NDArray[np.int32]) -> Ranks:
    """The rank that each clinic has with its new record among all the others of the earlier list."""
    old = before.totals.score[before.profiles.codes[matches.before]]  # -1 without a score
    scored, counts = before.totals.scored, before.profiles.counts
    higher = clinics_above(before.totals.score[scored], counts[scored])
    score = new.score[codes]
    return np.where(score >= 0, 1 + higher[score] - (old > score), -1)
