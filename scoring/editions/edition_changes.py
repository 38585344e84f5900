"""What changed from an earlier edition of a list to a later one: a table of clinics, counts, and sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.editions.clinic_matches import ClinicMatches, clinic_matches
from scoring.editions.rank_moves import CAUSES, RankMoves, rank_moves
from scoring.reading import Column, as_text, cells_at, whole
from scoring.review import Review
from scoring.rubric import FLAGS
from scoring.vocabulary import CANONICAL
from scoring.wording import counted, listed

_Dtype = Literal["str", "float64", "Int64"]

NEW, GONE, CHANGED, MOVED = KINDS = ("new", "gone", "changed", "moved")
_SCORES = ("score", "score_high", "grade", "grade_high", "rank", "tier")
_NUMBERS: Mapping[str, _Dtype] = {"score": "float64", "score_high": "float64", "rank": "Int64", "tier": "Int64"}
_MOVES = tuple(f"by_{cause}" for cause in CAUSES)
_FLAGS = ("flags_gained", "flags_lost")
_STATUSES = ("score gained", "score lost", "no score on the way, so its move is not split")
_BY_CAUSE = ("by the rules", "by the weights", "by their own records", "by the other clinics")
COLUMNS = (
    "change",
    *("clinic_id", "name", "city", "state", "matched_by", "clinic_id_before", "cells_changed"),
    *(f"{column}_{when}" for column in _SCORES for when in ("before", "after")),
    *("status", *_FLAGS, "rank_move"),
    *_MOVES,
)
"""The columns of the table. `rank_move` is `rank_before` less `rank_after`, and the sum of the columns behind it."""
_DTYPES: Mapping[str, _Dtype] = {
    column: "Int64" if column in ("rank_move", *_MOVES) else _NUMBERS.get(column.rpartition("_")[0], "str")
    for column in COLUMNS
}


@dataclass(frozen=True, eq=False)
class EditionChanges:
    """What changed from the review `before` to the review `after`."""

    before: Review
    after: Review
    matches: ClinicMatches
    moves: RankMoves

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a clinic with the columns of `COLUMNS`: new, gone, changed, then moved ones, each in file order.

        A clinic is changed if any of its cells, its score, its grade, what is possible or its flags did, and moved if
        only its rank did. Those that stayed alike are left out. Text, float64 for scores, `Int64` for ranks.
        """
        table = pd.concat([self._new, self._gone, self._matched], ignore_index=True)[list(COLUMNS)]
        return table.fillna({column: "" for column, dtype in _DTYPES.items() if dtype == "str"})

    @property
    def counts(self) -> dict[str, int]:
        """How many clinics are new, gone, changed and moved."""
        return {kind: int((self.table["change"] == kind).sum()) for kind in KINDS}

    @property
    def settings(self) -> str:
        """The files, rules and weights that were compared, in one line."""
        sides = (
            f"{when}: file {review.fingerprint[:12]}, recipe {review.recipe_fingerprint[:12]}, {review.versions}, "
            f"weights {', '.join(f'{question}={weight:g}' for question, weight in review.weights.items())}"
            for when, review in (("before", self.before), ("after", self.after))
        )
        return "; ".join(sides) + f"; reviewed on {self.after.reviewed_on}."

    def sentences(self) -> tuple[str, ...]:
        """The changes, a sentence each; plain text."""
        counts, table = self.counts, self.table
        alike = len(self.matches) - counts[CHANGED] - counts[MOVED]
        by_name = int((~self.matches.by_id).sum())
        overview = (
            f"{counted(len(self.before), 'clinic')} before, {len(self.after):,} after: {counts[NEW]:,} new, "
            f"{counts[GONE]:,} gone, {counts[CHANGED]:,} changed, {counts[MOVED]:,} moved in rank only, "
            f"{alike:,} unchanged."
        )
        return (
            overview,
            *([f"{counted(by_name, 'clinic')} matched by name and place, as the ids differ."] if by_name else []),
            *(
                f"{counted(number, 'clinic')}: {status}."
                for status in _STATUSES
                if (number := int((table["status"] == status).sum()))
            ),
            *self._flag_sentences(table),
            *self._move_sentences(table),
        )

    def _flag_sentences(self, table: pd.DataFrame) -> Sequence[str]:
        gained, lost = (table[column].str.split(";").explode().value_counts() for column in _FLAGS)
        return [
            f"\u201c{self.after.rubric.flags[code].label}\u201d: gained by {gained.get(code, 0):,}, "
            f"lost by {lost.get(code, 0):,}."
            for code in FLAGS
            if code in gained or code in lost
        ]

    def _move_sentences(self, table: pd.DataFrame) -> Sequence[str]:
        """Of the clinics that moved in rank, how many moved most by which cause; the first of causes that tie."""
        moved = table.loc[table[list(_MOVES)].fillna(0).ne(0).any(axis=1), list(_MOVES)]
        if moved.empty:
            return []
        most = np.bincount(moved.abs().to_numpy(dtype=np.int64).argmax(axis=1), minlength=len(CAUSES))
        parts = [f"{number:,} {words}" for number, words in zip(most.tolist(), _BY_CAUSE, strict=True) if number]
        return [f"Of {counted(len(moved), 'clinic')} whose rank was moved, most by one cause: {listed(parts)}."]

    @property
    def _new(self) -> pd.DataFrame:
        rows = np.setdiff1d(np.arange(len(self.after)), self.matches.after)
        return _described(self.after, rows).assign(change=NEW, **_scores(self.after, rows, "after"))

    @property
    def _gone(self) -> pd.DataFrame:
        rows = np.setdiff1d(np.arange(len(self.before)), self.matches.before)
        return _described(self.before, rows).assign(change=GONE, **_scores(self.before, rows, "before"))

    @property
    def _matched(self) -> pd.DataFrame:
        """The clinics of both lists that changed or moved."""
        cells = self._changed_cells()
        codes_before = self.before.profiles.codes[self.matches.before]
        codes_after = self.after.profiles.codes[self.matches.after]
        same = {
            name: getattr(self.before.totals, name)[codes_before] == getattr(self.after.totals, name)[codes_after]
            for name in ("score", "high", "grade", "grade_high", "rank")
        }
        same_rank = same.pop("rank")
        flags_before, flags_after = self.before.profiles.flags[codes_before], self.after.profiles.flags[codes_after]
        changed = (cells != "").to_numpy() | ~np.logical_and.reduce([*same.values(), flags_before == flags_after])
        shown = np.flatnonzero(changed | ~same_rank)
        shown = shown[np.argsort(~changed[shown], kind="stable")]
        at_before, at_after = self.matches.before[shown], self.matches.after[shown]
        ids = _texts(self.before, "clinic_id", at_before)
        table = _described(self.after, at_after)
        return table.assign(
            change=np.where(changed[shown], CHANGED, MOVED),
            matched_by=np.where(self.matches.by_id[shown], "id", "name and place"),
            clinic_id_before=ids.where(ids != table["clinic_id"], ""),
            cells_changed=cells.take(shown).array,
            **_scores(self.before, at_before, "before"),
            **_scores(self.after, at_after, "after"),
            status=_status(
                self.before.totals.scored[codes_before[shown]],
                self.after.totals.scored[codes_after[shown]],
                self.moves.whole[shown],
            ),
            flags_gained=_names_of_bits(flags_after[shown] & ~flags_before[shown], FLAGS),
            flags_lost=_names_of_bits(flags_before[shown] & ~flags_after[shown], FLAGS),
            **self._moves(shown),
        )

    def _changed_cells(self) -> pd.Series[str]:
        """For each matched clinic the canonical columns whose text changed, joined by `;`."""
        known = self.before.understood.known, self.after.understood.known
        bits = np.zeros(len(self.matches), dtype=np.int64)
        for place, field in enumerate(CANONICAL):
            if field != "clinic_id" and (field in known[0] or field in known[1]):
                first = _compared(known[0].get(field), self.matches.before)
                last = _compared(known[1].get(field), self.matches.after)
                bits |= np.asarray(pc.not_equal(first, last)).astype(np.int64) << place
        return _names_of_bits(bits, CANONICAL)

    def _moves(self, shown: NDArray[np.int64]) -> dict[str, pd.api.extensions.ExtensionArray]:
        unsplit = ~self.moves.whole[shown]
        parts = self.moves.parts[shown]
        columns = {name: parts[:, place] for place, name in enumerate(_MOVES)} | {"rank_move": parts.sum(axis=1)}
        return {name: pd.arrays.IntegerArray(column, unsplit.copy()) for name, column in columns.items()}


def edition_changes(before: Review, after: Review) -> EditionChanges:
    """Compare two reviews; scores are those of each review's own rules and weights."""
    matches = clinic_matches(before.understood, after.understood)
    return EditionChanges(before, after, matches, rank_moves(before, after, matches))


def _described(review: Review, rows: NDArray[np.int64]) -> pd.DataFrame:
    """The columns of `COLUMNS` for some clinics, with what describes them, and nothing compared yet."""
    texts = {column: _texts(review, column, rows) for column in ("clinic_id", "name", "city", "state")}
    return pd.DataFrame(texts).reindex(columns=COLUMNS).astype(_DTYPES)


def _texts(review: Review, column: str, rows: NDArray[np.int64]) -> pd.Series[str]:
    known = review.understood.known
    cells = as_text(cells_at(known[column], rows)).to_pandas() if column in known else [""] * len(rows)
    return pd.Series(cells, dtype="str").fillna("")


def _compared(column: Column | None, rows: NDArray[np.int64]) -> pa.Array:
    """Cells as they are compared: without blanks around them, and a blank cell like a missing one."""
    if column is None:
        return pa.array([""] * len(rows), pa.string())
    return pc.utf8_trim_whitespace(whole(as_text(cells_at(column, rows))).cast(pa.string()).fill_null(""))


def _scores(review: Review, rows: NDArray[np.int64], when: str) -> dict[str, pd.Series[Any]]:
    scores = review.score_rows(rows)
    return {f"{column}_{when}": scores[column] for column in _SCORES}


def _status(old: NDArray[np.bool_], new: NDArray[np.bool_], whole_move: NDArray[np.bool_]) -> NDArray[np.str_]:
    """What happened to having a score."""
    return np.select([~old & new, old & ~new, old & new & ~whole_move], _STATUSES, "")


def _names_of_bits(bits: NDArray[np.integer], names: Sequence[str]) -> pd.Series[str]:
    """The names of the bits that are set, joined by `;`."""
    distinct, which = np.unique(bits, return_inverse=True)
    texts = [";".join(name for place, name in enumerate(names) if number >> place & 1) for number in distinct.tolist()]
    return pd.Series(pd.array(texts, dtype="str").take(which))
