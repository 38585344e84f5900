"""What every row of a rubric has: frozen values, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
Points = Annotated[int, Field(ge=0, le=100)]


class Values(BaseModel):
    """Read from a file without guessing: an unknown key, or text for a number, is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Grounded(Values):
    """What every row carries: its source, when that was checked, and where it applies.

    `jurisdiction` is "any" (everywhere), a country ("US") or a state of one ("US-CA", as ISO 3166-2 has it).
    """

    source: Annotated[tuple[str, ...], Field(min_length=1, strict=False)]
    as_of: date
    jurisdiction: Text


class Rule(Grounded):
    """A row that decides something, and says why."""

    reason: Text


class Termed(Rule):
    """A rule on some terms of the vocabulary."""

    title: Text
    terms: Annotated[tuple[str, ...], Field(min_length=1, strict=False)]


def grounded(value: object, key: str = "") -> Iterator[tuple[str, Grounded]]:
    """Every row of a rubric that has a source, with its key, wherever it is."""
    if isinstance(value, Grounded):
        yield key, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from grounded(getattr(value, name), name)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from grounded(part, f"{key}.{name}")
