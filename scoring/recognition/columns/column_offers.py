"""Columns that are offered for a question: their cells hold words of it, but no header says that they answer it."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading import Table
from scoring.recognition.columns.column_content import by_content
from scoring.recognition.columns.column_matching import Matching
from scoring.recognition.columns.column_settings import setting_argument
from scoring.recognition.columns.header_matches import named, percent, understood
from scoring.recognition.columns.question_choice import asks_for_others
from scoring.recognition.columns.rival_columns import LEVEL
from scoring.thresholds import share
from scoring.vocabulary import DIMENSIONS

_FEW_ROWS = share("understood_in_few_rows")
_BY_HEADER = ("name", "synonym")


def offer_by_content(matching: Matching, table: Table, free: Sequence[int], problems: ProblemLog, clock: Clock) -> None:
    """Offer columns whose cells are words of a dimension that no header names, or whose column answers in few rows.

    After a person chooses one for a dimension, the others stay on offer: two columns may hold parts of the answer.
    `free`: places of the columns that feed nothing. Raises `UnreadableFile` when the clock's time is up.
    """
    if not free:
        return
    answered = _answered_by_header(matching, table, clock)
    origins = {name: {matching.origins[place][0] for place in places} for name, places in matching.fields.items()}
    unsure = [
        name
        for name in DIMENSIONS
        if name not in matching.fields or origins[name] == {"setting"} or answered.get(name, 1.0) < _FEW_ROWS
    ]
    if not unsure:
        return
    columns = {place: (table.headers[place], table.columns[place]) for place in free}
    for match in by_content(columns, unsure, clock):
        place, dimension, header = match.place, match.dimension, table.headers[match.place]
        rows = understood(matching, table, dimension, [place], clock)
        setting = setting_argument(header, dimension)
        if dimension not in answered:
            problem = finding("column_offered", header, field=dimension, count=percent(rows), setting=setting)
        elif rows >= answered[dimension] + LEVEL:
            problem = finding(
                "another_column",
                header,
                field=dimension,
                count=percent(rows),
                rest=named([table.headers[p] for p in matching.fields[dimension]]),
                expected=percent(answered[dimension]),
                setting=setting,
            )
        else:
            continue
        matching.offered[place] = dimension
        problems.add(header, problem, table.header_row)


def _answered_by_header(matching: Matching, table: Table, clock: Clock) -> dict[str, float]:
    """Dimension -> the share of all rows that state something (0 to 1), if only headers matched it."""
    return {
        name: understood(matching, table, name, places, clock)
        for name in DIMENSIONS
        if (places := matching.fields.get(name))
        and all(matching.origins[place][0] in _BY_HEADER and place not in matching.yes_no for place in places)
    }


def offer_others(matching: Matching, table: Table, free: Sequence[int], problems: ProblemLog, clock: Clock) -> None:
    """Offer a column "Other" right behind the choices of a question: what else was answered, but maybe to another one.

    `free`: as above. Raises `UnreadableFile` when the clock's time is up.
    """
    for place in free:
        header, answered = table.headers[place], matching.yes_no.get(place - 1)
        if answered is None or place in matching.offered or not asks_for_others(header):
            continue
        if rows := understood(matching, table, answered.dimension, [place], clock):
            setting = setting_argument(header, answered.dimension)
            count = percent(rows)
            offer = finding("column_offered", header, field=answered.dimension, count=count, setting=setting)
            matching.offered[place] = answered.dimension
            problems.add(header, offer, table.header_row)
