"""Prices: amounts, ranges and ends in the usual forms, and what one decision settles in a column."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scoring import Review
from scoring.recipes import Recipe
from scoring.recognition.fields.price_statement import PRICE_ASSUMPTIONS, Price, PriceAssumption, price_statement
from scoring.recognition.fields.prices import NO_PRICE, read_price
from scoring.reports import consequences, exports
from scoring.vocabulary import is_blank
from tests.scoring.files import WHOLE, reviewed


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("900", 900.0),
        ("$1,200", 1200.0),
        ("1.200,50", 1200.5),
        ("900,5", 900.5),
        ("1.200.000,00", 1_200_000.0),
        ("1.200.000", 1_200_000.0),
        ("USD 3100.50", 3100.5),
        ("1200 dollars", 1200.0),
        ("US$1,200 USD", 1200.0),
        ("12,345,678", 12345678.0),
        ("0", 0.0),
        ("$1.2k", 1200.0),
        ("1,2k", 1200.0),
        ("3K USD", 3000.0),
        ("about $900", 900.0),
        ("approx. 900", 900.0),
        ("$500 per injection", 500.0),
        ("500 per session", 500.0),
        ("$2,500/knee", 2500.0),
        ("PRP: $900", 900.0),
        ("Cash price: $900 (each)", 900.0),
    ],
)
def test_one_amount(cell: str, amount: float) -> None:
    """One amount in dollars is read with or without its signs, and with words that say what it is for."""
    assert read_price(cell) == (Price(amount, amount), ())


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("$1,200-$3,000", 1200, 3000),
        ("$1,200 \u2013 $3,000", 1200, 3000),
        ("1200 to 3000 USD", 1200, 3000),
        ("$700-1,100", 700, 1100),
        ("900-1200", 900, 1200),
        ("$1.2k \u2013 $3k", 1200, 3000),
        ("$1.2-3k", 1200, 3000),
        ("$900-3k", 900, 3000),
        ("between $900 and $1,200", 900, 1200),
        ("from $900 to $1,200 per treatment", 900, 1200),
        ("$900 up to $1,200", 900, 1200),
        ("ranges from 900 to 1200", 900, 1200),
        ("min $900 max $1500", 900, 1500),
        ("desde $900 hasta $1200", 900, 1200),
        ("900 bis 1200", 900, 1200),
        ("1.200,00-3.000,00", 1200, 3000),
    ],
)
def test_a_range(cell: str, low: float, high: float) -> None:
    """A range keeps both ends, and figures use its middle."""
    price, problems = read_price(cell)
    assert (price, problems) == (Price(low, high), ())
    assert price.amount == (low + high) / 2
    assert price.is_range
    assert not price.is_open


@pytest.mark.parametrize(
    ("cell", "price", "words"),
    [
        ("from $1,500", Price(1500, None), "from $1,500"),
        ("starting at $1500", Price(1500, None), "from $1,500"),
        ("as low as 900", Price(900, None), "from $900"),
        ("$1,500+", Price(1500, None), "from $1,500"),
        ("$1500 and up", Price(1500, None), "from $1,500"),
        ("$1500 or more", Price(1500, None), "from $1,500"),
        ("desde $900", Price(900, None), "from $900"),
        ("up to $5,000", Price(None, 5000), "up to $5,000"),
        ("$5,000 max", Price(None, 5000), "up to $5,000"),
        ("less than $900.50", Price(None, 900.5), "up to $900.50"),
    ],
)
def test_one_end(cell: str, price: Price, words: str) -> None:
    """If only the lowest or highest price is stated, the other end stays unknown, and figures use the stated one."""
    assert read_price(cell) == (price, ())
    assert str(price) == words
    assert price.amount == (price.low or price.high)
    assert price.is_open


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("$3,500/knee; $6,000 both", 3500, 6000),
        ("$3,500 (one knee), $6,000 (both knees)", 3500, 6000),
        ("PRP: $900; BMAC: $3,500", 900, 3500),
        ("PRP $900, bone marrow concentrate $3,500-$5,000", 900, 5000),
        ("PRP $900 / BMAC $3,500", 900, 3500),
        ("$900 or $1,200", 900, 1200),
        ("900/1200", 900, 1200),
    ],
)
def test_several_prices_are_reported(cell: str, low: float, high: float) -> None:
    """The lowest and highest of several prices are kept, and a problem says how the cell was read."""
    price, (problem,) = read_price(cell)
    assert price == Price(low, high)
    assert problem.code == "price_several"
    assert str(price) in problem.message


@pytest.mark.parametrize(
    "cell",
    [
        "-5", "-$5", "call us", "it won't be 900", "$", "9" * 400, "$3000-1200", "1200-300", "555-0182", "free",
        "3 injections", "3 injections for $900", "$900, 3 visits", "$900/2 knees", "$900/2", "$900, 3 per session",
        "series of 3: $2,500",
        "deposit $200", "$900 + facility fee", "$900 + $200", "20% off $900", "$900 not included", "no PRP $900",
        "up to $900-1200", "from up to $900", "x" * 400,
    ],
)  # fmt: skip
def test_a_text_that_is_not_understood_as_a_whole_is_reported(cell: str) -> None:
    """A phrase, a count of something else, or a word that may change the amount gives no price but a problem."""
    price, (problem,) = read_price(cell)
    assert price == NO_PRICE
    assert price.amount is None
    assert str(price) == ""
    assert problem.code == "price_not_understood"


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
    """An amount that names another currency is not a price in dollars, and its problem names the currency as reason."""
    price, problems = read_price(cell)
    assert price == NO_PRICE
    assert [problem.code for problem in problems] == ["price_in_other_currency"]


@pytest.mark.parametrize("word", ["USD", "US$", "$", "dollars", "us dollars"])
@pytest.mark.parametrize("form", ["{} 900", "{}900", "900 {}", "900{}"])
def test_a_word_for_the_dollar_may_stand_on_either_side(word: str, form: str) -> None:
    """Every word for the US dollar is read before or after an amount, and never as another currency."""
    assert read_price(form.format(word)) == (Price(900, 900), ())


def of_prices(cells: Sequence[str], *prices: PriceAssumption, header: str = "Price") -> Review:
    """The review of clinics that differ in their prices."""
    rows = [{"name": f"A{place}", **WHOLE, header: cell} for place, cell in enumerate(cells)]
    return reviewed(rows, recipe=Recipe(prices=prices))


def amounts(review: Review) -> list[float | None]:
    """The amounts that figures use, by clinic."""
    return [review.understood.price.values[code].amount for code in review.understood.price.codes]


def codes(review: Review) -> list[str]:
    """The codes of the problems with prices, sorted."""
    return sorted(code for code in review.problems["code"] if code.startswith("price"))


@pytest.mark.parametrize(
    ("cell", "assumption", "code", "amount"),
    [
        ("1.200", "decimal_comma", "price_decimal_unclear", 1200.0),
        ("12,50", "decimal_comma", "price_decimal_unclear", 12.5),
        ("$1.200-3.000", "decimal_comma", "price_decimal_unclear", 2100.0),
        ("from 1.200", "decimal_comma", "price_decimal_unclear", 1200.0),
        ("$500 per level", "per_treatment", "price_per_part", 500.0),
        ("$500/vial", "per_treatment", "price_per_part", 500.0),
        ("$500 a month", "per_treatment", "price_per_part", 500.0),
    ],
)
def test_what_is_unclear_is_left_out_until_one_decision_settles_it(
    cell: str, assumption: PriceAssumption, code: str, amount: float
) -> None:
    """It is a problem, not a price; once assumed, it is read, and the other prices do not change."""
    cells = ["900", cell, "$1,200-$3,000", "call us"]
    before, after = of_prices(cells), of_prices(cells, assumption)
    assert amounts(before) == [900, None, 2100, None]
    assert codes(before) == sorted([code, "price_not_understood"])
    assert before.understood.prices.unsettled[assumption] == cell
    assert amounts(after) == [900, amount, 2100, None]
    assert codes(after) == ["price_not_understood"]
    again = of_prices(cells)
    assert again.dataset == before.dataset != after.dataset
    pd.testing.assert_frame_equal(again.scores, before.scores)


def test_a_decimal_comma_in_the_column_settles_the_others() -> None:
    """1.200 beside 1.200,50 is 1200, and a problem of the column says why; a decimal point anywhere leaves it open."""
    review = of_prices(["1.200", "2.400,50", "12,50"])
    assert amounts(review) == [1200, 2400.5, 12.5]
    (problem,) = review.problems.to_dict("records")
    assert (problem["code"], problem["row"], problem["value"]) == ("price_decimal_settled", 0, "1.200")
    assert "2.400,50" in problem["message"]
    assert amounts(of_prices(["1.200", "2.400,50", "900.50"]))[0] is None
    assert amounts(of_prices(["1.200", "1,200"])) == [None, 1200]


def test_a_price_without_a_currency_beside_others_is_left_open() -> None:
    """If more cells name another currency than the dollar, and the header names none, bare amounts are unclear."""
    assert codes(of_prices(["\u20ac900", "1200"])) == ["price_currency_unclear", "price_in_other_currency"]
    assert amounts(of_prices(["\u20ac900", "1200"], "us_dollars")) == [None, 1200]
    assert amounts(of_prices(["\u20ac900", "1200", "$500"])) == [None, 1200, 500]
    assert amounts(of_prices(["\u20ac900", "\u20ac950", "1200", "$500"])) == [None, None, None, 500]
    assert amounts(of_prices(["\u20ac900", "1200"], header="Price (USD)")) == [None, 1200]


def test_what_one_decision_settles_is_one_group() -> None:
    """Different prices that one decision settles are one row of the problems by consequence."""
    table = consequences(of_prices(["1.200", "1.300", "12,50", "$500 per level"])).set_index("code")
    assert table["clinics"].to_dict() == {"price_decimal_unclear": 3, "price_per_part": 1}


def test_an_export_keeps_the_ends_beside_the_price() -> None:
    """The price stays as written; if any is not a single amount, both ends come last; an export reads back the same."""
    cells = ["$1,200-$3,000", "from $900", "up to $500", "$700", "call us"]
    rows = [{"name": f"A{place}", **WHOLE, "price": cell, "Room": "x"} for place, cell in enumerate(cells)]
    frame = exports.export_frame(reviewed(rows))
    assert frame["price_usd"].to_list() == cells
    assert list(frame.columns[-3:]) == ["Room", "price_low_usd", "price_high_usd"]
    ends = frame[["price_low_usd", "price_high_usd"]].fillna(-1).to_numpy().tolist()
    assert ends == [[1200, 3000], [900, -1], [-1, 500], [700, 700], [-1, -1]]
    again = reviewed(exports.to_csv(frame))
    assert exports.to_csv(exports.export_frame(again)) == exports.to_csv(frame)
    assert again.problems["code"].to_list() == ["own_scores", "price_not_understood"]
    page = exports.export_frame(reviewed(rows), [3])
    assert page[["price_low_usd", "price_high_usd"]].to_numpy().tolist() == [[700, 700]]


def test_without_a_range_an_export_has_no_ends_and_a_column_of_the_file_is_kept() -> None:
    """Single amounts need no ends; the file's own column with such a name is kept under another one."""
    rows = [{"name": "A", **WHOLE, "price": "$700", "price_low_usd": "odd"}]
    frame = exports.export_frame(reviewed(rows))
    assert "price_low_usd" not in frame
    assert frame["price_low_usd_in_file"].to_list() == ["odd"]
    ranged = exports.export_frame(reviewed([{**rows[0], "price": "$700-$900"}]))
    again = exports.export_frame(reviewed(exports.to_csv(ranged)))
    assert again["price_low_usd"].to_list() == [700.0]
    assert again["price_low_usd_in_file"].to_list() == ["odd"]


AMOUNTS = st.integers(1, 999_999)
FORMS = st.sampled_from(["{}", "${:,}", "${}", "{:,} USD", "{} dollars", "US${:,}"])
BETWEEN = st.sampled_from(["-", " - ", "\u2013", " to ", " \u2014 ", " bis ", "-"])


@given(AMOUNTS, AMOUNTS, FORMS, FORMS, BETWEEN)
def test_a_written_range_reads_back(first: int, second: int, form: str, other: str, sign: str) -> None:
    """However two amounts are written, they are the ends of the range, and its middle lies between."""
    low, high = sorted((first, second))
    price, problems = read_price(f"{form.format(low)}{sign}{other.format(high)}")
    assert (price, problems) == (Price(low, high), ())
    assert price.amount is not None
    assert low <= price.amount <= high
    assert read_price(str(price))[0] == price


@given(
    st.text(alphabet="$\u20ac0123456789.,-/;+k perinjctofaud|", max_size=30),
    st.sets(st.sampled_from(PRICE_ASSUMPTIONS)),
)
@example(text="na", assumed=set())
def test_an_assumption_changes_only_what_needs_it(text: str, assumed: set[PriceAssumption]) -> None:
    """A text that needs no assumption reads the same under all; one that does is a problem or a price, unless blank."""
    statement = price_statement(text)
    price, problems = read_price(text, assumed)
    if statement is not None and statement.needs <= assumed:
        assert price == statement.price
        assert price.amount is not None
        assert {problem.code for problem in problems} <= {"price_several"}
    else:
        assert price == NO_PRICE
    assert price != NO_PRICE or problems or is_blank(text)
