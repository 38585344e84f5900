"""What people come for, with their actions counted, on a wide screen and on a phone.

An action is one thing that a reader decides: a text typed with Enter, a choice in a list, or a button that changes what
is shown. To open the list that a choice is in, and on a phone the filters that lie over the page, decides nothing;
a phone needs two such touches more, one to open the filters and one to close them.
"""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.clinic_list.search_field import LABEL
from dashboard.filters import Filters, Nearby, matching
from scoring.places import find_place
from tests.browser.test_journey import choose
from tests.browser.test_links import EXAMPLE, clinics_shown
from tests.browser.waiting import follow, resize, settle

SCREENS = {"wide": (1280, 800), "phone": (390, 844)}
ZIP_CODE = "33607"
CHOICES = {"target": "Disc", "product": "Bone marrow concentrate", "imaging": "Fluoroscopy"}
MOST_TO_FIND, MOST_TO_PRINT = 4, 2
# Presses of the Tab key on a page that has just opened; pressing Enter on a skip link counts as one.
TO_FIRST_CLINIC, TO_NEAR = 3, 6
TO_FILTERS = {"wide": 3, "phone": 8}


@pytest.fixture
def page(warm_page: Page) -> Page:
    """The tab that all tests of this file share."""
    return warm_page


@pytest.mark.parametrize(("screen", "size"), SCREENS.items(), ids=SCREENS.keys())
def test_a_patient_finds_clinics_nearby_and_prints_what_to_ask(page: Page, screen: str) -> None:
    """A ZIP code and three choices leave the clinics within 50 miles that state all three; two more print questions."""
    follow(page, "/")
    actions = 1
    page.get_by_role("textbox", name=LABEL).fill(ZIP_CODE)
    page.keyboard.press("Enter")
    settle(page)
    if screen == "phone":
        page.get_by_role("button", name="Filters (1)").click()
        settle(page)
    for key, label in CHOICES.items():
        actions += 1
        choose(page, key, label)
    if screen == "phone":
        page.locator(".st-key-close_filters").get_by_role("button").click()
        settle(page)
    assert actions <= MOST_TO_FIND
    place = find_place(ZIP_CODE).place
    assert place is not None
    sought = Filters(
        near=Nearby(place, 50),
        target=frozenset({"disc"}),
        product=frozenset({"bmc"}),
        imaging=frozenset({"fluoroscopy"}),
    )
    clinics = int(matching(EXAMPLE, sought).sum())
    assert 0 < clinics_shown(page) == clinics
    asked = {key: [label] for key, label in CHOICES.items()} | {"near": [ZIP_CODE]}
    assert parse_qs(urlsplit(page.url).query) == asked
    expect(page.locator("[class*=st-key-scored_card_]").first).to_be_in_viewport()

    page.evaluate("void (window.print = () => (window.printed = document.querySelector('.st-key-sheet').innerText))")
    steps = ["Questions to take along", "Print"]
    for name in steps:
        page.get_by_role("button", name=name, exact=name == "Print").click()
        settle(page)
    assert len(steps) <= MOST_TO_PRINT
    printed = str(page.evaluate("window.printed"))
    for name in EXAMPLE.scores["name"][matching(EXAMPLE, sought)]:
        assert name in printed
    assert "?" in printed


def stops(page: Page, target: str, skip: str = "") -> int:
    """How often Tab is pressed from the top of the page until the focus is inside `target`, a selector.

    `skip`: the link that is followed on the way by Enter, which counts as a stop.
    """
    page.evaluate("document.body.tabIndex = -1, document.body.focus()")
    count = 0
    while count < 12:
        page.keyboard.press("Tab")
        count += 1
        if skip and page.evaluate("name => document.activeElement.textContent === name", skip):
            page.keyboard.press("Enter")
            page.wait_for_timeout(100)
            count += 1
        if page.evaluate("selector => !!document.activeElement.closest(selector)", target):
            return count
    return count


@pytest.mark.parametrize(("screen", "size"), SCREENS.items(), ids=SCREENS.keys())
def test_a_keyboard_is_soon_there(page: Page, screen: str, size: tuple[int, int]) -> None:
    """Near, the filters and the first clinic are a few stops from the top, and nothing invisible takes focus."""
    width, height = size
    follow(page, "/clinic")
    assert page.locator(".skip-to-clinics").is_hidden()
    follow(page, "/")
    page.mouse.move(width - 1, height - 1)  # over the sidebar it would show a button there, which would be a stop
    to_page = "Skip to main content"
    filters, skip = (".st-key-state_control", "") if screen == "wide" else (".st-key-open_filters", to_page)
    assert stops(page, ".st-key-find input", to_page) <= TO_NEAR
    assert stops(page, "[class*=_card_0]", "Skip to the clinics") <= TO_FIRST_CLINIC
    assert stops(page, filters, skip) <= TO_FILTERS[screen]
    if screen == "phone":
        expect(page.locator(".st-key-state_control")).not_to_be_visible()
        page.evaluate("document.body.tabIndex = -1, document.body.focus()")
        for _ in range(4):
            page.keyboard.press("Tab")
            assert not page.evaluate("!!document.activeElement.closest('.stSidebar')"), "a stop that cannot be seen"


def test_a_keyboard_stays_in_its_place(page: Page) -> None:
    """A removed filter leaves the focus on what follows, and says what is left; another page has it on its title.

    On a phone the filters take the focus as they open, and Escape closes them and gives it back.
    """
    resize(page, SCREENS["wide"])
    follow(page, "/?state=TX&product=PRP")
    head = page.locator(".st-key-list_head h2")
    in_texas = head.inner_text()
    page.locator(".st-key-chips button:visible").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-chips button:visible").first).to_be_focused()
    expect(head).not_to_have_text(in_texas)
    settle(page)
    expect(page.get_by_role("status")).to_have_text(head.inner_text())
    page.get_by_role("link", name="Why this score").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    resize(page, SCREENS["phone"])
    follow(page, "/")
    button = page.locator(".st-key-open_filters button")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="State")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
