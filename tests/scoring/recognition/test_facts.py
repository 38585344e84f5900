"""Values outside the four questions: places, prices and the shapes of numbers and addresses."""

from __future__ import annotations

import pytest

from scoring.recognition.facts import read_country, read_price, read_state
from tests.scoring.files import WHOLE, reviewed


@pytest.mark.parametrize(
    ("cell", "price"),
    [
        ("900", 900.0),
        ("$1,200", 1200.0),
        ("1.200,50", 1200.5),
        ("900,5", 900.5),
        ("1.200.000,00", 1_200_000.0),
        ("USD 3100.50", 3100.5),
        ("1200 dollars", 1200.0),
        ("12,345,678", 12345678.0),
        ("0", 0.0),
    ],
)
def test_prices(cell: str, price: float) -> None:
    """One amount in dollars is read with or without its signs."""
    assert read_price(cell) == (price, ())


@pytest.mark.parametrize(
    "cell",
    ["900-1200", "from 900", "-5", "1,20", "1.200", "12,50", "call us", "it won't be 900", "$", "9" * 400],
)
def test_a_price_that_is_no_single_amount_is_told(cell: str) -> None:
    """A range or a phrase is no price, and a problem."""
    price, found = read_price(cell)
    assert price == -1.0
    assert [one.code for one in found] == ["price_not_understood"]


@pytest.mark.parametrize(
    "cell",
    [
        "€900",
        "900 EUR",
        "900 euros",
        "EUR 900-1200",
        "\u00a3900",
        "C$900",
        "CA$ 900",
        "$900 CAD",
        "900 Canadian dollars",
        "MX$18,000",
        "18000 pesos",
        "\uffe5900",
        "900 chf",
        "HK$900",
        "9" * 40 + " EUR",
    ],
)
def test_a_price_in_another_currency_is_named_as_one(cell: str) -> None:
    """An amount that names another currency is no price in dollars, and its problem says that it is the currency."""
    price, problems = read_price(cell)
    assert price == -1.0
    assert [problem.code for problem in problems] == ["price_in_other_currency"]


@pytest.mark.parametrize("word", ["USD", "US$", "$", "dollars", "us dollars"])
@pytest.mark.parametrize("form", ["{} 900", "{}900", "900 {}", "900{}"])
def test_a_word_for_the_dollar_may_stand_on_either_side(word: str, form: str) -> None:
    """Every word for the US dollar is read before an amount and after it, and is no other currency."""
    assert read_price(form.format(word)) == (900.0, ())


@pytest.mark.parametrize(
    ("cell", "code"),
    [("US", "US"), ("usa", "US"), ("U.S.A.", "US"), ("United States", "US"), ("méxico", "MX"), ("fr", "FR"), ("", "")],
)
def test_countries(cell: str, code: str) -> None:
    """A country is known by its two letters or its name; blank stays blank."""
    assert read_country(cell) == (code, ())


@pytest.mark.parametrize(
    ("cell", "code"),
    [("co", "CO"), ("New York", "NY"), ("new-york", "NY"), (" TX ", "TX"), ("Ontario", ""), ("", "")],
)
def test_states(cell: str, code: str) -> None:
    """A US state is known by its two letters or its name; anything else is no US state."""
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
        ("country", "Atlantis", "country_not_recognised"),
    ],
)
def test_a_value_of_the_wrong_shape_is_told_and_kept(column: str, cell: str, code: str) -> None:
    """A value that is not of its column's shape is a problem, and stays in the records as it is."""
    review = reviewed([{"name": "A", **WHOLE, column: cell}])
    assert review.problems[["row", "column", "value", "code"]].to_numpy().tolist() == [[2, column, cell, code]]
    assert review.records[column][0] == cell


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("website", "https://a.example.com/x?y"),
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
    """Values of the right shape, and words for not stated, are no problem."""
    assert reviewed([{"name": "A", **WHOLE, column: cell}]).problems.empty


def test_a_region_abroad_is_no_problem() -> None:
    """A region of another country is not in the state filter, and needs no one's attention."""
    assert reviewed([{"name": "A", **WHOLE, "state": "Ontario", "country": "Canada"}]).problems.empty
