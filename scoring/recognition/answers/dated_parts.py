"""Parts of a list under years, of which only the latest tells what is now: "2019: exosomes; 2024: PRP"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADING = re.compile(r"\W*((?:19|20)\d\d)\s?(?::|-\s)\s*(?=[^\W\d])")


def under_earlier_years(parts: Sequence[str]) -> frozenset[int]:
    """The places of parts under a year before the latest; a part without a year is under the one before it."""
    years: list[str] = []
    for part in parts:
        heading = _HEADING.match(part)
        years.append(heading[1] if heading else years[-1] if years else "")
    latest = max(years, default="")
    return frozenset(place for place, year in enumerate(years) if year and year < latest)
