"""A figure for a newspaper, as a journalist gets it: in four actions, with its source, on a wide screen and a phone."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_links import EXAMPLE
from tests.browser.test_near import WINDOWS
from tests.browser.waiting import follow, settle

MOST_ACTIONS = 4
PRODUCTS = EXAMPLE.understood.stated["products"]
HOLDS = PRODUCTS.mask(lambda stated: {"birth_tissue", "exosome"} & stated.terms)
IN_FLORIDA = (EXAMPLE.records["state"] == "FL").to_numpy()


class Actions:
    """What a reader does, one action after another, each counted once the page has settled."""

    def __init__(self, page: Page) -> None:
        self.number = 0
        self._page = page

    def __call__(self, act: Callable[[], object]) -> None:
        """Do one action."""
        act()
        self.number += 1
        settle(self._page)


def choose(box: Locator, label: str) -> None:
    """Type into a long list, and choose from what is left."""
    box.fill(label)
    box.page.get_by_role("option", name=label, exact=True).click()


@pytest.mark.parametrize("size", WINDOWS.values(), ids=WINDOWS.keys())
def test_a_share_by_state_as_a_picture_in_four_actions(warm_page: Page, tmp_path: Path) -> None:
    """Breakdown, birth tissue, exosomes, Picture: a file with the share of each state, n, and where it is from."""
    page, do = warm_page, Actions(warm_page)
    follow(page, "/?chart=Breakdown")  # clears what was chosen in this tab before
    follow(page, "/")
    do(page.get_by_role("radio", name="Breakdown").click)
    for product in ("What: Birth tissue", "What: Exosomes"):
        do(partial(choose, page.locator(".st-key-share").get_by_role("combobox"), product))
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        do(page.get_by_role("button", name="Picture (SVG)").click)
    assert do.number <= MOST_ACTIONS
    assert download.value.suggested_filename == "breakdown.svg"
    download.value.save_as(tmp_path / "breakdown.svg")
    svg = ET.parse(tmp_path / "breakdown.svg")  # noqa: S314 - our own
    words = " ".join(" ".join(svg.getroot().itertext()).split())
    holders, clinics = int((HOLDS & IN_FLORIDA).sum()), int(IN_FLORIDA.sum())
    assert f"Florida \u00b7 {holders} of {clinics} \u00b7 {holders / clinics:.0%}" in words
    assert "list birth tissue or exosomes" in words
    assert f"Clinics: all {len(EXAMPLE)} of the file." in words
    assert "every clinic is fictional" in words
    citation = page.get_by_role("button", name="Citation")
    citation.click()
    expect(page.get_by_test_id("stPopoverBody")).to_contain_text("every clinic is fictional")
    page.keyboard.press("Escape")


def test_the_platform_saves_no_picture_of_its_own(warm_page: Page) -> None:
    """What the platform offers beside a chart, including a picture without title or source, is not visible."""
    follow(warm_page, "/?chart=Spread")
    chart = warm_page.locator(".st-key-chosen_chart .stVegaLiteChart")
    chart.hover()
    assert warm_page.get_by_role("button", name="Download as PNG").count() == 0
