"""Telephone numbers: one key for each, however it is written."""

from __future__ import annotations

import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.recognition import phone_codes, read_phone
from scoring.recognition.fields import phone_number
from tests.scoring.files import reviewed

PLAIN = "+18135550182"
WRITTEN = (
    "(813) 555-0182",
    "813.555.0182",
    "813/555-0182",
    "1-813-555-0182",
    "+1 813 555 0182",
    "8135550182.0",
    "\uff18\uff11\uff13\uff15\uff15\uff15\uff10\uff11\uff18\uff12",
    "Tel: 813 555 0182",
    "813-555-0182 x12",
    "813 555 0182, ext. 12",
    "(813) 555-0182; fax (813) 555-0183",
    "8135550182 8135550183",
    "813-555-0182 Dr. A",
    "011 1 813 555 0182",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_one_number_is_one_key(text: str) -> None:
    """Signs, country code, extension, words, and further numbers make no difference."""
    assert read_phone(text) == PLAIN


def test_a_number_is_one_of_its_country() -> None:
    """Without a country code a number belongs to the record's country; with one it is the same everywhere."""
    assert read_phone("020 7946 0018", "GB") == read_phone("+44 (0)20 7946 0018") == "+442079460018"
    assert read_phone("020 7946 0018") is None


def test_letters_may_stand_for_digits() -> None:
    """A number spelled with letters is the number that one dials."""
    assert read_phone("1-800-FLOWERS") == read_phone("800 356 9377")


@pytest.mark.parametrize("text", ["call us", "12", "n/a", "", "8" * 40, "() -"])
def test_what_is_no_number(text: str) -> None:
    """Words, too few digits, and too many digits are not a number."""
    assert read_phone(text) is None


AREAS = st.from_regex(r"[2-9]\d{2}", fullmatch=True, alphabet="0123456789")
SIGNS = st.sampled_from(["", " ", "-", ".", " - "])


@given(
    area=AREAS,
    exchange=AREAS,
    line=st.from_regex(r"[0-9]{4}", fullmatch=True),
    signs=st.tuples(SIGNS, SIGNS),
    start=st.sampled_from(["", "1", "+1", "1-", "+1 ", "("]),
    region=st.sampled_from(sorted(phonenumbers.region_codes_for_country_code(1))),
)
def test_the_ordinary_form_is_read_as_the_library_reads_it(
    area: str, exchange: str, line: str, signs: tuple[str, str], start: str, region: str
) -> None:
    """Ten digits of the North American plan have the key that the library gives them, in each of its countries."""
    text = f"{start}{area}{')' * (start == '(')}{signs[0]}{exchange}{signs[1]}{line}"
    cells = phone_number._read_cells(pa.array([text]), pa.array([region]))  # noqa: SLF001
    assert (
        cells.keys.take(pa.array(cells.of)).to_pylist() == [f"+1{area}{exchange}{line}"] == [read_phone(text, region)]
    )


@pytest.mark.parametrize("as_dictionary", [False, True])
def test_rows_with_one_number_have_one_code(as_dictionary: bool) -> None:
    """Equal numbers have equal codes, from 1; blanks have 0, and texts not understood are compared by their digits."""
    phones = pa.array(["(813) 555-0182", "+1 813 555 0182 x4", None, "call", "020 7946 0018", "020-7946-0018", " "])
    column = phones.dictionary_encode() if as_dictionary else pa.chunked_array([phones[:3], phones[3:]])
    codes = phone_codes({"phone": column}, 7).tolist()
    assert codes == [1, 1, 0, 0, codes[4], codes[4], 0]
    assert codes[4] > 1


def test_a_cell_is_read_for_each_country_that_it_stands_in() -> None:
    """One cell in records of two countries is two numbers, each the same as that number written in full."""
    known = {
        "phone": pa.array(["2025550100", "2025550100", "+1 202 555 0100", "+49 202 5550100", "202-555-0100"]),
        "country": pa.array(["", "Germany", "Germany", None, "Atlantis"]),
    }
    codes = phone_codes(known, 5).tolist()
    assert codes[0] == codes[2] == codes[4] != codes[1] == codes[3]


def test_few_cells_are_read_by_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ordinary cells never are, repeated ones once; beyond the limit, cells are compared by their digits."""
    texts: list[str] = []
    monkeypatch.setattr(phone_number, "read_phone", lambda text, _: texts.append(text))
    monkeypatch.setattr(phone_number, "_MOST_READ", 3)
    odd = [f"+44 20 7946 00{n:02}" for n in range(9)]
    phones = pa.array([*odd, *odd, *(f"(813) 555-01{n:02}" for n in range(50))])
    codes = phone_codes({"phone": phones}, len(phones))
    assert texts == odd[:3]
    assert codes[:9].tolist() == codes[9:18].tolist()
    assert len(set(codes.tolist())) == 59


def test_numbers_that_were_not_read_are_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a number that was read can be a problem."""
    monkeypatch.setattr(phone_number, "_MOST_READ", 1)
    rows = [{"name": name, "imaging": "CT", "phone": f"call {name}"} for name in ("Ash", "Birch")]
    assert reviewed(rows).problems["code"].to_list() == ["phone_not_understood"]
