"""A reader's way through the pages: search, open, compare, and Back through each step."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.filters import Filters, matching
from scoring import review
from tests.browser.serving import ROOT
from tests.browser.test_links import clinics_shown, show_as
from tests.browser.waiting import follow, settle

EXAMPLE = review(ROOT / "data" / "clinics.csv")
NAMES = dict(zip(EXAMPLE.scores["clinic_id"], EXAMPLE.scores["name"], strict=True))
FOUND = Filters(state=frozenset({"CA"}), target=frozenset({"disc"}), product=frozenset({"prp"}))


def open_page(page: Page, address: str) -> None:
    """Open an address and wait until it has settled."""
    page.goto(address)
    page.wait_for_selector("h1")
    settle(page)


def heading(page: Page, name: str) -> None:
    """Check the heading of the page, once it has settled."""
    expect(page.get_by_role("heading", level=1, name=name, exact=True)).to_be_visible()
    settle(page)


def parameters(page: Page) -> dict[str, list[str]]:
    """The parameters of the address."""
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, key: str, label: str) -> None:
    """Choose a value in one of the sidebar's lists, by its words or a state's code; its count follows the words."""
    box = page.locator(f".st-key-{key}_control").get_by_role("combobox")
    box.fill(label)
    page.get_by_role("option", name=re.compile(rf"^(.+\()?{re.escape(label)}\)? \u00b7 ")).click()
    page.keyboard.press("Escape")
    settle(page)


def table(page: Page) -> Locator:
    """The table of scored clinics."""
    return page.get_by_test_id("stDataFrame").first


def test_find_open_compare_and_back(warm_page: Page) -> None:
    """Filter by place, target and product, open a clinic, compare it with two others; Back undoes each step."""
    page = warm_page
    fits = matching(EXAMPLE, FOUND)
    follow(page, "/")
    choose(page, "state", "CA")
    choose(page, "target", "Disc")
    choose(page, "product", "PRP")
    filters = {"state": ["CA"], "target": ["Disc"], "product": ["PRP"]}
    assert parameters(page) == filters
    assert clinics_shown(page) == fits.sum()

    first = EXAMPLE.scores[fits].assign(low=lambda s: s["name"].str.lower()).sort_values(["rank", "low"]).iloc[0]
    card = page.locator("[class*=st-key-scored_card_]").first
    expect(card.get_by_role("heading", level=3)).to_have_text(first["name"])
    card.get_by_role("link", name="Why this score").click()
    heading(page, first["name"])
    assert parameters(page) == {**filters, "clinic": [first["clinic_id"]]}

    page.get_by_role("link", name="Compare with other clinics").click()
    heading(page, "How do these clinics compare?")
    chosen = [first["clinic_id"]]
    assert parameters(page) == {**filters, "compare": chosen}
    for word in ("Joint", "Spine"):
        page.get_by_label("Add a clinic").fill(word)
        page.keyboard.press("Enter")
        settle(page)
        page.locator(".st-key-add_clinic_matches").get_by_role("button").last.click()
        settle(page)
        chosen = parameters(page)["compare"]
    assert len(chosen) == 3
    expect(page.locator(".column-head").get_by_role("heading", name=NAMES[chosen[2]])).to_be_visible()

    for compared in (chosen[:2], chosen[:1]):
        page.go_back()
        settle(page)
        assert parameters(page) == {**filters, "compare": compared}
    page.go_back()
    heading(page, first["name"])
    assert parameters(page) == {**filters, "clinic": [first["clinic_id"]]}
    page.go_back()
    heading(page, "Which clinics disclose good practice?")
    assert parameters(page) == filters
    assert clinics_shown(page) == fits.sum()


def test_next_is_a_step_that_back_undoes(warm_page: Page) -> None:
    """Next opens the following clinic under its own address, and Back returns to the one before."""
    page = warm_page
    ids = EXAMPLE.scores.dropna(subset="score").assign(low=lambda s: s["name"].str.lower())
    first, second = ids.sort_values(["rank", "low"])["clinic_id"].iloc[:2]
    follow(page, f"/clinic?clinic={first}")
    page.get_by_role("button", name="Next").click()
    heading(page, NAMES[second])
    assert parameters(page) == {"clinic": [second]}
    page.go_back()
    heading(page, NAMES[first])
    assert parameters(page) == {"clinic": [first]}


def test_ticked_clinics_are_compared(warm_page: Page) -> None:
    """A card, and a row on another page of the table, are compared together; the address holds their shortlist."""
    page = warm_page
    follow(page, "/?sort=name")
    page.locator("[class*=st-key-scored_card_]").first.get_by_role("button", name="Add to shortlist").click()
    settle(page)
    show_as(page, "Table")
    page.get_by_role("navigation", name="Pagination").first.get_by_role("button", name="Page 2", exact=True).click()
    settle(page)
    table(page).scroll_into_view_if_needed()
    table(page).click(position={"x": 15, "y": 52})
    settle(page)
    named = EXAMPLE.scores.dropna(subset="score").assign(low=lambda s: s["name"].str.lower()).sort_values("low")
    expected = named["clinic_id"].iloc[[0, 20]].to_list()
    assert parameters(page)["short"] == expected
    page.get_by_role("link", name="Compare 2 clinics").first.click()
    heading(page, "How do these clinics compare?")
    assert parameters(page)["compare"] == expected


@pytest.mark.parametrize(
    ("path", "shows"),
    [
        ("/?state=CO&product=PRP&who=60", "Which clinics disclose good practice?"),
        ("/clinic?clinic={0}&state=CO&who=60", "{name}"),
        ("/compare?compare={0}&compare={1}&who=60", "How do these clinics compare?"),
        ("/method?rubric=no-iof&who=60", "How a score is made"),
    ],
)
def test_a_cold_address_restores_its_page(warm_page: Page, server: str, path: str, shows: str) -> None:
    """Each page opens from its address alone, with its clinics, filters and weights."""
    page = warm_page
    ids = EXAMPLE.scores["clinic_id"].to_list()
    open_page(page, server + path.format(*ids))
    heading(page, shows.format(name=NAMES[ids[0]]))
    assert parameters(page) == parse_qs(path.format(*ids).split("?")[1])
    expect(page.locator(".st-key-who").get_by_role("slider")).to_have_value("60")
    score = EXAMPLE.with_weights({"who": 60}).scores.set_index("clinic_id")["score"]
    if path.startswith("/clinic"):
        expect(page.locator(".st-key-clinic_card_opening .card-score")).to_contain_text(f"{score[ids[0]]:.1f}")
    if path.startswith("/compare"):
        for each in ids[:2]:
            expect(page.locator(".column-head").filter(has_text=NAMES[each])).to_contain_text(f"{score[each]:.1f}")
