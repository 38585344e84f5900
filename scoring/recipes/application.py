"""The decisions about one file, and how they are applied.

A review applies them in this order: the sheet, the headers, the columns, the clinics (merged, then edited, then left
out); at the end it produces the recipe that reads the file the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.errors import UnreadableFile
from scoring.limits import Clock
from scoring.linkage import Apart, ClinicRows, FileRows, merged
from scoring.problems import ProblemLog, finding
from scoring.reading import WHOLE_FILE, Column, Excerpt, ReadOptions, Table, as_read, as_text, sheets_in, whole
from scoring.recipes.clinic_names import ClinicNames, apart_of, members_of, within
from scoring.recipes.recipe import Edit, Recipe
from scoring.recognition import (
    ClinicIds,
    Columns,
    ColumnSettings,
    columns_named,
    dictionary_headers,
    recognize,
    without_empty_rows,
    without_examples,
    without_other_rows,
)
from scoring.vocabulary import header_key
from scoring.wording import quoted


@dataclass(frozen=True, eq=False)
class DecidedClinics:
    """The clinics of a file after decisions on single ones. `apart`: those that are said not to be the same."""

    columns: Columns
    ids: ClinicIds
    file_rows: FileRows
    apart: Apart | None


@dataclass(frozen=True)
class Decisions:
    """The decisions of a recipe, and the settings `columns` and `sheet`, which override it."""

    recipe: Recipe
    columns: ColumnSettings
    sheet: str | None

    def sheet_of(self, data: bytes, problems: ProblemLog, clock: Clock) -> str | None:
        """The sheet to read: the setting, or the recipe's if the file has it. None is the first visible one.

        A sheet of the recipe that the file lacks is a problem.
        """
        recipe_sheet = self.recipe.sheet
        if self.sheet or recipe_sheet is None or recipe_sheet in sheets_in(data, clock):
            return self.sheet or recipe_sheet
        problems.add("", finding("recipe_sheet_missing", recipe_sheet))
        return None

    @property
    def headers(self) -> ColumnSettings:
        """Every header that is assigned to a field, whether this file has it or not."""
        return {**self.recipe.columns, **self.columns}

    def columns_of(self, headers: tuple[str, ...], problems: ProblemLog) -> dict[str, tuple[str, ...]]:
        """The recipe's matches for a file with these headers, except for columns that the settings decide.

        Matches that name no column of the file are problems.
        """
        settled = {place for places in columns_named(headers, self.columns).values() for place in places}
        recipe_matches = {}
        for header, places in columns_named(headers, self.recipe.columns).items():
            fields = tuple(self.recipe.columns[header])
            if not places:
                problems.add("", finding("recipe_header_missing", header, field=", ".join(fields) or "no field"))
            elif not settled.issuperset(places):
                recipe_matches[header] = fields
        return recipe_matches

    def read_options(self, data: bytes, problems: ProblemLog, clock: Clock, excerpt: Excerpt | None) -> ReadOptions:
        """How the file is read. `excerpt`: the text that the data are a part of, None for a whole file."""
        return ReadOptions(
            sheet=self.sheet_of(data, problems, clock),
            encoding=self.recipe.encoding,
            first_row_is=self.recipe.first_row_is,
            as_dictionary=dictionary_headers(self.headers),
            also_known=frozenset(map(header_key, self.headers)),
            excerpt=excerpt,
        )

    def recognized(
        self, table: Table, recipe_matches: Mapping[str, tuple[str, ...]], problems: ProblemLog, clock: Clock
    ) -> Columns:
        """The table by canonical column. `recipe_matches`: those of the recipe for it."""
        of_list = self.recipe.whole_list
        return recognize(table, (recipe_matches, self.columns), problems, clock, of_list.columns if of_list else None)

    def listed_clinics(self, columns: Columns, problems: ProblemLog, excerpt: Excerpt | None) -> Columns:
        """The rows that describe clinics; every other row is a problem. Raises `UnreadableFile` if none remains."""
        headings = self.recipe.whole_list.headings if self.recipe.whole_list else ()
        ends = excerpt.ends if excerpt else WHOLE_FILE
        clinics = without_other_rows(without_empty_rows(columns, problems), problems, ends, headings)
        return without_examples(clinics, problems)

    @property
    def names_clinics(self) -> bool:
        """Whether the recipe decides on clinics by their ids.

        It edits, merges, keeps apart or excludes some, or holds what a register lists of them.
        """
        recipe = self.recipe
        return bool(recipe.edits or recipe.exclude or recipe.merges or recipe.apart or recipe.register_check)

    def applied(self, clinics: ClinicRows, ids: ClinicIds, problems: ProblemLog) -> DecidedClinics:
        """The clinics after the merges and edits and with what a register lists, without the excluded ones.

        Ids come from the record before the edits, so that a recipe fits next month's export. The id of a merged row
        means the merged clinic. A decision that no longer fits is a problem. Raises `UnreadableFile` if every
        clinic is left out.
        """
        recipe, columns, names = self.recipe.in_order, clinics.columns, ClinicNames(ids)
        into, count = np.arange(len(columns)), len(columns)
        if recipe.merges:
            edits = [edit for merge in recipe.merges for edit in merge.edits]
            known = with_edits(columns.known, count, edits, names.positions([edit.clinic for edit in edits]), problems)
            columns = replace(columns, known=known)
            if members := members_of(recipe.merges, names, problems):
                result = merged(columns, ids, members, problems)
                columns, into = result.columns, result.into
        keep = into == np.arange(count)
        edited_at = within(into, names.positions([edit.clinic for edit in recipe.edits]))
        columns = replace(columns, known=with_edits(columns.known, count, recipe.edits, edited_at, problems))
        if check := recipe.register_check:
            columns = check.applied(columns, within(into, names.positions(check.clinics)), problems)
        left_out = names.positions(recipe.exclude)
        for place in np.flatnonzero(left_out < 0):
            problems.add("", finding("recipe_clinic_missing", recipe.exclude[place]))
        left_out = np.unique(into[left_out[left_out >= 0]])
        if len(left_out):
            problems.add("", finding("excluded"), columns.rows[left_out])
            keep[left_out] = False
        if not keep.any():
            raise UnreadableFile("The recipe leaves out every clinic of this file; restore some to see scores.")
        apart = apart_of(recipe.apart, names, into, keep, problems)
        file_rows = clinics.file_rows.merged(into) if recipe.merges else clinics.file_rows
        if keep.all():
            return DecidedClinics(columns, ids, file_rows, apart)
        return DecidedClinics(columns.filter(keep), ids.filter(pa.array(keep)), file_rows, apart)

    def as_recipe(self, recipe_matches: Mapping[str, tuple[str, ...]]) -> Recipe:
        """The recipe that reads the file the same way again: with `recipe_matches`, and the settings."""
        if not self.columns and self.sheet is None:
            return self.recipe
        settings = {
            header: (fields,) if isinstance(fields, str) else tuple(fields) for header, fields in self.columns.items()
        }
        columns = {**recipe_matches, **settings} if self.columns else self.recipe.columns
        return self.recipe.model_copy(update={"columns": columns, "sheet": self.sheet or self.recipe.sheet})


def with_edits(
    known: Mapping[str, Column],
    count: int,
    edits: Sequence[Edit],
    positions: NDArray[np.int64],
    problems: ProblemLog,
) -> dict[str, Column]:
    """The columns with the cells of the edits, whose clinics are at these positions, -1 for none.

    `known`: canonical columns of `count` rows. A missing clinic is a problem; so is a cell that is given two
    texts under two names of its clinic, of which the last one counts.
    """
    by_column: dict[str, dict[int, str]] = {}
    for edit, place in zip(edits, positions.tolist(), strict=True):
        if place < 0:
            problems.add(edit.column, finding("recipe_clinic_missing", edit.clinic))
            continue
        cells = by_column.setdefault(edit.column, {})
        if cells.setdefault(place, edit.value) != edit.value:
            problems.add(edit.column, finding("recipe_edit_repeated", edit.value, rest=quoted(edit.clinic)))
        cells[place] = edit.value
    edited = dict(known)
    for column, cells in by_column.items():
        before = edited.get(column, pa.nulls(count, pa.string()))
        texts = whole(as_text(before)).cast(pa.string())
        changed = np.zeros(count, dtype=bool)
        changed[list(cells)] = True
        new = pa.array([as_read(cells[place]).strip() or None for place in sorted(cells)], pa.string())
        texts = pc.replace_with_mask(texts, pa.array(changed), new)
        edited[column] = texts.dictionary_encode() if pa.types.is_dictionary(before.type) else texts
    return edited
