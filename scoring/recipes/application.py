"""A recipe's decisions on a table of clinics: cells as a person wants them read, and clinics left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.errors import UnreadableFile
from scoring.limits import Limits
from scoring.problems import ProblemLog, finding
from scoring.reading import Column, as_text, sheets, whole
from scoring.recipes.recipe import Recipe
from scoring.recognition import Columns, ColumnSettings, columns_named


def sheet_here(recipe: Recipe, data: bytes, problems: ProblemLog, limits: Limits) -> str | None:
    """The recipe's sheet if the file has it; one that is not there is a problem, and the first in view is read."""
    if recipe.sheet is None or recipe.sheet in sheets(data, limits=limits):
        return recipe.sheet
    problems.add("", finding("recipe_sheet_missing", recipe.sheet))
    return None


def columns_here(
    recipe: Recipe, headers: tuple[str, ...], settings: ColumnSettings, problems: ProblemLog
) -> dict[str, tuple[str, ...]]:
    """The recipe's header matches that fit this file and leave the columns of `settings` alone.

    Those that name no column of the file are problems.
    """
    settled = {place for places in columns_named(headers, settings).values() for place in places}
    fitting = {}
    for header, places in columns_named(headers, recipe.columns).items():
        fields = tuple(recipe.columns[header])
        if not places:
            problems.add("", finding("recipe_header_missing", header, field=", ".join(fields) or "no field"))
        elif not settled.issuperset(places):
            fitting[header] = fields
    return fitting


def with_settings(
    recipe: Recipe, here: Mapping[str, tuple[str, ...]], settings: ColumnSettings, sheet: str | None
) -> Recipe:
    """The recipe that reads a file as it was read: with its matches `here` and what was asked for beside it."""
    if not settings and sheet is None:
        return recipe
    given = {header: (fields,) if isinstance(fields, str) else tuple(fields) for header, fields in settings.items()}
    columns = {**here, **given} if settings else recipe.columns
    return recipe.model_copy(update={"columns": columns, "sheet": sheet or recipe.sheet})


def decided(
    columns: Columns, rows: NDArray[np.int64], ids: Column, recipe: Recipe, problems: ProblemLog
) -> tuple[Columns, NDArray[np.int64], Column]:
    """The columns, row numbers and ids after the recipe's edits and without the clinics that it leaves out.

    An id stays that of the record as it was, so that a recipe fits next month's export. What no longer fits is a
    problem. Raises `UnreadableFile` if every clinic is left out.
    """
    places = {clinic_id: place for place, clinic_id in enumerate(ids.to_pylist())}
    known = _edited(columns.known, len(rows), places, recipe, problems)
    left_out = [places[clinic_id] for clinic_id in recipe.exclude if clinic_id in places]
    for clinic_id in recipe.exclude:
        if clinic_id not in places:
            problems.add("", finding("recipe_clinic_missing", clinic_id))
    if not left_out:
        return replace(columns, known=known), rows, ids
    problems.add("", finding("excluded"), rows[left_out])
    kept = np.ones(len(rows), dtype=bool)
    kept[left_out] = False
    if not kept.any():
        raise UnreadableFile("The recipe leaves out every clinic of this file; take some back to see scores.")
    keep = pa.array(kept)
    known, others = ({name: column.filter(keep) for name, column in group.items()} for group in (known, columns.others))
    return replace(columns, known=known, others=others), rows[kept], ids.filter(keep)


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
