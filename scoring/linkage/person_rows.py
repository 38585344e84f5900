"""Files with one row per person: how to recognize them, and how to group their rows into clinics.

All rows of a clinic describe it together: a nurse's row beside a physician's is not a clinic without a physician.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from scoring.integer_sort import distinct
from scoring.linkage.clinic_keys import alike_at_a_glance, coded, same_clinic, trimmed
from scoring.linkage.gathering import (
    GATHERED,
    Cells,
    blanked,
    first_cells,
    first_positions,
    gathered_cells,
    joined,
    known_codes,
)
from scoring.problems import Finding, ProblemLog, finding
from scoring.reading import Column, cells_at, semicolons, whole
from scoring.recognition import Columns
from scoring.thresholds import share
from scoring.vocabulary import CANONICAL, header_key, vocabulary
from scoring.wording import counted, listed

ROWS_IN_FILE = "rows_in_file"  # the column that lists the rows of the file behind a clinic
_OF_A_PERSON = frozenset(("clinic_id", "npi"))  # where these differ they identify people, which is no disagreement
_PERSONAL = ("npi", "credentials")  # fields in which people of one clinic differ
_ENOUGH = share("rows_of_persons")
_ENOUGH_BY_CREDENTIALS = share("rows_of_persons_by_credentials")


@dataclass(frozen=True)
class PersonRowEvidence:
    """Why a file, or a list of files, seems to have one row per person.

    `rows`: how many it has. `clinics`: how many clinics they would become. `why`: the evidence, without a period, of
    which the rest is made: `persons`: rows that share a clinic with another person's; `practices`: these clinics;
    `columns`: those that name people or in which these differ.
    """

    rows: int
    clinics: int
    why: str
    persons: int = 0
    practices: int = 0
    columns: tuple[str, ...] = ()

    @classmethod
    def of(cls, rows: int, clinics: int, persons: int, practices: int, columns: Sequence[str]) -> PersonRowEvidence:
        """The evidence in words."""
        shares = f"{persons:,} rows share {counted(practices, 'practice name')} at the same place"
        why = f"{shares}, and {_reasons(columns)}"
        return cls(rows, clinics, why, persons, practices, tuple(columns))

    @property
    def problem(self) -> Finding:
        """The evidence as a problem of the whole file."""
        return finding("one_row_a_person", rest=self.why, count=f"{self.rows:,}", clinics=f"{self.clinics:,}")


@dataclass(frozen=True, eq=False)
class FileRows:
    """The rows of a file as read. `clinic[i]`: the clinic of row i; `clinic` is None if each row is a clinic."""

    columns: Columns
    clinic: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.columns)

    def behind(self, row: int) -> pd.DataFrame:
        """The rows of the clinic to which a row of the file belongs: `row` (int64), then the file's columns as text."""
        at = np.searchsorted(self.columns.rows, [row])
        places = at if self.clinic is None else np.flatnonzero(self.clinic == self.clinic[at])
        columns = {**self.columns.known, **self.columns.other_columns}
        texts = {name: whole(cells_at(column, places)) for name, column in columns.items()}
        if "row" in texts:  # the file's own
            texts = {unused_name("row_in_file", texts) if name == "row" else name: text for name, text in texts.items()}
        cells = [text.cast(pa.large_string()) for text in texts.values()]
        rows = pa.array(self.columns.rows[places].astype(np.int64))
        frame: pd.DataFrame = pa.table([rows, *cells], names=["row", *texts]).to_pandas()
        return frame

    def merged(self, into: NDArray[np.int64]) -> FileRows:
        """The same rows, with clinic i now part of clinic `into[i]`."""
        return replace(self, clinic=into if self.clinic is None else into[self.clinic])


@dataclass(frozen=True, eq=False)
class ClinicRows:
    """The clinics of a file, one row each, and the rows of the file behind them.

    `people`: evidence that rows that were not grouped are people, None if there is none.
    """

    columns: Columns
    file_rows: FileRows
    people: PersonRowEvidence | None = None


def clinic_rows(columns: Columns, problems: ProblemLog, *, rows_are_persons: bool) -> ClinicRows:
    """The rows of a file, grouped into clinics if a user said that they are people."""
    if rows_are_persons:
        return ClinicRows(*grouped(columns, problems))
    people = person_row_evidence(columns)
    if people:
        problems.add("", people.problem)
    return ClinicRows(columns, FileRows(columns), people)


def person_row_evidence(columns: Columns) -> PersonRowEvidence | None:
    """Evidence that rows are people: many share a clinic's name and place but differ in personal data.

    Personal data is a name in a column for people, or an NPI; credentials alone count only if half of all rows share
    a clinic. So neither a chain in several places nor a repeated row is evidence.
    """
    count = len(columns)
    if alike_at_a_glance(columns) < _ENOUGH * count / 2:
        return None  # too few even before the slower, careful comparison of names and places
    by_more = bool(_headers_of_persons(columns)) or "npi" in columns.known
    least = _ENOUGH if by_more else _ENOUGH_BY_CREDENTIALS
    same = same_clinic(columns)
    sizes = np.bincount(same.numbers)
    shared = same.placed & (sizes[same.numbers] > 1)
    if not shared.any() or shared.sum() < least * count:
        return None
    differing_rows = {}
    for name, codes in _persons_columns(columns).items():
        differs = shared & np.isin(same.numbers, Cells.of(codes, same.numbers).several)
        if differs.any():
            differing_rows[name] = differs
    sure = [name for name in differing_rows if name != "credentials"]
    for names, enough in ((sure, _ENOUGH), (list(differing_rows), _ENOUGH_BY_CREDENTIALS)):
        persons = np.any([differing_rows[name] for name in names], axis=0)
        if names and persons.sum() >= enough * count:
            practices = len(distinct(same.numbers[persons]))
            return PersonRowEvidence.of(count, len(sizes), int(persons.sum()), practices, list(differing_rows))
    return None


def evidence_of_list(parts: Sequence[tuple[PersonRowEvidence | None, int]]) -> PersonRowEvidence | None:
    """The evidence of several parts of a list, each beside the number of its rows, as one; None if it is too little.

    Each part is grouped on its own. The rows of a part without evidence count as clinics.
    """
    stating = [evidence for evidence, _ in parts if evidence]
    if len(stating) < 2:
        return None
    rows, persons = sum(count for _, count in parts), sum(evidence.persons for evidence in stating)
    names = dict.fromkeys(name for evidence in stating for name in evidence.columns)
    columns = [*(name for name in names if name not in _PERSONAL), *(name for name in _PERSONAL if name in names)]
    if persons < (_ENOUGH_BY_CREDENTIALS if columns == ["credentials"] else _ENOUGH) * rows:
        return None
    clinics = sum(evidence.clinics if evidence else count for evidence, count in parts)
    return PersonRowEvidence.of(rows, clinics, persons, sum(evidence.practices for evidence in stating), columns)


def _persons_columns(columns: Columns) -> dict[str, NDArray[np.int64]]:
    """The codes of the cells of each column in which people of one clinic differ."""
    header_codes = {header: coded(columns.other_columns[header], trimmed) for header in _headers_of_persons(columns)}
    return header_codes | {name: known_codes(columns.known, name) for name in _PERSONAL if name in columns.known}


def _headers_of_persons(columns: Columns) -> list[str]:
    """The headers of columns that name people."""
    return [header for header in columns.other_columns if header_key(header) in vocabulary().people.headers]


def _reasons(names: Sequence[str]) -> str:
    """Which columns name people or differ, as the end of a sentence."""
    headers = [" ".join(name.split())[:40] for name in names if name not in _PERSONAL][:3]
    differing = [{"npi": "NPIs"}.get(name, name) for name in names if name in _PERSONAL]
    reasons = []
    if len(headers) == 1:
        reasons.append(f"the column {headers[0]} names persons")
    elif headers:
        reasons.append(f"the columns {listed(headers)} name persons")
    if differing:
        reasons.append(f"their {listed(differing)} differ")
    return ", and ".join(reasons)


def grouped(columns: Columns, problems: ProblemLog) -> tuple[Columns, FileRows]:
    """One row for each clinic of a file whose rows are people, numbered as its first row; and all rows of the file.

    Distinct cells of the four questions, of claims and notes, and of columns that are carried along are joined by
    semicolons. In other columns the first stated cell counts, and rows that differ are a problem. An NPI is left blank
    if rows differ, because it belongs to a person. Later problems in a clinic's cells name the clinic's first row.
    """
    clinic = same_clinic(columns).numbers
    rows = columns.rows[first_positions(clinic)]
    known = {}
    for name, column in columns.known.items():
        cells = Cells.of(known_codes(columns.known, name), clinic)
        known[name] = gathered_cells(column, cells, name) if name in GATHERED else first_cells(column, cells)
        if name == "npi":
            known[name] = blanked(known[name], cells.several)
        elif name not in GATHERED | _OF_A_PERSON and len(cells.several):
            _log_disagreement(name, column, cells, rows, problems)
    other_columns = {
        name: gathered_cells(column, Cells.of(coded(column, trimmed), clinic), "")
        for name, column in columns.other_columns.items()
    }
    other_columns[unused_name(ROWS_IN_FILE, [*columns.known, *columns.other_columns])] = _row_numbers(
        clinic, columns.rows
    )
    return replace(columns, known=known, other_columns=other_columns, rows=rows), FileRows(columns, clinic)


def _log_disagreement(name: str, column: Column, cells: Cells, rows: NDArray[np.int64], problems: ProblemLog) -> None:
    texts = joined(column, cells).to_pylist()
    disagreements = [
        finding("people_disagree", text, count=int(n)) for text, n in zip(texts, cells.counts, strict=True)
    ]
    problems.add_many(name, disagreements, rows[cells.several], np.arange(len(disagreements)))


def _row_numbers(clinic: NDArray[np.int64], rows: NDArray[np.int64]) -> pa.Array:
    """The numbers of each clinic's rows as a list."""
    order = np.argsort(clinic, kind="stable")
    return semicolons(pa.array(rows[order]).cast(pa.string()), np.bincount(clinic))


def unused_name(name: str, used_names: Iterable[str]) -> str:
    """The name, with a number at its end if another column has it."""
    names, number = {*used_names, *CANONICAL}, 1
    while (candidate := name if number == 1 else f"{name}_{number}") in names:
        number += 1
    return candidate
