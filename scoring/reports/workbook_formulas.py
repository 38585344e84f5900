"""The formulas of a workbook: scores, grades and ranks from points and weights, as `scoring.scores.totals` makes them.

Whole-number arithmetic, so that a spreadsheet rounds as the program does: points are whole tenths, weights whole
millionths, and a half is rounded up by INT. Names in the formulas (`weights`, `caps` and so on) are cells of the sheet
of weights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from xlsxwriter.utility import xl_col_to_name

from scoring.recognition import CAP_COLUMNS, HIGH_COLUMNS, STATED_COLUMNS
from scoring.scores import GRADES
from scoring.vocabulary import DIMENSIONS

POINT_COLUMNS = tuple(f"{dimension}_score" for dimension in DIMENSIONS)
MEAN = "INT((2*SUMPRODUCT({points},weights)+weight_sum)/(2*weight_sum))/10"
Formula = Callable[[int], str]  # row of the sheet, from 1 -> the formula of its cell


class Cells:
    """The places of a sheet's columns, by their names."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._places = {name: place for place, name in enumerate(columns)}
        self.caps = [name for name in CAP_COLUMNS if name in self._places]

    def at(self, column: str, row: int) -> str:
        """The address of a cell."""
        return f"{xl_col_to_name(self._places[column])}{row}"

    def column(self, name: str, rows: int) -> str:
        """The address of the cells of a column below the header, for a formula on any sheet."""
        letters = xl_col_to_name(self._places[name])
        return f"${letters}$2:${letters}${rows + 1}"

    def span(self, columns: Sequence[str], row: int) -> str:
        """The address of the cells of some neighboring columns."""
        return f"{self.at(columns[0], row)}:{self.at(columns[-1], row)}"


def score_formula(cells: Cells, counts: str) -> Formula:
    """The score: the weighted mean of the points that count, or empty text if not enough is stated.

    `counts`: "low" or "middle", as the rubric's open questions count.
    """

    def formula(row: int) -> str:
        stated = cells.span(STATED_COLUMNS, row)
        low, high = _tenths(cells.span(POINT_COLUMNS, row)), _tenths(cells.span(HIGH_COLUMNS, row))
        points = low if counts == "low" else f"INT(({low}+{high}+1)/2)"
        return (
            f"=IF(AND(weight_sum>0,SUMPRODUCT({stated},weights)*100>=least_percent*weight_sum,"
            f'SUMPRODUCT({stated}*(weights>0))>=least_questions),{MEAN.format(points=points)},"")'
        )

    return formula


def clinic_formulas(cells: Cells, counts: str, others: str) -> Mapping[str, Formula]:
    """The formula of each column of the sheet of clinics that depends on the weights.

    `others`: what a rank adds to the clinics of the sheet with a higher score, with `{score}` for the score's cell; ""
    if the sheet holds the whole file.
    """

    def if_scored(then: Formula) -> Formula:
        return lambda row: f'=IF({cells.at("score", row)}="","",{then(row)})'

    def grade(score: str, least: int) -> Formula:
        def earned_and_capped(row: int) -> str:
            earned = f"1+SUMPRODUCT(--(grade_steps>{cells.at(score, row)}))"
            capped = f",SUMPRODUCT(MAX(({cells.span(cells.caps, row)}>={least})*caps))" if cells.caps else ""
            return f'MID("{GRADES}",MAX({earned}{capped}),1)'

        return if_scored(earned_and_capped)

    def rank(row: int) -> str:
        score = cells.at("score", row)
        return f'1+COUNTIF(scores,">"&{score}){others.format(score=score)}'

    return {
        "score": score_formula(cells, counts),
        "score_low": if_scored(lambda row: MEAN.format(points=_tenths(cells.span(POINT_COLUMNS, row)))),
        "score_high": if_scored(lambda row: MEAN.format(points=_tenths(cells.span(HIGH_COLUMNS, row)))),
        "coverage": lambda row: (
            f'=IF(weight_sum=0,"",INT((2000*SUMPRODUCT({cells.span(STATED_COLUMNS, row)},weights)+weight_sum)'
            "/(2*weight_sum))/10)"
        ),
        "grade": grade("score", 1),
        "grade_high": grade("score_high", 2),
        "rank": if_scored(rank),
    }


def as_exported(value: float) -> str:
    """A figure from random draws, which no formula repeats: shown while the weights are those of the export."""
    return f'=IF(as_exported,{value:g},"")'


def _tenths(span: str) -> str:
    return f"ROUND({span}*10,0)"
