"""Back and Forward: everything that a reader does to the view is one step, and the browser's Back undoes it."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.clinic_list.search_field import LABEL
from tests.browser.conftest import Window
from tests.browser.test_explore import click
from tests.browser.test_journey import choose
from tests.browser.test_links import EXAMPLE, figure
from tests.browser.waiting import follow, settle, visit

Open = Callable[[str], None]
ALL = str(len(EXAMPLE))


@pytest.fixture
def page(warm_page: Page) -> Page:
    """The tab that all tests of this file share, except the one that leaves the app."""
    return warm_page


@pytest.fixture
def open_page(page: Page) -> Open:
    """Go to an address of the app, which holds the whole view, and wait until it has settled."""
    return lambda address: follow(page, address)


@pytest.fixture
def tab_from_elsewhere(window: Window, server: str) -> Iterator[Page]:
    """A tab that came to the app from another address."""
    window.forget()
    with window.tab() as page:
        page.set_viewport_size({"width": 1280, "height": 1200})
        page.goto("about:blank")
        visit(page, server, "/")
        yield page


def parameters(page: Page) -> dict[str, list[str]]:
    """The parameters of the address."""
    return parse_qs(urlsplit(page.url).query)


def back(page: Page) -> None:
    """Go one step back and wait until the page has settled."""
    page.go_back()
    page.wait_for_timeout(200)  # until the script has started, even on a busy machine
    settle(page)


def search(page: Page, words: str) -> None:
    """Search by hand."""
    page.get_by_role("textbox", name=LABEL).fill(words)
    page.keyboard.press("Enter")
    settle(page)


def test_back_undoes_filters_one_by_one(tab_from_elsewhere: Page) -> None:
    """Filters that were set by hand are undone in turn, and Forward sets them again; then Back leaves."""
    page = tab_from_elsewhere
    choose(page, "state", "FL")
    florida = figure(page, "Clinics")
    choose(page, "imaging", "Fluoroscopy")
    search(page, "spine")
    both = {"state": ["FL"], "imaging": ["Fluoroscopy"]}
    assert parameters(page) == both | {"q": ["spine"]}
    back(page)
    assert parameters(page) == both
    expect(page.get_by_role("textbox", name=LABEL)).to_have_value("")
    back(page)
    assert parameters(page) == {"state": ["FL"]}
    assert figure(page, "Clinics") == florida
    page.go_forward()
    settle(page)
    assert parameters(page) == both
    back(page)
    back(page)
    assert parameters(page) == {}
    assert figure(page, "Clinics") == ALL
    page.go_back()
    assert page.url == "about:blank"


def test_back_undoes_a_weight(page: Page, open_page: Open) -> None:
    """A moved weight returns to where it was, with its scores."""
    open_page("/")
    before = figure(page, "Median score")
    slider = page.locator(".st-key-who").get_by_role("slider")
    slider.focus()
    page.keyboard.press("End")
    settle(page)
    assert parameters(page) == {"who": ["100"]}
    assert figure(page, "Median score") != before
    back(page)
    assert parameters(page) == {}
    assert figure(page, "Median score") == before
    expect(slider).to_have_value("25")


def test_a_cell_of_two_filters_is_one_step(page: Page, open_page: Open) -> None:
    """A click that sets target and imaging together is undone in one step."""
    open_page("/")
    click(page, "Disc, Ultrasound")
    assert parameters(page) == {"target": ["Disc"], "imaging": ["Ultrasound"]}
    back(page)
    assert parameters(page) == {}
    assert figure(page, "Clinics") == ALL


def test_clearing_everything_is_one_step(page: Page, open_page: Open) -> None:
    """One Back brings all cleared filters back."""
    open_page("/?state=CO&imaging=Fluoroscopy&flag=Exosomes")
    page.locator(".st-key-clear").get_by_role("button").click()
    settle(page)
    assert parameters(page) == {}
    back(page)
    assert parameters(page) == {"state": ["CO"], "imaging": ["Fluoroscopy"], "flag": ["Exosomes"]}


def test_back_undoes_order_and_page(page: Page, open_page: Open) -> None:
    """Turning a page and sorting are steps too."""
    open_page("/")
    pages = page.get_by_role("navigation", name="Pagination").first
    pages.get_by_role("button", name="Page 2", exact=True).click()
    settle(page)
    pages.get_by_role("button", name="Page 3", exact=True).click()
    settle(page)
    assert parameters(page) == {"page": ["3"]}
    back(page)
    assert parameters(page) == {"page": ["2"]}
    back(page)
    assert parameters(page) == {}
    words = {"-rank": "Lowest score first", None: "Highest score first"}
    for order in ("-rank", None, "-rank"):
        page.get_by_role("combobox", name="Sort by").click()
        page.get_by_role("option", name=words[order], exact=True).click()
        settle(page)
        assert parameters(page) == ({"sort": [order]} if order else {})
    back(page)
    assert parameters(page) == {}
    back(page)
    assert parameters(page) == {"sort": ["-rank"]}
    expect(page.get_by_role("combobox", name="Sort by")).to_have_value("Lowest score first")


def test_changes_on_another_page_are_steps_of_it(page: Page, open_page: Open) -> None:
    """Method keeps the link's filters without showing them; a weight moved there is undone there first."""
    open_page("/?state=CO")
    page.get_by_role("link", name="Method", exact=True).first.click()
    page.wait_for_url("**/method?**")
    settle(page)
    expect(page.locator(".st-key-state_control")).to_have_count(0)
    page.locator(".st-key-who").get_by_role("slider").focus()
    page.keyboard.press("End")
    settle(page)
    assert parameters(page) == {"state": ["CO"], "who": ["100"]}
    back(page)
    assert (urlsplit(page.url).path, parameters(page)) == ("/method", {"state": ["CO"]})
    back(page)
    assert (urlsplit(page.url).path, parameters(page)) == ("/", {"state": ["CO"]})


def test_another_page_is_one_step_whatever_belonged_to_its_page(page: Page, open_page: Open) -> None:
    """From page 2 of a list to a clinic, a comparison and back by the menu: each Back shows all of what was there."""
    open_page("/?state=CA&page=2")

    def seen() -> tuple[str, str]:
        return page.url, page.get_by_test_id("stMain").locator("h3").first.inner_text()

    steps = []
    for click_on in (
        page.get_by_role("link", name="Why this score (").nth(1),
        page.get_by_role("link", name="Compare with the previous one"),
        page.get_by_role("link", name="Explore", exact=True),
        page.get_by_role("link", name="Method", exact=True),
    ):
        steps.append(seen())
        path = urlsplit(page.url).path
        click_on.click()
        page.wait_for_url(lambda url, left=path: urlsplit(url).path != left)
        settle(page)
    for step in reversed(steps):
        back(page)
        assert seen() == step


def test_back_returns_to_the_place_on_the_page(page: Page, open_page: Open) -> None:
    """From a clinic further down the list, Back shows the list where the reader left it; scrolling still works."""
    open_page("/")
    main = page.get_by_test_id("stMain")
    link = page.get_by_role("link", name="Why this score").nth(4)
    link.scroll_into_view_if_needed()
    left_at = main.evaluate("part => part.scrollTop")
    assert left_at > 300
    link.click()
    page.wait_for_url("**/clinic?**")
    settle(page)
    assert main.evaluate("part => part.scrollTop") == 0
    back(page)
    assert urlsplit(page.url).path == "/"
    assert abs(main.evaluate("part => part.scrollTop") - left_at) < 5
    main.hover()
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(500)
    assert main.evaluate("part => part.scrollTop") < left_at - 100
