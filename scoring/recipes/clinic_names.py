"""The clinics that a recipe names, by their positions in a file: those it merges, and those it keeps apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.linkage import Apart, Members
from scoring.problems import ProblemLog, finding
from scoring.reading import Column, whole
from scoring.recipes.recipe import Merge
from scoring.recognition import ClinicIds

Ints = NDArray[np.int64]


class ClinicNames:
    """Looks up clinics by their key, or else by their id."""

    def __init__(self, ids: ClinicIds) -> None:
        self._lists = [ids.keys] if ids.keys is ids.ids else [ids.keys, ids.ids]

    def positions(self, names: Sequence[str]) -> Ints:
        """The position of each named clinic, -1 for those that the file lacks."""
        sought = pa.array(names, pa.large_string())
        matches = [pc.index_in(sought, value_set=_texts(names_in_file)) for names_in_file in self._lists]
        at: Ints = pc.coalesce(*matches, pa.scalar(-1, pa.int32())).to_numpy(zero_copy_only=False).astype(np.int64)
        return at


def _texts(column: Column) -> pa.Array:
    return whole(column).cast(pa.large_string())


def within(into: Ints, positions: Ints) -> Ints:
    """The positions of the merged clinics that hold these rows; -1 stays."""
    return np.where(positions < 0, -1, into[positions])


def members_of(merges: Sequence[Merge], names: ClinicNames, problems: ProblemLog) -> Members | None:
    """The rows that these merges name; None if none can be made.

    A merge consists of those of its clinics that the file has, if there are at least two and one of them is kept. The
    others are problems.
    """
    named = [clinic for merge in merges for clinic in merge.clinics]
    at = names.positions(named)
    which = np.repeat(np.arange(len(merges)), [len(merge.clinics) for merge in merges])
    kept = np.concatenate([np.arange(len(merge.clinics)) < len(merge.keep) for merge in merges])
    _, first = np.unique(at, return_index=True)
    usable = (at >= 0) & np.isin(np.arange(len(at)), first)  # a row named by its key and its id is in only one merge
    rows = np.bincount(which[usable], minlength=len(merges))
    rows_kept = np.bincount(which[usable & kept], minlength=len(merges))
    made = usable & ((rows > 1) & (rows_kept > 0))[which]
    for place in np.flatnonzero(~usable):
        problems.add("", finding("recipe_merge_missing", named[place]))
    if not made.any():
        return None
    return Members(np.unique(which[made], return_inverse=True)[1].astype(np.int64), at[made], kept[made])


def apart_of(
    sets: Sequence[Sequence[str]], names: ClinicNames, into: Ints, keep: NDArray[np.bool_], problems: ProblemLog
) -> Apart | None:
    """The sets of clinics that are not the same, by position after merging and leaving out; None if there are none."""
    if not sets:
        return None
    named = [clinic for clinics in sets for clinic in clinics]
    at = names.positions(named)
    for place in np.flatnonzero(at < 0):
        problems.add("", finding("recipe_clinic_missing", named[place]))
    which = np.repeat(np.arange(len(sets)), [len(clinics) for clinics in sets])
    at = within(into, at)
    remaining = (at >= 0) & keep[at]
    after = np.cumsum(keep) - 1
    return Apart(after[at[remaining]], which[remaining])
