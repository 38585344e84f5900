"""JSON objects in order, and records that are inside other objects, as programs nest them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from scoring.wording import cut

# Keys under which programs put a record's data, or a place, as an object: the pairs inside count as the record's own.
# Airtable's fields, the properties of GeoJSON, the node of a GraphQL edge, the attributes of JSON:API, the source of a
# search engine's hit, and the place of map scrapers, review sites and schema.org.
_PACKED = frozenset(
    {"fields", "properties", "node", "attributes", "_source", "location", "coordinates", "address", "geo"}
)
_LONGEST_SHOWN = 200  # characters of keys in a sentence
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonObject(list[tuple[str, Any]]):
    """The pairs of an object in order, repeated keys included."""


def own_pairs(record: JsonObject) -> Iterator[tuple[str, Any]]:
    """The pairs of a record, with those of the objects that hold its data, and a point as coordinates."""
    for key, value in record:
        if isinstance(value, JsonObject) and key in _PACKED:
            yield from value
        elif key == "geometry" and (point := _point(value)):
            yield from zip(("longitude", "latitude"), point, strict=True)
        else:
            yield key, value


def _point(value: Any) -> list[Any] | None:
    """The coordinates of a point of GeoJSON (RFC 7946): longitude first, then latitude."""
    if not isinstance(value, JsonObject):
        return None
    pairs = dict(value)
    coordinates = pairs.get("coordinates")
    is_point = pairs.get("type") == "Point" and isinstance(coordinates, list) and len(coordinates) >= 2
    return coordinates[:2] if is_point and coordinates else None


def holds_records(value: Any) -> bool:
    """Whether an object holds a list of objects, at any depth of objects."""
    objects = [value]
    while objects:
        pairs = objects.pop()
        for _, inner in pairs if isinstance(pairs, JsonObject) else ():
            if isinstance(inner, JsonObject):
                objects.append(inner)
            elif isinstance(inner, list) and inner and isinstance(inner[0], JsonObject):
                return True
    return False


def with_key(key: str, record: JsonObject) -> JsonObject:
    """A record under a key, which is its id unless it has one."""
    return record if any(name == "id" for name, _ in record) else JsonObject([("id", key), *record])


def writable(text: str) -> str:
    """A text without surrogates, which JSON may escape one by one, and which no table, file or page can hold."""
    return _SURROGATE.sub("\ufffd", text)


def header_of(key: str) -> str:
    """A key as the header of its column, in which NUL is left out."""
    return writable(key.replace("\0", ""))


def shown_keys(keys: Iterable[str]) -> str:
    """Keys as a sentence lists them, cut."""
    return cut(", ".join(map(header_of, keys)), _LONGEST_SHOWN)
