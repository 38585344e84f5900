"""Which rows belong to the same clinic: the same name at the same place, however either is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.reading import Column, as_dictionary, as_text, whole
from scoring.recognition import HOME, Columns, folded, phone_codes, plain_words, website_keys, without_signs
from scoring.repeated_texts import repeated, text_numbers
from scoring.thresholds import share
from scoring.vocabulary import header_key, spelling, vocabulary

_IDS_OF_CLINICS = share("ids_of_clinics")
_ODD = np.uint64(31)  # keeps the numbers of the columns apart
_TOO_LARGE = 1 << 62  # for a combination of codes in 64 bits
Key: TypeAlias = Callable[[pa.Array], pa.Array]  # texts to keys, equal if the texts mean the same
Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SameClinic:
    """The clinic of each row of a file.

    `numbers[i]`: the number of the clinic of row i, from 0 in file order. `placed[i]`: whether more than the name
    identifies it, namely a place or an id that rows share.
    """

    numbers: Numbers
    placed: NDArray[np.bool_]


def same_clinic(columns: Columns) -> SameClinic:
    """Number the clinics of a table; two clinics of a chain are never merged.

    Rows belong to one clinic if name, country, state, city, postal code (its first five characters) and street are
    the same, ignoring case, accents, punctuation, endings such as LLC, and suites. A blank only equals a blank. If
    neither postal code nor street is stated, the telephone number replaces them. Rows without a name stay apart.
    If rows share ids, the ids decide, unless most rows that share name and place have their own ids.
    """
    known, count = columns.known, len(columns.known["name"])
    name = coded(known["name"], _name)
    city, postal = (_codes(known, field, count) for field in ("city", "postal_code"))
    street = _street(columns, count)
    phone = np.where((postal == 0) & (street == 0), phone_codes(known, count), 0)
    parts = (name, _codes(known, "country", count), _codes(known, "state", count), city, postal, street, phone)
    numbers = _numbered(np.where(name == 0, -1 - np.arange(count), _combined(parts, count)))
    placed = (city > 0) | (postal > 0) | (street > 0) | (phone > 0)
    ids = _stated_keys(whole(known["clinic_id"]).cast(pa.string()), trimmed) if "clinic_id" in known else None
    again = np.zeros(0, dtype=np.int64) if ids is None else repeated(ids)
    if ids is None or not len(again):
        return SameClinic(numbers, placed)
    has_id = np.asarray(pc.not_equal(ids, ""), dtype=bool)
    by_id = np.zeros(count, dtype=bool)
    by_id[again] = has_id[again]
    by_place = _shared(numbers) & has_id
    if by_id.any() and (by_id & by_place).sum() >= _IDS_OF_CLINICS * by_place.sum():
        codes = ids.dictionary_encode().indices.to_numpy()
        return SameClinic(_numbered(np.where(has_id, count + codes, numbers)), placed | by_id)
    return SameClinic(numbers, placed)


def alike_at_a_glance(columns: Columns) -> int:
    """How many rows have exactly the name, city and start of the postal code of an earlier row.

    They are counted by numbers, which long names that differ only near their end may share.
    """
    numbers = np.zeros(len(columns), dtype=np.uint64)
    for field in ("name", "city", "postal_code"):
        if field in columns.known:
            texts = whole(as_text(columns.known[field])).fill_null("")
            shown = pc.utf8_slice_codeunits(texts, 0, 5) if field == "postal_code" else texts
            numbers = numbers * _ODD + text_numbers(shown)
    numbers.sort()
    return int((numbers[1:] == numbers[:-1]).sum())


def coded(column: Column, key: Key) -> Numbers:
    """For each row, the number of its key, from 1; 0 if nothing is stated."""
    encoded = as_dictionary(column)
    texts = encoded.dictionary.cast(pa.string())
    blank_first = pa.concat_arrays([pa.array([""], pa.string()), _stated_keys(texts, key)])
    key_numbers = blank_first.dictionary_encode().indices.to_numpy().astype(np.int64)
    codes: Numbers = encoded.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
    numbers: Numbers = np.append(key_numbers[1:], 0)[codes]
    return numbers


def _stated_keys(texts: pa.Array, key: Key) -> pa.Array:
    """The keys of texts, "" if they are blank or a word for "not stated"."""
    return pc.if_else(_states(texts), key(texts), "").fill_null("")


def cell_codes(known: Mapping[str, Column], field: str) -> Numbers:
    """For each row, the number of the value in a canonical column, from 1; 0 if nothing is stated."""
    column = known[field]
    if field != "phone":
        return coded(column, KEYS.get(field, trimmed))
    phones, texts = phone_codes(known, len(column)), coded(column, trimmed)
    return np.where(phones > 0, phones, np.where(texts > 0, phones.max(initial=0) + texts, 0))


def _codes(known: Mapping[str, Column], field: str, count: int) -> Numbers:
    return cell_codes(known, field) if field in known else np.zeros(count, dtype=np.int64)


def _street(columns: Columns, count: int) -> Numbers:
    streets = vocabulary().people.streets
    lines = [column.fill_null("") for header, column in columns.other_columns.items() if header_key(header) in streets]
    if not lines:
        return np.zeros(count, dtype=np.int64)
    return coded(pc.binary_join_element_wise(*lines, " "), _street_key)


def _combined(parts: Iterable[Numbers], count: int) -> Numbers:
    """A number for each row, from 0, the same if all parts are the same. `parts`: codes from 0, in `count` rows."""
    numbers, most = np.zeros(count, dtype=np.int64), 1
    for part in parts:
        size = int(part.max(initial=0)) + 1
        if most * size >= _TOO_LARGE:
            numbers = _numbered(numbers)
            most = int(numbers.max(initial=0)) + 1
        numbers, most = numbers * size + part, most * size
    return numbers


def _numbered(codes: Numbers) -> Numbers:
    """The codes renumbered from 0 in the order of their first rows."""
    return pd.factorize(codes)[0].astype(np.int64)


def _shared(codes: Numbers) -> NDArray[np.bool_]:
    return np.bincount(codes)[codes] > 1


def _states(texts: pa.Array) -> pa.Array:
    """Which texts are neither empty nor a word for "not stated"."""
    trimmed = pc.utf8_lower(pc.utf8_trim_whitespace(texts))
    bare = pc.replace_substring_regex(trimmed, r"[\s\-_]+", "")
    words = pa.array(sorted(vocabulary().blank), pa.string())
    blank = pc.is_in(pc.if_else(pc.equal(bare, ""), trimmed, bare), value_set=words)
    return pc.invert(pc.or_(blank, pc.equal(trimmed, "")))


def trimmed(texts: pa.Array) -> pa.Array:
    """The key of a column of any kind: its text."""
    return pc.utf8_lower(pc.utf8_trim_whitespace(texts))


def _name(texts: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(plain_words(texts), rf"( ({vocabulary().people.endings}))+$", "")


def _street_key(texts: pa.Array) -> pa.Array:
    """Words in their short forms, without suites: people of one clinic share an address, not always a suite."""
    people = vocabulary().people
    words = plain_words(pc.replace_substring(texts, "#", " unit "))
    without = pc.utf8_trim_whitespace(pc.replace_substring_regex(words, rf"\b({people.units}) \w+", ""))
    lists = pc.split_pattern_regex(pc.if_else(pc.equal(without, ""), words, without), r"\s+")
    encoded = lists.flatten().dictionary_encode()
    shorts = pa.array([people.street_words.get(word, word) for word in encoded.dictionary.to_pylist()], pa.string())
    return pc.binary_join(pa.ListArray.from_arrays(lists.offsets, shorts.take(encoded.indices)), " ")


def _by_lookup(read: Callable[[str], str]) -> Key:
    return lambda texts: pa.array([read(text) for text in texts.to_pylist()], pa.string())


def _state(text: str) -> str:
    return vocabulary().state_codes.get(spelling(text), spelling(text))


def _country(text: str) -> str:
    code = vocabulary().country_codes.get(spelling(text), spelling(text))
    return "" if code == HOME else code  # a record that names no country is assumed to be there


def country_as_stated(texts: pa.Array) -> pa.Array:
    """The key of a country, including the home country, which has none in `KEYS`."""
    return _by_lookup(lambda text: vocabulary().country_codes.get(spelling(text), spelling(text)))(texts)


def _postal_code(texts: pa.Array) -> pa.Array:
    return pc.utf8_slice_codeunits(without_signs(folded(texts), ""), 0, 5)


def _website(texts: pa.Array) -> pa.Array:
    keys = website_keys(texts)
    return pc.if_else(pc.equal(keys, ""), trimmed(texts), keys)


def _amount(texts: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(trimmed(texts), r"^(usd|us\$|\$)|[,\s]|(\.0+)?\s*(usd|us\$|\$|dollars)?$", "")


KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "name": _name,
        "city": plain_words,
        "state": _by_lookup(_state),
        "postal_code": _postal_code,
        "country": _by_lookup(_country),
        "website": _website,
        "source_url": _website,
        "price_usd": _amount,
    }
)
