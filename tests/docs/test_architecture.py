"""The page on the layout of the code: what it names exists, and it names every package."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
TOPS = ("scoring", "spreadsheets", "publishing", "dashboard", "pages")
MOST_LINES = 75  # a screen and a half: nobody would read more first


def test_what_the_page_names_is_there() -> None:
    """Every path on it exists, and each module to open first is in its package."""
    paths = set(re.findall(r"`((?:[\w.]+/)+(?:\w+\.\w+)?|streamlit_app\.py)`", PAGE))
    assert {path for path in paths if not (ROOT / path).exists()} == set()
    rows = re.findall(r"^\| (`[\w/]+/`[^|]*) \| [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)
    for packages, modules in rows:
        folders = [ROOT / folder for folder in re.findall(r"`([\w/]+/)`", packages)]
        for module in re.findall(r"`([\w.]+)`", modules):
            assert all((folder / module).exists() for folder in folders), (packages, module)


def test_every_package_is_on_the_page() -> None:
    """No package of the product is left out."""
    folders = {path.parent for top in TOPS for path in (ROOT / top).rglob("*.py")}
    packages = {f"{folder.relative_to(ROOT)}/" for folder in folders} - {"scoring/"}  # which is the sum of its packages
    assert packages <= set(re.findall(r"`([\w/]+/)`", PAGE))


def test_the_page_is_short() -> None:
    """It can be read in three minutes, and has one drawing."""
    assert len(PAGE.splitlines()) <= MOST_LINES
    assert PAGE.count("```") == 2
