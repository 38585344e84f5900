"""Where a physician's license can be looked up, by state: `data/license_lookups.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from scoring.recognition import HOME

_FILE = Path(__file__).parents[2] / "data" / "license_lookups.toml"


@dataclass(frozen=True)
class LicenseLookup:
    """A public lookup. `source`: the page that names it; `checked`: the day on which that page was read."""

    board: str
    url: str
    source: str
    checked: date


def lookup_for(state: str, country: str) -> LicenseLookup | None:
    """The lookup of a US state by its two letters, the nationwide one if none is listed; None outside the US.

    `country`: two letters, "" for the US.
    """
    if country not in ("", HOME):
        return None
    by_state, nationwide = lookups()
    return by_state.get(state, nationwide)


@cache
def lookups() -> tuple[dict[str, LicenseLookup], LicenseLookup]:
    """Every state's lookup, and the nationwide one."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    by_state = {state: LicenseLookup(**entry) for state, entry in content["states"].items()}
    return by_state, LicenseLookup(**content["nationwide"])
