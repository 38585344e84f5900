"""Columns with one number per clinic: each part writes codes into its own distinct values, united for the list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.engine.workspace import Workspace, read_batch, write_batches
from scoring.reading import as_text, whole
from scoring.recognition import Records
from scoring.reviewed_folder import coded_columns, smallest_type, to_plain

NAMES = "names"  # in lower case, as they are sorted
_CODES, _VALUES = "local", "values"


def write_columns(space: Workspace, number: int, clinics: Records) -> None:
    """Write the codes and distinct values of what a part states, its names, its searched texts and its locations."""
    stated = coded_columns(clinics)
    plain = to_plain(stated)
    values = {name: pa.array([json.dumps(value, sort_keys=True) for value in plain[name]]) for name in plain}
    codes: dict[str, NDArray[Any]] = {name: column.codes for name, column in stated.items()}
    for name, cells in clinics.search_text.cells.items():
        values[search_name(name)], codes[search_name(name)] = cells.distinct, cells.codes
    names = whole(as_text(clinics.known["name"])).dictionary_encode()
    values[NAMES] = pc.utf8_lower(names.dictionary)
    codes[NAMES] = names.indices.fill_null(len(names.dictionary)).to_numpy(zero_copy_only=False)
    lists = [pa.ListArray.from_arrays(pa.array([0, len(texts)]), texts.cast(pa.string())) for texts in values.values()]
    write_batches([pa.record_batch(lists, list(values))], space.step(_VALUES, number))
    places = clinics.locations
    located: dict[str, NDArray[Any]] = {
        "latitude": places.latitude,
        "longitude": places.longitude,
        "located_by": places.source,
        "astray": places.astray,
    }
    columns = {**codes, **located, "row": clinics.rows}
    batch = pa.record_batch([pa.array(column) for column in columns.values()], list(columns))
    write_batches([batch], space.step(_CODES, number))


def search_name(column: str) -> str:
    """The name of the codes of a column that is searched."""
    return f"search_{column}"


@dataclass(frozen=True, eq=False)
class UnitedColumn:
    """A column of the list: its distinct `values` in the order in which parts first have them, and codes by part.

    The code after the last value means blank, if the values include none.
    """

    name: str
    values: pa.Array
    lookups: Mapping[int, NDArray[np.signedinteger]]
    space: Workspace

    @classmethod
    def of(cls, space: Workspace, parts: Sequence[int], name: str) -> UnitedColumn:
        """The column in all parts that have it."""
        batches = ((number, read_batch(space.step(_VALUES, number), 0)) for number in parts)
        texts = {number: batch[name].flatten() for number, batch in batches if name in batch.schema.names}
        having, values = list(texts), list(texts.values())
        encoded = pa.concat_arrays([pa.array([], pa.string()), *values]).dictionary_encode()
        ends = np.cumsum([len(part) for part in values])[:-1]
        blank = len(encoded.dictionary)
        pieces = np.split(encoded.indices.to_numpy().astype(smallest_type(blank)), ends) if having else []
        lookups = {
            number: np.append(piece, piece.dtype.type(blank)) for number, piece in zip(having, pieces, strict=True)
        }
        return cls(name, encoded.dictionary, lookups, space)

    def codes(self, number: int, clinics: int) -> NDArray[np.signedinteger]:
        """The codes of a part of this many clinics, of the smallest type that holds those of the list."""
        lookup = self.lookups.get(number)
        if lookup is None:
            return np.full(clinics, len(self.values), smallest_type(len(self.values)))
        codes: NDArray[np.signedinteger] = lookup[part_array(self.space, number, self.name)]
        return codes


def part_array(space: Workspace, number: int, name: str) -> NDArray[Any]:
    """An array that a part wrote."""
    column: NDArray[Any] = read_batch(space.step(_CODES, number), 0)[name].to_numpy()
    return column
