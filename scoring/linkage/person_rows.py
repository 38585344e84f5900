"""Files with a row for each person: how to recognize one, and how to group its rows into clinics.

All rows of a clinic describe it together: a nurse's row beside a physician's is not a clinic without a physician.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.limits import LONGEST_CELL
from scoring.linkage.clinic_keys import alike_at_a_glance, cell_codes, coded, same_clinic, trimmed
from scoring.problems import ProblemLog, finding
from scoring.reading import Column, as_text, whole
from scoring.recognition import Columns, without_brackets
from scoring.thresholds import share
from scoring.vocabulary import CANONICAL, DIMENSIONS, header_key, vocabulary
from scoring.wording import counted, listed

ROWS_IN_FILE = "rows_in_file"  # the column that lists the rows of the file behind a clinic
_LISTS = frozenset((*DIMENSIONS, "credentials_verified", "claims"))
_GATHERED = _LISTS | {"notes"}
_OF_A_PERSON = frozenset(("clinic_id", "npi"))  # where these differ, each belongs to a person, so rows do not disagree
_ENOUGH = share("rows_of_persons")
_ENOUGH_BY_CREDENTIALS = share("rows_of_persons_by_credentials")


@dataclass(frozen=True)
class PersonRowEvidence:
    """Why a file seems to have a row for each person.

    `rows`: how many it has. `clinics`: how many clinics they would become. `why`: the evidence, without a period.
    """

    rows: int
    clinics: int
    why: str


@dataclass(frozen=True, eq=False)
class FileRows:
    """The rows of a file as read. `clinic[i]`: the clinic of row i; `clinic` is None where each row is a clinic."""

    columns: Columns
    clinic: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.columns)

    def behind(self, row: int) -> pd.DataFrame:
        """The rows of the clinic to which a row of the file belongs: `row` (int64), then the file's columns as text."""
        at = np.searchsorted(self.columns.rows, [row])
        places = at if self.clinic is None else np.flatnonzero(self.clinic == self.clinic[at])
        columns = {**self.columns.known, **self.columns.other_columns}
        texts = {name: whole(columns[name].take(pa.array(places))) for name in columns}
        if "row" in texts:  # the file's own
            texts = {unused_name("row_in_file", texts) if name == "row" else name: text for name, text in texts.items()}
        cells = [text.cast(pa.large_string()) for text in texts.values()]
        frame: pd.DataFrame = pa.table([self.columns.rows[places], *cells], names=["row", *texts]).to_pandas()
        return frame


@dataclass(frozen=True, eq=False)
class ClinicRows:
    """The clinics of a file, a row each, and the rows of the file behind them.

    `people`: evidence that rows that were not grouped are persons, None if there is none.
    """

    columns: Columns
    file_rows: FileRows
    people: PersonRowEvidence | None = None


def clinic_rows(columns: Columns, problems: ProblemLog, *, rows_are_persons: bool) -> ClinicRows:
    """The rows of a file, grouped into clinics if a user said that they are persons."""
    if rows_are_persons:
        return ClinicRows(*grouped(columns, problems))
    people = person_row_evidence(columns)
    if people:
        problem = finding("one_row_a_person", rest=people.why, count=f"{people.rows:,}", clinics=f"{people.clinics:,}")
        problems.add("", problem)
    return ClinicRows(columns, FileRows(columns), people)


def person_row_evidence(columns: Columns) -> PersonRowEvidence | None:
    """Evidence that rows are persons: many share a clinic's name and place but differ in personal data.

    Personal data is a name in a column for persons, or an NPI; credentials alone count where half of all rows share a
    clinic. Rows of a chain in several places share no place, and repeated rows do not differ.
    """
    count = len(columns)
    if alike_at_a_glance(columns) < _ENOUGH * count / 2:
        return None  # too few even before the slower, careful comparison of names and places
    same = same_clinic(columns)
    sizes = np.bincount(same.numbers)
    shared = same.placed & (sizes[same.numbers] > 1)
    if not shared.any() or shared.sum() < _ENOUGH * count:
        return None
    differing_rows = {}
    for name, codes in _persons_columns(columns).items():
        differs = shared & np.isin(same.numbers, _Cells.of(codes, same.numbers).several)
        if differs.any():
            differing_rows[name] = differs
    sure = [name for name in differing_rows if name != "credentials"]
    for names, enough in ((sure, _ENOUGH), (list(differing_rows), _ENOUGH_BY_CREDENTIALS)):
        persons = np.any([differing_rows[name] for name in names], axis=0)
        if names and persons.sum() >= enough * count:
            clinics = len(np.unique(same.numbers[persons]))
            shares = f"{persons.sum():,} rows share {counted(clinics, 'practice name')} at the same place"
            return PersonRowEvidence(count, len(sizes), f"{shares}, and {_reasons(list(differing_rows))}")
    return None


def _persons_columns(columns: Columns) -> dict[str, NDArray[np.int64]]:
    """The codes of the cells of each column in which persons of one clinic differ."""
    headers = (header for header in columns.other_columns if header_key(header) in vocabulary().people.headers)
    header_codes = {header: coded(columns.other_columns[header], trimmed) for header in headers}
    return header_codes | {
        name: _known_codes(columns, name) for name in ("npi", "credentials") if name in columns.known
    }


def _known_codes(columns: Columns, name: str) -> NDArray[np.int64]:
    """The codes of the cells of a canonical column; for gathered columns, codes of their text."""
    return coded(columns.known[name], trimmed) if name in _GATHERED else cell_codes(columns.known, name)


def _reasons(names: list[str]) -> str:
    """Which columns name persons or differ, as the end of a sentence."""
    headers = [" ".join(name.split())[:40] for name in names if name not in ("npi", "credentials")][:3]
    differing = [{"npi": "NPIs"}.get(name, name) for name in names if name in ("npi", "credentials")]
    reasons = []
    if len(headers) == 1:
        reasons.append(f"the column {headers[0]} names persons")
    elif headers:
        reasons.append(f"the columns {listed(headers)} name persons")
    if differing:
        reasons.append(f"their {listed(differing)} differ")
    return ", and ".join(reasons)


def grouped(columns: Columns, problems: ProblemLog) -> tuple[Columns, FileRows]:
    """One row for each clinic of a file whose rows are persons, numbered as its first row; and all rows of the file.

    Distinct cells of the four questions, of claims and notes, and of columns that are carried along are joined by
    semicolons. In other columns the first stated cell counts, and rows that differ are a problem. An NPI is left blank
    where rows differ, as it belongs to a person. Later problems of a clinic's cells name its first row.
    """
    clinic = same_clinic(columns).numbers
    rows = columns.rows[_first_positions(clinic)]
    known = {}
    for name, column in columns.known.items():
        cells = _Cells.of(_known_codes(columns, name), clinic)
        known[name] = _gathered(column, cells, name) if name in _GATHERED else _first(column, cells)
        if name == "npi":
            known[name] = _blanked(known[name], cells.several)
        elif name not in _GATHERED | _OF_A_PERSON and len(cells.several):
            _log_disagreement(name, column, cells, rows, problems)
    other_columns = {
        name: _gathered(column, _Cells.of(coded(column, trimmed), clinic), "")
        for name, column in columns.other_columns.items()
    }
    other_columns[unused_name(ROWS_IN_FILE, [*columns.known, *columns.other_columns])] = _row_numbers(
        clinic, columns.rows
    )
    return replace(columns, known=known, other_columns=other_columns, rows=rows), FileRows(columns, clinic)


@dataclass(frozen=True, eq=False)
class _Cells:
    """What the clinics state in one column.

    `first`: the position of each clinic's first stated cell, or of its first row. `several`: the clinics with more than
    one distinct cell; `at`: the positions of these cells, clinic by clinic; `counts`: how many each clinic has.
    """

    first: NDArray[np.int64]
    several: NDArray[np.int64]
    at: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, code: NDArray[np.int64], clinic: NDArray[np.int64]) -> _Cells:
        """The cells of a column, from the codes of its values by row, 0 for a blank."""
        first = _first_positions(clinic)
        stated = np.flatnonzero(code)
        first_stated = stated[_first_positions(clinic[stated])]
        first[clinic[first_stated]] = first_stated
        several = np.unique(clinic[stated][code[stated] != code[first[clinic[stated]]]])
        at = stated[np.isin(clinic[stated], several)] if len(several) else stated[:0]
        at = at[~pd.DataFrame({"clinic": clinic[at], "code": code[at]}).duplicated().to_numpy()]
        at = at[np.argsort(clinic[at], kind="stable")]
        return cls(first, several, at, np.unique(clinic[at], return_counts=True)[1])


def _first_positions(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The positions where each number first occurs; clinics are numbered in that order."""
    return np.flatnonzero(~pd.Series(numbers).duplicated().to_numpy())


def _first(column: Column, cells: _Cells) -> Column:
    chosen = whole(column.take(pa.array(cells.first)))
    return (
        as_text(chosen).dictionary_encode() if pa.types.is_dictionary(chosen.type) else chosen
    )  # only the values that are left


def _gathered(column: Column, cells: _Cells, name: str) -> Column:
    """The distinct cells of each clinic as one list; a clinic with a single cell keeps it unchanged."""
    chosen = _first(column, cells)
    if not len(cells.several):
        return chosen
    texts = _replaced(chosen, cells.several, _joined(column, cells, lists=name in _LISTS))
    return texts.dictionary_encode() if pa.types.is_dictionary(column.type) else texts


def _joined(column: Column, cells: _Cells, *, lists: bool = False) -> pa.Array:
    """The distinct cells of the clinics that have several, joined; with `lists`, list literals become plain lists."""
    texts = pc.utf8_trim_whitespace(whole(as_text(column.take(pa.array(cells.at)))).cast(pa.string()))
    if lists:
        encoded = texts.dictionary_encode()
        plain = [
            text if len(text) > LONGEST_CELL else without_brackets(text) for text in encoded.dictionary.to_pylist()
        ]
        texts = pa.array(plain, pa.string())
        texts = texts.take(encoded.indices)
    return _semicolons(texts, cells.counts)


def _semicolons(texts: pa.Array, counts: NDArray[np.int64]) -> pa.Array:
    """The texts joined by semicolons, `counts[i]` of them for clinic i."""
    offsets = pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())
    return pc.binary_join(pa.ListArray.from_arrays(offsets, texts), "; ")


def _blanked(column: Column, at: NDArray[np.int64]) -> Column:
    return _replaced(column, at, pa.nulls(len(at), pa.string())) if len(at) else column


def _replaced(column: Column, at: NDArray[np.int64], texts: pa.Array) -> pa.Array:
    changed = np.zeros(len(column), dtype=bool)
    changed[at] = True
    return pc.replace_with_mask(as_text(column).cast(pa.string()), pa.array(changed), texts)


def _log_disagreement(name: str, column: Column, cells: _Cells, rows: NDArray[np.int64], problems: ProblemLog) -> None:
    texts = _joined(column, cells).to_pylist()
    disagreements = [
        finding("people_disagree", text, count=int(n)) for text, n in zip(texts, cells.counts, strict=True)
    ]
    problems.add_many(name, disagreements, rows[cells.several], np.arange(len(disagreements)))


def _row_numbers(clinic: NDArray[np.int64], rows: NDArray[np.int64]) -> pa.Array:
    """The numbers of each clinic's rows as a list."""
    order = np.argsort(clinic, kind="stable")
    return _semicolons(pa.array(rows[order]).cast(pa.string()), np.bincount(clinic))


def unused_name(name: str, used_names: Iterable[str]) -> str:
    """The name, with a number at its end if another column has it."""
    names, number = {*used_names, *CANONICAL}, 1
    while (candidate := name if number == 1 else f"{name}_{number}") in names:
        number += 1
    return candidate
