"""Clinic and Compare on a wide screen and on a phone: what comes first, what is side by side, and links between."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.addresses import ADDRESSES
from tests.browser.test_links import EXAMPLE
from tests.browser.waiting import follow, settle

WIDE = 1280, 800
SCREENS = [pytest.param(WIDE, id="wide"), pytest.param((390, 844), id="narrow")]
RANKED = EXAMPLE.scores.dropna(subset="score").assign(low=lambda scores: scores["name"].str.lower())
LISTED = RANKED.sort_values(["rank", "low"])
OPEN = "black-mountain-fold-henderson-nv"


def tops(parts: Locator) -> list[int]:
    """The distance of each element from the top of the window, in whole pixels."""
    return [round(top) for top in parts.evaluate_all("all => all.map(part => part.getBoundingClientRect().top)")]


@pytest.mark.parametrize("size", SCREENS)
def test_why_one_stands_below_another_takes_two_actions(warm_page: Page) -> None:
    """From the list: why this score, then compare with the one above. The answer and its reasons are on the screen."""
    above, below = (LISTED.iloc[place] for place in (1, 2))
    assert above["score"] > below["score"]
    follow(warm_page, "/")
    card = warm_page.locator("[class*=st-key-scored_card_]").filter(has_text=below["name"])
    actions = (
        card.get_by_role("link", name="Why this score"),
        warm_page.get_by_role("link", name="Compare with the previous one").filter(has_text=above["name"]),
    )
    for action in actions:
        action.click()
        settle(warm_page)
    gap = above["score"] - below["score"]
    answer = (
        f"{above['name']} ({above['score']}) is {gap:.1f} points ahead of {below['name']} ({below['score']}), and this"
    )
    expect(warm_page.get_by_text(answer)).to_be_in_viewport()
    expect(warm_page.locator(".answer-reasons, .answer-total").first).to_be_attached()
    warm_page.go_back()
    settle(warm_page)
    expect(warm_page.get_by_role("heading", level=1)).to_have_text(below["name"])


@pytest.mark.parametrize("size", SCREENS)
def test_clinics_stand_side_by_side_where_there_is_room(warm_page: Page, size: tuple[int, int]) -> None:
    """On a wide screen each question is a row across the columns; on a phone the clinics are one below the other."""
    follow(warm_page, ADDRESSES["compare"])
    heads, answers = warm_page.locator(".column-head"), warm_page.locator(".column-head ~ .card-answer")
    expect(heads).to_have_count(3)
    expect(answers).to_have_count(12)
    rows = [tops(answers)[clinic * 4 : clinic * 4 + 4] for clinic in range(3)]
    if size == WIDE:
        assert len(set(tops(heads))) == 1
        assert rows[0] == rows[1] == rows[2]
    else:
        assert tops(answers) == sorted(set(tops(answers)))
        assert len(set(tops(heads))) == 3
    assert rows[0] == sorted(set(rows[0]))


@pytest.mark.parametrize("size", [WIDE], ids=["wide"])
def test_six_clinics_stand_in_two_rows_of_three(warm_page: Page) -> None:
    """All the clinics that can be compared fit the page beside the filters, three in a row."""
    ids = LISTED["clinic_id"].iloc[[0, 20, 40, 60, 80, 100]].to_list()
    follow(warm_page, f"/compare?{urlencode({'compare': ids}, doseq=True)}")
    places = tops(warm_page.locator(".column-head"))
    assert len(places) == 6
    assert len(set(places[:3])) == len(set(places[3:])) == 1
    assert places[0] < places[3]
    assert warm_page.get_by_test_id("stMain").evaluate("main => main.scrollWidth <= main.clientWidth")


@pytest.mark.parametrize("size", SCREENS)
def test_a_clinic_opens_with_its_picture_and_ways_to_reach_it(warm_page: Page, size: tuple[int, int]) -> None:
    """Without scrolling: name, grade, score, the four bars, phone and website, none of their words cut off.

    A wide screen also shows the first line of the account in short.
    """
    follow(warm_page, f"/clinic?clinic={OPEN}")
    opening = warm_page.locator(".st-key-clinic_card_opening")
    whole = [warm_page.get_by_role("heading", level=1), opening.locator(".card-score")]
    whole += opening.locator(".answer-bar").all()
    whole += [opening.get_by_role("link", name="Call"), opening.get_by_role("link", name="Website")]
    assert len(whole) == 8
    for part in whole:
        expect(part).to_be_in_viewport(ratio=1)
        assert part.evaluate("part => part.scrollWidth <= part.clientWidth + 1")
    if size == WIDE:
        first = warm_page.get_by_role("heading", name="In short").locator("xpath=following::li[1]")
        expect(first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", SCREENS)
def test_the_outline_leads_to_a_section_by_keyboard(warm_page: Page) -> None:
    """A link of the outline shows its section without reloading the page, and Back leaves the clinic."""
    follow(warm_page, f"/clinic?clinic={OPEN}")
    warm_page.evaluate("window.opened = true")
    for name, heading in (("The record", "The record"), ("Where", "Where: open")):
        warm_page.locator(".st-key-outline").get_by_role("link", name=name, exact=True).focus()
        warm_page.keyboard.press("Enter")
        settle(warm_page)
        section = warm_page.get_by_role("heading", name=heading)
        expect(section).to_be_in_viewport(ratio=1)
        header = warm_page.get_by_test_id("stHeader").bounding_box()
        box = section.bounding_box()
        assert header is not None
        assert box is not None
        assert box["y"] >= header["y"] + header["height"] - 10
    assert warm_page.evaluate("window.opened")
    expect(warm_page.get_by_role("heading", level=1)).to_have_text(EXAMPLE.scores.set_index("clinic_id")["name"][OPEN])


@pytest.mark.parametrize("size", [WIDE], ids=["wide"])
def test_of_which_clinic_a_button_is_can_be_heard(warm_page: Page) -> None:
    """The accessible name of each button in a list includes its clinic; the screen shows only the short words."""
    follow(warm_page, "/")
    for role, words in (("link", "Why this score"), ("button", "Add to shortlist")):
        controls = [warm_page.get_by_role(role, name=f"{words} ({name}") for name in LISTED["name"][:3]]  # type: ignore[arg-type]
        for control in controls:
            expect(control).to_have_count(1)
            size = control.locator("em").evaluate("part => [part.offsetWidth, part.offsetHeight]")
            assert size == [1, 1]
