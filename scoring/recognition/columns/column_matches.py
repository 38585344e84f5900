"""Which column of a file is which: by a setting, an earlier decision, or its header."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading import Column, Table
from scoring.recognition.columns import city_and_state
from scoring.recognition.columns.choice_columns import columns_of_grids, columns_of_unclear_choices, log_grids
from scoring.recognition.columns.column_decision import ColumnDecision, header_places
from scoring.recognition.columns.column_matching import Matching
from scoring.recognition.columns.column_offers import offer_by_content, offer_others
from scoring.recognition.columns.column_settings import ColumnSettings, chosen_fields
from scoring.recognition.columns.decided_matches import match_as_decided
from scoring.recognition.columns.header_groups import without_groups
from scoring.recognition.columns.header_matches import SYNONYM, log_passed_over, match_by_header, match_name_at_last
from scoring.recognition.columns.joined_columns import joined
from scoring.recognition.columns.question_choice import QuestionChoice, asks_for_others, question_choice
from scoring.recognition.columns.yes_no import answered_share, columns_of_states, yes_no
from scoring.recognition.fields.float_numbers import WHOLE_NUMBERS, fields_of_fractions
from scoring.vocabulary import DIMENSIONS, LONGEST_HEADER, header_key, vocabulary


def decide_columns(
    table: Table,
    settings: Sequence[ColumnSettings],
    problems: ProblemLog,
    clock: Clock,
    earlier: ColumnDecision | None = None,
) -> ColumnDecision:
    """Match each column by the settings, then as decided earlier, then by its header; log other evidence.

    Later `settings` override earlier ones. If several headers name a field, the cells decide (`rival_columns`).
    Columns that share a field by a setting are joined in the order of the file, or as decided `earlier` on this list.
    Raises `BadSettings` for settings that do not fit, `UnreadableFile` when the clock's time is up.
    """
    by_setting = [chosen_fields(table.headers, setting) for setting in settings]
    chosen = {place: fields for choices in by_setting for place, fields in choices.items()}
    chosen = dict(sorted(chosen.items()))
    matching = Matching({place for place, fields in chosen.items() if not fields})
    for place, fields in chosen.items():
        for canonical in fields:
            matching.assign(canonical, [place], "setting", 100)
    earlier = earlier or ColumnDecision()
    numbers = earlier.numbers_of(table.headers)
    match_as_decided(matching, earlier, numbers, chosen)
    matching.decided = set(numbers)
    settled = matching.settled = matching.decided | chosen.keys()
    headers = without_groups(table.headers)
    by_key = [header_key(header) for header in headers]
    choices = {place: choice for place, header in enumerate(headers) if (choice := question_choice(header))}
    unclear = columns_of_unclear_choices(headers, table, _without(choices, settled), problems)
    grid = columns_of_grids(headers, table, _without(choices, settled | unclear))
    header_fields = {
        p: name
        for p, key in enumerate(by_key)
        if p not in settled | unclear and (name := grid[p].field if p in grid else vocabulary().field_of(key))
    }
    matching.grids = {place: choice.question for place, choice in grid.items()}
    match_by_header(matching, table, header_fields, problems, clock)
    log_grids({place: choice for place, choice in grid.items() if place in matching.origins}, table, problems)
    _match_city_and_state(matching, by_key)
    if "name" not in matching.fields:
        match_name_at_last(matching, table, clock)
    log_passed_over(matching, table, header_fields, problems, clock)
    taken = settled | unclear | header_fields.keys() | matching.origins.keys()
    free = [place for place in range(len(by_key)) if place not in taken]
    _log_long_headers(table, free, problems)
    _match_yes_no(matching, table, headers, free, clock)
    _match_further_choices(matching, table, headers, free, choices)
    _assign_yes_no(matching, table, problems)
    _match_other_choices(matching, table, headers, free, choices)
    unused = [place for place in free if place not in matching.origins]
    offer_by_content(matching, table, unused, problems, clock)
    offer_others(matching, table, unused, problems, clock)
    return matching.decision(header_places(table.headers), _fractions(matching, table, earlier))


def _match_city_and_state(matching: Matching, by_key: Sequence[str]) -> None:
    """Match both to the first column whose header names both, if no other column holds one of them."""
    if not matching.fields.keys().isdisjoint(city_and_state.FIELDS):
        return
    free = (p for p, key in enumerate(by_key) if p not in matching.settled and city_and_state.is_header(key))
    for place in islice(free, 1):
        for canonical in city_and_state.FIELDS:
            matching.assign(canonical, [place], *SYNONYM)


def _log_long_headers(table: Table, places: Sequence[int], problems: ProblemLog) -> None:
    for place in places:
        header = table.headers[place].strip()
        if len(header) > LONGEST_HEADER:
            long = finding("header_too_long", header, count=f"{len(header):,}", expected=f"{LONGEST_HEADER:,}")
            problems.add(header, long, table.header_row)


def _without(choices: Mapping[int, QuestionChoice], places: Collection[int]) -> dict[int, QuestionChoice]:
    return {place: choice for place, choice in choices.items() if place not in places}


def _match_yes_no(matching: Matching, table: Table, headers: Sequence[str], free: Sequence[int], clock: Clock) -> None:
    """Match yes/no columns that are free, or already assigned to the field that they answer."""
    states = columns_of_states(headers)
    for place, header in enumerate(headers):
        clock.check()
        feeds = [canonical for canonical, places in matching.fields.items() if place in places]
        if place in matching.decided or (not feeds and (place not in free or place in states)):
            continue
        answered = yes_no(header, table.columns[place])
        if answered and (not feeds or answered.dimension in feeds):
            matching.yes_no[place] = answered


def _match_further_choices(
    matching: Matching,
    table: Table,
    headers: Sequence[str],
    free: Sequence[int],
    choices: Mapping[int, QuestionChoice],
) -> None:
    """Match the free columns of a question whose other choices say yes or no: there, a few cells that do are enough."""
    questions = {choices[place].question for place in matching.yes_no if place in choices}
    for place in free:
        if place in matching.yes_no or place not in choices or choices[place].question not in questions:
            continue
        if answered := yes_no(headers[place], table.columns[place], least=0.0):
            matching.yes_no[place] = answered


def _assign_yes_no(matching: Matching, table: Table, problems: ProblemLog) -> None:
    """Let yes/no columns feed the field that they answer; log those that no earlier decision names."""
    for place, answered in sorted(matching.yes_no.items()):
        if place not in matching.decided:
            header = table.headers[place]
            problem = finding("column_yes_no", header, terms=answered.labels, field=answered.dimension)
            problems.add(header, problem, table.header_row)
    for place, answered in matching.yes_no.items():
        if place not in matching.fields.get(answered.dimension, ()):
            matching.assign(answered.dimension, [place], "yes_no", int(100 * answered.share))


def _match_other_choices(
    matching: Matching,
    table: Table,
    headers: Sequence[str],
    free: Sequence[int],
    choices: Mapping[int, QuestionChoice],
) -> None:
    """Match "Products [Other]" to the field of the question or its other choices, unless it says just yes and no."""
    fields = {choices[place].question: read.dimension for place, read in matching.yes_no.items() if place in choices}
    for place in free:
        choice = choices.get(place)
        if choice is None or place in matching.yes_no or not asks_for_others(choice.choice):
            continue
        field = fields.get(choice.question, choice.field if choice.field in DIMENSIONS else "")
        if choice.field in ("", field) and field and not answered_share(headers[place], table.columns[place]):
            matching.assign(field, [place], *SYNONYM)


def _fractions(matching: Matching, table: Table, earlier: ColumnDecision) -> tuple[str, ...]:
    """The fields whose whole numbers are written as fractions: as decided earlier, else as their cells show."""
    as_decided: list[str] = []
    undecided: dict[str, Column] = {}
    for canonical in WHOLE_NUMBERS:
        places = matching.fields.get(canonical, ())
        if not matching.decided.isdisjoint(places):
            as_decided += [canonical] if canonical in earlier.fractions else []
        elif places:
            undecided[canonical] = joined(canonical, [table.columns[place] for place in places])
    return (*as_decided, *fields_of_fractions(undecided))
