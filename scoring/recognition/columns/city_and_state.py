"""A column that holds the city and the state of a clinic in one cell, such as "Tampa, FL"."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from scoring.reading import Column, as_dictionary
from scoring.vocabulary import vocabulary

FIELDS = CITY, STATE = ("city", "state")
# The state is behind the last comma or slash; two capital letters at the end need none, at most a dash before them.
_DASH = r"\x{2013}\x{2014}-"
_BOTH = (
    rf"^\s*(?P<city>(?:.*[^\s,/{_DASH}])?)[\s{_DASH}]*?"
    r"(?:[,/]\s*(?P<state>[^,/]*\pL[^,/]*?)|\s(?P<code>[A-Z]{2}))[\s,/]*$"
)


def is_header(key: str) -> bool:
    """Whether a header key names first the city and then the state: `town state`, `city and province`."""
    words = key.split()
    ways = ((words[:cut], words[cut:]) for cut in range(1, len(words)))
    return any(
        (_field(city), _field(state[1:] if state[0] == "and" else state)) == (CITY, STATE) for city, state in ways
    )


def _field(words: list[str]) -> str:
    return vocabulary().field_of(" ".join(words))


def split(column: Column) -> dict[str, Column]:
    """The cities and the states of a column, both as columns; a cell that names no state is a city."""
    cells = as_dictionary(column)
    texts = cells.dictionary
    parts = pc.extract_regex(texts, _BOTH)
    cities = pc.utf8_rtrim(pc.coalesce(pc.struct_field(parts, CITY), texts), " ,/")
    states = pc.coalesce(*(_filled(pc.struct_field(parts, name)) for name in (STATE, "code")))
    return {CITY: cities.take(cells.indices), STATE: states.take(cells.indices).dictionary_encode()}


def _filled(texts: pa.Array) -> pa.Array:
    """The texts, of which an empty one is none."""
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, texts.type), texts)
