"""Whole numbers that a program wrote as fractions: 2114.0 for a postal code, as columns with blanks become floats."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyarrow.compute as pc

from scoring.problems import ProblemLog, finding
from scoring.reading import Column, as_text, whole

WHOLE_NUMBERS = ("clinic_id", "postal_code", "npi", "phone")  # fields whose numbers have no fraction
_FLOAT = r"^\d+\.0$"


def fields_of_fractions(known: Mapping[str, Column]) -> tuple[str, ...]:
    """The fields of whole numbers in which every filled cell ends in .0."""
    return tuple(field for field in WHOLE_NUMBERS if field in known and _is_float(known[field]))


def without_fractions(
    known: Mapping[str, Column], fields: Collection[str], header_row: int, problems: ProblemLog
) -> dict[str, Column]:
    """The same columns, by field; those of `fields` without the .0 after their numbers, which is a problem."""
    columns = dict(known)
    for field in fields:
        if field in known:
            columns[field] = pc.replace_substring_regex(whole(as_text(known[field])), r"\.0$", "")
            problems.add(field, finding("float_column"), header_row)
    return columns


def _is_float(column: Column) -> bool:
    """Whether every filled cell is a whole number followed by .0; the first one settles it for most columns."""
    filled = column.drop_null()
    first = as_text(filled.slice(0, 1))
    if not len(first) or not pc.all(pc.match_substring_regex(first, _FLOAT)).as_py():
        return False
    return bool(pc.all(pc.match_substring_regex(as_text(filled), _FLOAT)).as_py())
