"""A messy list of 40 rows in a real browser: from upload to charts, crediting nothing that it does not say.

The list has lines above its header, a row that describes its columns, a heading and a total; it is in Windows-1252 and
ends in a DOS end mark. Two of its columns answer who injects, one of them hardly ever; one lists what is not offered
and one names a director; imaging is under a header that does not say so. Dates may be day first or month first,
prices are ranges, and two clinics are listed twice. `stated.csv` says what each clinic states, and was written before
the list was read.
"""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import Page, expect

from scoring import Review, review
from scoring.vocabulary import DIMENSIONS
from tests.browser.test_links import clinics_shown
from tests.browser.test_upload import drop
from tests.browser.waiting import settle, visit

FOLDER = Path(__file__).with_name("messy_list")
LIST = (FOLDER / "clinics.csv").read_bytes()
MOST_ACTIONS = 6


def stated() -> dict[str, dict[str, set[str]]]:
    """What each clinic of the list states, by name and question."""
    with (FOLDER / "stated.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["name"]: {question: set(filter(None, row[question].split(";"))) for question in DIMENSIONS}
            for row in csv.DictReader(file)
        }


def credited(result: Review) -> dict[str, dict[str, set[str]]]:
    """The terms that a review took from each clinic, by name and question."""
    terms: dict[str, dict[str, set[str]]] = {}
    for question in DIMENSIONS:
        coded = result.understood.stated[question]
        for name, code in zip(result.records["name"], coded.codes, strict=True):
            terms.setdefault(name, {})[question] = set(coded.values[code].terms)
    return terms


def test_a_messy_list_is_explored_in_six_actions(page: Page, server: str) -> None:
    """Drop, one yes, one choice of dates, all duplicates merged, and Explore: 38 clinics, only what they state."""
    visit(page, server, "/data")
    drop(page, "clinics.csv", LIST)
    expect(page.get_by_role("heading", name="43 rows, 40 clinics, 33 can be scored")).to_be_visible()
    steps = [
        page.get_by_role("button", name="Yes", exact=True),
        page.get_by_role("button", name="Month first: 4 March 2026"),
        page.get_by_test_id("stMain").get_by_text("Problems", exact=True).first,
        page.get_by_role("button", name="Merge all 2"),
    ]
    for step in steps:
        step.click()
        page.wait_for_timeout(200)
        settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Recipe", exact=True).last.click()
    result = review(LIST, recipe=download.value.path().read_bytes())
    page.get_by_role("link", name="Explore these clinics").click()
    page.wait_for_url(lambda url: "/data" not in url)
    settle(page)
    assert 1 + len(steps) + 1 <= MOST_ACTIONS

    assert clinics_shown(page) == len(result) == len(stated())
    assert f"data={result.dataset}" in page.url
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    expected, read = stated(), credited(result)
    beyond = {
        name: read[name]
        for name in expected
        for question in DIMENSIONS
        if read[name][question] - expected[name][question]
    }
    assert not beyond
    missed = [
        (name, question)
        for name in expected
        for question in DIMENSIONS
        if expected[name][question] - read[name][question]
    ]
    assert not missed
    assert result.records["price_usd"].notna().sum() >= 30
    assert result.records["as_of"].notna().all()
