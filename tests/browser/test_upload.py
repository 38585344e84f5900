"""Uploading a file in a real browser: from a messy export to charts, and from a broken one to what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scoring import review
from tests.browser.conftest import Window
from tests.browser.test_links import clinics_shown
from tests.browser.waiting import follow, settle, visit
from tests.pages.test_data import MESSY

TWICE = b"""name,city,state,credentials,products,targets,imaging,as_of
Harbor Spine,Tampa,FL,MD,PRP,disc,fluoroscopy,2026-05-01
Harbor Spine,Tampa,FL,DO,BMC,facet,CT,2026-01-01
Cedar Pain,Austin,TX,NP,PRP,disc,ultrasound,2026-05-01
"""
ROWS_APART = """charts => charts.flatMap(chart => {
  const tops = [...chart.querySelectorAll(".role-axis-label text")]
    .filter(label => /[a-z]/.test(label.textContent))
    .map(label => label.getBoundingClientRect().top);
  return tops.slice(1).map((top, place) => top - tops[place]);
})"""
DROP = "[data-testid=stFileUploader] input[type=file]"


@pytest.fixture(scope="module")
def readers_tab(window: Window, server: str) -> Iterator[Page]:
    """Open a tab of its own for this file, as what is uploaded in it stays until it is closed."""
    window.forget()
    with window.tab() as page:
        page.set_viewport_size({"width": 1280, "height": 1400})
        visit(page, server, "/data")
        yield page


@pytest.fixture
def data_page(readers_tab: Page, window: Window) -> Iterator[Page]:
    """Show the Data page in that tab as it opens, with the example, and check what a test does there."""
    follow(readers_tab, "/data")
    yield readers_tab
    window.check()


def drop(page: Page, name: str, data: bytes) -> None:
    """Choose a file on the Data page."""
    with page.expect_response(lambda response: "/upload_file/" in response.url):  # before it, the page is unchanged
        page.locator(DROP).first.set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    page.wait_for_timeout(200)
    settle(page)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_from_a_messy_file_to_charts_in_three_actions(page: Page, server: str, width: int, height: int) -> None:
    """Open Data, drop the file, open Explore: the charts are of the file, on a wide screen and on a phone.

    On a phone the links to the pages are in the sidebar: one more tap opens it, and choosing a page closes it.
    """
    page.set_viewport_size({"width": width, "height": height})
    visit(page, server, "/")
    if width < 640:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Data", exact=True).first.click()
    page.wait_for_url("**/data*")
    settle(page)
    if width < 640:
        expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    drop(page, "messy.csv", MESSY)
    expect(page.get_by_role("heading", name="5 rows, 4 clinics")).to_be_visible()
    page.get_by_role("link", name="Explore these clinics").click()
    page.wait_for_url(lambda url: "/data" not in url)
    settle(page)
    assert clinics_shown(page) == 4
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    assert f"data={review(MESSY).dataset}" in page.url


def test_nobody_else_opens_an_upload(page: Page, server: str, open_window: Callable[[], Page]) -> None:
    """An upload's address, opened in another browser, shows nothing of it and offers an upload or the example."""
    visit(page, server, "/data")
    drop(page, "messy.csv", MESSY)
    other = open_window()
    visit(other, server, page.url.removeprefix(server))
    expect(other.get_by_text("can be opened only by the person who uploaded it").first).to_be_visible()
    assert "Montréal" not in other.content()
    other.get_by_role("button", name="Show the example").click()
    settle(other)
    expect(other.get_by_text("Every clinic here is fictional").first).to_be_visible()


def test_the_template_filled_in_just_works(data_page: Page) -> None:
    """The template, filled in with three clinics and saved with semicolons in Windows-1252, is read and explored."""
    page = data_page
    with page.expect_download() as download:
        page.get_by_role("button", name="Empty template").click()
    headers = download.value.path().read_text("utf-8-sig").splitlines()[0].split(",")
    filled = [
        {"name": "Clínica Ósea", "state": "FL", "credentials": "MD, PM&R", "products": "PRP", "imaging": "fluoroscopy"},
        {"name": "Müller Ortho", "state": "CO", "credentials": "DO", "targets": "SI joint", "imaging": "ultrasound"},
        {"name": "Third", "credentials": "DC", "products": "exosomes", "targets": "disc", "imaging": "None"},
    ]
    rows = [";".join(clinic.get(header, "") for header in headers) for clinic in filled]
    drop(page, "mine.csv", "\r\n".join([";".join(headers), *rows]).encode("cp1252"))
    expect(page.get_by_role("heading", name="3 rows, 3 clinics, 3 can be scored")).to_be_visible()
    page.get_by_role("link", name="Explore these clinics").click()
    page.wait_for_url(lambda url: "/data" not in url)
    settle(page)
    expect(page.get_by_role("heading", name="Clínica Ósea")).to_be_visible()


def test_rows_of_a_small_list_stay_apart(data_page: Page) -> None:
    """With two or three rows a chart has as much room for each as with many: no name is drawn over another's mark."""
    page = data_page
    follow(page, "/data?part=Changes")
    drop(page, "now.csv", TWICE)
    with page.expect_response(lambda response: "/upload_file/" in response.url):
        earlier = TWICE.replace(b"NP,PRP,disc,ultrasound", b"MD,PRP,disc,CT")
        page.locator(DROP).nth(1).set_input_files({"name": "then.csv", "mimeType": "text/csv", "buffer": earlier})
    drawn = page.locator("[data-testid=stMain] [data-testid=stVegaLiteChart]")
    expect(drawn).to_have_count(1)
    settle(page)
    apart = {"changes": drawn.evaluate_all(ROWS_APART)}
    result = review(TWICE)
    follow(page, f"/clinic?data={result.dataset}&clinic={result.scores['clinic_id'].iloc[0]}")
    apart["rank"] = drawn.evaluate_all(ROWS_APART)
    assert all(apart.values()), apart
    assert min(map(min, apart.values())) >= 40, apart


def test_an_indispensable_column_can_be_restored(data_page: Page) -> None:
    """Unassigning the clinics' names in the table says why nothing can be shown, and undo brings them back."""
    page = data_page
    drop(page, "messy.csv", MESSY)
    canvas = page.get_by_test_id("data-grid-canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 290, box["y"] + 52)
    page.wait_for_timeout(200)  # a cell accepts keys only once it is drawn as selected
    page.keyboard.press("Delete")
    page.wait_for_timeout(200)
    settle(page)
    expect(page.get_by_role("alert").first).to_contain_text("No column holds the clinics' names")
    page.get_by_role("button", name="Undo the last change").click()
    settle(page)
    expect(page.get_by_role("heading", name="5 rows, 4 clinics")).to_be_visible()


def test_a_file_that_fails_says_what_to_do(data_page: Page) -> None:
    """A file that is no list of clinics leads to a sentence with its name and the way on, and nothing breaks."""
    page = data_page
    drop(page, "holiday.jpg", b"\xff\xd8\xff\xe0" + bytes(500))
    alert = page.get_by_role("alert").first
    expect(alert).to_contain_text("holiday.jpg")
    expect(alert).to_contain_text("save the list of clinics as CSV")
    page.get_by_role("button", name="Discard this file").click()
    expect(page.get_by_text("holiday.jpg")).to_have_count(0)


def test_too_large_a_file_is_refused_with_the_limit(data_page: Page, tmp_path: Path) -> None:
    """A file beyond the limit is refused, and the limit is named."""
    large = tmp_path / "large.csv"
    large.write_bytes(b"name,credentials\n" + b"x" * 52_500_000)
    page = data_page
    page.locator(DROP).first.set_input_files(large)
    expect(page.get_by_text("File must be 50.0MB or smaller")).to_be_visible()


def test_back_undoes_a_decision(data_page: Page) -> None:
    """One click gives a meaning; the browser's Back removes it, and Forward gives it again."""
    page = data_page
    follow(page, "/data?part=Values")
    drop(page, "messy.csv", MESSY)
    before = page.url
    page.get_by_role("button", name="It means Bone marrow concentrate").first.click()
    settle(page)
    after = page.url
    assert before != after
    page.go_back()
    settle(page)
    assert page.url == before
    expect(page.get_by_role("button", name="It means Bone marrow concentrate").first).to_be_visible()
    page.go_forward()
    settle(page)
    assert page.url == after


def test_what_a_decision_changed_is_announced(data_page: Page) -> None:
    """Readers of the screen hear what a decision and its undoing changed, which stand far above the pressed button."""
    page = data_page
    follow(page, "/data?part=Values")
    drop(page, "messy.csv", MESSY)
    status = page.locator("body > [role=status]")
    page.get_by_role("button", name="It means Bone marrow concentrate").first.click()
    settle(page)
    expect(status).to_contain_text("What your last decision changed")
    page.get_by_role("button", name="Undo the last change").click()
    settle(page)
    expect(status).to_contain_text("What undoing changed")


def test_a_cell_of_the_clinics_table_is_changed(data_page: Page) -> None:
    """A clinic's name is edited in the table: the change is in the recipe, and undo removes it."""
    page = data_page
    follow(page, "/data?part=Clinics")
    drop(page, "messy.csv", MESSY)
    canvas = page.get_by_test_id("data-grid-canvas").first
    editor = page.locator("textarea.gdg-input")
    for _ in range(5):  # the table moves while the parts above it are still being drawn: locate it each time
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 60, box["y"] + 60)
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        if editor.count():
            break
    editor.fill("A better name")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name="Undo the last change").wait_for()
    page.get_by_role("radio", name="Recipe").or_(page.get_by_text("Recipe", exact=True)).first.click()
    settle(page)
    expect(page.get_by_test_id("stCode")).to_contain_text("A better name")
    page.get_by_role("button", name="Undo the last change").click()
    settle(page)
    expect(page.get_by_text("You have not changed anything yet")).to_be_visible()


def test_two_rows_of_a_clinic_are_merged_and_restored(data_page: Page) -> None:
    """A click merges two rows side by side into one clinic under another address, and undo returns to the first."""
    page = data_page
    follow(page, "/data?part=Problems")
    drop(page, "twice.csv", TWICE)
    expect(page.get_by_role("heading", name="3 rows, 3 clinics")).to_be_visible()
    before = page.url
    page.get_by_role("button", name="Merge both").click()
    settle(page)
    expect(page.get_by_role("heading", name="3 rows, 2 clinics, 2 can be scored")).to_be_visible()
    expect(page.get_by_text("2 rows merged").first).to_be_visible()
    assert page.url != before
    page.get_by_role("button", name="Undo (").click()
    settle(page)
    expect(page.get_by_role("heading", name="3 rows, 3 clinics")).to_be_visible()
    assert page.url == before
