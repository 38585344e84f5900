"""Combines several rows of one clinic: lists are joined, and for other columns the first stated cell counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.integer_sort import distinct, stable_argsort
from scoring.limits import LONGEST_CELL
from scoring.linkage.clinic_keys import cell_codes, coded, country_as_stated, trimmed
from scoring.reading import Column, as_text, semicolons, whole
from scoring.recognition import goes_on_denying, without_brackets
from scoring.vocabulary import DIMENSIONS

LISTS = frozenset((*DIMENSIONS, "credentials_verified", "claims"))
GATHERED = LISTS | {"notes"}


@dataclass(frozen=True, eq=False)
class Cells:
    """What the clinics state in one column.

    `first`: the position of each clinic's first stated cell, or of its first row. `several`: the clinics with more than
    one distinct cell; `at`: the positions of these cells, clinic by clinic; `counts`: how many each clinic has.
    """

    first: NDArray[np.int64]
    several: NDArray[np.int64]
    at: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, code: NDArray[np.int64], clinic: NDArray[np.int64]) -> Cells:
        """The cells of a column, from the codes of its values by row, 0 for a blank."""
        first = first_positions(clinic)
        stated = np.flatnonzero(code)
        first_stated = stated[first_positions(clinic[stated])]
        first[clinic[first_stated]] = first_stated
        several = distinct(clinic[stated][code[stated] != code[first[clinic[stated]]]])
        at = stated[np.isin(clinic[stated], several)] if len(several) else stated[:0]
        at = at[~pd.DataFrame({"clinic": clinic[at], "code": code[at]}).duplicated().to_numpy()]
        at = at[stable_argsort(clinic[at])]
        return cls(first, several, at, np.unique(clinic[at], return_counts=True)[1])


def first_positions(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The positions where each number first occurs; clinics are numbered in that order."""
    return np.flatnonzero(~pd.Series(numbers).duplicated().to_numpy())


def known_codes(known: Mapping[str, Column], name: str) -> NDArray[np.int64]:
    """The codes of the cells of a canonical column, 0 for a blank; for gathered columns, codes of their text."""
    return coded(known[name], trimmed) if name in GATHERED else cell_codes(known, name)


def stated_codes(known: Mapping[str, Column], name: str) -> NDArray[np.int64]:
    """The codes of the cells of any column, the same if they state the same; 0 for a blank."""
    return coded(known[name], country_as_stated) if name == "country" else known_codes(known, name)


def first_cells(column: Column, cells: Cells) -> Column:
    """The first stated cell of each clinic."""
    chosen = whole(column.take(pa.array(cells.first)))
    return (
        as_text(chosen).dictionary_encode() if pa.types.is_dictionary(chosen.type) else chosen
    )  # only the values that are left


def gathered_cells(column: Column, cells: Cells, name: str) -> Column:
    """The distinct cells of each clinic as one list; a clinic with a single cell keeps it unchanged."""
    chosen = first_cells(column, cells)
    if not len(cells.several):
        return chosen
    texts = replaced(chosen, cells.several, joined(column, cells, name if name in LISTS else ""))
    return texts.dictionary_encode() if pa.types.is_dictionary(column.type) else texts


def joined(column: Column, cells: Cells, dimension: str = "") -> pa.Array:
    """The distinct cells of the clinics that have several, joined by semicolons.

    In a `dimension` the result states what the cells state: list literals become plain lists, and a cell whose "not
    offered:" would apply to the next one comes last.
    """
    texts = pc.utf8_trim_whitespace(whole(as_text(column.take(pa.array(cells.at)))).cast(pa.string()))
    if dimension:
        encoded = texts.dictionary_encode()
        plain = [
            text if len(text) > LONGEST_CELL else without_brackets(text) for text in encoded.dictionary.to_pylist()
        ]
        denies = np.array([goes_on_denying(dimension, text) for text in plain], dtype=bool)[encoded.indices.to_numpy()]
        clinic = np.repeat(np.arange(len(cells.counts)), cells.counts)
        texts = pa.array(plain, pa.string()).take(encoded.indices).take(pa.array(np.lexsort((denies, clinic))))
    return semicolons(texts, cells.counts)


def blanked(column: Column, at: NDArray[np.int64]) -> Column:
    """The column without the cells at these positions."""
    return replaced(column, at, pa.nulls(len(at), pa.string())) if len(at) else column


def replaced(column: Column, at: NDArray[np.int64], texts: pa.Array) -> pa.Array:
    """The column as text, with other texts at these positions, which ascend."""
    changed = np.zeros(len(column), dtype=bool)
    changed[at] = True
    return pc.replace_with_mask(as_text(column).cast(pa.string()), pa.array(changed), texts)
