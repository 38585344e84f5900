"""What changed from an earlier edition of a list to a later one, as a table of clinics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.editions.cell_changes import changes_in_words, names_of_bits
from scoring.editions.edition_differences import (
    CHANGED,
    GONE,
    KINDS,
    MOVED,
    NEW,
    EditionDifferences,
    Positions,
    edition_differences,
)
from scoring.editions.rank_moves import CAUSES
from scoring.reading import as_text, cells_at
from scoring.review import Review
from scoring.rubric import FLAGS
from scoring.vocabulary import CANONICAL

_Dtype = Literal["str", "float64", "Int64"]

_SCORES = ("score", "score_high", "grade", "grade_high", "rank", "tier")
_NUMBERS: Mapping[str, _Dtype] = {"score": "float64", "score_high": "float64", "rank": "Int64", "tier": "Int64"}
MOVES = tuple(f"by_{cause}" for cause in CAUSES)
_FLAGS = ("flags_gained", "flags_lost")
STATUSES = ("score gained", "score lost", "no score on the way, so its move is not split")
BY_ID, BY_NAME, UNCLEAR = "id", "name and place", "not matched: its id, or its name and place, is there several times"
_SETTINGS = "compared"
COLUMNS = (
    "change",
    *("clinic_id", "name", "city", "state", "matched_by", "clinic_id_before", "cells_changed", "cells_in_words"),
    *(f"{column}_{when}" for column in _SCORES for when in ("before", "after")),
    *("status", *_FLAGS, "rank_move"),
    *MOVES,
)
"""The columns of the table. `rank_move` is `rank_before` less `rank_after`, and the sum of the columns behind it."""
_DTYPES: Mapping[str, _Dtype] = {
    column: "Int64" if column in ("rank_move", *MOVES) else _NUMBERS.get(column.rpartition("_")[0], "str")
    for column in COLUMNS
}


@dataclass(frozen=True, eq=False)
class EditionChanges:
    """What changed from the review `before` to the review `after`. Its entries are those of `differences`, in order."""

    before: Review
    after: Review
    differences: EditionDifferences

    @property
    def table(self) -> pd.DataFrame:
        """All entries, see `rows`."""
        return self.rows(np.arange(len(self.differences)))

    @property
    def export(self) -> pd.DataFrame:
        """All entries for a file, with what was compared as the last column, in the first row."""
        table = self.table
        return table.assign(
            **{_SETTINGS: pd.Series([self.settings] + [""] * len(table), dtype="str").iloc[: len(table)]}
        )

    def rows(self, entries: Positions, names: Mapping[str, str] | None = None) -> pd.DataFrame:
        """One row for each of these entries, with the columns of `COLUMNS`.

        A clinic is changed if any of its cells, its score, its grade, what is possible or its flags changed, and moved
        if only its rank did. Unchanged clinics have no entry. Text, float64 for scores, `Int64` for ranks.
        `names`: how `cells_in_words` calls a column, if not by its canonical name.
        """
        difference = self.differences
        starts = np.cumsum([0, len(difference.new), len(difference.gone), len(difference.shown)])
        own = [(entries >= first) & (entries < last) for first, last in pairwise(starts)]
        new, gone, shown = (
            positions[entries[mask] - start]
            for positions, mask, start in zip(
                (difference.new, difference.gone, difference.shown), own, starts, strict=False
            )
        )
        table = pd.concat([self._new(new), self._gone(gone), self._matched(shown, names or {})], ignore_index=True)
        order = np.argsort(np.concatenate([np.flatnonzero(mask) for mask in own]))
        table = table.iloc[order].reset_index(drop=True).assign(status=self.statuses[entries])[list(COLUMNS)]
        return table.fillna({column: "" for column, dtype in _DTYPES.items() if dtype == "str"})

    @cached_property
    def kinds(self) -> NDArray[np.str_]:
        """The kind of each entry, one of `KINDS`."""
        return np.repeat(KINDS, list(self.differences.counts.values()))

    @cached_property
    def statuses(self) -> NDArray[np.str_]:
        """How the scored status of each entry changed: one of `STATUSES`, or ""."""
        shown, matches = self.differences.shown, self.differences.matches
        old, new = (
            review.totals.scored[review.profiles.codes[positions[shown]]]
            for review, positions in ((self.before, matches.before), (self.after, matches.after))
        )
        texts = np.select([~old & new, old & ~new, old & new & ~self.differences.moves.whole[shown]], STATUSES, "")
        return np.concatenate([np.full(len(self.differences) - len(shown), ""), texts])

    @cached_property
    def moves(self) -> NDArray[np.int64]:
        """Places that each entry moved up, or down if negative; 0 without a rank at every step."""
        parts = self.differences.moves.parts[self.differences.shown].sum(axis=1)
        return np.concatenate([np.zeros(len(self.differences) - len(parts), dtype=np.int64), parts])

    @property
    def settings(self) -> str:
        """The files, rules and weights that were compared, in one line."""
        sides = (
            f"{when}: file {review.fingerprint[:12]}, recipe {review.recipe_fingerprint[:12]}, {review.versions}, "
            f"weights {', '.join(f'{question}={weight:g}' for question, weight in review.weights.items())}"
            for when, review in (("before", self.before), ("after", self.after))
        )
        return "; ".join(sides) + f"; reviewed on {self.after.reviewed_on}."

    def flag_bits(self, shown: Positions) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
        """The flags of some matched clinics, given by their place among the matches, before and after."""
        matches = self.differences.matches
        codes = self.before.profiles.codes[matches.before[shown]], self.after.profiles.codes[matches.after[shown]]
        return self.before.profiles.flags[codes[0]], self.after.profiles.flags[codes[1]]

    def _new(self, rows: Positions) -> pd.DataFrame:
        unclear = np.where(self.differences.matches.unclear_after[rows], UNCLEAR, "")
        return _described(self.after, rows).assign(change=NEW, matched_by=unclear, **_scores(self.after, rows, "after"))

    def _gone(self, rows: Positions) -> pd.DataFrame:
        unclear = np.where(self.differences.matches.unclear_before[rows], UNCLEAR, "")
        scores = _scores(self.before, rows, "before")
        return _described(self.before, rows).assign(change=GONE, matched_by=unclear, **scores)

    def _matched(self, shown: Positions, names: Mapping[str, str]) -> pd.DataFrame:
        """Matched clinics, by their place among the matches."""
        difference = self.differences
        rows = difference.matches.before[shown], difference.matches.after[shown]
        editions, cells = (self.before.understood, self.after.understood), difference.cells[shown]
        ids = _texts(self.before, "clinic_id", rows[0])
        old, new = self.flag_bits(shown)
        table = _described(self.after, rows[1])
        return table.assign(
            change=np.where(difference.is_changed[shown], CHANGED, MOVED),
            matched_by=np.where(difference.matches.by_id[shown], BY_ID, BY_NAME),
            clinic_id_before=ids.where(ids != table["clinic_id"], ""),
            cells_changed=names_of_bits(cells, CANONICAL),
            cells_in_words=changes_in_words(editions, rows, cells, names),
            **_scores(self.before, rows[0], "before"),
            **_scores(self.after, rows[1], "after"),
            flags_gained=names_of_bits(new & ~old, FLAGS),
            flags_lost=names_of_bits(old & ~new, FLAGS),
            **self._parts(shown),
        )

    def _parts(self, shown: Positions) -> dict[str, pd.api.extensions.ExtensionArray]:
        unsplit, parts = ~self.differences.moves.whole[shown], self.differences.moves.parts[shown]
        columns = {name: parts[:, place] for place, name in enumerate(MOVES)} | {"rank_move": parts.sum(axis=1)}
        return {name: pd.arrays.IntegerArray(column, unsplit.copy()) for name, column in columns.items()}


def edition_changes(before: Review, after: Review) -> EditionChanges:
    """Compare two reviews; scores are those of each review's own rules and weights."""
    return EditionChanges(before, after, edition_differences(before, after))


def _described(review: Review, rows: Positions) -> pd.DataFrame:
    """The columns of `COLUMNS` for some clinics, with their description, and nothing compared yet."""
    texts = {column: _texts(review, column, rows) for column in ("clinic_id", "name", "city", "state")}
    return pd.DataFrame(texts).reindex(columns=COLUMNS).astype(_DTYPES)


def _texts(review: Review, column: str, rows: Positions) -> pd.Series[str]:
    known = review.understood.known
    cells = as_text(cells_at(known[column], rows)).to_pandas() if column in known else [""] * len(rows)
    return pd.Series(cells, dtype="str").fillna("")


def _scores(review: Review, rows: Positions, when: str) -> dict[str, pd.Series[Any]]:
    scores = review.score_rows(rows)
    return {f"{column}_{when}": scores[column] for column in _SCORES}
