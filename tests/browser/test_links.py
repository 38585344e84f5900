"""What only a browser shows: the address holds the view, and the view follows the address."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.clinic_list.search_field import LABEL
from scoring import review
from tests.browser.waiting import follow, settle, visit

EXAMPLE = review(Path(__file__).parents[2] / "data" / "clinics.csv")
Open = Callable[[str], None]


@pytest.fixture
def page(warm_page: Page) -> Page:
    """The tab that all tests of this file share."""
    return warm_page


@pytest.fixture
def open_page(page: Page) -> Open:
    """Go to an address of the app, which holds the whole view, and wait until it has settled."""
    return lambda address: follow(page, address)


@pytest.fixture
def open_cold(page: Page, server: str) -> Open:
    """Open an address of the app anew, and wait until it has settled."""
    return lambda address: visit(page, server, address)


def figure(page: Page, label: str) -> str:
    """The value of a key figure."""
    card = page.get_by_test_id("stMetric").filter(has_text=label)
    return card.get_by_test_id("stMetricValue").inner_text()


def clinics_shown(page: Page) -> int:
    """How many clinics Explore shows, from the label of its download."""
    label = page.locator(".st-key-download").get_by_role("button").first.inner_text()
    return int(re.sub(r"\D", "", label))


def address(page: Page) -> dict[str, list[str]]:
    """The parameters of the address."""
    return parse_qs(urlsplit(page.url).query)


def cards(page: Page) -> Locator:
    """The cards of scored clinics."""
    return page.locator("[class*=st-key-scored_card_]")


def show_as(page: Page, layout: str) -> None:
    """Choose cards or a table, and wait until they are there."""
    page.get_by_role("radiogroup", name="Show clinics as").get_by_text(layout, exact=True).click()
    drawn = cards(page) if layout == "Cards" else page.get_by_test_id("stDataFrame")
    expect(drawn.first).to_be_visible()  # a busy server hears of it only after the page has settled
    settle(page)


def counts(page: Page) -> list[str]:
    """The words of the small chart of targets."""
    return page.locator(".st-key-target_counts svg text").all_text_contents()


def test_a_cold_link_restores_the_view(page: Page, open_cold: Open) -> None:
    """A link with filters and weights opens on those clinics, with those weights on the sliders."""
    open_cold("/?state=CO&state=TX&imaging=Fluoroscopy&who=97&what=0&score=10&score=100")
    weighted = EXAMPLE.with_weights({"who": 97, "what": 0})
    imaging = EXAMPLE.understood.stated["imaging"]
    fluoroscopy = imaging.mask(lambda stated: "fluoroscopy" in stated.terms)
    here = EXAMPLE.records["state"].isin(["CO", "TX"])
    fits = here & fluoroscopy & (weighted.scores["score"] >= 10)
    assert fits.any()
    assert figure(page, "Clinics") == str(fits.sum())
    expect(page.locator(".st-key-who").get_by_role("slider")).to_have_value("97")
    expect(page.locator(".st-key-what").get_by_role("slider")).to_have_value("0")
    for name in ("Colorado (CO) \u00b7", "Texas (TX) \u00b7"):
        expect(page.locator(".st-key-state_control").get_by_text(name)).to_be_visible()
    best = weighted.scores[fits].sort_values("score", ascending=False).iloc[0]
    expect(cards(page).first).to_contain_text(f"{best['score']:.1f}")


def test_a_filter_changes_address_charts_and_cards(page: Page, open_page: Open) -> None:
    """A search puts its words into the address and leaves the matching clinics in the charts and as cards."""
    open_page("/")
    before = counts(page)
    in_oregon = EXAMPLE.records["state"] == "OR"
    page.get_by_role("textbox", name=LABEL).fill("oregon")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "q=oregon" in url)  # a busy server hears of it only after the page has settled
    settle(page)
    assert address(page) == {"q": ["oregon"]}
    assert clinics_shown(page) == in_oregon.sum()
    assert counts(page) != before
    expect(cards(page)).to_have_count(int(EXAMPLE.scores["score"][in_oregon].count()))


def test_a_weight_changes_address_and_scores(page: Page, open_page: Open) -> None:
    """Moving a slider by keyboard writes the weight into the address and updates the scores at once."""
    open_page("/")
    slider = page.locator(".st-key-who").get_by_role("slider")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(250)  # so that the server receives one press before the next one
    page.wait_for_url(lambda url: "who=28" in url)  # a slider waits for the next press before it tells the server
    settle(page)
    assert address(page) == {"who": ["28"]}
    median = EXAMPLE.with_weights({"who": 28}).scores["score"].median()
    assert abs(float(figure(page, "Median score")) - median) < 0.051


def test_a_link_to_a_section_opens_at_its_heading(page: Page, open_cold: Open) -> None:
    """A cold link to a section shows its heading at the top, also once the tables above it have their height."""
    open_cold("/method#flags-and-what-to-ask")
    expect(page.get_by_test_id("stTable").first).to_be_visible()
    settle(page)
    heading = page.locator("#flags-and-what-to-ask").bounding_box()
    header = page.get_by_test_id("stHeader").bounding_box()
    assert heading
    assert header
    assert abs(heading["y"] - header["y"] - header["height"]) < 2


def test_filters_survive_a_page_switch(page: Page, open_page: Open) -> None:
    """Going to Method and back keeps the filters, in the address and in the figures."""
    open_page("/?state=FL")
    florida = figure(page, "Clinics")
    page.get_by_role("link", name="Method", exact=True).first.click()
    expect(page.get_by_role("heading", name="How a score is made")).to_be_visible()
    settle(page)
    assert address(page) == {"state": ["FL"]}
    page.get_by_role("link", name="Explore", exact=True).first.click()
    expect(page.get_by_role("heading", name="Which clinics disclose good practice?")).to_be_visible()
    settle(page)
    assert address(page) == {"state": ["FL"]}
    assert figure(page, "Clinics") == florida == str((EXAMPLE.records["state"] == "FL").sum())


def test_pages_and_order_are_in_the_address(page: Page, open_page: Open, open_cold: Open) -> None:
    """Turning a page writes it into the address, and a cold link opens on that page."""
    open_page("/?sort=name")
    page.get_by_role("navigation", name="Pagination").first.get_by_role("button", name="Page 2", exact=True).click()
    page.wait_for_url(lambda url: "page=2" in url)
    settle(page)
    assert address(page) == {"sort": ["name"], "page": ["2"]}
    open_cold("/?sort=name&page=2")
    second = page.get_by_role("navigation", name="Pagination").first.get_by_role("button", name="Page 2", exact=True)
    expect(second).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("combobox", name="Sort by")).to_have_value("Name, A to Z")


def test_a_hostile_name_fetches_nothing(page: Page, open_page: Open) -> None:
    """A name with an image, markup and a formula is drawn as text; the fixture sees any request it makes."""
    open_page("/?q=%3D1%2B1&chart=Highest+scores")
    assert clinics_shown(page) == 1
    expect(page.locator(".st-key-ranked svg text", has_text="![x](http")).to_be_attached()
    name = "![x](http://e.example/x.png) <b>=1+1</b> Spine & Joint"
    expect(cards(page).get_by_role("heading", level=3)).to_have_text(name)
    show_as(page, "Table")
    cells = page.get_by_test_id("stDataFrame").first.locator("tbody td")
    expect(cells.filter(has_text=name)).to_have_count(1)
    show_as(page, "Cards")
    assert page.locator("img[src*='e.example'], a[href*='e.example']").count() == 0


def test_unknown_words_are_reported(page: Page, open_cold: Open) -> None:
    """A link with unknown words opens, and reports what was left out."""
    open_cold("/?state=ZZ&product=Snake%20oil")
    expect(page.get_by_text("Part of this link was not understood")).to_be_visible()
    assert figure(page, "Clinics") == str(len(EXAMPLE))


def test_what_is_shown_can_be_downloaded(page: Page, open_page: Open) -> None:
    """The offered file holds the matching clinics, in the order of the list; there is no built-in export."""
    open_page("/?state=CO")
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)
    page.get_by_role("button", name="Download 8 clinics").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Save as CSV").click()
    saved = review(started.value.path())
    here = EXAMPLE.scores[EXAMPLE.records["state"] == "CO"].assign(low=lambda scores: scores["name"].str.lower())
    listed = here.sort_values(["rank", "low"])  # those without a rank come last
    assert saved.records["clinic_id"].to_list() == listed["clinic_id"].to_list()


def test_clearing_the_filters_clears_the_address(page: Page, open_page: Open) -> None:
    """One click removes every filter from the view and the address, and keeps the weights."""
    open_page("/?q=spine&state=CO&imaging=Fluoroscopy&flag=Exosomes&score=10&score=90&who=40&page=1")
    page.locator(".st-key-clear").get_by_role("button").click()
    page.wait_for_url(lambda url: "state=" not in url)
    settle(page)
    assert address(page) == {"who": ["40"]}
    assert figure(page, "Clinics") == str(len(EXAMPLE))


def test_a_header_sorts(page: Page, open_page: Open) -> None:
    """Clicking a column's header sorts all clinics by it, in the address too; clicking again reverses the order."""
    open_page("/")
    show_as(page, "Table")
    grid = page.get_by_test_id("stDataFrame").first
    for order in ("name", "-name"):
        grid.scroll_into_view_if_needed()
        grid.click(position={"x": 60, "y": 15})
        page.wait_for_url(lambda url, order=order: parse_qs(urlsplit(url).query).get("sort") == [order])
        settle(page)
        assert address(page) == {"sort": [order]}
    show_as(page, "Cards")


def test_order_page_and_chart_survive_the_way_round(page: Page, open_cold: Open) -> None:
    """A cold link to another page keeps the state of the list, for the list and for a clinic's neighbors."""
    open_cold("/method?sort=-name&page=2&chart=Spread")
    page.get_by_role("link", name="Explore", exact=True).first.click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/" and "chart" in urlsplit(url).query)
    settle(page)
    assert address(page) == {"sort": ["-name"], "page": ["2"], "chart": ["Spread"]}
    names = EXAMPLE.scores.dropna(subset=["score"]).sort_values("name", key=lambda each: each.str.lower())
    open_cold(f"/clinic?clinic={names['clinic_id'].iloc[-1]}&sort=-name")
    expect(page.get_by_text(re.compile(r"^Place 1 in the list of \d+ clinics"))).to_be_visible()
