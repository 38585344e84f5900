"""A review whose columns are on disk: the same class for every page, without what needs all clinics at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.linkage import Alike
from scoring.places import Locations
from scoring.problem_table import ProblemTable
from scoring.problems import ProblemLog
from scoring.reading import Column, cells_at
from scoring.recognition import Records, SearchText
from scoring.review import Review
from scoring.reviewed_folder.mapped_file import MappedFile


@dataclass(frozen=True, eq=False)
class IdLookup:
    """The position of each id. `hashes` (uint64) ascend; `positions`: of the clinics; `ids`: of all clinics."""

    hashes: NDArray[np.uint64]
    positions: NDArray[np.int64]
    ids: Column

    def position_of(self, clinic_id: str) -> int | None:
        """The position of a clinic, or None if there is no such id."""
        (number,) = id_hashes([clinic_id])
        first, last = (int(self.hashes.searchsorted(number, side)) for side in ("left", "right"))
        at = np.sort(self.positions[first:last]).astype(np.int64)
        same = [cell == clinic_id for cell in cells_at(self.ids, at).to_pylist()] if len(at) else []
        return int(at[same.index(True)]) if True in same else None


def id_hashes(ids: list[str]) -> NDArray[np.uint64]:
    """A number for each id, the same in every process."""
    hashes: NDArray[np.uint64] = pd.util.hash_array(np.array(ids, dtype=object), categorize=False)
    return hashes


@dataclass
class StoredLog(ProblemLog):
    """The problems of a folder, in place of the log of a file that is being read."""

    stored: ProblemTable | None = None

    def rows_with(self, code: str, column: str) -> NDArray[np.int64]:
        """The distinct rows that have a problem of this code in this column."""
        return super().rows_with(code, column) if self.stored is None else self.stored.rows_with(code, column)

    def __len__(self) -> int:
        return super().__len__() if self.stored is None else len(self.stored)


@dataclass(frozen=True)
class FolderRecords(Records):
    """The clinics of a folder, and what was looked up for all of them when it was written."""

    in_order: NDArray[np.int32] = field(kw_only=True)
    order: NDArray[np.int32] = field(kw_only=True)
    id_lookup: IdLookup = field(kw_only=True)
    places: Locations = field(kw_only=True)
    searched: SearchText = field(kw_only=True)

    @property
    def locations(self) -> Locations:
        """Where each clinic is, as far as it is known."""
        return self.places

    @property
    def search_text(self) -> SearchText:
        """What a search looks through."""
        return self.searched

    @property
    def by_name(self) -> NDArray[np.int32]:
        """The clinics in alphabetical order of names, by position."""
        return self.in_order

    @property
    def name_order(self) -> NDArray[np.int32]:
        """The place of each clinic in that order."""
        return self.order

    def position_of(self, clinic_id: str) -> int | None:
        """The position of a clinic, or None if there is no such id."""
        return self.id_lookup.position_of(clinic_id)


@dataclass(frozen=True, eq=False, repr=False)
class FolderReview(Review):
    """A review in a folder.

    `folder_name`: of the folder, without those above it. `files`: all that are read. `parquet_parts`: the names of the
    files in it that hold all clinics with their scores, for other programs; none if it was written without them.
    """

    folder_name: str = field(kw_only=True)
    stored_problems: ProblemTable = field(kw_only=True)
    stored_alike: Alike = field(kw_only=True)
    files: tuple[MappedFile, ...] = field(kw_only=True)
    parquet_parts: tuple[str, ...] = field(kw_only=True)

    def give_back(self) -> None:
        """Release the memory of what was accessed in the files so far."""
        for mapped in self.files:
            mapped.give_back()

    @property
    def is_written_over(self) -> bool:
        """Whether a file of the folder was changed since it was opened, so that it can no longer be read."""
        return any(mapped.is_written_over for mapped in self.files)

    @property
    def alike(self) -> Alike:
        """Which of the clinics may be the same."""
        return self.stored_alike

    @cached_property
    def problem_table(self) -> ProblemTable:
        """The problems, read from disk when they are accessed."""
        return self.stored_problems
