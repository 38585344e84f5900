"""The decisions about one file, and how they are applied.

A review applies them in this order: the sheet, the headers, the columns, the clinics; at the end it takes the recipe
that reads the file the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.errors import UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading import Column, as_text, sheets_in, whole
from scoring.recipes.recipe import Recipe
from scoring.recognition import Columns, ColumnSettings, columns_named


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
        fitting = {}
        for header, places in columns_named(headers, self.recipe.columns).items():
            fields = tuple(self.recipe.columns[header])
            if not places:
                problems.add("", finding("recipe_header_missing", header, field=", ".join(fields) or "no field"))
            elif not settled.issuperset(places):
                fitting[header] = fields
        return fitting

    @property
    def name_clinics(self) -> bool:
        """Whether the recipe decides on any clinic by its id."""
        return bool(self.recipe.edits or self.recipe.exclude or self.recipe.register_check)

    def applied(self, columns: Columns, ids: Column, problems: ProblemLog) -> tuple[Columns, Column]:
        """The columns and ids after the edits and with what a register lists, without the excluded clinics.

        Ids come from the record before the edits, so that a recipe fits next month's export. A decision that no longer
        fits is a problem. Raises `UnreadableFile` if every clinic is left out.
        """
        places = {clinic_id: place for place, clinic_id in enumerate(ids.to_pylist())}
        known = _edited(columns.known, len(columns), places, self.recipe, problems)
        columns = replace(columns, known=known)
        if self.recipe.register_check:
            columns = self.recipe.register_check.applied(columns, places, problems)
        left_out = [places[clinic_id] for clinic_id in self.recipe.exclude if clinic_id in places]
        for clinic_id in self.recipe.exclude:
            if clinic_id not in places:
                problems.add("", finding("recipe_clinic_missing", clinic_id))
        if not left_out:
            return columns, ids
        problems.add("", finding("excluded"), columns.rows[left_out])
        keep = np.ones(len(columns), dtype=bool)
        keep[left_out] = False
        if not keep.any():
            raise UnreadableFile("The recipe leaves out every clinic of this file; take some back to see scores.")
        return columns.filter(keep), ids.filter(pa.array(keep))

    def as_recipe(self, fitting: Mapping[str, tuple[str, ...]]) -> Recipe:
        """The recipe that reads the file the same way again: with the matches `fitting` it, and the settings."""
        if not self.columns and self.sheet is None:
            return self.recipe
        settings = {
            header: (fields,) if isinstance(fields, str) else tuple(fields) for header, fields in self.columns.items()
        }
        columns = {**fitting, **settings} if self.columns else self.recipe.columns
        return self.recipe.model_copy(update={"columns": columns, "sheet": self.sheet or self.recipe.sheet})


def _edited(
    known: Mapping[str, Column], count: int, places: Mapping[str, int], recipe: Recipe, problems: ProblemLog
) -> dict[str, Column]:
    edits: dict[str, dict[int, str]] = {}
    for edit in recipe.edits:
        if edit.clinic in places:
            edits.setdefault(edit.column, {})[places[edit.clinic]] = edit.value
        else:
            problems.add(edit.column, finding("recipe_clinic_missing", edit.clinic))
    edited = dict(known)
    for column, cells in edits.items():
        before = edited.get(column, pa.nulls(count, pa.string()))
        texts = whole(as_text(before)).cast(pa.string())
        changed = np.zeros(count, dtype=bool)
        changed[list(cells)] = True
        new = pa.array([cells[place].strip() or None for place in sorted(cells)], pa.string())
        texts = pc.replace_with_mask(texts, pa.array(changed), new)
        edited[column] = texts.dictionary_encode() if pa.types.is_dictionary(before.type) else texts
    return edited
