"""Problems sorted by what they could change: how many clinics, and how far their ranks could move."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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
COLUMNS = ("code", "column", "value", "clinics", "ranks", "unscored", "first_row", "message", "suggestion")


def consequences(review: Review) -> pd.DataFrame:
    """The problems by what they could change, identical ones in one row, and those that one decision settles.

    Columns: code, column, value, clinics (that have it), ranks (the most that the rank of one of them could move under
    any answer to the questions concerned), unscored (clinics without a score that have it), first_row, message,
    suggestion. A question without a column comes first, as every clinic has that problem; the others are sorted by the
    sum of ranks, then unscored, then clinics, most first.
    """
    frame = _with_clinics(review)
    if frame.empty:
        return pd.DataFrame({name: pd.Series(dtype="int64" if name in _NUMBERS else "str") for name in COLUMNS})
    together = frame["code"].isin(_OF_A_COLUMN)
    frame = frame.assign(
        clinics=(frame["position"] >= 0).astype(np.int64), settled_with=frame["value"].mask(together, "")
    )
    keys = ["code", "column", "settled_with"]
    table = frame.groupby(keys, sort=False, dropna=False, as_index=False).agg(
        value=("value", "first"),
        clinics=("clinics", "sum"),
        ranks=("ranks", "max"),
        all_ranks=("ranks", "sum"),
        unscored=("unscored", "sum"),
        first_row=("row", "min"),
        message=("message", "first"),
        suggestion=("suggestion", "first"),
    )
    everywhere = table["code"].isin(_OF_EVERY_CLINIC)
    table = table.assign(
        everywhere=everywhere,
        clinics=table["clinics"].mask(everywhere, len(review)),
        unscored=table["unscored"].mask(everywhere, len(review) - review.scored),
    )
    order = table.sort_values(
        ["everywhere", "all_ranks", "unscored", "clinics", "first_row"],
        ascending=[False, False, False, False, True],
        kind="stable",
    )
    return order[list(COLUMNS)].reset_index(drop=True)


def clinics_to_correct(review: Review) -> pd.DataFrame:
    """The clinics with problems, by what those could change, then clinics that merely do not state enough for a score.

    Columns: position (int64, of the clinic), ranks (int64: the most that its rank could move). Clinics without a score
    come after those whose rank could move.
    """
    frame = _with_clinics(review)
    frame = frame[frame["position"] >= 0]
    states_little = ~review.totals.scored
    if few_weights(review):  # then no clinic has a score, however much it states
        states_little = review.profiles.known.sum(axis=1) < review.rubric.coverage.least_questions
    silent = np.flatnonzero(states_little[review.profiles.codes])
    silent = silent[~np.isin(silent, frame["position"])]
    rest = pd.DataFrame({"position": silent, "ranks": np.zeros(len(silent), dtype=np.int64)})
    if frame.empty:
        return rest
    table = frame.groupby("position", as_index=False).agg(ranks=("ranks", "max"), unscored=("unscored", "max"))
    order = table.sort_values(["ranks", "unscored", "position"], ascending=[False, False, True], kind="stable")
    return pd.concat([order[list(_OF_A_CLINIC)], rest], ignore_index=True)


def _with_clinics(review: Review) -> pd.DataFrame:
    """The problems with the position of their clinic (-1 if none), ranks and unscored (all int64)."""
    problems = review.problems
    moves = _moves(review)
    at = pd.Series(np.arange(len(review)), index=review.understood.rows)
    positions = problems["row"].map(at).fillna(-1).astype(np.int64).to_numpy()
    codes = np.where(positions >= 0, review.profiles.codes[positions], -1)
    moved = np.zeros(len(problems), dtype=np.int64)
    for column, questions in _QUESTIONS.items():
        here = (problems["column"] == column).to_numpy() & (codes >= 0)
        moved[here] = np.maximum.reduce([moves[question][codes[here]] for question in questions])
    unscored = (codes >= 0) & ~review.totals.scored[codes]
    return problems.assign(position=positions, ranks=moved, unscored=unscored.astype(np.int64))


_OF_A_CLINIC = ("position", "ranks")
_NUMBERS = ("clinics", "ranks", "unscored", "first_row")


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
