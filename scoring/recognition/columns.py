"""Which column of a file is which: by the user's word, by its header, or by what its cells hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from scoring.errors import BadSettings, UnreadableFile
from scoring.limits import LONGEST_CELL, Clock
from scoring.problems import ProblemLog, finding
from scoring.reading import Column, Table, as_text, whole
from scoring.recognition.column_content import by_content
from scoring.recognition.known_columns import Columns, Match
from scoring.recognition.samples import examples
from scoring.recognition.yes_no import YesNo, yes_no
from scoring.vocabulary import CANONICAL, DIMENSIONS, LONGEST_HEADER, header_key, vocabulary, without_number
from scoring.wording import listed_at_most

# Columns with few distinct values in real files: read and understood once for each distinct value.
FEW_VALUES = frozenset((*DIMENSIONS, "credentials_verified", "claims", "state", "country", "price_usd", "as_of"))

# Score columns that an export puts first; those of an export that is read are left out, and a file's own column of
# such a name is renamed.
SCORE_COLUMNS = (
    "clinic_id", "name", "score", "score_low", "score_high", "coverage", "grade", "grade_high", "rank",
    "rank_low", "rank_high", "tier", "credentials_score", "products_score", "targets_score", "imaging_score", "flags",
)  # fmt: skip
# What exports put first: now, and before they had a highest grade.
_EXPORTED = (SCORE_COLUMNS, tuple(name for name in SCORE_COLUMNS if name != "grade_high"))

_MOST_HEADERS = 12  # that a sentence names
ColumnSettings = Mapping[str, str | Sequence[str]]


@dataclass
class _Taken:
    """The places of the columns that feed each field, in the order in which they are joined, and how each got there."""

    fields: dict[str, list[int]] = field(default_factory=dict)
    how: dict[int, tuple[str, int]] = field(default_factory=dict)
    yes_no: dict[int, YesNo] = field(default_factory=dict)

    def take(self, canonical: str, places: Iterable[int], how: str, confidence: int) -> None:
        for place in places:
            self.fields.setdefault(canonical, []).append(place)
            self.how.setdefault(place, (how, confidence))


def dictionary_headers(settings: ColumnSettings | None) -> frozenset[str]:
    """Header keys of the columns that are worth encoding while the file is read."""
    keys = {key for key, canonical in vocabulary().headers.items() if canonical in FEW_VALUES}
    for header, fields in (settings or {}).items():
        if not FEW_VALUES.isdisjoint([fields] if isinstance(fields, str) else fields):
            keys.add(header_key(header))
    return frozenset(keys)


def without_own_scores(table: Table, problems: ProblemLog) -> Table:
    """Leave out the score columns of an export, which opens with all of them in order; they are worked out anew."""
    end = next((len(names) for names in _EXPORTED if table.headers[: len(names)] == names), 0)
    if not end:
        return table
    keep = [place for place, header in enumerate(table.headers) if place >= end or header in CANONICAL]
    problems.add("", finding("own_scores", found=len(table.headers) - len(keep)), table.header_row)
    return table.with_columns(keep)


def columns_named(headers: Sequence[str], names: Iterable[str]) -> dict[str, list[int]]:
    """Name of a header -> the places of the columns that it names, none where the file has no such header.

    Those of just this header; where there are none, those of headers alike that no other of the names names exactly.
    """
    exact = {name: [place for place, header in enumerate(headers) if header == name] for name in names}
    taken = {place for places in exact.values() for place in places}
    alike: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        if place not in taken:
            alike.setdefault(header_key(header), []).append(place)
    return {name: places or alike.get(header_key(name), []) for name, places in exact.items()}


def recognise(table: Table, settings: Sequence[ColumnSettings], problems: ProblemLog, clock: Clock) -> Columns:
    """Match each column by what was asked, by its header, then by its cells.

    Later `settings` go before earlier ones. Columns that share a field are joined in the order of the file. Raises
    `BadSettings` for settings that do not fit, `UnreadableFile` without what is needed or when the clock's time is up.
    """
    by_setting = [_chosen(table.headers, given) for given in settings]
    chosen = {place: fields for choices in by_setting for place, fields in choices.items()}
    chosen = dict(sorted(chosen.items()))
    taken = _Taken()
    for place, fields in chosen.items():
        for canonical in fields:
            taken.take(canonical, [place], "asked", 100)
    by_key = [header_key(header) for header in table.headers]
    named = {p: name for p, key in enumerate(by_key) if p not in chosen and (name := vocabulary().field_of(key))}
    _take_by_header(taken, by_key, named, refused={place for place, fields in chosen.items() if not fields})
    for place, canonical in named.items():
        if place not in taken.how:
            found = finding("header_not_used", table.headers[place], field=canonical)
            problems.add(table.headers[place], found, table.header_row)
    free = [p for p in range(len(by_key)) if p not in chosen and p not in named and p not in taken.how]
    _log_long_headers(table, [place for place in free if place not in taken.how], problems)
    _find_yes_no(taken, table, free, problems, clock)
    _take_by_content(taken, table, [place for place in free if place not in taken.yes_no], problems, clock)
    for place, found_there in taken.yes_no.items():
        if place not in taken.fields.get(found_there.dimension, ()):
            taken.take(found_there.dimension, [place], "yes_no", int(100 * found_there.share))
    if "name" not in taken.fields or taken.fields.keys().isdisjoint(DIMENSIONS):
        raise _without_needed(taken, table)
    known = {c: _joined(c, _parts(c, taken, table)) for c in CANONICAL if c in taken.fields}
    missing = ", ".join(dimension for dimension in DIMENSIONS if dimension not in known)
    spare = [h for p, h in enumerate(table.headers) if p in free and p not in taken.how and h not in SCORE_COLUMNS]
    if missing and any(map(header_key, spare)):
        shown = _listed(tuple(header for header in spare if header_key(header)))
        problems.add("", finding("no_column", shown, field=missing), table.header_row)
    others = [p for p in range(len(by_key)) if p not in taken.how or p in taken.yes_no]
    names = _distinct_names(table, others, problems)
    rest = {name: as_text(table.columns[place]) for place, name in zip(others, names, strict=True)}
    return Columns(known, rest, table.rows, _matches(taken, table))


def _take_by_header(taken: _Taken, by_key: list[str], named: Mapping[int, str], refused: set[int]) -> None:
    """The exact name goes before a synonym, an earlier synonym before a later; parts of one field go together."""
    for place, canonical in named.items():
        if canonical not in taken.fields and by_key[place] == header_key(canonical):
            taken.take(canonical, [place], "name", 100)
    for place, canonical in named.items():
        if canonical not in taken.fields:
            taken.take(
                canonical,
                [p for p in _together(place, by_key) if p not in taken.how and p not in refused],
                "synonym",
                95,
            )


def _together(place: int, by_key: list[str]) -> list[int]:
    """The column, and those that hold other parts of the same field: `taxonomy code 1`, `taxonomy code 2`."""
    stems = [key if key in vocabulary().headers else without_number(key) for key in by_key]
    group = next((g for g in vocabulary().together if stems[place] in g), (stems[place],))
    numbered = stems[place] != by_key[place] or len(group) > 1
    if not numbered:
        return [place]
    return [p for stem in group for p, other in enumerate(stems) if other == stem]


def _log_long_headers(table: Table, places: list[int], problems: ProblemLog) -> None:
    for place in places:
        header = table.headers[place].strip()
        if len(header) > LONGEST_HEADER:
            long = finding("header_too_long", header, found=f"{len(header):,}", expected=f"{LONGEST_HEADER:,}")
            problems.add(header, long, table.header_row)


def _find_yes_no(taken: _Taken, table: Table, free: list[int], problems: ProblemLog, clock: Clock) -> None:
    """Columns of yes and no, whether nobody has claimed them or they were given to the field that they answer."""
    for place, header in enumerate(table.headers):
        clock.check()
        feeds = [canonical for canonical, places in taken.fields.items() if place in places]
        if not feeds and place not in free:
            continue
        found = yes_no(header, table.columns[place])
        if found is None or (feeds and found.dimension not in feeds):
            continue
        taken.yes_no[place] = found
        told = finding("column_yes_no", header, terms=found.labels, field=found.dimension)
        problems.add(header, told, table.header_row)
        problems.add_many(header, found.findings, table.rows[found.odd], found.which)


def _take_by_content(taken: _Taken, table: Table, free: list[int], problems: ProblemLog, clock: Clock) -> None:
    """For a dimension that no header names, the column whose cells are most surely words of it."""
    wanted = [dimension for dimension in DIMENSIONS if dimension not in taken.fields]
    if not wanted or not free:
        return
    for found in by_content({place: (table.headers[place], table.columns[place]) for place in free}, wanted, clock):
        header, share = table.headers[found.place], int(100 * found.share)
        if found.dimension in taken.fields:
            told = finding("header_not_used", header, field=found.dimension)
        else:
            taken.take(found.dimension, [found.place], "content", share)
            told = finding("column_by_content", header, field=found.dimension, found=share)
        problems.add(header, told, table.header_row)


def _parts(canonical: str, taken: _Taken, table: Table) -> list[Column]:
    """The columns that feed a field; one of yes and no as a list of what it states there."""
    return [
        answers.stated
        if (answers := taken.yes_no.get(place)) and answers.dimension == canonical
        else table.columns[place]
        for place in taken.fields[canonical]
    ]


def _matches(taken: _Taken, table: Table) -> tuple[Match, ...]:
    fields: dict[int, list[str]] = {}
    for canonical in CANONICAL:
        for place in taken.fields.get(canonical, ()):
            fields.setdefault(place, []).append(canonical)
    return tuple(
        Match(header, tuple(fields.get(place, ())), *taken.how.get(place, ("", 0)), examples(table.columns[place]))
        for place, header in enumerate(table.headers)
    )


def _chosen(headers: tuple[str, ...], settings: ColumnSettings) -> dict[int, tuple[str, ...]]:
    """Place -> the fields that it was given. The order of settings changes nothing: two that differ are refused."""
    chosen: dict[int, tuple[str, ...]] = {}
    by: dict[int, str] = {}
    given = {header: (fields,) if isinstance(fields, str) else tuple(fields) for header, fields in settings.items()}
    for header, places in columns_named(headers, given).items():
        fields = given[header]
        unknown = [field for field in fields if field not in CANONICAL]
        if unknown:
            found = ", ".join(map(repr, unknown))
            raise BadSettings(f"columns: {header!r}: expected one of {', '.join(CANONICAL)}, found {found}.")
        if not places:
            raise BadSettings(f"columns: the file has no header {header!r}. Its headers: {_listed(headers)}.")
        for place in places:
            other = by.setdefault(place, header)
            if set(chosen.setdefault(place, fields)) != set(fields):
                raise BadSettings(
                    f"columns: {other!r} and {header!r} both name the column {headers[place]!r} and give it different "
                    "fields; leave one of them."
                )
    return chosen


def _without_needed(taken: _Taken, table: Table) -> UnreadableFile:
    if "name" not in taken.fields:
        text = "No column holds the clinics' names; name one of them 'name'"
    else:
        text = (
            "No column says who injects, what, where or how; name at least one 'credentials', 'products', 'targets' "
            "or 'imaging'"
        )
    shown = {
        header: examples(column) for header, column in reversed(list(zip(table.headers, table.columns, strict=True)))
    }
    return UnreadableFile(f"{text} (the headers found: {_listed(table.headers)}).", table.headers, shown)


def _listed(headers: tuple[str, ...]) -> str:
    shown = [" ".join(header[:LONGEST_HEADER].split())[:40] or "(blank)" for header in headers]
    return listed_at_most(shown, _MOST_HEADERS)


def _joined(canonical: str, columns: list[Column]) -> Column:
    """Several columns that share a field as one: lists are joined by semicolons, other text by blanks."""
    if len(columns) == 1:
        return columns[0] if canonical in FEW_VALUES else as_text(columns[0])
    texts = [as_text(column) for column in columns]
    separator = "; " if canonical in FEW_VALUES else " "
    some = pc.is_valid(pc.coalesce(*texts))
    texts[0] = pc.if_else(some, texts[0], "")  # Arrow's join leaves out rows in which all are null
    joined = pc.binary_join_element_wise(*texts, separator, null_handling="skip")
    joined = pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined)
    return _each_once(whole(joined).dictionary_encode()) if canonical in FEW_VALUES else joined


def _each_once(lists: pa.DictionaryArray) -> pa.DictionaryArray:
    """Lists without repeated items: an export holds a joined field beside the columns of yes and no that fed it."""
    texts = lists.dictionary.to_pylist()
    once = [
        text if len(text) > LONGEST_CELL else "; ".join(dict.fromkeys(text.split("; "))) for text in texts
    ]  # longer ones are free text, and no lists
    return (
        pa.DictionaryArray.from_arrays(lists.indices, pa.array(once, pa.string())).cast(pa.string()).dictionary_encode()
    )


def _distinct_names(table: Table, others: list[int], problems: ProblemLog) -> list[str]:
    """A name of its own for each column that is carried along, apart from canonical and score columns."""
    taken = Counter((*CANONICAL, *SCORE_COLUMNS))
    names = []
    for place in others:
        header = table.headers[place]
        wanted = header.strip() or f"column_{table.places[place]}"
        name, number = wanted, 1
        while taken[name]:
            number += 1
            base = f"{wanted}_in_file" if wanted in (*CANONICAL, *SCORE_COLUMNS) else wanted
            name = base if number == 2 and base != wanted else f"{base}_{number}"
        taken[name] += 1
        names.append(name)
        if not header.strip():
            problems.add("", finding("header_blank", name), table.header_row)
        elif name != wanted and wanted not in (*CANONICAL, *SCORE_COLUMNS):
            problems.add(header, finding("header_repeated", name, header=header), table.header_row)
    return names
