"""Whole numbers that a program wrote as fractions: 2114.0 for a postal code, as columns with blanks become floats."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow.compute as pc

from scoring.problems import ProblemLog, finding
from scoring.reading import Column, as_text, whole

_WHOLE = ("clinic_id", "postal_code", "npi", "phone")  # fields whose numbers have no fraction
_FLOAT = r"^\d+\.0$"


def without_fractions(known: Mapping[str, Column], header_row: int, problems: ProblemLog) -> dict[str, Column]:
    """The same columns, by field; where every filled cell of a number ends in .0, without it, which is a problem."""
    columns = dict(known)
    for field in _WHOLE:
        if field in known and _is_float(known[field]):
            columns[field] = pc.replace_substring_regex(whole(as_text(known[field])), r"\.0$", "")
            problems.add(field, finding("float_column"), header_row)
    return columns


def _is_float(column: Column) -> bool:
    """Whether every filled cell is a whole number with .0 behind; the first one settles it for most columns."""
    filled = column.drop_null()
    first = as_text(filled.slice(0, 1))
    if not len(first) or not pc.all(pc.match_substring_regex(first, _FLOAT)).as_py():
        return False
    return bool(pc.all(pc.match_substring_regex(as_text(filled), _FLOAT)).as_py())
