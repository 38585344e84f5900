"""The arrays of a reviewed folder, for all clinics of a list, put together from its parts by one process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.engine.column_codes import NAMES, UnitedColumn, part_array, search_name
from scoring.engine.merged_ids import final_hashes
from scoring.engine.part_review import CODES
from scoring.engine.workspace import NUMBERS, Workspace, read_array
from scoring.linkage import Alike
from scoring.recognition import SEARCHED
from scoring.reviewed_folder import (
    OF_PROFILES,
    READ,
    STATED,
    VALUES,
    create_array,
    smallest_type,
    write_alike,
    write_array,
    write_search,
    write_slice,
)
from scoring.scores import Profiles


class FolderArrays:
    """Writes them into the folder of the result. `parts`: number and clinics of each, in order."""

    def __init__(self, space: Workspace, parts: Sequence[tuple[int, int]]) -> None:
        self._space, self._parts, self._folder = space, parts, space.result
        self._count = sum(clinics for _, clinics in parts)
        self._numbers = [number for number, _ in parts]

    def write(self, profiles: Profiles, groups: Alike, rows: Sequence[NDArray[np.int64]]) -> tuple[str, ...]:
        """Write all arrays, and return which columns are searched. `rows`: of each part's clinics, in the list."""
        values = {}
        for name in (*STATED, *READ):
            column = UnitedColumn.of(self._space, self._numbers, name)
            values[name] = list(map(json.loads, column.values.to_pylist()))
            self._write(name, column.all_codes(self._parts), smallest_type(len(column.values)))
        (self._folder / VALUES).write_text(json.dumps(values), encoding="utf-8")
        self._write("row", rows, smallest_type(int(rows[-1][-1])))
        self._write("profile", map(self._profile, self._numbers), smallest_type(len(profiles)))
        for name in OF_PROFILES:
            write_array(self._folder, f"profile_{name}", getattr(profiles, name))
        write_alike(self._folder, groups)
        self._write_order()
        hashes = final_hashes(self._space, self._numbers)
        order = np.argsort(hashes, kind="stable")
        write_array(self._folder, "id_hash", hashes[order])
        write_array(self._folder, "id_position", order, smallest_type(self._count))
        for name, dtype in (("latitude", "f8"), ("longitude", "f8"), ("located_by", "i1"), ("astray", "i4")):
            self._write(name, (part_array(self._space, number, name) for number in self._numbers), dtype)
        return self._write_searched()

    def _profile(self, number: int) -> NDArray[Any]:
        numbers: NDArray[Any] = read_array(self._space.step(NUMBERS, number))
        profiles: NDArray[Any] = numbers[read_array(self._space.step(CODES, number))]
        return profiles

    def _write(self, name: str, slices: Iterable[NDArray[Any]], dtype: Any) -> None:
        create_array(self._folder, name, self._count, dtype)
        first = 0
        for values in slices:
            write_slice(self._folder, name, first, values)
            first += len(values)

    def _write_order(self) -> None:
        """The alphabetical order of names: names are put in order once each, then the clinics by a stable sort."""
        column = UnitedColumn.of(self._space, self._numbers, NAMES)
        ranks = np.empty(len(column.values) + 1, dtype=np.int32)
        ranks[pc.sort_indices(column.values).to_numpy()] = np.arange(len(column.values), dtype=np.int32)
        ranks[-1] = len(column.values)  # clinics without a name come last
        order = np.argsort(np.concatenate([ranks[codes] for codes in column.all_codes(self._parts)]), kind="stable")
        places = np.empty(self._count, dtype=np.int32)
        places[order] = np.arange(self._count, dtype=np.int32)
        write_array(self._folder, "by_name", order, smallest_type(self._count))
        write_array(self._folder, "name_order", places, smallest_type(self._count))

    def _write_searched(self) -> tuple[str, ...]:
        searched = []
        for name in SEARCHED:
            column = UnitedColumn.of(self._space, self._numbers, search_name(name))
            if column.lookups:
                searched.append(name)
                write_search(self._folder, name, column.values.cast(pa.large_string()))
                self._write(search_name(name), column.all_codes(self._parts), smallest_type(len(column.values)))
        return tuple(searched)
