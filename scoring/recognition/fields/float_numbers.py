"""Whole numbers as programs write them: 2114.0 for a postal code, as columns with blanks become floats, or 2.114E3.

A number is read only if all of its digits are stated: 1.23457E+09, which a spreadsheet rounded, stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from scoring.problems import ProblemLog, finding
from scoring.reading import Column, as_text, may_hold, whole, with_texts
from scoring.recognition.fields.npi import are_npis

WHOLE_NUMBERS = ("clinic_id", "postal_code", "npi", "phone")  # fields whose numbers have no fraction
_FLOAT = r"^\d+\.0$"
_NOT_PLAIN = ".'eE"  # every number not written in digits alone has one of these
_NUMBER = r"^\s*'?(?P<digits>\d+)(?:\.0+)?\s*$"
_POWER = r"^\s*'?(?P<first>\d)(?:\.(?P<more>\d+))?[eE]\+?0?(?P<zeros>\d{1,2})\s*$"
_BESIDE_DIGITS = r"(?i)^\W*npi\b|[\s\x{A0}:#-]"


def fields_of_fractions(known: Mapping[str, Column]) -> tuple[str, ...]:
    """The fields of whole numbers in which every filled cell ends in .0."""
    return tuple(field for field in WHOLE_NUMBERS if field in known and _is_float(known[field]))


def without_fractions(
    known: Mapping[str, Column], fields: Collection[str], header_row: int, problems: ProblemLog
) -> dict[str, Column]:
    """The same columns, by field, with whole numbers in digits. For `fields`, the .0 that was left out is a problem."""
    columns = dict(known)
    for field in fields:
        if field in known:
            columns[field] = pc.replace_substring_regex(whole(as_text(known[field])), r"\.0$", "")
            problems.add(field, finding("float_column"), header_row)
    for field, written in _IN_DIGITS.items():
        if field in known:
            columns[field] = written(columns[field])
    return columns


def in_digits(column: Column) -> Column:
    """The column with each whole number in digits if all of them are stated; other cells stay as they are."""
    return with_texts(column, _in_digits)


def npis_in_digits(column: Column) -> Column:
    """The column with each NPI in ten digits without what separates them, if its check digit is correct."""
    return with_texts(column, _npis)


def _in_digits(texts: Column) -> Column:
    if not any(may_hold(texts, sign) for sign in _NOT_PLAIN):
        return texts
    plain = pc.struct_field(pc.extract_regex(texts, _NUMBER), "digits")
    power = pc.extract_regex(texts, _POWER)
    more = pc.struct_field(power, "more")
    whole_power = pc.equal(pc.utf8_length(more).cast("string"), pc.struct_field(power, "zeros"))
    powers = pc.if_else(whole_power, pc.binary_join_element_wise(pc.struct_field(power, "first"), more, ""), None)
    return pc.coalesce(plain, powers, texts)


def _npis(texts: Column) -> Column:
    texts = _in_digits(texts)
    unusual = ~are_npis(whole(texts).fill_null(""))
    if not unusual.any():
        return texts
    bare = pc.replace_substring_regex(whole(texts), _BESIDE_DIGITS, "")
    read = unusual & are_npis(bare.fill_null(""))
    return pc.if_else(pa.array(read), bare, whole(texts)) if read.any() else texts


def _is_float(column: Column) -> bool:
    """Whether every filled cell is a whole number followed by .0; the first one settles it for most columns."""
    filled = column.drop_null()
    first = as_text(filled.slice(0, 1))
    if not len(first) or not pc.all(pc.match_substring_regex(first, _FLOAT)).as_py():
        return False
    return bool(pc.all(pc.match_substring_regex(as_text(filled), _FLOAT)).as_py())


_IN_DIGITS = MappingProxyType({"postal_code": in_digits, "phone": in_digits, "npi": npis_in_digits})
