"""Numbers as spreadsheets and programs write them: read if all digits are stated, else reported."""

from __future__ import annotations

import pytest

from tests.scoring.files import csv_bytes, reviewed

CERTAIN = {
    "npi": [
        "1234567893.0",
        "1234567893.00",
        "1.234567893E9",
        "1.234567893e+09",
        "'1234567893",
        "123 456 7893",
        "1234-567-893",
        "NPI: 1234567893",
        "\u00a01234567893 ",
    ],
    "postal_code": ["85201.0", "85201.00", "8.5201E4", "'85201"],
    "phone": ["2125550100.0", "2.125550100E+09", "'2125550100"],
}
READ = {"npi": "1234567893", "postal_code": "85201", "phone": "2125550100"}
OTHER = {"npi": "1245319599", "postal_code": "33602", "phone": "(813) 555-0182"}


@pytest.mark.parametrize(("field", "cell"), [(field, cell) for field, cells in CERTAIN.items() for cell in cells])
def test_a_number_whose_digits_are_all_stated_is_read(field: str, cell: str) -> None:
    """It becomes the number in digits, whatever the other cells look like, and is not a problem."""
    review = reviewed(csv_bytes([{"name": "A", "imaging": "CT", field: text} for text in (cell, OTHER[field])]))
    assert review.records[field].str.strip("\u00a0 ").to_list() == [READ[field], OTHER[field]]
    assert not (review.problems["column"] == field).any()


@pytest.mark.parametrize(
    "cell",
    ["1.23457E+09", "1234567892.0", "l234567893", "12345678O3", "0001234567893", "1234567893; 1245319599", "1.5"],
)
def test_what_may_be_another_npi_is_kept_and_reported(cell: str) -> None:
    """Lost digits, a letter for a digit, two numbers, or another check digit: nothing is guessed."""
    review = reviewed(csv_bytes([{"name": "A", "imaging": "CT", "npi": cell}, {"name": "B", "npi": OTHER["npi"]}]))
    assert review.problems.loc[review.problems["column"] == "npi", ["row", "code"]].to_numpy().tolist() == [
        [2, "npi_malformed"]
    ]


@pytest.mark.parametrize("cell", ["2.12555E+09", "2.1255501E9", "2E9"])
def test_a_telephone_number_without_its_last_digits_is_reported(cell: str) -> None:
    """A number that was rounded is not read as a shorter number."""
    review = reviewed(csv_bytes([{"name": "A", "imaging": "CT", "phone": cell}]))
    assert review.problems.loc[review.problems["column"] == "phone", "code"].to_list() == ["phone_not_understood"]
    assert review.records["phone"][0] == cell
