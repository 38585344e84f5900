"""The columns that exports of a review compute: known when an export is read again, and recomputed.

An export begins with `SCORE_COLUMNS` in order. Its other computed columns come after the columns of the file.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from scoring.problems import ProblemLog, finding
from scoring.reading import Table, as_text
from scoring.rubric import FLAGS
from scoring.vocabulary import CANONICAL, DIMENSIONS

SCORE_COLUMNS = (
    "clinic_id", "name", "score", "score_low", "score_high", "coverage", "grade", "grade_high", "rank",
    "rank_low", "rank_high", "tier", "credentials_score", "products_score", "targets_score", "imaging_score", "flags",
)  # fmt: skip
# For prices that are not a single amount.
PRICE_COLUMNS = ("price_low_usd", "price_high_usd")
# What the formulas of a workbook need in addition to the points: the most that each question may earn, whether it
# states a term, and for each flag whether it caps the grade (0: no, 1: possibly, 2: surely).
HIGH_COLUMNS = tuple(f"{dimension}_high" for dimension in DIMENSIONS)
STATED_COLUMNS = tuple(f"{dimension}_stated" for dimension in DIMENSIONS)
CAP_COLUMNS = tuple(f"cap_{flag}" for flag in FLAGS)
# The settings of the review, in the first row.
SETTINGS_COLUMN = "review_settings"
OWN_COLUMNS = (*SCORE_COLUMNS, *PRICE_COLUMNS, *HIGH_COLUMNS, *STATED_COLUMNS, *CAP_COLUMNS, SETTINGS_COLUMN)
# The first columns of exports: now, and before exports had a highest grade.
_EXPORTED = (SCORE_COLUMNS, tuple(name for name in SCORE_COLUMNS if name != "grade_high"))
_AFTER_THE_FILE = frozenset(OWN_COLUMNS) - frozenset(SCORE_COLUMNS)


def is_export(table: Table) -> bool:
    """Whether a table begins with all the score columns in order, as exports do."""
    return _score_columns(table) > 0


def settings_in(table: Table) -> tuple[str, ...]:
    """The settings that an export states, each one line of text; none for any other table.

    They are in the first row, which sorting may have moved. Joined exports have several.
    """
    if not is_export(table) or SETTINGS_COLUMN not in table.headers:
        return ()
    return tuple(pc.unique(pc.drop_null(as_text(table.columns[table.headers.index(SETTINGS_COLUMN)]))).to_pylist())


def without_own_columns(table: Table, problems: ProblemLog) -> tuple[Table, str]:
    """Leave out the columns that an export computed, and return its settings; any other table stays as it is."""
    end = _score_columns(table)
    if not end:
        return table, ""
    keep = [
        place
        for place, header in enumerate(table.headers)
        if header in CANONICAL or (place >= end and header not in _AFTER_THE_FILE)
    ]
    problems.add("", finding("own_scores", count=len(table.headers) - len(keep)), table.header_row)
    settings = settings_in(table)
    if len(settings) > 1:
        _log_other_settings(table, settings[0], problems)
    return table.with_columns(keep), settings[0] if settings else ""


def _log_other_settings(table: Table, first: str, problems: ProblemLog) -> None:
    """Log the rows that state settings other than those read for the file."""
    cells = as_text(table.columns[table.headers.index(SETTINGS_COLUMN)])
    of_first = table.rows[np.asarray(pc.equal(cells, first).fill_null(fill_value=False))]
    others = table.rows[np.asarray(pc.not_equal(cells, first).fill_null(fill_value=False))]
    problems.add(SETTINGS_COLUMN, finding("settings_differ", other_row=of_first[0]), others)


def _score_columns(table: Table) -> int:
    """How many score columns a table begins with; 0 unless it begins with all of them."""
    return next((len(names) for names in _EXPORTED if table.headers[: len(names)] == names), 0)
