"""The changes from one edition to the next in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scoring.editions.edition_changes import STATUSES, EditionChanges
from scoring.editions.edition_differences import CHANGED, GONE, MOVED, NEW
from scoring.editions.rank_moves import CAUSES
from scoring.rubric import FLAGS
from scoring.scores import flag_bit
from scoring.wording import counted, listed

_BY_CAUSE = ("by the rules", "by the weights", "by their own records", "by the other clinics")


def change_sentences(changes: EditionChanges) -> tuple[str, ...]:
    """How many clinics changed, how they were matched, and what happened to scores; a sentence each, plain text."""
    counts = changes.differences.counts
    overview = (
        f"{counted(len(changes.before), 'clinic')} before, {len(changes.after):,} after: {counts[NEW]:,} new, "
        f"{counts[GONE]:,} gone, {counts[CHANGED]:,} changed, {counts[MOVED]:,} moved in rank only, "
        f"{changes.differences.unchanged:,} unchanged."
    )
    return (overview, *match_sentences(changes), *score_sentences(changes))


def match_sentences(changes: EditionChanges) -> tuple[str, ...]:
    """How clinics were matched, and how many may be the same but were not matched."""
    matches = changes.differences.matches
    by_id, by_name = int(matches.by_id.sum()), int((~matches.by_id).sum())
    ways = [f"{by_id:,} by id"] * bool(by_id)
    ways += [f"{by_name:,} by name, city and state, as they share no id of their own"] * bool(by_name)
    gone, new = int(matches.unclear_before.sum()), int(matches.unclear_after.sum())
    doubt = (
        f"{gone:,} of the clinics that are gone and {new:,} of the new ones may be the same: they share an id, or a "
        "name, city and state, that a list has several times, so they were not matched."
    )
    matched = f"{counted(len(matches), 'clinic')} in both: {listed(ways)}." if ways else "No clinic is in both."
    return (matched, *[doubt] * bool(gone or new))


def score_sentences(changes: EditionChanges) -> tuple[str, ...]:
    """Scores and flags that were gained or lost, and what moved ranks."""
    statuses = [(int((changes.statuses == status).sum()), status) for status in STATUSES]
    return (
        *(f"{counted(number, 'clinic')}: {status}." for number, status in statuses if number),
        *_flag_sentences(changes),
        *_move_sentences(changes),
    )


def _flag_sentences(changes: EditionChanges) -> Sequence[str]:
    old, new = changes.flag_bits(changes.differences.shown)
    counts = [tuple(int((bits & flag_bit(code) != 0).sum()) for bits in (new & ~old, old & ~new)) for code in FLAGS]
    parts = [
        f"\u201c{changes.after.rubric.flags[code].label}\u201d {gained:,} and {lost:,}"
        for code, (gained, lost) in zip(FLAGS, counts, strict=True)
        if gained or lost
    ]
    return [f"Flags gained and lost: {', '.join(parts)}."] if parts else []


def _move_sentences(changes: EditionChanges) -> Sequence[str]:
    """Of the clinics that moved in rank, how many moved most by which cause; if causes tie, by the first."""
    parts = changes.differences.moves.parts[changes.differences.shown]
    moved = parts[(parts != 0).any(axis=1)]
    if not len(moved):
        return []
    most = np.bincount(np.abs(moved).argmax(axis=1), minlength=len(CAUSES))
    words = [f"{number:,} {cause}" for number, cause in zip(most.tolist(), _BY_CAUSE, strict=True) if number]
    return [f"Of {counted(len(moved), 'clinic')} whose rank was moved, most by one cause: {listed(words)}."]
