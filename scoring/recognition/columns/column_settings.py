"""The settings of columns: headers that a person assigned to fields, checked against the file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from scoring.errors import BadSettings
from scoring.recognition.columns.known_columns import FEW_VALUES
from scoring.vocabulary import CANONICAL, LONGEST_HEADER, header_key, vocabulary
from scoring.wording import listed_at_most, shown_value

_ACTIVE = re.compile(r'["$`\\!]')  # what a shell reads even between double quotes
_MOST_HEADERS = 12  # listed in a sentence
ColumnSettings = Mapping[str, str | Sequence[str]]


def checked_columns(settings: ColumnSettings | None) -> dict[str, tuple[str, ...]]:
    """Header -> the fields assigned to it. Raises `BadSettings` for anything but text; the rest depends on the file."""
    if settings is None:
        return {}
    if not isinstance(settings, Mapping):
        raise BadSettings(f"columns: expected a mapping of headers to fields, found {shown_value(settings)}.")
    checked = {}
    for header, fields in settings.items():
        if not isinstance(header, str):
            raise BadSettings(f"columns: expected headers that are text, found {shown_value(header)}.")
        listed = _listed(fields)
        if not all(isinstance(field, str) for field in listed):
            raise BadSettings(
                f"columns: {shown_value(header)}: expected a field or a list of fields, found {shown_value(fields)}."
            )
        checked[header] = listed
    return checked


def _listed(fields: Any) -> tuple[Any, ...]:
    """The fields of a collection, or the only one."""
    if isinstance(fields, Collection) and not isinstance(fields, str | bytes | bytearray | Mapping):
        return tuple(fields)
    return (fields,)


def dictionary_headers(settings: ColumnSettings | None) -> frozenset[str]:
    """Header keys of the columns that are worth encoding while the file is read."""
    keys = {key for key, canonical in vocabulary().headers.items() if canonical in FEW_VALUES}
    for header, fields in (settings or {}).items():
        if not FEW_VALUES.isdisjoint([fields] if isinstance(fields, str) else fields):
            keys.add(header_key(header))
    return frozenset(keys)


def columns_named(headers: Sequence[str], names: Iterable[str]) -> dict[str, list[int]]:
    """Header name -> the places of the columns that it names, none if the file has no such header.

    These are the columns with exactly this header; failing that, those with a similar header that no other name
    matches exactly.
    """
    exact = {name: [place for place, header in enumerate(headers) if header == name] for name in names}
    claimed = {place for places in exact.values() for place in places}
    alike: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        if place not in claimed:
            alike.setdefault(header_key(header), []).append(place)
    return {name: places or alike.get(header_key(name), []) for name, places in exact.items()}


def chosen_fields(headers: tuple[str, ...], settings: ColumnSettings) -> dict[int, tuple[str, ...]]:
    """Place -> the fields assigned to it. The order of settings does not matter: conflicting ones are refused."""
    chosen: dict[int, tuple[str, ...]] = {}
    by: dict[int, str] = {}
    fields_by_header = {
        header: (fields,) if isinstance(fields, str) else tuple(fields) for header, fields in settings.items()
    }
    for header, places in columns_named(headers, fields_by_header).items():
        fields = fields_by_header[header]
        unknown = [field for field in fields if field not in CANONICAL]
        if unknown:
            unknown_names = ", ".join(map(shown_value, unknown))
            expected = f"expected one of {', '.join(CANONICAL)}"
            raise BadSettings(f"columns: {shown_value(header)}: {expected}, found {unknown_names}.")
        if not places:
            its_headers = headers_in_words(headers)
            raise BadSettings(f"columns: the file has no header {shown_value(header)}. Its headers: {its_headers}.")
        for place in places:
            earlier = by.setdefault(place, header)
            if set(chosen.setdefault(place, fields)) != set(fields):
                raise BadSettings(
                    f"columns: {shown_value(earlier)} and {shown_value(header)} both name the column "
                    f"{shown_value(headers[place])} and give it "
                    "different fields; leave one of them."
                )
    return chosen


def setting_argument(header: str, field: str) -> str:
    """The command-line argument, quoted for a shell, that assigns a header to a field, or to none ("")."""
    setting = f"{' '.join(header.split())}={field}"
    return "--columns " + (shlex.quote(setting) if _ACTIVE.search(setting) else f'"{setting}"')


def headers_in_words(headers: tuple[str, ...]) -> str:
    """Headers as a sentence lists them: the first ones, each cut to 40 characters, and how many more there are."""
    shown = [" ".join(header[:LONGEST_HEADER].split())[:40] or "(blank)" for header in headers]
    return listed_at_most(shown, _MOST_HEADERS)
