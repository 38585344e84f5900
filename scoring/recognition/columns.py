"""Which column of a file is which: by a setting or by its header. What cells alone suggest is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from scoring.limits import LONGEST_CELL, Clock
from scoring.problems import ProblemLog, finding
from scoring.reading import Column, Table, as_text, whole
from scoring.recognition.column_offers import offer_by_content
from scoring.recognition.column_settings import ColumnSettings, chosen_fields, headers_in_words
from scoring.recognition.float_numbers import without_fractions
from scoring.recognition.header_matches import log_passed_over, match_by_header, match_name_at_last
from scoring.recognition.known_columns import FEW_VALUES, Columns, Match
from scoring.recognition.matching import Matching
from scoring.recognition.missing_columns import without_needed
from scoring.recognition.own_columns import OWN_COLUMNS
from scoring.recognition.samples import examples
from scoring.recognition.yes_no import columns_of_states, yes_no
from scoring.vocabulary import CANONICAL, DIMENSIONS, LONGEST_HEADER, header_key, vocabulary


def recognise(table: Table, settings: Sequence[ColumnSettings], problems: ProblemLog, clock: Clock) -> Columns:
    """Match each column by the settings, then by its header; log what the cells of the others suggest.

    Later `settings` override earlier ones. Where several headers name a field, the cells decide (`rival_columns`).
    Columns that settings let share a field are joined in the order of the file. Raises `BadSettings` for settings that
    do not fit, `UnreadableFile` if a required column is missing or time is up.
    """
    by_setting = [chosen_fields(table.headers, setting) for setting in settings]
    chosen = {place: fields for choices in by_setting for place, fields in choices.items()}
    chosen = dict(sorted(chosen.items()))
    matching = Matching({place for place, fields in chosen.items() if not fields})
    for place, fields in chosen.items():
        for canonical in fields:
            matching.assign(canonical, [place], "setting", 100)
    by_key = [header_key(header) for header in table.headers]
    header_fields = {
        p: name for p, key in enumerate(by_key) if p not in chosen and (name := vocabulary().field_of(key))
    }
    match_by_header(matching, table, header_fields, problems, clock)
    if "name" not in matching.fields:
        match_name_at_last(matching, table, chosen, clock)
    log_passed_over(matching, table, header_fields, problems, clock)
    free = [p for p in range(len(by_key)) if p not in chosen and p not in header_fields and p not in matching.origins]
    _log_long_headers(table, [place for place in free if place not in matching.origins], problems)
    _match_yes_no(matching, table, free, problems, clock)
    for place, answers in matching.yes_no.items():
        if place not in matching.fields.get(answers.dimension, ()):
            matching.assign(answers.dimension, [place], "yes_no", int(100 * answers.share))
    offer_by_content(matching, table, [place for place in free if place not in matching.yes_no], problems, clock)
    if "name" not in matching.fields or matching.fields.keys().isdisjoint(DIMENSIONS):
        raise without_needed(table, matching.offered, names="name" in matching.fields)
    known = {c: _joined(c, _parts(c, matching, table)) for c in CANONICAL if c in matching.fields}
    known = without_fractions(known, table.header_row, problems)
    named = known.keys() | matching.offered.values()
    missing = ", ".join(dimension for dimension in DIMENSIONS if dimension not in named)
    used = matching.origins.keys() | matching.offered.keys()
    spare = [h for p, h in enumerate(table.headers) if p in free and p not in used and h not in OWN_COLUMNS]
    if missing and any(map(header_key, spare)):
        shown = headers_in_words(tuple(header for header in spare if header_key(header)))
        problems.add("", finding("no_column", shown, field=missing), table.header_row)
    carried = [p for p in range(len(by_key)) if p not in matching.origins or p in matching.yes_no]
    names = _distinct_names(table, carried, problems)
    rest = {name: as_text(table.columns[place]) for place, name in zip(carried, names, strict=True)}
    return Columns(known, rest, table.rows, _matches(matching, table))


def _log_long_headers(table: Table, places: list[int], problems: ProblemLog) -> None:
    for place in places:
        header = table.headers[place].strip()
        if len(header) > LONGEST_HEADER:
            long = finding("header_too_long", header, count=f"{len(header):,}", expected=f"{LONGEST_HEADER:,}")
            problems.add(header, long, table.header_row)


def _match_yes_no(matching: Matching, table: Table, free: list[int], problems: ProblemLog, clock: Clock) -> None:
    """Match yes/no columns that are free, or already assigned to the field that they answer."""
    states = columns_of_states(table.headers)
    for place, header in enumerate(table.headers):
        clock.check()
        feeds = [canonical for canonical, places in matching.fields.items() if place in places]
        if not feeds and (place not in free or place in states):
            continue
        answers = yes_no(header, table.columns[place])
        if answers is None or (feeds and answers.dimension not in feeds):
            continue
        matching.yes_no[place] = answers
        problem = finding("column_yes_no", header, terms=answers.labels, field=answers.dimension)
        problems.add(header, problem, table.header_row)
        problems.add_many(header, answers.findings, table.rows[answers.odd], answers.which)


def _parts(canonical: str, matching: Matching, table: Table) -> list[Column]:
    """The columns that feed a field; a yes/no column as a list of what it states."""
    return [
        answers.stated
        if (answers := matching.yes_no.get(place)) and answers.dimension == canonical
        else table.columns[place]
        for place in matching.fields[canonical]
    ]


def _matches(matching: Matching, table: Table) -> tuple[Match, ...]:
    fields: dict[int, list[str]] = {}
    for canonical in CANONICAL:
        for place in matching.fields.get(canonical, ()):
            fields.setdefault(place, []).append(canonical)
    matches = []
    for place, header in enumerate(table.headers):
        fed = tuple(fields.get(place, ()))
        offered = matching.offered.get(place) or matching.passed_over.get(place, "")
        shares = [share for name in (*fed, offered) if (share := matching.understood.get((place, name))) is not None]
        origin, confidence = matching.origins.get(place, ("", 0))
        cells = examples(table.columns[place])
        rows_understood = round(100 * shares[0]) if shares else None
        matches.append(Match(header, fed, origin, confidence, cells, offered, rows_understood))
    return tuple(matches)


def _joined(canonical: str, columns: list[Column]) -> Column:
    """The columns that share a field as one column: lists joined by semicolons, other text by blanks."""
    if len(columns) == 1:
        return columns[0] if canonical in FEW_VALUES else as_text(columns[0])
    texts = [as_text(column) for column in columns]
    separator = "; " if canonical in FEW_VALUES else " "
    some = pc.is_valid(pc.coalesce(*texts))
    texts[0] = pc.if_else(some, texts[0], "")  # Arrow's join drops rows in which all are null
    joined = pc.binary_join_element_wise(*texts, separator, null_handling="skip")
    joined = pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined)
    return _without_repeats(whole(joined).dictionary_encode()) if canonical in FEW_VALUES else joined


def _without_repeats(lists: pa.DictionaryArray) -> pa.DictionaryArray:
    """Lists without repeated items: an export holds a joined field beside the yes/no columns that fed it."""
    texts = lists.dictionary.to_pylist()
    distinct = [
        text if len(text) > LONGEST_CELL else "; ".join(dict.fromkeys(text.split("; "))) for text in texts
    ]  # longer ones are free text, not lists
    return (
        pa.DictionaryArray.from_arrays(lists.indices, pa.array(distinct, pa.string()))
        .cast(pa.string())
        .dictionary_encode()
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
