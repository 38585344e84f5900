"""The outlines of the US states, as TopoJSON from one small file; `build_outlines.py` makes it and says from what."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("states.json")


@cache
def outlines_text() -> bytes:
    """The file as it is stored: the object `states`, whose geometries have two-letter codes as ids."""
    return FILE.read_bytes()


def outlines() -> dict[str, Any]:
    """The outlines as a TopoJSON object, a new one for each caller."""
    topology: dict[str, Any] = json.loads(outlines_text())
    return topology
