"""Filtering by a click on a mark, as a reader does it: into the address, out again, and undone with Back."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.charts.registry import CHARTS
from dashboard.clinic_list.search_field import LABEL
from tests.browser.test_links import EXAMPLE, clinics_shown, figure
from tests.browser.waiting import follow, resize, settle
from tests.dashboard.charts.test_figure import CONFIG, contrast

Open = Callable[[str], None]
PHONE = 390, 844
SMALLEST = 320, 640
# The words of legends and titles that their chart cuts off at its left or right edge.
OUTSIDE = """
charts => [...charts.querySelectorAll("svg.marks")].flatMap(svg => {
  const edge = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("[class*=role-legend] text, [class*=role-axis-title] text")].filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < edge.left - 2.5 || box.right > edge.right + 1;  // a turned title's box exceeds its letters
  }).map(text => text.textContent);
})
"""
HINT_FITS = """
field => {
  const pen = document.createElement("canvas").getContext("2d"), looks = getComputedStyle(field);
  pen.font = looks.font;
  const room = field.clientWidth - parseFloat(looks.paddingLeft) - parseFloat(looks.paddingRight);
  return pen.measureText(field.placeholder).width <= room;
}
"""
PRP = EXAMPLE.understood.stated["products"].mask(lambda stated: "prp" in stated.terms)
# Each chart in both themes: one begins with the theme that the chart before ended with.
THEMES = [(chart, ("light", "dark")[place % 2]) for place, chart in enumerate(CHARTS)]


@pytest.fixture
def page(warm_page: Page) -> Page:
    """The tab that all tests of this file share."""
    return warm_page


@pytest.fixture
def open_page(page: Page) -> Open:
    """Go to an address of the app, which holds the whole view, and wait until it has settled."""
    return lambda address: follow(page, address)


def filters(page: Page) -> dict[str, list[str]]:
    """The parameters of the address, except the selected chart."""
    return {key: values for key, values in parse_qs(urlsplit(page.url).query).items() if key != "chart"}


def mark(page: Page, label: str) -> Locator:
    """The mark of the selected chart whose description contains a text."""
    return (
        page.locator(".st-key-chosen_chart")
        .get_by_test_id("stVegaLiteChart")
        .locator(f'path[aria-label*="{label}"]')
        .first
    )


def top(page: Page, label: str) -> float:
    """How far a mark is from the top of the window."""
    box = mark(page, label).bounding_box()
    assert box is not None
    return box["y"]


def click(page: Page, label: str) -> float:
    """Click a mark at its position, and wait for the result; how far it was from the top of the window."""
    mark(page, label).evaluate("e => e.scrollIntoView({ block: 'center' })")  # not under the header
    settle(page)  # the map is drawn once its outlines have come
    box = mark(page, label).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settle(page)
    return box["y"]


MARKS = {
    "Spread": ("Score: 60", {"score": ["60", "64"]}),
    "Imaging and targets": ("Disc, Ultrasound", {"target": ["Disc"], "imaging": ["Ultrasound"]}),
    "Products": ("Product: PRP", {"product": ["PRP"]}),
    "Prices": ("Product: PRP", {"product": ["PRP"]}),
    "Places": ("Oregon: ", {"state": ["OR"]}),
    "Breakdown": ("in Florida", {"state": ["FL"]}),
}


@pytest.mark.parametrize("chart", MARKS)
def test_a_click_filters_and_another_undoes_it(page: Page, open_page: Open, chart: str) -> None:
    """A click on a mark puts its filter into the address and narrows the page; the same click again undoes it.

    Where a click leaves few clinics, whose list is shorter, its chart stays put so that it can be undone.
    """
    label, asked = MARKS[chart]
    open_page(f"/?chart={quote(chart)}")
    before = click(page, label)
    assert filters(page) == asked
    assert clinics_shown(page) < len(EXAMPLE)
    if chart == "Places":
        assert clinics_shown(page) == 3
        assert abs(top(page, label) - before) < 5, "the chart moved"
    click(page, label)
    assert filters(page) == {}
    assert figure(page, "Clinics") == str(len(EXAMPLE))


COUNTS = {
    "credential": ("Who injects: PM&R", {"credential": ["PM&R"]}),
    "product": ("What is injected: PRP", {"product": ["PRP"]}),
    "target": ("Where it goes: Disc", {"target": ["Disc"]}),
    "imaging": ("How it is guided: Not stated", {"imaging": ["Not stated"]}),
    "score": ("Score: 60", {"score": ["60", "69"]}),
}


def test_every_small_chart_filters_and_undoes(page: Page, open_page: Open) -> None:
    """A bar beside the list sets its filter, as the sidebar would; Back or the same bar again removes it."""
    open_page("/")
    for key, (label, asked) in COUNTS.items():
        bar = page.locator(f".st-key-{key}_counts path[aria-label*='{label}']").first
        bar.click()
        settle(page)
        assert filters(page) == asked
        assert clinics_shown(page) < len(EXAMPLE)
        if key == "score":
            page.go_back()
        else:
            bar.click()
        settle(page)
        assert filters(page) == {}


@pytest.mark.parametrize("size", [(1280, 800), PHONE], ids=["wide", "phone"])
def test_a_whole_clinic_is_on_the_first_screen(page: Page, open_page: Open, size: tuple[int, int]) -> None:
    """Without scrolling a reader sees what this is, Near and Within, the filters, and one whole clinic."""
    width, height = size
    open_page("/?near=33607&target=Disc")
    page.get_by_test_id("stMain").evaluate("part => part.scrollTo(0, 0)")
    field = page.get_by_role("textbox", name=LABEL)
    filters = page.get_by_role("button", name="Filters (2)") if width < 500 else page.locator(".st-key-target_control")
    for part in (page.get_by_role("heading", level=1), field, page.get_by_role("combobox", name="Within"), filters):
        expect(part).to_be_in_viewport(ratio=1)
    card = page.locator("[class*=st-key-scored_card_]").first.bounding_box()
    assert card is not None
    assert card["y"] > 0
    assert card["y"] + card["height"] <= height
    assert card["x"] + card["width"] <= width


@pytest.mark.parametrize("size", [PHONE], ids=["phone"])
def test_filters_on_a_phone_open_from_the_page(page: Page, open_page: Open) -> None:
    """A button with the number of filters opens them; another says how many clinics are left, and closes them."""
    open_page("/?state=CO&state=NV")
    page.get_by_role("button", name="Filters (2)").click()
    settle(page)
    box = page.locator(".st-key-target_control").get_by_role("combobox")
    box.evaluate("e => e.scrollIntoView({ block: 'center' })")
    box.click()
    page.get_by_role("option", name="Disc \u00b7 ").click()
    page.keyboard.press("Escape")
    settle(page)
    page.get_by_role("button", name=f"Show {clinics_shown(page)} clinic").click()
    settle(page)
    expect(page.get_by_role("button", name="Filters (3)")).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    assert filters(page) == {"state": ["CO", "NV"], "target": ["Disc"]}


def test_a_count_on_a_mark_is_what_its_click_finds(page: Page, open_page: Open) -> None:
    """A state's number is the number of clinics that the page then shows, out of all in the state.

    The browser's Back returns to the view before the click, with its chart and its figures.
    """
    open_page("/?chart=Places&product=PRP")
    before = figure(page, "Clinics")
    told = str(mark(page, "Texas: ").get_attribute("aria-label"))
    click(page, "Texas: ")
    in_texas = (EXAMPLE.records["state"] == "TX").sum()
    assert filters(page) == {"product": ["PRP"], "state": ["TX"]}
    assert told.startswith(f"Texas: {figure(page, 'Clinics')} clinics, ")
    assert told.endswith(f", of {in_texas} in the file")
    page.go_back()
    settle(page)
    assert filters(page) == {"product": ["PRP"]}
    assert figure(page, "Clinics") == before == str(PRP.sum())
    expect(mark(page, "Texas: ")).to_be_visible()


def test_a_mark_of_the_map_filters_by_its_place(page: Page, open_page: Open) -> None:
    """A click on a clinic's mark shows the clinics near its city and drops the state; Back returns to the state."""
    open_page("/?chart=Places&state=OR")
    click(page, "Around Albuquerque, NM")
    assert filters(page) == {"near": ["Albuquerque, NM"], "within": ["10"]}
    assert clinics_shown(page) == 1
    page.go_back()
    settle(page)
    assert filters(page) == {"state": ["OR"]}


def test_a_state_without_clinics_sets_its_filter(page: Page, open_page: Open) -> None:
    """A state without matching clinics can be chosen too: the page says that nothing matches, and offers a fix."""
    open_page("/?chart=Places")
    click(page, "Alaska: ")
    assert filters(page) == {"state": ["AK"]}
    page.locator(".st-key-clear_here").get_by_role("button").click()
    settle(page)
    assert filters(page) == {}


def test_a_chip_leaves_the_address(page: Page, open_page: Open) -> None:
    """Removing a chip removes its value from the address and keeps the rest; clear all removes every value."""
    open_page("/?state=CO&state=FL&product=PRP&who=40")
    page.get_by_role("button", name=re.compile("State:\u2060? CO")).click()
    settle(page)
    assert filters(page) == {"state": ["FL"], "product": ["PRP"], "who": ["40"]}
    page.locator(".st-key-clear_chips").get_by_role("button").click()
    settle(page)
    assert filters(page) == {"who": ["40"]}


def test_a_bar_offers_its_clinic(page: Page, open_page: Open) -> None:
    """A click on a ranked bar offers a link to that clinic, and does not change the view."""
    open_page("/?chart=Highest+scores")
    best = EXAMPLE.scores["score"].max()
    click(page, "question: Who")
    link = page.locator(".st-key-ranked").get_by_role("link")
    expect(link).to_contain_text("Open ")
    name = link.first.inner_text().split("Open ")[-1].strip()
    assert EXAMPLE.scores.set_index("name")["score"][name] == best
    assert filters(page) == {}


@pytest.mark.parametrize("size", [PHONE], ids=["phone"])
def test_names_on_bars_have_the_room_of_the_window(page: Page, open_page: Open) -> None:
    """On a wide screen the names beside bars are whole; on a phone, and back on one, the bars keep a third of it."""
    open_page("/?chart=Highest+scores")
    chart = page.locator(".st-key-chosen_chart").get_by_test_id("stVegaLiteChart")
    labels = chart.locator(".role-axis-label text").filter(has_text=re.compile("[A-Za-z]"))
    expect(labels.filter(has_text="\u2026")).not_to_have_count(0)
    resize(page, (1280, 800))
    expect(labels.filter(has_text="\u2026")).to_have_count(0)
    resize(page, PHONE)
    expect(labels.filter(has_text="\u2026")).not_to_have_count(0)
    bars = chart.locator(".role-frame .background").first.bounding_box()
    assert bars is not None
    assert bars["width"] > PHONE[0] / 3


def test_a_mark_of_two_measures_lists_its_clinics(page: Page, open_page: Open) -> None:
    """A click on a mark names its clinics, each a link, and filters nothing."""
    open_page("/?chart=Two+measures&across=Who&up=How")
    click(page, "10 clinics: Who")
    expect(page.locator(".st-key-measures").get_by_text("10 clinics here")).to_be_visible()
    expect(page.locator(".st-key-measures").get_by_role("link")).to_have_count(10)
    assert filters(page) == {"across": ["Who"], "up": ["How"]}


@pytest.mark.parametrize(("chart", "scheme"), THEMES)
@pytest.mark.parametrize("size", [PHONE], ids=["phone"])
def test_charts_fit_a_phone(page: Page, open_page: Open, chart: str, scheme: str) -> None:
    """On a phone every chart fits the page, its words have enough contrast, and every chart choice is visible.

    In light and in dark.
    """
    open_page(f"/?chart={quote(chart)}&state=CA&state=FL&target=Disc")
    expect(page.get_by_role("radiogroup", name="Chart").get_by_role("radio", name=chart, exact=True)).to_be_checked()
    for theme in (scheme, "light" if scheme == "dark" else "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        settle(page)
        main = page.get_by_test_id("stMain")
        assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
        wide = main.evaluate(
            "e => [...e.querySelectorAll('[data-testid=stVegaLiteChart] svg, .st-key-chart button')]"
            ".filter(part => part.getBoundingClientRect().right > 390).length"
        )
        assert wide == 0
        inks = main.evaluate(
            "e => [...new Set([...e.querySelectorAll('svg :is([class*=role-axis], [class*=role-legend]) text')]"
            ".map(text => getComputedStyle(text).fill.match(/\\d+/g).slice(0, 3)))]"
        )
        ground = CONFIG["theme"][theme]["backgroundColor"]
        assert inks
        assert min(contrast("#" + "".join(f"{int(part):02x}" for part in ink), ground) for ink in inks) >= 4.5


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("size", [SMALLEST], ids=["smallest"])
def test_no_legend_or_axis_title_is_cut(page: Page, open_page: Open, chart: str) -> None:
    """On the narrowest screen legends and axis titles lie within their chart, and labels with numbers are whole."""
    open_page(f"/?chart={quote(chart)}")
    shown = page.locator(".st-key-chosen_chart")
    assert shown.evaluate(OUTSIDE) == []
    if chart in ("Breakdown", "Two groups"):
        assert "\u2026" not in "".join(shown.locator("svg [class*=role-axis-label] text").all_text_contents())


@pytest.mark.parametrize("size", [SMALLEST], ids=["smallest"])
def test_the_search_field_shows_its_whole_hint(page: Page, open_page: Open) -> None:
    """On the narrowest screen the miles stand below the field, so that a place can be read while it is typed."""
    open_page("/")
    field = page.get_by_role("textbox", name=LABEL)
    assert field.evaluate(HINT_FITS)


@pytest.mark.parametrize("size", [PHONE], ids=["phone"])
def test_a_map_on_a_phone_has_no_empty_room(page: Page, open_page: Open) -> None:
    """Its height follows its width: a few lines, not a third of the map, are left below its outlines."""
    open_page("/?chart=Places")
    below = page.locator(".st-key-states svg.marks").evaluate(
        "e => e.getBoundingClientRect().bottom - Math.max(...[...e.querySelectorAll('.layer_0_marks path')]"
        ".map(path => path.getBoundingClientRect().bottom))"
    )
    assert 0 <= below < 50


@pytest.mark.parametrize("change", ["a filter", "a weight"])
def test_what_is_on_the_page_stays_in_place(page: Page, open_page: Open, change: str) -> None:
    """A row of chips, or the note about moved weights, comes above cards and figures, which are not redrawn."""
    open_page("/")
    parts = [page.locator("[class*=st-key-scored_card_]").first, page.get_by_test_id("stMetric").first]
    for part in parts:
        part.evaluate("e => e.setAttribute('data-seen-before', '')")
    if change == "a filter":
        page.get_by_role("textbox", name=LABEL).fill("spine")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Clear all", exact=True)).to_be_visible()
    else:
        page.locator(".st-key-who input").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text("Custom weights")).to_be_visible()
    settle(page)
    for part in parts:
        expect(part).to_have_attribute("data-seen-before", "")


def test_the_link_and_the_button_above_a_short_list_are_level(warm_page: Page) -> None:
    """Comparing all clinics of a short list and taking their questions along stand at one height."""
    follow(warm_page, "/?near=80202&within=25")
    few = warm_page.locator(".st-key-few")
    roles = (("link", "Compare these"), ("button", "Questions to take along"))
    boxes = [few.get_by_role(role, name=words).bounding_box() for role, words in roles]
    link, button = [box["y"] + box["height"] / 2 for box in boxes if box]
    assert link == pytest.approx(button, abs=2)
