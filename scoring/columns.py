"""Headers to canonical columns: which column of a file is which, by synonym or by the user's word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from scoring.errors import BadSettings, UnreadableFile
from scoring.problems import ProblemLog, finding
from scoring.table import Column, Table, as_text
from scoring.vocabulary import CANONICAL, DIMENSIONS, header_key, vocabulary

# Columns with few distinct values in real files: read and understood once for each distinct value.
FEW_VALUES = frozenset((*DIMENSIONS, "credentials_verified", "claims", "state", "country", "price_usd", "as_of"))

# Score columns that an export puts first; a file's own column of that name is renamed.
SCORE_COLUMNS = (
    "clinic_id", "name", "score", "score_low", "score_high", "coverage", "grade", "rank", "rank_low", "rank_high",
    "tier", "credentials_score", "products_score", "targets_score", "imaging_score", "flags",
)  # fmt: skip

ColumnSettings = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Columns:
    """A table by canonical column: `known` holds those that the file has, `others` the rest as they are named."""

    known: Mapping[str, Column]
    others: Mapping[str, Column]


def dictionary_headers(settings: ColumnSettings | None) -> frozenset[str]:
    """Header keys of the columns that are worth encoding while the file is read."""
    keys = {key for key, canonical in vocabulary().headers.items() if canonical in FEW_VALUES}
    for header, fields in (settings or {}).items():
        if not FEW_VALUES.isdisjoint([fields] if isinstance(fields, str) else fields):
            keys.add(header_key(header))
    return frozenset(keys)


def recognise(table: Table, settings: ColumnSettings | None, problems: ProblemLog) -> Columns:
    """Match each header. Raises `BadSettings` for settings that do not fit, `UnreadableFile` without what is needed."""
    chosen = _chosen(table.headers, settings)
    places: dict[str, list[int]] = {}
    for place, fields in chosen.items():
        for canonical in fields:
            places.setdefault(canonical, []).append(place)
    by_key = [header_key(header) for header in table.headers]
    for wanted_exact in (True, False):
        for place, key in enumerate(by_key):
            canonical = vocabulary().headers.get(key, "")
            exact = key == header_key(canonical)
            if canonical and exact == wanted_exact and place not in chosen and canonical not in places:
                places[canonical] = [place]
    used = {place for group in places.values() for place in group}
    for place, key in enumerate(by_key):
        canonical = vocabulary().headers.get(key, "")
        if canonical and place not in used:
            found = finding("header_not_used", table.headers[place], field=canonical)
            problems.add(table.headers[place], found, table.header_row)
    _refuse_without_needed(places, table.headers)
    known = {c: _joined(c, [table.columns[place] for place in places[c]]) for c in CANONICAL if c in places}
    missing = ", ".join(dimension for dimension in DIMENSIONS if dimension not in places)
    unknown = [table.headers[place] for place, key in enumerate(by_key) if key and key not in vocabulary().headers]
    spare = [header for header in unknown if header not in SCORE_COLUMNS and header not in (settings or {})]
    if missing and spare:
        problems.add("", finding("no_column", _listed(tuple(spare)), field=missing), table.header_row)
    others = [place for place in range(len(table.headers)) if place not in used]
    names = _distinct_names(table, others, problems)
    return Columns(known, {name: as_text(table.columns[place]) for place, name in zip(others, names, strict=True)})


def _chosen(headers: tuple[str, ...], settings: ColumnSettings | None) -> dict[int, tuple[str, ...]]:
    chosen: dict[int, tuple[str, ...]] = {}
    for header, given in (settings or {}).items():
        fields = (given,) if isinstance(given, str) else tuple(given)
        unknown = [field for field in fields if field not in CANONICAL]
        if unknown or not fields:
            found = ", ".join(map(repr, unknown)) or "nothing"
            raise BadSettings(f"columns: {header!r}: expected one of {', '.join(CANONICAL)}, found {found}.")
        places = [p for p, h in enumerate(headers) if h == header] or [
            p for p, h in enumerate(headers) if header_key(h) == header_key(header)
        ]
        if not places:
            raise BadSettings(f"columns: the file has no header {header!r}. Its headers: {_listed(headers)}.")
        chosen.update(dict.fromkeys(places, fields))
    return chosen


def _refuse_without_needed(places: Mapping[str, object], headers: tuple[str, ...]) -> None:
    if "name" not in places:
        raise UnreadableFile(
            f"No column holds the clinics' names; name one of them 'name' (the headers found: {_listed(headers)})."
        )
    if not any(dimension in places for dimension in DIMENSIONS):
        raise UnreadableFile(
            "No column says who injects, what, where or how; name at least one 'credentials', 'products', 'targets' "
            f"or 'imaging' (the headers found: {_listed(headers)})."
        )


def _listed(headers: tuple[str, ...]) -> str:
    shown = [" ".join(header.split())[:40] or "(blank)" for header in headers[:12]]
    return ", ".join(shown) + (f" and {len(headers) - 12} more" if len(headers) > 12 else "")


def _joined(canonical: str, columns: list[Column]) -> Column:
    """Several columns that share a field as one: lists are joined by semicolons, other text by blanks."""
    if len(columns) == 1:
        return columns[0] if canonical in FEW_VALUES else as_text(columns[0])
    texts = [as_text(column) for column in columns]
    separator = "; " if canonical in FEW_VALUES else " "
    joined = pc.binary_join_element_wise(*texts, separator, null_handling="skip")
    joined = pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined)
    return joined.dictionary_encode() if canonical in FEW_VALUES else joined


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
