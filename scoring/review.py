"""The review of one file under one rubric and weighting."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa

from scoring.accounting import Accounting
from scoring.errors import BadSettings
from scoring.limits import Clock, Limits
from scoring.linkage import Alike, Apart, FileRows, PersonRowEvidence, alike, clinic_rows, log_alike
from scoring.problem_table import ProblemTable
from scoring.problems import ProblemLog, RowLog
from scoring.reading import RecordRange, cells_at, fingerprint, read_bytes, read_table
from scoring.recipes import Decisions, Recipe, load_recipe
from scoring.recognition import (
    SCORE_COLUMNS,
    ColumnSettings,
    Match,
    Records,
    checked_columns,
    clinic_ids,
    dataset_id,
    read_records,
    with_ids,
    without_own_columns,
)
from scoring.rubric import Rubric, load_rubric
from scoring.scores import (
    Profiles,
    Robustness,
    Totals,
    checked_weights,
    profiles,
    score_columns,
    totals,
)
from scoring.side_thread import side_thread
from scoring.stages import begin_stage
from scoring.vocabulary import vocabulary
from scoring.wording import counted, shown_value

_LARGE = 1_000_000  # bytes of a file whose ids take longer than starting a thread


@dataclass(frozen=True, eq=False, repr=False)
class Review:
    """The result of one file under one rubric and weighting.

    `records`, `scores`, `problems`: DataFrames, one row per clinic (or problem), made on first use; that of problems
    each time, because it may take more memory than the file. Changing a frame does not change the review.
    `records` is the text of the file; `understood`, of the class `Records`, is how it was understood, by distinct cell.
    `fingerprint`: SHA-256 of the file's bytes. `weights`: by question, 0-100.
    `reviewed_on`: the day against which records are stale. `accounting`: where the rows of the file went.
    `matches`: how each column of the file was matched, in the order of the file. `people`: evidence that its rows are
    people, None if there is none or they are grouped into clinics. `apart`: clinics that look the same and are not,
    according to the recipe. `settings_in_file`: the settings of an earlier review whose export the file is, as one
    line of text; "" for any other file.
    """

    rubric: Rubric
    weights: Mapping[str, float]
    reviewed_on: date
    fingerprint: str
    understood: Records
    profiles: Profiles
    accounting: Accounting
    file_rows: FileRows
    people: PersonRowEvidence | None = None
    recipe: Recipe = field(default_factory=Recipe)
    matches: tuple[Match, ...] = ()
    apart: Apart | None = None
    settings_in_file: str = ""

    @property
    def recipe_fingerprint(self) -> str:
        """SHA-256 of the decisions about the file; the same for every file without any."""
        return self.recipe.fingerprint

    @property
    def dataset(self) -> str:
        """The id of the file under its recipe, the same wherever both are the same."""
        return dataset_id(self.fingerprint, self.recipe_fingerprint)

    @property
    def versions(self) -> str:
        """The rubric and the vocabulary behind the figures, by name and version."""
        return versions(self.rubric)

    @property
    def scored(self) -> int:
        """How many clinics have a score under these weights."""
        return int(self.profiles.counts[self.totals.scored].sum())

    def __len__(self) -> int:
        return len(self.understood)

    def __repr__(self) -> str:
        return f"<Review of {counted(len(self), 'clinic')} under {self.rubric.name!r}, {self.fingerprint[:12]}>"

    @property
    def records(self) -> pd.DataFrame:
        """Canonical columns as the file has them, then its other columns; text, blank cells missing."""
        return self.understood.frame.copy(deep=False)

    @property
    def scores(self) -> pd.DataFrame:
        """One row per clinic with the columns of `scoring.SCORE_COLUMNS`. Points 0-100, ranks and tier `Int64`."""
        return self._scores.copy(deep=False)

    @property
    def problems(self) -> pd.DataFrame:
        """Columns row (int64, header: 1, whole file: 0), column, value, code, message, suggestion; in file order."""
        return self.problem_table.frame()

    def problems_of(self, position: int) -> pd.DataFrame:
        """The problems of the clinic at a position."""
        return self.problem_table.of_row(int(self.understood.rows[position]))

    def behind(self, position: int) -> pd.DataFrame:
        """The rows of the file from which the clinic at a position was made: one, or one for each of its people.

        Columns: row (int64, its number in the file), then those of the file as they were read, known ones by their
        canonical names; text, blank cells missing. Problems of a clinic's combined cells name the first of its rows.
        """
        return self.file_rows.behind(int(self.understood.rows[position]))

    @cached_property
    def alike(self) -> Alike:
        """Which of the clinics may be the same. No score depends on it."""
        return alike(self.understood.known, self.understood.state, self.apart)

    @cached_property
    def totals(self) -> Totals:
        """Scores, grades and ranks by profile, under this review's weights."""
        return totals(self.profiles, self.weights, self.rubric)

    @cached_property
    def robustness(self) -> Robustness:
        """How far ranks move when weights and open questions vary, and tiers; by profile."""
        return Robustness(self.profiles, self.totals, self.weights, self.rubric)

    def with_weights(self, weights: Mapping[str, float]) -> Review:
        """The same file under other weights; nothing is read or recognized again. Raises `BadSettings`."""
        checked = checked_weights(weights, self.rubric)
        return self if checked == self.weights else replace(self, weights=checked)  # keeps what is already computed

    def with_rubric(self, rubric: Rubric) -> Review:
        """The same records and weights under other rules; nothing is read again."""
        if rubric == self.rubric:
            return self
        clinic_profiles = profiles(self.understood, rubric, self.reviewed_on, Clock(Limits()))
        return replace(self, rubric=rubric, profiles=clinic_profiles)

    def score_rows(self, rows: slice | np.ndarray | None = None, *, ranges: bool = True) -> pd.DataFrame:
        """The scores of some clinics, by position, or of all; without `ranges` no rank interval and no tier.

        These need ranks drawn for all profiles, the slowest part after a moved weight.
        """
        chosen = slice(None) if rows is None else rows
        codes: np.ndarray = self.profiles.codes[chosen]
        ids = {
            name: cells_at(self.understood.known[name], chosen).cast(pa.large_string()).to_pandas()
            for name in ("clinic_id", "name")
        }
        shown: slice | np.ndarray = slice(None)
        if len(codes) < len(self.profiles):  # a page of clinics needs no more than its own profiles
            shown, codes = np.unique(codes, return_inverse=True)
        robustness = self.robustness if ranges else None
        by_profile = score_columns(self.profiles, self.totals, robustness, self.rubric, shown)
        columns = {**ids, **{name: column.take(codes) for name, column in by_profile.items()}}
        return pd.DataFrame(columns, columns=[name for name in SCORE_COLUMNS if name in columns], copy=False)

    @cached_property
    def _scores(self) -> pd.DataFrame:
        return self.score_rows()

    @cached_property
    def problem_table(self) -> ProblemTable:
        """The problems as Arrow has them, for what needs only some of them or their number."""
        log = ProblemLog(Limits(problems=sys.maxsize))  # once a file is read, every problem is listed
        log.take_over(self.understood.problems)
        if self.people is None:  # rows of people in one clinic look like duplicates, and have a problem of their own
            log_alike(self.alike, self.understood.known["name"], RowLog(log, self.understood.rows))
        return log.in_order()


def review(  # noqa: PLR0913 - all but the source by name
    source: str | os.PathLike[str] | bytes | BinaryIO | RecordRange,
    *,
    rubric: str | os.PathLike[str] | Rubric | None = None,
    weights: Mapping[str, float] | None = None,
    columns: ColumnSettings | None = None,
    reviewed_on: date | None = None,
    sheet: str | None = None,
    limits: Limits | None = None,
    recipe: str | os.PathLike[str] | bytes | Recipe | None = None,
) -> Review:
    """Read, recognize and score a file of clinics in any format of `scoring.reading.formats`.

    source: a path, bytes, a binary file, or a range of a CSV. rubric: a shipped name (`default`, `no-iof`, `half`), a
    TOML file or a `Rubric`.
    weights: `who`, `what`, `where`, `how` to 0-100, the rubric's by default. columns: the file's headers to canonical
    ones; a value may be a list (an empty one: the column is not used), and several headers may share a field.
    reviewed_on: the day against which records are stale, today by default.
    sheet: the name of a worksheet (see `sheets`), the first visible one by default. limits: how large the file may be
    and how long reading may take. recipe: the decisions about the file, as a `Recipe`, its JSON or a path; `columns`
    takes precedence over its matches.

    Raises `UnreadableFile` if there are no records at all, `BadSettings` for settings that cannot be used.
    """
    rules = load_rubric(rubric)
    checked = checked_weights(weights, rules)
    _check_settings(reviewed_on, sheet, limits)
    day = reviewed_on or today()
    begin_stage("Opening the file")
    clock = Clock(limits or Limits())
    problems, repeats = ProblemLog(clock.limits), ProblemLog(clock.limits)
    decisions = Decisions(load_recipe(recipe), checked_columns(columns), sheet)
    excerpt = source.excerpt if isinstance(source, RecordRange) else None
    data = source.read() if isinstance(source, RecordRange) else read_bytes(source, clock.limits)
    # Hashes and ids need little Python, so those of a large file are made in parallel.
    with side_thread(pays=len(data) >= _LARGE) as background:
        digest = background.submit(fingerprint, data)
        begin_stage(f"Reading {len(data) / 1e6:.0f} MB")
        options = decisions.read_options(data, problems, clock, excerpt)
        table, settings = without_own_columns(read_table(data, options, problems, clock), problems)
        del data  # a second copy of the text, unless the caller keeps it
        begin_stage(f"Recognizing what is stated in {counted(len(table.rows), 'row')}")
        recipe_matches = decisions.columns_of(table.headers, problems)
        recognized = decisions.recognized(table, recipe_matches, problems, clock)
        clinic_columns = decisions.listed_clinics(recognized, problems, excerpt)
        del recognized  # else held beside the rows that are left of it
        clinics = clinic_rows(clinic_columns, problems, rows_are_persons=decisions.recipe.one_row_is == "person")
        ids = background.submit(clinic_ids, clinics.columns.known, RowLog(repeats, clinics.columns.rows))
        corrected = decisions.applied(clinics, ids.result(), problems) if decisions.names_clinics else None
        corrected_columns = corrected.columns if corrected else clinics.columns
        records = read_records(corrected_columns, problems, decisions.recipe.meanings, day, clock)
        begin_stage("Scoring")
        clinic_profiles = profiles(records, rules, day, clock)
        return Review(
            rubric=rules,
            weights=checked,
            reviewed_on=day,
            fingerprint=digest.result(),
            understood=with_ids(records, corrected.ids if corrected else ids.result(), repeats),
            profiles=clinic_profiles,
            accounting=Accounting.of(table, len(records), len(clinics.file_rows) - len(clinics.columns)),
            file_rows=corrected.file_rows if corrected else clinics.file_rows,
            people=clinics.people,
            recipe=decisions.as_recipe(recipe_matches),
            matches=clinic_columns.matches,
            apart=corrected.apart if corrected else None,
            settings_in_file=settings,
        )


def versions(rubric: Rubric) -> str:
    """A rubric and the vocabulary, by name and version."""
    return f"rubric {rubric.name} {rubric.version}, vocabulary {vocabulary().version}"


def _check_settings(reviewed_on: object, sheet: object, limits: object) -> None:
    """Refuse arguments of an unexpected type: raises `BadSettings`."""
    if not isinstance(reviewed_on, date | None):
        raise BadSettings(f"reviewed_on: expected a date, found {shown_value(reviewed_on)}.")
    if not isinstance(sheet, str | None):
        raise BadSettings(f"sheet: expected the name of a sheet, found {shown_value(sheet)}.")
    if not isinstance(limits, Limits | None):
        raise BadSettings(f"limits: expected the class Limits, found {shown_value(limits)}.")


def today() -> date:
    """Today's date where the program runs."""
    return datetime.now().astimezone().date()
