"""The arrays of a reviewed folder, for all clinics of a list, put together from its parts: one task per kind."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import DTypeLike, NDArray

from scoring.engine.column_codes import NAMES, UnitedColumn, part_array, search_name
from scoring.engine.merged_ids import final_hashes
from scoring.engine.part_review import CODES
from scoring.engine.workspace import NUMBERS, Workspace, put_into, read_step_array
from scoring.recognition import SEARCHED
from scoring.reviewed_folder import READ, STATED, smallest_type, write_array, write_search

OF_VALUES = (*STATED, *READ)
_OF_CLINICS = ("row", "profile", "locations", "ids", "order")
_LOCATIONS = (("latitude", "f8"), ("longitude", "f8"), ("located_by", "i1"), ("astray", "i4"))


@dataclass(frozen=True)
class ListedPart:
    """A part that was read. `before`: how many rows of the list precede its file."""

    number: int
    clinics: int
    before: int


@dataclass(frozen=True)
class FolderArrays:
    """Arrays of one `kind`. `parts`: all that were read, in order; `profiles`: how many the list has."""

    kind: str
    parts: tuple[ListedPart, ...]
    profiles: int
    space: Workspace

    @classmethod
    def of_list(cls, space: Workspace, parts: tuple[ListedPart, ...], profiles: int) -> list[FolderArrays]:
        """The arrays of every kind, the slow ones first."""
        kinds = (*reversed(_OF_CLINICS), *SEARCHED, *OF_VALUES)
        return [cls(kind, parts, profiles, space) for kind in kinds]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the parts."""
        return [part.number for part in self.parts]

    @property
    def clinics(self) -> int:
        """How many clinics the list has."""
        return sum(part.clinics for part in self.parts)

    def united(self, name: str) -> UnitedColumn:
        """A column of codes in all parts."""
        return UnitedColumn.of(self.space, self.numbers, name)

    def codes(self, column: UnitedColumn) -> NDArray[Any]:
        """The codes of all clinics."""
        return np.concatenate([column.codes(part.number, part.clinics) for part in self.parts])

    def of_parts(self, name: str) -> Iterable[NDArray[Any]]:
        """What each part wrote of a column of numbers."""
        return (part_array(self.space, number, name) for number in self.numbers)


def write_arrays(arrays: FolderArrays) -> tuple[str, ...]:
    """Write the arrays of a kind into the folder of the result.

    Returns the distinct values of the codes, as JSON, if the kind is a column of values; otherwise nothing.
    """
    if arrays.kind in OF_VALUES:
        column = arrays.united(arrays.kind)
        _write(arrays, {arrays.kind: arrays.codes(column)})
        return tuple(column.values.to_pylist())
    if arrays.kind in SEARCHED:
        _write_searched(arrays)
    elif arrays.kind == "row":
        rows = [part_array(arrays.space, part.number, "row") + part.before for part in arrays.parts]
        _write(arrays, {"row": np.concatenate(rows)}, smallest_type(int(rows[-1][-1])))
    elif arrays.kind == "profile":
        profiles = np.concatenate([_profile(arrays.space, number) for number in arrays.numbers])
        _write(arrays, {"profile": profiles}, smallest_type(arrays.profiles))
    elif arrays.kind == "locations":
        for name, dtype in _LOCATIONS:
            _write(arrays, {name: np.concatenate([part.astype(dtype) for part in arrays.of_parts(name)])})
    elif arrays.kind == "ids":
        hashes = final_hashes(arrays.space, arrays.numbers)
        order = np.argsort(hashes, kind="stable")
        _write(arrays, {"id_hash": hashes[order]})
        _write(arrays, {"id_position": order}, smallest_type(arrays.clinics))
    else:
        _write_order(arrays)
    return ()


def searched(arrays: FolderArrays) -> tuple[str, ...]:
    """The columns of the list that are searched: those that any part has."""
    return tuple(name for name in SEARCHED if arrays.united(search_name(name)).lookups)


def _profile(space: Workspace, number: int) -> NDArray[Any]:
    numbers: NDArray[Any] = read_step_array(space.step(NUMBERS, number))
    profiles: NDArray[Any] = numbers[read_step_array(space.step(CODES, number))]
    return profiles


def _write(arrays: FolderArrays, columns: dict[str, NDArray[Any]], dtype: DTypeLike | None = None) -> None:
    with put_into(arrays.space) as aside:
        for name, values in columns.items():
            write_array(aside, name, values, dtype)


def _write_order(arrays: FolderArrays) -> None:
    """The alphabetical order of names: each distinct name is sorted once, then the clinics by a stable sort."""
    column = arrays.united(NAMES)
    ranks = np.empty(len(column.values) + 1, np.min_scalar_type(len(column.values)))  # sorted faster if it is small
    ranks[pc.sort_indices(column.values).to_numpy()] = np.arange(len(column.values))
    ranks[-1] = len(column.values)  # clinics without a name come last
    order = np.argsort(ranks[arrays.codes(column)], kind="stable")
    places = np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    _write(arrays, {"by_name": order, "name_order": places}, smallest_type(len(order)))


def _write_searched(arrays: FolderArrays) -> None:
    name = search_name(arrays.kind)
    column = arrays.united(name)
    if column.lookups:
        with put_into(arrays.space) as aside:
            write_search(aside, arrays.kind, column.values.cast(pa.large_string()))
            write_array(aside, name, arrays.codes(column))


def values_json(texts: dict[str, tuple[str, ...]]) -> str:
    """The distinct values of all columns of values, as the folder has them."""
    return json.dumps({name: list(map(json.loads, texts[name])) for name in OF_VALUES})
