"""A correction in a real browser: the dialog stays open while it is filled in, and an editor applies its file."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from scoring.recipes import load_correction
from tests.browser.test_upload import DROP
from tests.browser.waiting import settle, visit


def test_a_correction_goes_from_a_reader_to_an_editor(page: Page, server: str) -> None:
    """The form opens from the heading, previews and saves a file; dropped on Data and accepted, it is in the record."""
    visit(page, server, "/clinic?clinic=harbor-spine-tampa-fl")
    page.get_by_role("button", name="Correct this record").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").click()
    page.get_by_role("option", name="Imaging", exact=True).click()
    dialog.get_by_label("What should it say?").fill("CT with contrast")
    dialog.get_by_role("button", name="See what will be sent").click()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save the correction file").click()
    content = download.value.path().read_bytes()
    assert download.value.suggested_filename == "correction-harbor-spine-tampa-fl-imaging.json"
    assert load_correction(content).new == "CT with contrast"
    assert "CT with contrast" in dialog.inner_text()
    visit(page, server, "/data?part=Corrections")
    file = {"name": "sent.json", "mimeType": "application/json", "buffer": content}
    page.locator(DROP).nth(1).set_input_files(file)
    page.get_by_text("Accept", exact=True).click()
    page.get_by_role("button", name="Apply 1 correction").click()
    expect(page.get_by_text("Your recipe has this correction already.")).to_be_visible()
    settle(page)
    visited = page.url
    assert "data=" in visited
    assert "part=Corrections" in visited
