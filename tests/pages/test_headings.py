"""Headings lead a reader who hears the page from one part to the next."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.drawn_headings import all_headings
from tests.pages.opened_page import opened_page
from tests.pages.test_data import bring, on_data
from tests.pages.test_duplicates import FILE as TWICE
from tests.pages.test_shortlist import IDS, opened

PAGES: dict[str, Callable[[], AppTest]] = {
    "explore": opened_page,
    "explore, nothing matches": lambda: opened_page(link={"q": "no such clinic", "state": "TX"}),
    "compare": lambda: opened(page="compare", compare=IDS[:3]),
    "compare, nothing chosen": lambda: opened(page="compare"),
    "clinic": lambda: opened(page="clinic", clinic=IDS[0]),
    "clinic, nothing chosen": lambda: opened_page("clinic"),
    "data": lambda: bring(on_data(part="Problems"), data=TWICE),
    "method": lambda: opened_page("method"),
}


@pytest.mark.parametrize("name", PAGES)
def test_no_heading_skips_a_level(name: str) -> None:
    """A page begins with its title, its parts come below that, and each is at most one level below the last."""
    headings = all_headings(PAGES[name]())
    assert [level for level, _ in headings if level == 1] == [1] == [level for level, _ in headings[:1]]
    assert [(above, below) for above, below in pairwise(headings) if below[0] > above[0] + 1] == []


def test_a_clinic_is_below_the_heading_of_its_list() -> None:
    """The names of cards and of columns are one level below the heading over all of them."""
    for app, over in ((opened_page(), "scored clinics"), (opened(page="compare", compare=IDS[:3]), "Side by side")):
        headings = all_headings(app)
        first = next(place for place, (_, words) in enumerate(headings) if over in words)
        assert headings[first][0] + 1 == headings[first + 1][0]
        assert "<bdi>" in headings[first + 1][1]
