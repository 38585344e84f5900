"""The pages, in the order of the menu. A new page is a file in `pages/` and an entry here.

The menu, links between pages, and the addresses that get the app's document are all made from these entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parents[1] / "pages"
_HOME = "explore"


@dataclass(frozen=True)
class PageEntry:
    """A page: the name of its file, and what the menu shows for it.

    `icon`: a Material symbol. `filtered`: whether filters change what it shows; else the sidebar leaves them out.
    """

    name: str
    title: str
    icon: str
    help: str
    filtered: bool = False

    @property
    def path(self) -> Path:
        """The script of the page."""
        return _FOLDER / f"{self.name}.py"

    @property
    def is_home(self) -> bool:
        """Whether the address of the app alone opens this page."""
        return self.name == _HOME

    @property
    def address(self) -> str:
        """The path of the page's address."""
        return "/" if self.is_home else f"/{self.name}"


PAGES = MappingProxyType({
    entry.name: entry
    for entry in (
        PageEntry(
            "explore",
            "Explore",
            ":material/insights:",
            "Filter the clinics, weigh the four questions, and see who discloses what.",
            filtered=True,
        ),
        PageEntry(
            "compare",
            "Compare",
            ":material/compare_arrows:",
            "Two to six clinics side by side, and why their scores differ.",
        ),
        PageEntry(
            "clinic",
            "Clinic",
            ":material/local_hospital:",
            "One record in full: what it states, how its score is calculated, what to ask.",
        ),
        PageEntry(
            "data",
            "Data",
            ":material/upload_file:",
            "Upload your own list of clinics, see what was understood, and fix the rest.",
        ),
        PageEntry(
            "method",
            "Method",
            ":material/rule:",
            "Every rule behind a score, with its reason and source, and what a score does not say.",
        ),
    )
})  # fmt: skip
