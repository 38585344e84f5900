"""Columns behind a question whose cells do not say yes or no: a grid, choices that are codes, numbers under choices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from scoring.problems import ProblemLog, finding
from scoring.reading import Column, Table, as_dictionary
from scoring.recognition.columns.column_settings import setting_argument
from scoring.recognition.columns.question_choice import QuestionChoice
from scoring.recognition.columns.yes_no import answered_share, named_terms
from scoring.vocabulary import DIMENSIONS, answer_key, header_key, is_blank, vocabulary
from scoring.wording import listed_at_most

_CODE = re.compile(r"(?:[a-z]{1,4} ?)?\d{1,4}")  # SQ001, 1, A2
_NUMBER = re.compile(r"\d{1,3}(?:\.0)?")
_MOST_NAMED = 5  # cells or rows of a grid in a sentence


def columns_of_grids(
    headers: Sequence[str], table: Table, choices: Mapping[int, QuestionChoice]
) -> dict[int, QuestionChoice]:
    """The columns that each answer a known question for one thing: "Which imaging do you use? [Facet joints]".

    Only for things that the vocabulary lists, so not for knees. `choices`: place -> what the header of an undecided
    column asks.
    """
    return {
        place: choice
        for place, choice in choices.items()
        if choice.field in DIMENSIONS
        and (terms := named_terms(headers[place]))
        and terms[0] != choice.field
        and _has_words(headers, table, place)
    }


def log_grids(grid: Mapping[int, QuestionChoice], table: Table, problems: ProblemLog) -> None:
    """Log each question of a grid, by its first column."""
    for question in dict.fromkeys(choice.question for choice in grid.values()):
        places = [place for place, choice in grid.items() if choice.question == question]
        problem = finding(
            "columns_of_a_grid",
            "; ".join(table.headers[place] for place in places),
            field=grid[places[0]].field,
            rest=listed_at_most([grid[place].choice for place in places], _MOST_NAMED),
            setting=setting_argument(table.headers[places[-1]], ""),
        )
        problems.add(table.headers[places[0]], problem, table.header_row)


def columns_of_unclear_choices(
    headers: Sequence[str], table: Table, choices: Mapping[int, QuestionChoice], problems: ProblemLog
) -> frozenset[int]:
    """The columns that may be answers to a question and cannot be read; each is logged. `choices`: as above."""
    codes, numbers = [], []
    by_question: dict[str, list[int]] = {}
    for place, choice in choices.items():
        if choice.field not in DIMENSIONS or not _CODE.fullmatch(header_key(choice.choice)):
            if named_terms(headers[place]):
                by_question.setdefault(choice.question, []).append(place)
        elif _answers_only(table.columns[place]):
            codes.append(place)
            example = f"{choice.question.strip()} [{vocabulary().label(choice.field, _first_term(choice.field))}]"
            problem = finding("choice_in_code", table.headers[place], field=choice.field, near=example)
            problems.add(table.headers[place], problem, table.header_row)
    for places in by_question.values():
        cells = {place: _numbers(table.columns[place]) for place in places}
        if not any(set(values) - {"0", "1"} for values in cells.values()):
            continue
        for place in (place for place in places if cells[place]):
            values = ", ".join(cells[place][:_MOST_NAMED])
            problems.add(table.headers[place], finding("choice_numbers", values), table.header_row)
            numbers.append(place)
    return frozenset((*codes, *numbers))


def _filled(column: Column) -> list[str]:
    return [text for text in as_dictionary(column).dictionary.to_pylist() if not is_blank(text)]


def _has_words(headers: Sequence[str], table: Table, place: int) -> bool:
    """Whether cells are filled, and most with something else than yes and no."""
    return bool(_filled(table.columns[place])) and not answered_share(headers[place], table.columns[place])


def _answers_only(column: Column) -> bool:
    """Whether all filled cells are yes or no, and none is "none", which is an answer of its own."""
    words = vocabulary()
    keys = {answer_key(text) for text in _filled(column)}
    return bool(keys) and keys <= (words.yes | words.no) - words.none


def _numbers(column: Column) -> list[str]:
    """The distinct cells if all that are filled are small numbers, as whole numbers."""
    cells = _filled(column)
    return [cell.removesuffix(".0") for cell in cells] if all(map(_NUMBER.fullmatch, cells)) else []


def _first_term(dimension: str) -> str:
    return next(iter(vocabulary().terms[dimension]))
