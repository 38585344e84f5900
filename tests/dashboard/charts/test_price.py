"""Prices: by product, with the clinics that state none."""

import pytest

from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.price import price
from dashboard.filters import Filters
from scoring import Review
from tests.dashboard.test_view import look
from tests.scoring.files import reviewed

ROWS = [
    {"name": "A", "products": "PRP", "price_usd": "500"},
    {"name": "B", "products": "PRP; BMC", "price_usd": "$1,500"},
    {"name": "C", "products": "BMC", "price_usd": "4000"},
    {"name": "D", "products": "BMC", "price_usd": ""},
    {"name": "E", "products": "ozone", "price_usd": "call us"},
]


def figure(review: Review, filters: Filters | None = None) -> Figure:
    """The chart of a review that has something to draw."""
    drawn = price(look(review, filters))
    assert isinstance(drawn, Figure)
    return drawn


def test_each_product_has_its_prices() -> None:
    """A clinic with several products counts under each; the lowest median is first; missing prices are counted."""
    drawn = figure(reviewed(ROWS))
    twin = drawn.table.set_index("Product")
    assert twin["Clinics with a price"].to_dict() == {"PRP": 2, "Bone marrow concentrate": 2}
    assert twin.loc["PRP"].to_list() == [2, 500, 500, 1000, 1500, 1500]
    assert twin.loc["Bone marrow concentrate", "Median (US$)"] == 2750
    assert drawn.note.startswith("2 of 5 clinics state no price.")
    assert drawn.title == "Stated prices run from $500 to $4,000; half are $1,500 or less"
    assert "PRP is lowest ($1,000)" in drawn.takeaway
    assert drawn.chart.data["median"].to_list() == drawn.table["Median (US$)"].to_list()


def test_products_that_tie_are_named_as_ties() -> None:
    """Products with the same median are together called the lowest or the highest."""
    prices = {"PRP": "500", "SVF": "500", "exosomes": "900", "BMC": "900"}
    rows = [{"name": product, "products": product, "price_usd": amount} for product, amount in prices.items()]
    takeaway = figure(reviewed(rows)).takeaway
    data = figure(reviewed(rows)).chart.data
    low, high = (data["product"][data["median"] == amount].to_list() for amount in (500, 900))
    ends = f"By median, {' and '.join(low)} are lowest ($500) and {' and '.join(high)} highest ($900)."
    assert takeaway.endswith(ends)


def test_a_range_is_drawn_at_its_middle_and_said_to_be() -> None:
    """A range counts with its middle, an open range with its stated amount, and the note counts each kind."""
    rows = [
        {"name": "A", "products": "PRP", "price_usd": "$500-$900"},
        {"name": "B", "products": "PRP", "price_usd": "$1,000"},
        {"name": "C", "products": "PRP", "price_usd": "from $1,500"},
        {"name": "D", "products": "PRP", "price_usd": "up to $2,000"},
    ]
    drawn = figure(reviewed(rows))
    assert drawn.title == "Stated prices run from $500 to $2,000; half are $1,250 or less"
    assert figure(reviewed(rows), Filters(q="A")).title == "One clinic states a price: $500 to $900"
    assert drawn.table.loc[0].to_list() == ["PRP", 4, 700, 850, 1250, 1750, 2000]
    assert drawn.note.startswith(
        "1 price is a range, drawn at its middle. 2 prices are only lowest or highest ones (\u201cfrom\u201d, \u201cup "
        "to\u201d), drawn at that end."
    )
    assert "range, drawn" not in figure(reviewed(rows), Filters(q="B")).note
    twice = figure(reviewed([rows[0], {**rows[0], "name": "E"}, rows[2]])).note
    assert twice.startswith("2 prices are ranges, drawn at their middle. 1 price is only a lowest or highest one")


@pytest.mark.parametrize(
    ("chosen", "title"),
    [([0], "One clinic states a price: $500"), ([0, 0], "2 clinics state a price, $500 each")],
)
def test_few_prices(chosen: list[int], title: str) -> None:
    """One price, or one that all share, is described as such."""
    assert figure(reviewed([ROWS[place] for place in chosen])).title == title


def test_no_price() -> None:
    """If no matching clinic states a price nothing is drawn; clearing the filters is offered if they are the reason."""
    expected = Nothing("No price is stated", "The one matching record does not state a price.", filters=True)
    assert price(look(reviewed(ROWS), Filters(q="E"))) == expected
    assert price(look(reviewed(ROWS[3:]))) == Nothing(
        "No price is stated", "Of 2 matching records none states a price.", filters=False
    )


def test_its_own_filter_only_pales_bars() -> None:
    """With a product chosen the others stay, faded."""
    rows = figure(reviewed(ROWS), Filters(product=frozenset({"bmc"}))).chart.data.set_index("product")
    assert rows["clinics"].to_dict() == {"PRP": 2, "Bone marrow concentrate": 2}
    assert rows["opacity"]["PRP"] < rows["opacity"]["Bone marrow concentrate"] == 1
