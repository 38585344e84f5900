"""The effect of each changed cell on its clinic: the record is read and scored again with that one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog
from scoring.recipes import Edit, with_edits
from scoring.recognition import Columns, read_records
from scoring.review import Review
from scoring.scores import Totals, clinics_above, profiles, totals
from scoring.vocabulary import DIMENSIONS, vocabulary


@dataclass(frozen=True)
class Placing:
    """A clinic's figures. `score`: tenths, -1 without a score; then `grade` is "" and `rank`, in the file, -1."""

    score: int
    grade: str
    rank: int


@dataclass(frozen=True)
class CellEffect:
    """What one changed cell would do, if nothing else changed.

    `terms`: labels of what would be understood from the new words, for the four questions. `messages`: what would not.
    """

    before: Placing
    after: Placing
    terms: tuple[str, ...]
    messages: tuple[str, ...]


def placing(review: Review, position: int) -> Placing:
    """The current standing of the clinic at a position."""
    profile = int(review.profiles.codes[position])
    return _placing(review.totals, profile, int(review.totals.rank[profile]))


def cell_effects(review: Review, positions: Sequence[int], edits: Sequence[Edit]) -> tuple[CellEffect, ...]:
    """The effect of each edit on its own. `positions`: of their clinics in the review.

    Only these records are read again, so the time does not depend on the file's size. What a whole column settles, such
    as the order of its dates, stays as it is.
    """
    count = len(edits)
    if not count:
        return ()
    understood, problems = review.understood, ProblemLog(Limits())
    rows = pa.array(positions, pa.int64())
    known = {name: column.take(rows) for name, column in understood.known.items()}
    known = with_edits(known, count, edits, np.arange(count), problems)
    columns = Columns(known, {}, np.arange(1, count + 1), review.matches)
    meanings = replace(
        review.recipe.meanings, date_order=understood.dates.order, prices=tuple(understood.prices.assumed)
    )
    records = read_records(columns, problems, meanings, review.reviewed_on, Clock(Limits()))
    scored = profiles(records, review.rubric, review.reviewed_on, Clock(Limits()))
    weighed = totals(scored, review.weights, review.rubric)
    has_score = review.totals.scored
    above = clinics_above(review.totals.score[has_score], review.profiles.counts[has_score])
    log = problems.frame()
    effects = []
    for place, (position, edit) in enumerate(zip(positions, edits, strict=True)):
        before, profile = placing(review, position), int(scored.codes[place])
        score = int(weighed.score[profile])
        rank = 1 + int(above[score]) - (before.score > score) if score >= 0 else -1
        here = log[(log["row"] == place + 1) & (log["column"] == edit.column)]
        terms: tuple[str, ...] = ()
        if edit.column in DIMENSIONS:
            coded = records.stated[edit.column]
            terms = vocabulary().labels(edit.column, coded.values[coded.codes[place]].terms)
        effects.append(CellEffect(before, _placing(weighed, profile, rank), terms, tuple(here["message"])))
    return tuple(effects)


def _placing(weighed: Totals, profile: int, rank: int) -> Placing:
    return Placing(int(weighed.score[profile]), str(weighed.grade[profile]), rank)
