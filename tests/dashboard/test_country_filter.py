"""The filter by country: every country by its name, and hidden where a file has only one."""

import pycountry
import pytest

from dashboard.facets import Index
from dashboard.filters import COUNTRY, Filters, conditions, matching
from scoring import Review
from tests.dashboard.charts.test_state_map import located
from tests.dashboard.test_view import look
from tests.pages.test_explore import plain
from tests.pages.test_pages import EXAMPLE, metrics, run

HERE = located(("FL", "US"), ("", "MX"), ("", "Atlantis"), ("", ""))


@pytest.mark.parametrize(("code", "rows"), [("US", [0]), ("MX", [1]), ("?", [2]), ("", [3]), ("CA", [])])
def test_a_country_keeps_its_clinics(code: str, rows: list[int]) -> None:
    """Those that state it, an unknown one, or none; nothing is assumed to be the United States."""
    mask = matching(HERE, Filters(country=frozenset({code})))
    assert mask.nonzero()[0].tolist() == rows


def test_every_country_has_a_label() -> None:
    """Each country has its own label, and so do those not recognized and not stated."""
    labels = COUNTRY.labels()
    assert len(labels) == len(set(labels.values())) == len(pycountry.countries) + 2
    assert (labels["Mexico"], labels["Not stated"]) == ("MX", "")
    assert dict(look(HERE).facet("country")) == {"United States": 1, "Mexico": 1, "Not recognized": 1, "Not stated": 1}
    assert [condition.words for condition in conditions(Filters(country=frozenset({"MX"})))] == ["Country: Mexico"]


@pytest.mark.parametrize(
    ("clinics", "offered"),
    [(HERE, True), (located(("FL", "US"), ("", "")), False), (located(("", "MX")), False), (located(("", "")), False)],
)
def test_it_is_offered_where_it_tells_clinics_apart(clinics: Review, offered: bool) -> None:
    """A file with records from two or more countries offers it; one with only the US does not."""
    assert COUNTRY.offered(Index(clinics)) is offered


def test_a_link_filters_by_it() -> None:
    """A link with a country narrows the page and shows a button for it, which clears it."""
    app = run(country=["Mexico"])
    assert metrics(app)["Clinics"] == str(int(matching(EXAMPLE, Filters(country=frozenset({"MX"}))).sum()))
    chip = app.button(key="chip|country|Mexico")
    assert plain(chip.label) == "Country: Mexico"
    chip.click().run()
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))
