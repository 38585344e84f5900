"""A figure that several places show is the same in each of them, to its last digit."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from dashboard.charts.distribution import distribution
from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.products import products
from dashboard.charts.share_by_group import share_by_group
from dashboard.charts.spread_by_group import SCORES, spread_by_group
from dashboard.charts.state_map import states
from dashboard.charts.two_groups import two_groups
from dashboard.charts.value_counts import value_counts
from dashboard.clinic_list.headline_figures import headline_figures
from dashboard.filters import PRODUCT, Filters
from dashboard.method_page.worked_example import coverage_table
from dashboard.parameters import REST
from dashboard.view import View
from scoring import Review
from scoring.reports import LEAST_CLINICS
from scoring.vocabulary import vocabulary
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import WHOLE, reviewed

PEOPLE = ("MD", "RN", "MD; PM&R", "MD; dermatology", "DC", "MD; pain medicine; PM&R", "NP")
PRODUCTS = ("PRP", "BMC", "ozone", "MFAT", "platelet lysate")
KINDS = [(people, product) for people in PEOPLE for product in PRODUCTS]
STATES = sorted(vocabulary().states)[: len(KINDS)]


@pytest.fixture(scope="module")
def pairs() -> Review:
    """In each state as many clinics of one score as of another, so that many medians lie between two tenths."""
    rows = [
        {**WHOLE, "name": f"{state} {kind} {number}", "state": state, "credentials": people, "products": product}
        for place, state in enumerate(STATES)
        for kind, (people, product) in enumerate((KINDS[place], KINDS[(place + 8) % len(KINDS)]))
        for number in range(LEAST_CLINICS)
    ]
    return reviewed(rows)


def drawn(figure: Figure | Nothing | None) -> Figure:
    """A figure that has something to draw."""
    assert isinstance(figure, Figure)
    return figure


def alone(review: Review, state: str) -> View:
    """The clinics of one state."""
    return look(review, Filters(state=frozenset([state])))


def in_words(value: float) -> str:
    """A number of a table as it is printed."""
    return f"{value:.1f}"


def by_state(view: View) -> pd.DataFrame:
    """The spread of scores, a row per state."""
    return drawn(spread_by_group(view, "State", SCORES)).table.set_index("State")


@pytest.mark.parametrize("state", STATES)
def test_a_median_is_the_same_wherever_it_is_shown(pairs: Review, state: str) -> None:
    """Above the list, on the map, in its table, by groups and beside another group: also midway between two tenths."""
    view, name = alone(pairs, state), vocabulary().states[state]
    (headline,) = (figure.value for figure in headline_figures(view) if figure.label == "Median score")
    on_map = drawn(states(view)).table.set_index(["Drawn as", "Place"]).loc[("State", name), "Median score"]
    beside = re.search(r"Median score: (\S+) in A", drawn(two_groups(look(pairs), f"State: {state}", REST)).note)
    spread = drawn(spread_by_group(view, "State", SCORES))
    (written,) = (label for label in spread.chart.data["label"] if label.startswith(name))
    assert beside
    assert {in_words(on_map), beside[1], in_words(by_state(view).loc[name, "Median (points)"])} == {headline}
    assert written.endswith(f"median {headline}")


@pytest.mark.parametrize("state", ["AZ", "CA", "CO", "FL", "TX"])
def test_the_middle_half_is_the_same_as_by_groups(state: str) -> None:
    """The title of the spread has the quartiles that the same clinics have as a group: of 8, midway after every 2."""
    view, name = alone(EXAMPLE, state), vocabulary().states[state]
    ends = by_state(view).loc[name, ["25th percentile (points)", "75th percentile (points)"]]
    title = drawn(distribution(view)).title
    assert title.endswith(f"lies between {in_words(ends.iloc[0])} and {in_words(ends.iloc[1])}")


def test_a_share_is_the_same_wherever_it_is_shown() -> None:
    """1 of 8 is 13% above the list, on the map, of products, by groups, beside other groups and of the file."""
    blank = dict.fromkeys(("credentials", "products", "targets", "imaging"), "")
    first = {**blank, "name": "A", "state": "CA", "products": "ozone"}
    others = [{**WHOLE, "name": f"B{number}", "state": "TX", "products": "PRP"} for number in range(7)]
    view = look(reviewed([first, *others]))
    of_products = drawn(products(view))
    shares = {
        next(figure.value for figure in headline_figures(view) if figure.label == "Not enough stated"),
        drawn(states(view)).table.set_index("Place").loc["California"].filter(like="that match").iloc[0],
        of_products.table.set_index("Product").loc["Ozone", "Share"],
        of_products.chart.data.set_index("product").loc["Ozone", "percent"],
        re.findall(r"\d+%", drawn(share_by_group(view, "State", ["What: Ozone"])).takeaway)[-1],
        drawn(value_counts(view, PRODUCT, "What")).chart.data.set_index("value").loc["Ozone", "percent"],
        re.findall(r"\d+%", coverage_table(view)["Not stated"].iloc[0])[0],
    }
    assert shares == {"13%"}
    assert drawn(distribution(view)).chart.data["percent"].to_list().count("100%") == 1
