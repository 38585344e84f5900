"""The thresholds of recognition, read from `thresholds.toml`, each with what it decides and the reason for it.

A module reads its thresholds at import: `share` for a part of a whole, `number` for a count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StringConstraints

_FILE = Path(__file__).with_suffix(".toml")
Share = Annotated[StrictFloat, Field(gt=0, lt=1)]
Number = Annotated[StrictInt, Field(ge=1)]
Sentence = Annotated[str, StringConstraints(pattern=r"^[A-Z].+\.$")]


class Threshold(BaseModel):
    """A threshold: `value`, a share between 0 and 1 or a number from 1; what it decides, and the reason for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Share | Number
    decides: Sentence
    reason: Sentence


@cache
def thresholds() -> Mapping[str, Threshold]:
    """All thresholds by name. Raises ValueError for a file with any other content."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({name: Threshold.model_validate(table) for name, table in tables.items()})


def share(name: str) -> float:
    """A threshold that is a part of a whole, between 0 and 1."""
    value = thresholds()[name].value
    if not isinstance(value, float):
        raise TypeError(f"{name} is no share")
    return value


def number(name: str) -> int:
    """A threshold that is a count, from 1."""
    value = thresholds()[name].value
    if not isinstance(value, int):
        raise TypeError(f"{name} is no whole number")
    return value
