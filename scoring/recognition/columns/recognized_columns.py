"""A table by canonical column, as decided for each column. Columns that only cells suggest are offered, not used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading import Column, Table, as_text
from scoring.recognition.columns import city_and_state
from scoring.recognition.columns.column_decision import ColumnDecision
from scoring.recognition.columns.column_matches import decide_columns
from scoring.recognition.columns.column_settings import ColumnSettings, headers_in_words
from scoring.recognition.columns.header_groups import without_groups
from scoring.recognition.columns.joined_columns import joined
from scoring.recognition.columns.known_columns import Columns, Match
from scoring.recognition.columns.missing_columns import without_needed
from scoring.recognition.columns.own_columns import OWN_COLUMNS
from scoring.recognition.columns.samples import examples
from scoring.recognition.columns.yes_no import answers
from scoring.recognition.fields.float_numbers import without_fractions
from scoring.vocabulary import CANONICAL, DIMENSIONS, header_key


def recognize(
    table: Table,
    settings: Sequence[ColumnSettings],
    problems: ProblemLog,
    clock: Clock,
    earlier: ColumnDecision | None = None,
) -> Columns:
    """Decide which column is which, then read the table that way.

    `earlier`: decisions on other files of the list. Raises `BadSettings` for settings that do not fit,
    `UnreadableFile` if a required column is missing or time is up.
    """
    return applied(decide_columns(table, settings, problems, clock, earlier), table, problems)


def applied(decision: ColumnDecision, table: Table, problems: ProblemLog) -> Columns:
    """The table by canonical column. `decision`: on exactly the columns of this table, in the same order.

    Evidence against it is logged. Raises `UnreadableFile` if a required column is missing.
    """
    offered = {place: column.offered for place, column in enumerate(decision.columns) if column.offered}
    if "name" not in decision.fields or decision.fields.keys().isdisjoint(DIMENSIONS):
        raise without_needed(table, offered, names="name" in decision.fields)
    both = set.intersection(*(set(decision.fields.get(name, ())) for name in city_and_state.FIELDS))
    answered = _answers(decision, table, problems) | {
        (place, name): part for place in both for name, part in city_and_state.split(table.columns[place]).items()
    }
    known = {
        canonical: joined(canonical, [answered.get((place, canonical), table.columns[place]) for place in places])
        for canonical in CANONICAL
        if (places := decision.fields.get(canonical))
    }
    known = without_fractions(known, decision.fractions, table.header_row, problems)
    feeding = {place for places in decision.fields.values() for place in places}
    _log_missing(decision, table, feeding, offered, problems)
    carried = [p for p, column in enumerate(decision.columns) if p not in feeding or column.yes_no or p in both]
    names = _distinct_names(table, carried, problems)
    rest = {name: as_text(table.columns[place]) for place, name in zip(carried, names, strict=True)}
    return Columns(known, rest, table.rows, _matches(decision, table))


def _answers(decision: ColumnDecision, table: Table, problems: ProblemLog) -> dict[tuple[int, str], Column]:
    """Place and field -> what a yes/no column states for the field."""
    stated: dict[tuple[int, str], Column] = {}
    ungrouped = without_groups(table.headers)
    for place, (header, column) in enumerate(zip(table.headers, decision.columns, strict=True)):
        if column.yes_no:
            dimension, labels = column.yes_no
            read = answers(ungrouped[place], table.columns[place], dimension, labels)
            stated[place, dimension] = read.stated
            problems.add_many(header, read.findings, table.rows[read.odd], read.which)
    return stated


def _log_missing(
    decision: ColumnDecision, table: Table, feeding: set[int], offered: Mapping[int, str], problems: ProblemLog
) -> None:
    """Log the dimensions without a column, if any unused column may be one of them."""
    missing = [name for name in DIMENSIONS if name not in decision.fields and name not in offered.values()]
    spare = [
        header
        for place, (header, column) in enumerate(zip(table.headers, decision.columns, strict=True))
        if place not in feeding
        and not (column.offered or column.passed_over or column.refused)
        and header not in OWN_COLUMNS
        and header_key(header)
    ]
    if missing and spare:
        problem = finding("no_column", headers_in_words(tuple(spare)), field=", ".join(missing))
        problems.add("", problem, table.header_row)


def _matches(decision: ColumnDecision, table: Table) -> tuple[Match, ...]:
    fields: dict[int, list[str]] = {}
    for canonical in CANONICAL:
        for place in decision.fields.get(canonical, ()):
            fields.setdefault(place, []).append(canonical)
    return tuple(
        Match(
            header,
            tuple(fields.get(place, ())),
            column.matched_by,
            column.confidence,
            examples(table.columns[place]),
            column.offered or column.passed_over,
            column.understood,
        )
        for place, (header, column) in enumerate(zip(table.headers, decision.columns, strict=True))
    )


def _distinct_names(table: Table, places: list[int], problems: ProblemLog) -> list[str]:
    """A distinct name for each column that is carried along, unlike any canonical or computed column."""
    computed = (*CANONICAL, *OWN_COLUMNS)
    used = Counter(computed)
    names = []
    for place in places:
        header = table.headers[place]
        preferred = header.strip() or f"column_{table.places[place]}"
        name, number = preferred, 1
        while used[name]:
            number += 1
            base = f"{preferred}_in_file" if preferred in computed else preferred
            name = base if number == 2 and base != preferred else f"{base}_{number}"
        used[name] += 1
        names.append(name)
        if not header.strip():
            problems.add("", finding("header_blank", name), table.header_row)
        elif name != preferred and preferred not in computed:
            problems.add(header, finding("header_repeated", name, header=header), table.header_row)
    return names
