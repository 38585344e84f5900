"""Whom a row names: names of people in cells, and the keys by which they are compared."""

from __future__ import annotations

import pyarrow as pa
import pytest

from scoring.register.subjects import names_in, person_keys, zip_codes

NAMES = {
    "Jane Smith": {("jane smith", "")},
    "Dr. Jane A. Smith, MD, FAAPMR": {("jane smith", "a")},
    "SMITH, JANE ANN": {("jane smith", "a")},
    "Jane Smith, MD; Ann Lee, NP": {("jane smith", ""), ("ann lee", "")},
    "Jane Smith MD and Ann Lee NP": {("jane smith", ""), ("ann lee", "")},
    "Jane Smith MD / Ann Lee NP": {("jane smith", ""), ("ann lee", "")},
    "Jos\u00e9 N\u00fa\u00f1ez, M.D.": {("jose nunez", "")},
    "Mary O'Brien-Lee, DO": {("mary lee", "o")},
    "MD; PM&R": set(),
    "pain medicine, sports medicine": set(),
    "Dr. Smith": set(),
    "": set(),
    "one two three four five six seven": set(),
}


@pytest.mark.parametrize(("text", "names"), NAMES.items(), ids=range(len(NAMES)))
def test_names_of_persons_are_read_out_of_a_cell(text: str, names: set[tuple[str, str]]) -> None:
    """A cell gives each person's first and last name and middle initial; titles and training are no names."""
    assert {(key, middle) for key, middle, _ in names_in(text)} >= names
    if not names:
        assert not list(names_in(text))


def test_two_readings_of_a_compound_name_are_both_tried() -> None:
    """What may be "first last, rest" or "last, first" is read both ways; the entry decides."""
    assert {key for key, _, _ in names_in("Van Der Berg, Maria")} == {"van berg", "maria berg"}


def test_keys_of_entries_are_made_like_those_of_cells() -> None:
    """Case, accents, punctuation and further names make no difference; without both names there is no key."""
    first, last = (
        pa.array(["Jane Ann", "JOS\u00c9", "MARY", "", "JANE"]),
        pa.array(["SMITH", "N\u00da\u00d1EZ", "O'BRIEN-LEE", "X", ""]),
    )
    assert person_keys(first, last).to_pylist() == ["jane smith", "jose nunez", "mary lee", "", ""]


def test_postal_codes_are_five_digits() -> None:
    """The first five digits of nine count, with or without a hyphen; other texts are no postal codes."""
    texts = pa.array(["33602", " 33602-1234 ", "336021234", "3360", "33602 1234", "SW1A 1AA", ""])
    assert zip_codes(texts).to_pylist() == ["33602", "33602", "33602", "", "", "", ""]
