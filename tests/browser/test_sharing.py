"""A shared link: published in one browser, opened in another after the server was restarted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.settings import STORE
from scoring import review
from tests.browser.serving import serve
from tests.browser.test_links import EXAMPLE, clinics_shown
from tests.browser.test_upload import drop
from tests.browser.waiting import TIMEOUT_MS, follow, settle, visit
from tests.pages.test_data import MESSY

FOUND = review(MESSY)


def publish(page: Page) -> tuple[str, str]:
    """Publish what is in view on the Data page: the link and the withdrawal code."""
    page.get_by_text("I have the right to publish this file").click()
    settle(page)
    page.get_by_role("button", name="Publish for sharing").click()
    settle(page)
    shown = [code.inner_text().strip() for code in page.get_by_test_id("stCode").all()]
    link = next(text for text in shown if text.startswith("http"))
    return link, next(text for text in shown if re.fullmatch(r"[\w-]{20,}", text))


def figures(page: Page) -> list[str]:
    """What Explore shows: how many clinics, their chart and their list."""
    parts = [page.locator(".st-key-reach"), page.locator("[class*=st-key-scored_card_]").first]
    return [str(clinics_shown(page)), *(part.inner_text() for part in parts)]


def columns(page: Page) -> list[str]:
    """The headings of the compared clinics: grade, name, score, rank and facts."""
    return page.locator(".column-head").all_inner_texts()


def save(page: Page, offer: str) -> str:
    """Save what a button offers, and return the address of the file."""
    page.get_by_role("button", name=re.compile(f"^{offer}")).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    assert "Montr" in download.value.path().read_text("utf-8-sig")
    return download.value.url


def test_a_link_outlives_the_server_and_its_publisher(
    url: str, open_window: Callable[[], Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Upload, weigh, filter, compare, publish, copy; another browser sees the same after a restart, until withdrawn."""
    monkeypatch.setenv(STORE, url)
    mine = open_window()
    with serve(tmp_path / "first.log") as server:
        visit(mine, server, "/data")
        drop(mine, "messy.csv", MESSY)
        link, code = publish(mine)
        mine.locator(".st-key-who input").focus()
        mine.keyboard.press("ArrowRight")
        settle(mine)
        ids = FOUND.scores.dropna(subset="score")["clinic_id"].to_list()[:2]
        query = "&".join(f"compare={clinic}" for clinic in ids)
        query = f"{urlsplit(mine.url).query}&state=FL&state=CO&{query}"
        follow(mine, f"/compare?{query}")
        compared = columns(mine)
        follow(mine, f"/?{query}")
        told = figures(mine)
        mine.get_by_role("button", name="Copy link").click()
        copied = mine.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
    assert parse_qs(urlsplit(copied).query)["data"] == parse_qs(urlsplit(link).query)["data"] == [FOUND.dataset]
    assert told[0] == str(FOUND.records["state"].isin(["FL", "CO"]).sum())

    with serve(tmp_path / "second.log") as one, serve(tmp_path / "third.log") as two:
        explored, beside = f"/?{urlsplit(copied).query}", f"/compare?{query}"
        readers = []
        for server, first, then in ((one, explored, beside), (two, beside, explored)):
            theirs = open_window()
            visit(theirs, server, first)
            assert columns(theirs) == compared if first == beside else figures(theirs) == told
            expect(theirs.get_by_text("uploaded by a visitor, not checked").first).to_be_visible()
            follow(theirs, then)
            assert columns(theirs) == compared if then == beside else figures(theirs) == told
            readers.append(theirs)
        withdrawing, reading = readers  # whoever has the code may withdraw the file, in any browser
        follow(reading, f"/?data={FOUND.dataset}")
        file = save(reading, "Download 4 clinics")
        assert withdrawing.request.get(file).status == 200
        follow(withdrawing, f"/data?data={FOUND.dataset}")
        withdrawing.get_by_text("Withdraw it").click()
        withdrawing.get_by_role("textbox", name="Withdrawal code").fill(code)
        withdrawing.get_by_role("button", name="Withdraw", exact=True).click()
        expect(withdrawing.get_by_text("were withdrawn on").first).to_be_visible(timeout=TIMEOUT_MS)
        reading.wait_for_timeout(5_500)  # the other process may still remember it for that long
        assert [page.request.get(file).status for page in readers] == [410, 410]
        visit(reading, two, f"/?{urlsplit(copied).query}")
        expect(reading.get_by_text("were withdrawn on").first).to_be_visible()
        assert "Montréal" not in reading.content()


def test_copy_link_copies(page: Page, server: str) -> None:
    """The button under "Copy link" copies the address, with filters, weights and clinics."""
    ids = "&".join(f"compare={clinic}" for clinic in EXAMPLE.scores["clinic_id"].iloc[:2])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    visit(page, server, f"/compare?state=CO&who=40&{ids}")
    page.get_by_role("button", name="Copy link").click()
    shown = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")
    shown.hover()
    shown.get_by_role("button", name="Copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == shown.inner_text().strip()
    assert urlsplit(copied).path == "/compare"
    asked = {"state": ["CO"], "who": ["40"], "compare": EXAMPLE.scores["clinic_id"].iloc[:2].to_list()}
    assert parse_qs(urlsplit(copied).query) == asked


def test_an_uploads_download_opens_for_nobody_else(page: Page, browser: Browser, server: str) -> None:
    """The file that a reader downloads from an upload opens for that reader, and for no one else with its address."""
    visit(page, server, "/data")
    drop(page, "messy.csv", MESSY)
    file = save(page, "Cleaned file")
    assert page.request.get(file).status == 200
    assert browser.new_context().request.get(file).status == 410
