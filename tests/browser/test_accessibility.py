"""No page of ours has a barrier that axe-core can find."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import ADDRESSES
from tests.browser.barriers import Barrier, barriers
from tests.browser.conftest import Window
from tests.browser.test_links import show_as
from tests.browser.test_upload import MESSY, drop
from tests.browser.waiting import follow, resize, settle, visit

Show = Callable[[str, str, str], Page]
WINDOWS = {"wide": (1280, 800), "narrow": (390, 844)}
# Views that are not in the screenshots: on a wide screen in light, and on a dark phone.
STATES = {
    "explore-near": "/?near=33607&target=Disc",
    "explore-no-match": "/?state=FL&product=Exosomes&imaging=CT",
    "explore-map": "/?chart=Places",
    "explore-groups": "/?chart=Two+groups&group_a=State:+CA&who=40",
    "compare-empty": "/compare",
    "clinic-empty": "/clinic",
}
PAGES = {**ADDRESSES, **STATES}
# Each page begins at the width and in the theme that the one before ended with: a new width is half of a new page.
TURN = [("wide", "light"), ("wide", "dark"), ("narrow", "dark"), ("narrow", "light")]
VIEWS = [
    pytest.param((name, width, theme), id=f"{name}-{width}-{theme}")
    for place, name in enumerate(PAGES)
    for width, theme in (TURN if place % 2 == 0 else reversed(TURN))
    if name in ADDRESSES or (width == "wide") == (theme == "light")
]
BARRIERS = {
    "color-contrast": "<p id='barrier' style='color: #aaa; background: #fff'>Pale words</p>",
    "button-name": "<button id='barrier'></button>",
}
# As while a script runs, for half a second.
PALE = """app => {
  Object.assign(app.style, { opacity: 0.3 });
  app.dataset.testScriptState = "running";
  setTimeout(() => {
    app.style.removeProperty("opacity");
    app.dataset.testScriptState = "notRunning";
  }, 500);
}"""
INSERT = "(main, html) => main.insertAdjacentHTML('afterbegin', html)"


@dataclass(frozen=True)
class OfThePlatform:
    """A finding in what Streamlit itself draws: where, and why we cannot fix it."""

    rule: str
    selector: str
    why: str
    met_at: str  # an address where it still occurs, in a narrow window


EXCEPTIONS = (
    OfThePlatform(
        rule="scrollable-region-focusable",
        selector="[data-testid=stTable] > div",
        why="st.table scrolls a wide table in a div of its own and gives that div no tabindex. In Chromium the "
        "keyboard scrolls it all the same, from its cells.",
        met_at="method",
    ),
)


@pytest.fixture(scope="module")
def show(tab: Page, window: Window) -> Iterator[Show]:
    """Show a page with a width and a theme, folded as it opens; a page that is shown already is not opened again.

    Opening the app anew for each page would be most of the time of a test. A fixture that represents the tab alone
    would open it again and again: pytest runs tests side by side that share a page by name, whatever tab it is in.
    """
    shown: tuple[str, str] | None = None

    def show(name: str, width: str, theme: str) -> Page:
        nonlocal shown
        tab.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        if shown is None or shown[0] != name:
            follow(tab, PAGES[name])
        elif shown[1] != width:
            fold(tab)
        resize(tab, WINDOWS[width])
        settle(tab)
        shown = (name, width)
        return tab

    yield show
    window.check()


@pytest.fixture(scope="module")
def view(request: pytest.FixtureRequest, show: Show) -> Page:
    """A page at a width and in a theme."""
    return show(*request.param)


@pytest.mark.parametrize("view", VIEWS, indirect=True)
def test_nothing_is_cut_off(view: Page) -> None:
    """Every page fits the width of its window, wide and narrow, light and dark."""
    assert view.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize("view", VIEWS, indirect=True)
def test_no_grave_barrier(view: Page) -> None:
    """Light or dark, wide or narrow, no page has a serious or critical barrier of our making."""
    unfold(view)
    assert_no_barrier(view)


def test_no_grave_barrier_around_tables(page: Page, server: str) -> None:
    """Data with the reader's own file, and Explore as a table, have none either, on a wide screen and a dark phone."""
    visit(page, server, "/data")
    drop(page, "messy.csv", MESSY)
    for address in ("/data?part=Problems", "/data?part=Changes&since=example", "/"):
        follow(page, address)
        if address == "/":
            show_as(page, "Table")
        else:
            unfold(page)
        for window, theme in (("wide", "light"), ("narrow", "dark")):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            resize(page, WINDOWS[window])
            settle(page)
            assert_no_barrier(page)


@pytest.mark.parametrize("rule", BARRIERS)
def test_a_barrier_is_found(show: Show, rule: str) -> None:
    """Words too pale to read and a button without a name are reported, by rule and element, even on a checked page.

    So are both that come only in the other theme: what was found in the first one is not taken as all.
    """
    page = show("clinic-empty", "narrow", "light")
    assert barriers(page) == []
    page.emulate_media(color_scheme="dark")
    settle(page)
    page.get_by_test_id("stMain").evaluate(INSERT, BARRIERS[rule])
    looks = barriers(page), barriers(page)
    page.locator("#barrier").evaluate("barrier => barrier.remove()")
    assert [[(barrier.rule, barrier.element) for barrier in found] for found in looks] == [[(rule, "#barrier")]] * 2
    assert barriers(page) == []


def test_a_page_is_looked_at_once_its_script_rests(show: Show) -> None:
    """Text that a running script has faded is no barrier: it is dark again once the script has ended."""
    page = show("clinic-empty", "narrow", "light")
    page.get_by_test_id("stApp").evaluate(PALE)
    assert barriers(page) == []


def test_forced_colors_leave_bars_sliders_and_choices_in_sight(show: Show) -> None:
    """Where the reader's system sets all colors, bars, slider tracks and thumbs, and selections are still visible.

    Each is drawn by more than the background of the page: such a background is all that is left of the others.
    """
    page = show("explore", "wide", "light")
    page.emulate_media(forced_colors="active")
    settle(page)
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for drawn in (".answer-bar i:not(.open)", '.stSlider [role="group"] > [data-rac] > div[data-rac]'):
        color = page.locator(drawn).first.evaluate("element => getComputedStyle(element).backgroundColor")
        assert color not in {canvas, "rgba(0, 0, 0, 0)"}, drawn
    for edged in (
        '.stSlider [role="group"] > [data-rac] > div:not([data-rac])',
        '.stMain .stButtonGroup [aria-checked="true"]',
        '.stMain [aria-current="page"]',
    ):
        style = page.locator(edged).first.evaluate("element => getComputedStyle(element).outlineStyle")
        assert style == "solid", edged
    page.emulate_media(forced_colors="none")


def test_what_has_the_keyboard_is_outlined(show: Show) -> None:
    """A link of the menu, one to a clinic, a button and a checkbox are outlined while the keyboard is on them."""
    page = show("explore", "wide", "dark")
    page.keyboard.press("Tab")
    for focused, outlined in (
        ('[data-testid="stTopNavLink"]', "element => element"),
        ('[data-testid="stPageLink-NavLink"]', "element => element"),
        ('[class*="st-key-scored-"] button', "element => element"),
        (".stSidebar .stCheckbox input", "element => element.closest('label')"),
    ):
        element = page.locator(focused).first
        element.focus()
        style = element.evaluate(f"element => getComputedStyle(({outlined})(element)).outline")
        assert "solid 2px" in style, focused


@pytest.mark.parametrize("known", EXCEPTIONS, ids=lambda known: known.rule)
def test_exceptions_are_still_needed(show: Show, known: OfThePlatform) -> None:
    """Each exception for the platform still occurs: a newer Streamlit that fixes one makes its line fail."""
    page = show(known.met_at, "narrow", "light")
    unfold(page)
    assert any(is_met(page, known, found) for found in barriers(page)), f"no longer needed: {known}"


def assert_no_barrier(page: Page) -> None:
    """The page as it is has no serious finding except the known ones of the platform."""
    ours = [found for found in barriers(page) if not any(is_met(page, known, found) for known in EXCEPTIONS)]
    assert not ours, f"{page.url} has barriers:\n" + "\n".join(map(str, ours))


def unfold(page: Page) -> None:
    """Expand everything that is collapsed, as nothing hidden is checked."""
    page.locator("details:not([open]) > summary").evaluate_all(
        "all => all.forEach(summary => { summary.dataset.unfolded = ''; summary.click(); })"
    )
    settle(page)


def fold(page: Page) -> None:
    """Collapse what was expanded here."""
    page.locator("details[open] > summary[data-unfolded]").evaluate_all(
        "all => all.forEach(summary => { delete summary.dataset.unfolded; summary.click(); })"
    )
    settle(page)


def is_met(page: Page, known: OfThePlatform, found: Barrier) -> bool:
    """Whether a finding is a known one of the platform: that rule, on that very element."""
    return known.rule == found.rule and bool(
        page.locator(found.element).first.evaluate("(element, selector) => element.matches(selector)", known.selector)
    )
