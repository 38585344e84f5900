"""What a workbook holds besides its clinics: the weights to change, the rubric, the problems, and about the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pydantic import BaseModel
from xlsxwriter.utility import xl_rowcol_to_cell

from scoring.reports.export_settings import export_settings, text_beside_weights, weights_text
from scoring.review import Review, today
from scoring.rubric import FLAGS, QUESTIONS, Rubric, grounded
from scoring.scores import GRADES, caps_that_count, whole_weights
from scoring.wording import counted

WEIGHTS = "weights"
MOST_PROBLEMS = 10_000  # rows of the sheet of problems; more are read by programs, from the file of problems
_LONGEST_VALUE = 16_000  # characters of a cell here: each may take two of the 32,767 units of a cell
_STATEMENTS = ("what_it_measures", "not_advice", "unlisted", "open_questions", "total", "caps", "ranks", "tiers")


@dataclass(frozen=True)
class Notes:
    """What the place that made a workbook knows about it.

    `address`: of the view that it holds. `source`: the name of the file. `notice`: whether the clinics are fictional,
    or were not checked.
    """

    address: str = ""
    source: str = ""
    notice: str = ""


def write_weights(book: Any, review: Review) -> None:
    """The sheet of the weights, which may be changed, and of everything else the formulas look up.

    Names of its cells: `weights` (whole millionths), `weight_sum`, `as_exported`, `least_percent`, `least_questions`,
    `grade_steps`, `caps` (places in the list of grades, 0 if a cap does not count) and `settings`.
    """
    sheet = book.add_worksheet(WEIGHTS)
    text, bold = book.add_format({"quote_prefix": True}), book.add_format({"bold": True})
    open_cell = book.add_format({"bg_color": "#FFF2CC", "border": 1})
    rubric, weights = review.rubric, review.weights
    millionths = whole_weights(weights).tolist()
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(FLAGS), 14)
    sheet.write_string(0, 0, "Change the weights in row 3: every score, grade and rank recalculates.", bold)
    _row(sheet, 1, ["", *(rubric.questions[question].title for question in QUESTIONS)], bold)
    sheet.write_string(2, 0, "Weight, 0 to 100", text)
    for place, question in enumerate(QUESTIONS, start=1):
        sheet.write_number(2, place, weights[question], open_cell)
    allowed = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    sheet.data_validation(2, 1, 2, len(QUESTIONS), allowed)
    _row(sheet, 3, ["In whole millionths"], text)
    for place, value in enumerate(millionths, start=1):
        sheet.write_formula(3, place, f"=ROUND({xl_rowcol_to_cell(2, place)}*1000000,0)", None, value)
    _row(sheet, 4, ["In whole millionths, as exported", *millionths], text)
    _row(sheet, 5, ["Sum of the weights, in millionths"], text)
    sheet.write_formula(5, 1, "=SUM(B4:E4)", None, sum(millionths))
    _row(sheet, 6, ["The weights are those of the export: 1, else 0"], text)
    sheet.write_formula(6, 1, "=IF(SUMPRODUCT(--(B4:E4=B5:E5))=4,1,0)", None, 1)
    _row(sheet, 7, ["Least share of the weight that is stated, in percent", rubric.coverage.least_percent], text)
    _row(sheet, 8, ["Fewest questions that are stated", rubric.coverage.least_questions], text)
    steps = rubric.grades.steps[:-1]
    _row(sheet, 9, ["Grade", *(name for name, _ in steps)], text)
    _row(sheet, 10, ["Lowest score of the grade (below all of them: F)", *(least for _, least in steps)], text)
    _write_caps(sheet, review, text)
    _row(sheet, 15, ["Settings, as the first row of the clinics states them"], text)
    settings = text_beside_weights(export_settings(review))
    _row(sheet, 16, ["Settings beside the weights", settings], text)
    stated = '&"&'.join(
        f'{question}="&INT({cell}/1000000)&"."&TEXT(MOD({cell},1000000),"000000")'
        for question, cell in zip(QUESTIONS, ("B4", "C4", "D4", "E4"), strict=True)
    )
    sheet.write_formula(15, 1, f'="{stated}&"&"&B17', text, f"{weights_text(weights)}&{settings}")
    names = {
        "weights": "$B$4:$E$4",
        "weight_sum": "$B$6",
        "as_exported": "$B$7",
        "least_percent": "$B$8",
        "least_questions": "$B$9",
        "grade_steps": "$B$11:$E$11",
        "settings": "$B$16",
    }
    for name, cells in names.items():
        book.define_name(name, f"={WEIGHTS}!{cells}")
    if capping := sum(bool(flag.cap) for flag in rubric.flags.values()):
        book.define_name("caps", f"={WEIGHTS}!$B$14:{xl_rowcol_to_cell(13, capping, row_abs=True, col_abs=True)}")


def _write_caps(sheet: Any, review: Review, text: Any) -> None:
    """For each flag that caps the grade, the best grade that it allows, and its place while it counts."""
    flags = {code: review.rubric.flags[code] for code in FLAGS if review.rubric.flags[code].cap}
    counting = caps_that_count(review.weights, review.rubric)
    _row(sheet, 11, ["Flag that caps the grade", *flags], text)
    _row(sheet, 12, ["Best grade that it allows", *(str(flag.cap) for flag in flags.values())], text)
    _row(sheet, 13, ["The same as its place, 0 while its questions have no weight"], text)
    for column, (code, flag) in enumerate(flags.items(), start=1):
        place = GRADES.index(str(flag.cap)) + 1
        weighed = ",".join(f"{xl_rowcol_to_cell(2, 1 + QUESTIONS.index(question))}>0" for question in flag.questions)
        formula = f"=IF(OR({weighed}),{place},0)" if weighed else f"={place}"
        sheet.write_formula(13, column, formula, None, place if code in counting else 0)


def _row(sheet: Any, row: int, values: list[Any], form: Any) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value, form)
        else:
            sheet.write_number(row, column, value)


def rubric_table(rubric: Rubric) -> pd.DataFrame:
    """Every row of the rubric: its key, what it gives, why, from which sources, of which date, and where it applies."""
    shown = [(key, _gives(row), getattr(row, "reason", ""), row) for key, row in grounded(rubric)]
    table = {
        "rule": [key for key, *_ in shown],
        "gives": [gives[:_LONGEST_VALUE] for _, gives, *_ in shown],
        "reason": [reason for *_, reason, _ in shown],
        "source": ["; ".join(rubric.sources[source].citation for source in row.source) for *_, row in shown],
        "as_of": [row.as_of.isoformat() for *_, row in shown],
        "jurisdiction": [row.jurisdiction for *_, row in shown],
    }
    return pd.DataFrame(table, dtype="str")


def _gives(row: BaseModel) -> str:
    """What a row of the rubric holds besides its reason and source: points 100; reached yes."""
    beside = {"reason", "source", "as_of", "jurisdiction"}
    values = {name: getattr(row, name) for name in type(row).model_fields if name not in beside}
    return "; ".join(f"{name} {_in_text(value)}" for name, value in values.items() if value not in (None, "", ()))


def _in_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_in_text(part)}" for key, part in value.items())
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def problem_table(review: Review, rows: np.ndarray | None) -> pd.DataFrame:
    """The problems of the file, or of the rows of some clinics and of the file as a whole; at most `MOST_PROBLEMS`."""
    problems = review.problem_table
    at = np.arange(len(problems))
    if rows is not None:
        file_rows = review.understood.rows
        whole_file = problems.rows < (file_rows.min() if len(file_rows) else 1)
        at = np.flatnonzero(whole_file | np.isin(problems.rows, file_rows[rows]))
    shown = problems.frame(at[:MOST_PROBLEMS])
    return shown.assign(value=shown["value"].str.slice(0, _LONGEST_VALUE))


def about_table(review: Review, rows: int, notes: Notes, *, is_live: bool) -> pd.DataFrame:
    """What to know about a workbook, by subject. `rows`: clinics in it."""
    part = f"{rows:,} of {counted(len(review), 'clinic')}" if rows < len(review) else counted(rows, "clinic")
    listed = len(review.problem_table)
    more = f"; the sheet holds the first {MOST_PROBLEMS:,}" if listed > MOST_PROBLEMS else ""
    figures = (
        "Scores, grades and ranks are formulas: they follow the points of a row and the weights. Rank ranges and tiers "
        "come from random draws, which no formula repeats, so they are blank while the weights differ."
        if is_live
        else "Scores, grades and ranks are values, as the list is too long for formulas; the weights are for reading."
    )
    rubric = review.rubric
    about = [
        ("data", notes.notice),
        ("file", notes.source),
        ("address of the view", notes.address),
        ("in this workbook", part),
        ("ranks", "within all clinics of the file"),
        ("figures", figures),
        ("how to check it", "python -m scoring check FILE recomputes this file and says what differs."),
        ("made on", today().isoformat()),
        ("reviewed on", review.reviewed_on.isoformat()),
        ("rubric", f"{rubric.name} {rubric.version}: {rubric.title}"),
        ("versions", review.versions),
        ("fingerprint of the file (SHA-256)", review.fingerprint),
        ("fingerprint of the recipe (SHA-256)", review.recipe_fingerprint),
        ("problems", f"{listed:,}{more}"),
        *((name.replace("_", " "), rubric.statements[name]) for name in _STATEMENTS if name in rubric.statements),
        ("recipe", review.recipe.to_json().strip()[:_LONGEST_VALUE] if review.recipe else "nothing was decided"),
    ]
    return pd.DataFrame([row for row in about if row[1]], columns=["about this file", "value"], dtype="str")
