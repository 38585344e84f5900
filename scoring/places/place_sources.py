"""What the files of places and of outlines were made from, for those who ask where they come from."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("sources.toml")


class Source(BaseModel):
    """A source of places: its name and version, its address, its license, and what it gives."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    url: str
    license: str
    gives: str


class Sources(BaseModel):
    """All sources of the files of places and of outlines, and when these were made (ISO date).

    `holds`, `accuracy`: what the file of places holds, and how exact it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    made_on: str
    holds: str
    accuracy: str
    sources: tuple[Source, ...]
    outlines: tuple[Source, ...]


@cache
def sources() -> Sources:
    """The sources, read once. Raises ValueError for a file with any other content."""
    return Sources.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))
