"""A chart that sets a filter aside says so in its title, and is cited by the clinics that it counts."""

import pytest

from dashboard.charts.figure import Figure
from dashboard.charts.registry import CHARTS
from dashboard.charts.scope import counted_view
from dashboard.citation import cite
from dashboard.filters import Filters, Nearby
from scoring import review
from scoring.places import find_place
from tests.dashboard.test_view import look

EXAMPLE = review("data/clinics.csv")
MIAMI = find_place("33101")
assert MIAMI is not None
assert MIAMI.place is not None
NEAR = Filters(near=Nearby(MIAMI.place, 250))
PRP = Filters(product=frozenset({"prp"}))
SET_ASIDE = [
    ("Places", "states", NEAR, "Without the filter \u201cNear\u201d: California has the most clinics"),
    ("Places", "countries", NEAR, "Without the filter \u201cNear\u201d: "),
    ("Products", "products", PRP, "Without the filter \u201cWhat\u201d: "),
    ("Prices", "prices", PRP, "Without the filter \u201cWhat\u201d: "),
    ("Spread", "spread", Filters(score=(60, 100)), "Without the filter \u201cScore\u201d: "),
    (
        "Imaging and targets",
        "reach",
        Filters(imaging=frozenset({"ct"}), target=frozenset({"disc"})),
        "Without the filters \u201cWhere\u201d and \u201cHow\u201d: ",
    ),
]


@pytest.mark.parametrize(("chart", "key", "filters", "title"), SET_ASIDE, ids=[key for _, key, _, _ in SET_ASIDE])
def test_a_title_says_which_filters_are_not_applied(chart: str, key: str, filters: Filters, title: str) -> None:
    """The title and the takeaway begin with it; its picture and citation count every clinic that the chart counts."""
    view = look(EXAMPLE, filters)
    figure = CHARTS[chart][key](view)
    assert isinstance(figure, Figure)
    assert figure.title.startswith(title)
    assert figure.takeaway.startswith(figure.title)
    assert cite(counted_view(figure, view), None, "").clinics == f"Clinics: all {len(EXAMPLE)} of the file."


def test_other_filters_are_cited() -> None:
    """A filter that the chart applies changes no title, and the citation names it alone."""
    view = look(EXAMPLE, Filters(state=frozenset({"FL"}), product=frozenset({"prp"})))
    figures = {key: CHARTS[chart][key](view) for chart, key in (("Products", "products"), ("Highest scores", "ranked"))}
    products, ranked = figures["products"], figures["ranked"]
    assert isinstance(products, Figure)
    assert isinstance(ranked, Figure)
    assert not ranked.title.startswith("Without")
    assert cite(counted_view(ranked, view), None, "").clinics.endswith("(State: FL; What: PRP).")
    assert cite(counted_view(products, view), None, "").clinics.endswith("(State: FL).")
