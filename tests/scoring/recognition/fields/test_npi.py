"""NPIs are distinguished from other numbers by their check digit."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.recognition.fields.npi import are_npis


def luhn(digits: str) -> bool:
    """Luhn's method, digit by digit."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(sum(map(int, str(number))) for number in doubled) % 10 == 0


@given(st.lists(st.from_regex(r"[0-9]{10}", fullmatch=True)))
def test_an_npi_has_the_check_digit_of_its_prefixed_number(numbers: list[str]) -> None:
    """Ten digits are an NPI if they pass Luhn's method after the prefix 80840."""
    assert are_npis(pa.array(numbers, pa.string())).tolist() == [luhn(f"80840{number}") for number in numbers]


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_a_slip_of_a_digit_is_seen(start: str, place: int, by: int) -> None:
    """Changing any one digit makes the check digit wrong."""
    right = [f"{start}{last}" for last in range(10) if are_npis(pa.array([f"{start}{last}"])).all()]
    assert len(right) == 1
    slip = f"{start[:place]}{(int(start[place]) + by) % 10}{start[place + 1 :]}{right[0][-1]}"
    assert not are_npis(pa.array([slip])).any()


@pytest.mark.parametrize("text", ["", "123456789", "12345678930", "1234567893.0", "NPI 1234567893", "١٢٣٤٥٦٧٨٩٣"])
def test_what_has_not_ten_digits_is_no_npi(text: str) -> None:
    """Fewer or more digits, other signs, and digits of other scripts are not an NPI."""
    assert not are_npis(pa.array([text])).any()
