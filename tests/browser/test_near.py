"""Clinics near a place, as a reader finds them: into the address and back, on a wide screen and on a phone."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.clinic_list.search_field import LABEL
from dashboard.filters import Filters, Nearby, matching
from scoring.places import find_place
from tests.browser.test_links import EXAMPLE, figure
from tests.browser.waiting import follow, settle

WINDOWS = {"wide": (1280, 800), "narrow": (390, 844)}
NEAR = find_place("33607").place
assert NEAR is not None
WITHIN_50 = int(matching(EXAMPLE, Filters(near=Nearby(NEAR))).sum())


def parameters(page: Page) -> dict[str, list[str]]:
    """The parameters of the address."""
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("size", WINDOWS.values(), ids=WINDOWS.keys())
def test_clinics_within_50_miles_of_a_zip_code(warm_page: Page) -> None:
    """A ZIP code typed into the search is one action; order and miles are in the address, and Back undoes each."""
    page = warm_page
    follow(page, "/")
    field = page.get_by_role("textbox", name=LABEL)
    field.fill("33607")
    field.press("Enter")
    settle(page)
    assert parameters(page) == {"near": ["33607"]}
    assert figure(page, "Clinics") == str(WITHIN_50)
    expect(field).to_have_value("33607")
    expect(page.locator(".st-key-chips")).to_contain_text("33607 (Tampa, FL), within 50 miles")
    page.go_back()
    settle(page)
    assert parameters(page) == {}
    assert figure(page, "Clinics") == str(len(EXAMPLE))
    follow(page, "/?near=33607&within=250&sort=rank")
    assert int(figure(page, "Clinics")) > WITHIN_50
    assert parameters(page) == {"near": ["33607"], "within": ["250"], "sort": ["rank"]}


def test_another_order_near_a_place_stays_in_the_address(warm_page: Page) -> None:
    """Nearest first is the default near a place, so the address holds the order by score once a reader chooses it."""
    page = warm_page
    follow(page, "/?near=33607&within=250")
    page.get_by_role("combobox", name="Sort by").click()
    page.get_by_role("option", name="Highest score first", exact=True).click()
    settle(page)
    assert parameters(page) == {"near": ["33607"], "within": ["250"], "sort": ["rank"]}
