"""The registry of pages: every file of the folder is a page, each with its own address."""

from pathlib import Path

from dashboard.page_registry import PAGES
from tests.browser.addresses import ADDRESSES

FOLDER = Path(__file__).parents[2] / "pages"


def test_every_page_of_the_folder_is_in_the_registry() -> None:
    """Every file of the folder has an entry, and every entry a file."""
    assert {entry.path for entry in PAGES.values()} == set(FOLDER.glob("*.py"))


def test_addresses_are_those_of_people_s_links() -> None:
    """The address of each page never changes; one page is at the address of the app."""
    assert {name: entry.address for name, entry in PAGES.items()} == {
        "explore": "/",
        "compare": "/compare",
        "clinic": "/clinic",
        "data": "/data",
        "method": "/method",
    }


def test_every_page_is_pictured_and_checked_for_accessibility() -> None:
    """The addresses that both visit have at least one of each page: its name, or its name and what it shows."""
    assert {name.partition("-")[0] for name in ADDRESSES} == set(PAGES)
