"""JSON objects that hold a table by columns, or as rows beside their headers, as programs write data frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scoring.errors import UnreadableFile
from scoring.reading.header_row import names_clinics
from scoring.reading.json_objects import JsonObject, shown_keys, with_key
from scoring.reading.source import DO_THIS
from scoring.vocabulary import header_key, vocabulary

_SPLIT = {"columns", "data"}  # and "index", which programs may leave out


def records_of_table(whole: JsonObject) -> Iterator[JsonObject] | None:
    """The records of a table by columns, or the only record; None if an object is neither.

    Raises `UnreadableFile` if its columns differ in length.
    """
    parts = dict(whole)
    if _SPLIT <= parts.keys() <= {*_SPLIT, "index"} and all(map(_is_list, parts.values())):
        return _of_rows(**parts)
    if len(parts) < len(whole) or not names_clinics([list(parts)], frozenset()):
        return None
    if all(map(_is_list, parts.values())):
        return _of_columns({name: dict(enumerate(cells)) for name, cells in parts.items()})
    if all(isinstance(cells, JsonObject) for cells in parts.values()):
        return _of_columns({name: dict(cells) for name, cells in parts.items()})
    headers = vocabulary().headers
    names = [value for key, value in whole if headers.get(header_key(key)) == "name"]
    return iter([whole]) if all(map(_is_name, names)) else None


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and not isinstance(value, JsonObject)


def _of_rows(columns: list[Any], data: list[Any], index: list[Any] | None = None) -> Iterator[JsonObject] | None:
    """The records of lists of cells; None if a list has more or fewer cells than there are columns."""
    keys = [*range(len(data))] if index is None else index
    is_table = all(map(_is_name, columns)) and all(_is_list(cells) and len(cells) == len(columns) for cells in data)
    if not is_table or len(keys) != len(data):
        return None
    return _under_keys(keys, (JsonObject(zip(columns, cells, strict=True)) for cells in data))


def _of_columns(columns: Mapping[str, Mapping[Any, Any]]) -> Iterator[JsonObject]:
    """The records of columns whose cells have the same keys."""
    keys = list(next(iter(columns.values())))
    if any(list(cells) != keys for cells in columns.values()):
        lengths = shown_keys(f"{name} {len(cells):,}" for name, cells in columns.items())
        raise UnreadableFile(
            f"This is JSON with a list for each column, but they do not hold the same rows ({lengths}); give each "
            f"column a cell for each clinic, or {DO_THIS}"
        )
    return _under_keys(keys, (JsonObject((name, cells[key]) for name, cells in columns.items()) for key in keys))


def _under_keys(keys: list[Any], records: Iterator[JsonObject]) -> Iterator[JsonObject]:
    """The records, each with its key as its id unless the keys count them."""
    texts = [str(key) for key in keys]
    if texts == [str(place) for place in range(len(texts))]:
        return records
    return (with_key(key, record) for key, record in zip(texts, records, strict=True))


def _is_name(value: Any) -> bool:
    return isinstance(value, str)
