"""What people call a city besides its name: LA, Philly, Vegas."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from scoring.places.place_name_keys import name_key

_FILE = Path(__file__).with_name("nicknames.toml")


@cache
def nicknames() -> Mapping[str, str]:
    """A city with its region, by the key of a nickname."""
    return {name_key(nickname): city for nickname, city in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
