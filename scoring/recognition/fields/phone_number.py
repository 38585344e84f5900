"""Telephone numbers as records write them, with one key for all spellings of a number.

A number without a country code belongs to the record's country. If a cell has several, the first counts; extensions
are ignored, because clinics that share a telephone share its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.limits import Clock
from scoring.problems import RowLog
from scoring.reading import Column, as_dictionary, as_text, whole
from scoring.recognition.fields.facts import ELSEWHERE, HOME, log_cells, read_country
from scoring.thresholds import number
from scoring.vocabulary import is_blank

Ints = NDArray[np.int64]

FEWEST_DIGITS = number("fewest_phone_digits")
_LONGEST = number("longest_phone")
_MOST_READ = number("most_phones")
# Nearly all numbers are ten digits of the North American plan, written in one of these ways; spreadsheets that treat
# them as amounts add ".0". They are read without the library, with the same result.
_ORDINARY = (
    r"^\s*(?:\+?1[\s.-]*)?\(?(?P<area>[2-9]\d{2})\)?[\s.-]*(?P<exchange>[2-9]\d{2})[\s.-]*(?P<line>\d{4})(?:\.0)?\s*$"
)
_ROUNDED = re.compile(r"\s*'?\d(\.\d*)?[eE]\+?\d+\s*")  # 2.12555E+09: the last digits are lost
_NORTH_AMERICAN = frozenset(phonenumbers.region_codes_for_country_code(1))


def read_phone(text: str, region: str = HOME) -> str | None:
    """The first number of a text in E.164, such as "+18135550182"; None if it states none.

    `region`: the country, in two letters, of a number without a country code.
    """
    text = text[:_LONGEST]
    if _ROUNDED.fullmatch(text):
        return None
    parsed = _parsed(text, region) if not any(map(str.isalpha, text)) else None
    if parsed is None:
        searched = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE)
        match = next(iter(searched), None)
        parsed = match.number if match else _parsed(text, region)  # letters may stand for digits: 1-800-FLOWERS
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if parsed else None


def _parsed(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_possible_number(parsed) else None


def phone_codes(known: Mapping[str, Column], count: int) -> Ints:
    """By row, a number from 1 for each distinct telephone number, 0 if none is stated.

    `known`: the canonical columns of `count` rows. Text that is not understood is compared by its digits.
    """
    keys = phone_keys(known, count).indices.fill_null(-1)
    codes: Ints = keys.to_numpy(zero_copy_only=False).astype(np.int64) + 1
    return codes


def phone_keys(known: Mapping[str, Column], count: int) -> pa.DictionaryArray:
    """By row, the telephone number as a key, null if none is stated; the same key in any list."""
    if "phone" not in known:
        return pa.nulls(count, pa.dictionary(pa.int32(), pa.string()))
    cells = _read_cells(known["phone"], known.get("country"))
    unknown = cells.keys.is_null()
    digits = pc.utf8_slice_codeunits(cells.texts.filter(unknown), 0, _LONGEST)
    digits = pc.replace_substring_regex(digits, r"\D", "")
    few = pc.less(pc.binary_length(digits), FEWEST_DIGITS)
    digits = pc.if_else(few, pa.nulls(len(digits), pa.string()), digits)
    keys = pc.replace_with_mask(cells.keys, unknown, digits).dictionary_encode()
    return pa.DictionaryArray.from_arrays(keys.indices.take(pa.array(cells.of)), keys.dictionary)


def check_phones(known: Mapping[str, Column], log: RowLog, clock: Clock) -> None:
    """Log the cells of the phone column that hold something other than a telephone number.

    Raises `UnreadableFile` when the clock's time is up.
    """
    if "phone" not in known:
        return
    cells = _read_cells(known["phone"], known.get("country"), clock.check)
    refused = np.asarray(cells.keys.is_null()) & cells.is_read
    at = np.flatnonzero(refused[cells.of])
    log_cells("phone", "phone_not_understood", cells.texts.take(pa.array(cells.of[at])).dictionary_encode(), at, log)


@dataclass(frozen=True, eq=False)
class _Cells:
    """The distinct cells of a phone column, separated by country if that makes a difference.

    `of[i]`: the cell of row i. By cell: `texts`; `keys`, its number in E.164, null for none; `is_read`, whether
    the library, or an equivalent pattern, has read it.
    """

    of: Ints
    texts: pa.Array
    keys: pa.Array
    is_read: NDArray[np.bool_]


def _read_cells(phones: Column, countries: Column | None, check: Callable[[], None] = lambda: None) -> _Cells:
    """The distinct cells of the two columns; `check` is called before each cell that the library reads."""
    encoded = as_dictionary(phones)
    texts = pa.concat_arrays([encoded.dictionary.cast(pa.string()), pa.array([""])])  # the last serves null cells
    of = encoded.indices.fill_null(len(texts) - 1).to_numpy(zero_copy_only=False).astype(np.int64)
    ordinary = pc.binary_join_element_wise("+1", *pc.extract_regex(texts, _ORDINARY).flatten(), "")
    is_ordinary = np.asarray(ordinary.is_valid())
    regions, region = _regions(countries, len(of))
    at_home = np.array([name in _NORTH_AMERICAN for name in regions])[region]
    rest = np.flatnonzero(~(is_ordinary[of] & at_home) & (of < len(texts) - 1))
    pairs, pair_of = np.unique(of[rest] * len(regions) + region[rest], return_inverse=True)
    cell, cell_region = np.divmod(pairs, len(regions))
    unusual = texts.take(pa.array(cell))
    keys: list[str | None] = [None] * len(pairs)
    for place, text in enumerate(unusual.slice(0, _MOST_READ).to_pylist()):
        check()
        keys[place] = None if is_blank(text) else read_phone(text, regions[cell_region[place]])
    of[rest] = len(texts) + pair_of
    is_read = np.append(is_ordinary, np.arange(len(pairs)) < _MOST_READ)
    return _Cells(
        of, pa.concat_arrays([texts, unusual]), pa.concat_arrays([ordinary, pa.array(keys, pa.string())]), is_read
    )


def _regions(countries: Column | None, count: int) -> tuple[tuple[str, ...], Ints]:
    """The distinct two-letter countries of a column, and the index of each row's; US if none is known."""
    if countries is None:
        return (HOME,), np.zeros(count, dtype=np.int64)
    encoded = whole(as_text(countries)).fill_null("").dictionary_encode()
    codes = [read_country(cell)[0] for cell in encoded.dictionary.to_pylist()]
    regions, of = np.unique([HOME if code in ("", ELSEWHERE) else code for code in codes], return_inverse=True)
    return tuple(regions.tolist()), of[encoded.indices.to_numpy()].astype(np.int64)
