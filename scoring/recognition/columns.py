"""Which column of a file is which: by a setting or by its header. What cells alone suggest is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from scoring.limits import LONGEST_CELL, Clock
from scoring.problems import ProblemLog, finding
from scoring.reading import Column, Table, as_text, whole
from scoring.recognition.column_content import by_content
from scoring.recognition.column_settings import ColumnSettings, chosen_fields, headers_in_words
from scoring.recognition.float_numbers import without_fractions
from scoring.recognition.known_columns import FEW_VALUES, Columns, Match
from scoring.recognition.missing_columns import without_needed
from scoring.recognition.samples import examples
from scoring.recognition.yes_no import YesNo, yes_no
from scoring.vocabulary import CANONICAL, DIMENSIONS, LONGEST_HEADER, header_key, vocabulary, without_number

# Score columns that an export puts first. Reading an export leaves them out; a file's own column of such a name is
# renamed.
SCORE_COLUMNS = (
    "clinic_id", "name", "score", "score_low", "score_high", "coverage", "grade", "grade_high", "rank",
    "rank_low", "rank_high", "tier", "credentials_score", "products_score", "targets_score", "imaging_score", "flags",
)  # fmt: skip
# What an export puts last where a price is no single amount; reading leaves them out likewise.
PRICE_COLUMNS = ("price_low_usd", "price_high_usd")
# What exports put first: now, and before they had a highest grade.
_EXPORTED = (SCORE_COLUMNS, tuple(name for name in SCORE_COLUMNS if name != "grade_high"))


@dataclass
class _Matching:
    """How columns are matched to fields.

    `fields`: field -> places of the columns that feed it, in the order in which they are joined. `origins`: place ->
    how it was matched and the confidence (0-100). `yes_no`: place -> the answers of a yes/no column. `offered`:
    place -> the field that its cells suggest.
    """

    fields: dict[str, list[int]] = field(default_factory=dict)
    origins: dict[int, tuple[str, int]] = field(default_factory=dict)
    yes_no: dict[int, YesNo] = field(default_factory=dict)
    offered: dict[int, str] = field(default_factory=dict)

    def assign(self, canonical: str, places: Iterable[int], matched_by: str, confidence: int) -> None:
        for place in places:
            self.fields.setdefault(canonical, []).append(place)
            self.origins.setdefault(place, (matched_by, confidence))


def without_own_scores(table: Table, problems: ProblemLog) -> Table:
    """Leave out the columns that an export computed; it begins with all the score columns in order."""
    end = next((len(names) for names in _EXPORTED if table.headers[: len(names)] == names), 0)
    if not end:
        return table
    keep = [
        place
        for place, header in enumerate(table.headers)
        if header in CANONICAL or (place >= end and header not in PRICE_COLUMNS)
    ]
    problems.add("", finding("own_scores", count=len(table.headers) - len(keep)), table.header_row)
    return table.with_columns(keep)


def recognise(table: Table, settings: Sequence[ColumnSettings], problems: ProblemLog, clock: Clock) -> Columns:
    """Match each column by the settings, then by its header; log what the cells of the others suggest.

    Later `settings` override earlier ones. Columns that share a field are joined in the order of the file. Raises
    `BadSettings` for settings that do not fit, `UnreadableFile` if a required column is missing or time is up.
    """
    by_setting = [chosen_fields(table.headers, setting) for setting in settings]
    chosen = {place: fields for choices in by_setting for place, fields in choices.items()}
    chosen = dict(sorted(chosen.items()))
    matching = _Matching()
    for place, fields in chosen.items():
        for canonical in fields:
            matching.assign(canonical, [place], "setting", 100)
    by_key = [header_key(header) for header in table.headers]
    header_fields = {
        p: name for p, key in enumerate(by_key) if p not in chosen and (name := vocabulary().field_of(key))
    }
    _match_by_header(matching, by_key, header_fields, refused={place for place, fields in chosen.items() if not fields})
    if "name" not in matching.fields:
        _match_name_at_last(matching, table, by_key, chosen, clock)
    for place, canonical in header_fields.items():
        if place not in matching.origins:
            problem = finding("header_not_used", table.headers[place], field=canonical)
            problems.add(table.headers[place], problem, table.header_row)
    free = [p for p in range(len(by_key)) if p not in chosen and p not in header_fields and p not in matching.origins]
    _log_long_headers(table, [place for place in free if place not in matching.origins], problems)
    _match_yes_no(matching, table, free, problems, clock)
    for place, answers in matching.yes_no.items():
        if place not in matching.fields.get(answers.dimension, ()):
            matching.assign(answers.dimension, [place], "yes_no", int(100 * answers.share))
    _offer_by_content(matching, table, [place for place in free if place not in matching.yes_no], problems, clock)
    if "name" not in matching.fields or matching.fields.keys().isdisjoint(DIMENSIONS):
        raise without_needed(table, matching.offered, names="name" in matching.fields)
    known = {c: _joined(c, _parts(c, matching, table)) for c in CANONICAL if c in matching.fields}
    known = without_fractions(known, table.header_row, problems)
    named = known.keys() | matching.offered.values()
    missing = ", ".join(dimension for dimension in DIMENSIONS if dimension not in named)
    used = matching.origins.keys() | matching.offered.keys()
    spare = [h for p, h in enumerate(table.headers) if p in free and p not in used and h not in SCORE_COLUMNS]
    if missing and any(map(header_key, spare)):
        shown = headers_in_words(tuple(header for header in spare if header_key(header)))
        problems.add("", finding("no_column", shown, field=missing), table.header_row)
    carried = [p for p in range(len(by_key)) if p not in matching.origins or p in matching.yes_no]
    names = _distinct_names(table, carried, problems)
    rest = {name: as_text(table.columns[place]) for place, name in zip(carried, names, strict=True)}
    return Columns(known, rest, table.rows, _matches(matching, table))


def _match_by_header(
    matching: _Matching, by_key: list[str], header_fields: Mapping[int, str], refused: set[int]
) -> None:
    """An exact name wins over a synonym, an earlier synonym over a later one; parts of one field are joined."""
    for place, canonical in header_fields.items():
        if canonical not in matching.fields and by_key[place] == header_key(canonical):
            matching.assign(canonical, [place], "name", 100)
    for place, canonical in header_fields.items():
        if canonical not in matching.fields:
            matching.assign(
                canonical,
                [p for p in _together(place, by_key) if p not in matching.origins and p not in refused],
                "synonym",
                95,
            )


def _match_name_at_last(
    matching: _Matching, table: Table, by_key: list[str], chosen: Mapping[int, tuple[str, ...]], clock: Clock
) -> None:
    """For the names, match the most usual of the headers that may mean them, unless its cells are answers."""
    for key in vocabulary().headers_at_last:
        for place in (p for p, header in enumerate(by_key) if header == key and p not in chosen):
            if not by_content({place: (table.headers[place], table.columns[place])}, DIMENSIONS, clock):
                matching.assign("name", [place], "synonym", 95)
                return


def _together(place: int, by_key: list[str]) -> list[int]:
    """The column and those with other parts of the same field: `taxonomy code 1`, `taxonomy code 2`."""
    stems = [key if key in vocabulary().headers else without_number(key) for key in by_key]
    group = next((g for g in vocabulary().together if stems[place] in g), (stems[place],))
    numbered = stems[place] != by_key[place] or len(group) > 1
    if not numbered:
        return [place]
    return [p for stem in group for p, candidate in enumerate(stems) if candidate == stem]


def _log_long_headers(table: Table, places: list[int], problems: ProblemLog) -> None:
    for place in places:
        header = table.headers[place].strip()
        if len(header) > LONGEST_HEADER:
            long = finding("header_too_long", header, count=f"{len(header):,}", expected=f"{LONGEST_HEADER:,}")
            problems.add(header, long, table.header_row)


def _match_yes_no(matching: _Matching, table: Table, free: list[int], problems: ProblemLog, clock: Clock) -> None:
    """Match yes/no columns that are free, or already assigned to the field that they answer."""
    for place, header in enumerate(table.headers):
        clock.check()
        feeds = [canonical for canonical, places in matching.fields.items() if place in places]
        if not feeds and place not in free:
            continue
        answers = yes_no(header, table.columns[place])
        if answers is None or (feeds and answers.dimension not in feeds):
            continue
        matching.yes_no[place] = answers
        problem = finding("column_yes_no", header, terms=answers.labels, field=answers.dimension)
        problems.add(header, problem, table.header_row)
        problems.add_many(header, answers.findings, table.rows[answers.odd], answers.which)


def _offer_by_content(matching: _Matching, table: Table, free: list[int], problems: ProblemLog, clock: Clock) -> None:
    """For a dimension that no header names, offer the columns whose cells are words of it."""
    unmatched = [dimension for dimension in DIMENSIONS if dimension not in matching.fields]
    if not unmatched or not free:
        return
    for match in by_content({place: (table.headers[place], table.columns[place]) for place in free}, unmatched, clock):
        header, share = table.headers[match.place], int(100 * match.share)
        matching.offered[match.place] = match.dimension
        problem = finding("column_offered", header, header=header.strip(), field=match.dimension, count=share)
        problems.add(header, problem, table.header_row)


def _parts(canonical: str, matching: _Matching, table: Table) -> list[Column]:
    """The columns that feed a field; a yes/no column as a list of what it states."""
    return [
        answers.stated
        if (answers := matching.yes_no.get(place)) and answers.dimension == canonical
        else table.columns[place]
        for place in matching.fields[canonical]
    ]


def _matches(matching: _Matching, table: Table) -> tuple[Match, ...]:
    fields: dict[int, list[str]] = {}
    for canonical in CANONICAL:
        for place in matching.fields.get(canonical, ()):
            fields.setdefault(place, []).append(canonical)
    return tuple(
        Match(
            header,
            tuple(fields.get(place, ())),
            *matching.origins.get(place, ("", 0)),
            examples(table.columns[place]),
            matching.offered.get(place, ""),
        )
        for place, header in enumerate(table.headers)
    )


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
    computed = (*CANONICAL, *SCORE_COLUMNS, *PRICE_COLUMNS)
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
