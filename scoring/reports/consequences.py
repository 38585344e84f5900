"""Problems sorted by what they could change: how many clinics, and how far their ranks could move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.integer_sort import equal_keys, stable_argsort
from scoring.problem_table import ProblemTable
from scoring.reports.unscored import few_weights
from scoring.review import Review
from scoring.rubric import QUESTIONS
from scoring.scores import FULL, clinics_above, whole_weights

# The questions that a column's cells answer.
_QUESTIONS = {
    "credentials": ("who",),
    "credentials_verified": ("who",),
    "products": ("what",),
    "targets": ("where", "how"),
    "imaging": ("where", "how"),
    "country": ("what",),
}
# For these, one decision settles a whole column, so all values of a column are one row.
_OF_A_COLUMN = frozenset(("date_ambiguous", "price_decimal_unclear", "price_currency_unclear", "price_per_part"))
# While a question has no column, it is open for every clinic.
_OF_EVERY_CLINIC = frozenset(("no_column", "column_offered"))
_NUMBERS = ("clinics", "ranks", "unscored", "first_row")
COLUMNS = ("code", "column", "value", "clinics", "ranks", "unscored", "first_row", "message", "suggestion")


@dataclass(frozen=True, eq=False)
class ProblemKinds:
    """The problems by what they could change, in the order of `consequences`, worded as they are accessed.

    `table`: all problems. `first`: the position in it of the first problem of each kind. `numbers`: clinics, ranks,
    unscored and first_row of each kind. Wording all kinds of a large file could take more memory than the file.
    """

    table: ProblemTable
    first: NDArray[np.int64]
    numbers: pd.DataFrame

    def __len__(self) -> int:
        return len(self.first)

    def frame(self, at: slice | NDArray[np.int64] | None = None) -> pd.DataFrame:
        """The kinds at some places, or all: the columns of `COLUMNS`, numbered from 0."""
        chosen = slice(None) if at is None else at
        texts = self.table.frame(self.first[chosen])
        numbers = self.numbers.iloc[chosen].reset_index(drop=True)
        return pd.concat([texts.drop(columns="row"), numbers], axis=1)[list(COLUMNS)]

    def of_columns(self, names: Iterable[str]) -> pd.DataFrame:
        """The kinds in some columns of the file, as in `frame`."""
        column, listed = self.table.numbered("column")
        return self.frame(np.flatnonzero(_is_among(listed, names)[column[self.first]]))


def consequences(review: Review) -> pd.DataFrame:
    """The problems by what they could change, identical ones in one row, and those that one decision settles.

    Columns: code, column, value, clinics (that have it), ranks (the most that the rank of one of them could move under
    any answer to the questions concerned), unscored (clinics without a score that have it), first_row, message,
    suggestion. A question without a column comes first, as every clinic has that problem; the others are sorted by the
    sum of ranks, then unscored, then clinics, most first.
    """
    return problem_kinds(review).frame()


def problem_kinds(review: Review) -> ProblemKinds:
    """The same as `consequences`, for what shows only some of it."""
    table = review.problem_table
    kind, first = _kinds(table)
    positions, moved, unscored = _of_problems(review)
    clinics = np.bincount(kind[positions >= 0], minlength=len(first))
    ranks = np.zeros(len(first), dtype=np.int64)
    np.maximum.at(ranks, kind, moved)
    all_ranks = np.bincount(kind, moved, minlength=len(first))  # float64, exact: sums are far below 2 ** 53
    without_score = np.bincount(kind[unscored], minlength=len(first))
    codes, listed = table.numbered("code")
    everywhere = _is_among(listed, _OF_EVERY_CLINIC)[codes[first]]
    clinics[everywhere], without_score[everywhere] = len(review), len(review) - review.scored
    first_row = table.rows[first]
    order = np.lexsort((first, first_row, -clinics, -without_score, -all_ranks, ~everywhere))
    numbers = {"clinics": clinics, "ranks": ranks, "unscored": without_score, "first_row": first_row}
    return ProblemKinds(table, first[order], pd.DataFrame(numbers, columns=_NUMBERS, dtype="int64").iloc[order])


def clinics_to_correct(review: Review) -> pd.DataFrame:
    """The clinics with problems, by what those could change, then clinics that merely do not state enough for a score.

    Columns: position (int64, of the clinic), ranks (int64: the most that its rank could move). Clinics without a score
    come after those whose rank could move.
    """
    positions, moved, unscored = _of_problems(review)
    ranks = np.zeros(len(review), dtype=np.int64)
    has_problem, lacks_score = np.zeros(len(review), dtype=np.bool_), np.zeros(len(review), dtype=np.bool_)
    of_clinic = positions >= 0
    np.maximum.at(ranks, positions[of_clinic], moved[of_clinic])
    has_problem[positions[of_clinic]] = True
    lacks_score[positions[unscored]] = True
    states_little = ~review.totals.scored
    if few_weights(review):  # then no clinic has a score, however much it states
        states_little = review.profiles.known.sum(axis=1) < review.rubric.coverage.least_questions
    silent = np.flatnonzero(states_little[review.profiles.codes] & ~has_problem)
    with_problem = np.flatnonzero(has_problem)
    order = np.lexsort((with_problem, ~lacks_score[with_problem], -ranks[with_problem]))
    listed = np.concatenate([with_problem[order], silent])
    return pd.DataFrame({"position": listed, "ranks": ranks[listed]})


def _kinds(table: ProblemTable) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of each problem's kind, and the position of the first problem of each kind."""
    code, codes = table.numbered("code")
    column, columns = table.numbered("column")
    value, values = table.numbered("value")
    together = _is_among(codes, _OF_A_COLUMN)
    key = code.astype(np.int64) * len(columns) + column
    key *= len(values) + 1
    key += np.where(together[code], 0, value + 1)
    return equal_keys(key)


def _is_among(texts: pa.Array, sought: Iterable[str]) -> NDArray[np.bool_]:
    return np.asarray(pc.is_in(texts, value_set=pa.array(list(sought), pa.large_string())), dtype=bool)


def _of_problems(review: Review) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """For each problem the position of its clinic (-1 if none), the ranks that it could move, whether it has no score.

    From numbers alone: the texts of all problems take more memory than the file.
    """
    table = review.problem_table
    moves = _moves(review)
    positions = _positions(review.understood.rows, table.rows)
    codes = np.where(positions >= 0, review.profiles.codes[positions], -1)
    moved = np.zeros(len(table), dtype=np.int64)
    column, listed = table.numbered("column")
    for place, name in enumerate(listed.to_pylist()):
        if name in _QUESTIONS:
            here = np.flatnonzero((column == place) & (codes >= 0))
            moved[here] = np.maximum.reduce([moves[question][codes[here]] for question in _QUESTIONS[name]])
    return positions, moved, (codes >= 0) & ~review.totals.scored[codes]


def _positions(of_clinics: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The position of the clinic in each of some rows of the file, -1 if there is none."""
    order = stable_argsort(of_clinics)
    in_order = of_clinics[order]
    at = np.minimum(np.searchsorted(in_order, rows), len(order) - 1)
    return np.where(in_order[at] == rows, order[at], -1)


def _moves(review: Review) -> dict[str, NDArray[np.int64]]:
    """For each question, how many ranks a clinic of each profile could move under any answer to it alone."""
    totals = review.totals
    shares = whole_weights(review.weights)
    whole = int(shares.sum())
    better = clinics_above(totals.score[totals.scored], review.profiles.counts[totals.scored])
    points = totals.counted @ shares
    moves = {}
    for place, question in enumerate(QUESTIONS):
        rest = points - totals.counted[:, place] * shares[place]
        worst, best = ((2 * (rest + answer * shares[place]) + whole) // (2 * whole) for answer in (0, FULL))
        far = np.maximum(totals.rank - (1 + better[best]), (1 + better[worst]) - totals.rank)
        moves[question] = np.where(totals.scored & (shares[place] > 0), np.maximum(far, 0), 0)
    return moves
