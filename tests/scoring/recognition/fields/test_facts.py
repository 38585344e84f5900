"""Values outside the four questions: places and the shapes of numbers and addresses."""

from __future__ import annotations

import pytest

from scoring.recognition.fields.facts import read_country, read_state
from tests.scoring.files import WHOLE, reviewed


@pytest.mark.parametrize(
    ("cell", "code"),
    [("US", "US"), ("usa", "US"), ("U.S.A.", "US"), ("United States", "US"), ("méxico", "MX"), ("fr", "FR"), ("", "")],
)
def test_countries(cell: str, code: str) -> None:
    """A country is recognized by its two letters or its name; blank stays blank."""
    assert read_country(cell) == (code, ())


@pytest.mark.parametrize(
    ("cell", "code"),
    [("co", "CO"), ("New York", "NY"), ("new-york", "NY"), (" TX ", "TX"), ("Ontario", ""), ("", "")],
)
def test_states(cell: str, code: str) -> None:
    """A US state is recognized by its two letters or its name; anything else is not a US state."""
    assert read_state(cell) == (code, ())


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("D.C.", "DC"),
        ("N. Y.", "NY"),
        ("Fla.", "FL"),
        ("Calif", "CA"),
        ("Mass.", "MA"),
        ("Penna.", "PA"),
        ("W. Va.", "WV"),
        ("N. Dak.", "ND"),
        ("Tex", "TX"),
        ("M.D.", ""),
        ("Ont.", ""),
    ],
)
def test_states_are_known_by_their_usual_abbreviations(cell: str, code: str) -> None:
    """With dots or without; a degree is no state, and the abbreviation of a region abroad neither."""
    assert read_state(cell) == (code, ())


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("website", "ftp://a.example.com", "link_not_web"),
        ("website", "javascript:alert(1)", "link_not_web"),
        ("website", "see our page", "link_not_web"),
        ("source_url", "a book", "link_not_web"),
        ("npi", "12345", "npi_malformed"),
        ("npi", "12345678901", "npi_malformed"),
        ("npi", "1234567890", "npi_malformed"),
        ("npi", "1234567839", "npi_malformed"),
        ("phone", "call us", "phone_not_understood"),
        ("latitude", "91", "coordinate_not_understood"),
        ("longitude", "-181.5", "coordinate_not_understood"),
        ("longitude", "104 W", "coordinate_not_understood"),
        ("state", "Atlantis", "state_not_recognised"),
        ("postal_code", "9O210", "postal_code_not_understood"),
        ("postal_code", "123", "postal_code_not_understood"),
        ("country", "Atlantis", "country_not_recognised"),
    ],
)
def test_a_value_of_the_wrong_shape_is_reported_and_kept(column: str, cell: str, code: str) -> None:
    """A value that does not have the form of its column is a problem, and stays in the records as it is."""
    review = reviewed([{"name": "A", **WHOLE, column: cell}])
    assert review.problems[["row", "column", "value", "code"]].to_numpy().tolist() == [[2, column, cell, code]]
    assert review.records[column][0] == cell


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("website", "https://a.example.com/x?y"),
        ("postal_code", "2114"),
        ("postal_code", " 02114-1234 "),
        ("postal_code", "021141234"),
        ("postal_code", "78701\u20131234"),
        ("postal_code", "78701, USA"),
        ("postal_code", "78701 - 1234 U.S.A."),
        ("postal_code", "n/a"),
        ("website", "HTTP://A.EXAMPLE.COM"),
        ("website", "a.example.com"),
        ("npi", "1234567893"),
        ("npi", " 2234567891 "),
        ("phone", "(813) 555-0182"),
        ("phone", "+44 20 7946 0018 ext. 3"),
        ("phone", "555-0182"),
        ("latitude", "-90"),
        ("latitude", "39.74"),
        ("longitude", "180.0"),
        ("longitude", "-104.99"),
        *(
            (column, word)
            for column in ("website", "phone", "npi", "latitude", "state", "country")
            for word in ("n/a", "-", "  ")
        ),
    ],
)
def test_a_value_of_the_right_shape_or_none_is_no_problem(column: str, cell: str) -> None:
    """Values of the right form, and words for "not stated", are not problems."""
    assert reviewed([{"name": "A", **WHOLE, column: cell}]).problems.empty


def test_a_region_abroad_is_no_problem() -> None:
    """A region of another country is not in the state filter, and is not a problem."""
    assert reviewed([{"name": "A", **WHOLE, "state": "Ontario", "country": "Canada"}]).problems.empty


def test_a_list_without_a_country_is_reported_once_of_postal_codes_from_elsewhere() -> None:
    """Codes as in Canada and Britain are no typing mistakes; where a country is stated, each contradicts it."""
    codes = ["M5V 1A1", "m5v-1a1", "SW1A1AA", "EC1A 1BB", "M1 1AE", "33602"]
    rows = [{"name": name, **WHOLE, "postal_code": code} for name, code in zip("ABCDEF", codes, strict=True)]
    silent, stated = (reviewed([{**row, "country": country} for row in rows]) for country in ("", "US"))
    told = silent.problems.query("column == 'postal_code'")
    assert told[["row", "code"]].to_numpy().tolist() == [[0, "postal_codes_elsewhere"]]
    told = stated.problems.query("column == 'postal_code'")
    assert told["row"].tolist() == [2, 3, 4, 5, 6]


def test_a_postal_code_of_another_country_has_a_form_of_its_own() -> None:
    """Only clinics that are read as in the United States need postal codes in the form of ZIP codes."""
    review = reviewed([{"name": "A", **WHOLE, "country": "GB", "postal_code": "SW1A 1AA"}])
    assert "postal_code_not_understood" not in review.problems["code"].tolist()
