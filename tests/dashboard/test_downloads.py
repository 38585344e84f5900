"""When an offered file is made, and that the app's own way is the only way to a file."""

import re
import tomllib
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.downloads import button, name_of_clinics, name_of_picture, name_of_result
from dashboard.filters import Filters

ROOT = Path(__file__).parents[2]

PAGE = """
import streamlit as st
from dashboard.downloads import offer

def make():
    st.session_state["made"] = st.session_state.get("made", 0) + 1
    return b"clinics"

offer("Download 2 clinics", make, "two.csv", meaning="Two of them.", key="take")
"""


def test_a_file_is_made_only_when_requested() -> None:
    """Nobody waits for an unwanted file; an open download follows the page, and nothing is made once it is closed."""
    app = AppTest.from_string(PAGE).run()
    assert not app.exception
    assert "made" not in app.session_state
    assert not app.get("download_button")
    app.session_state["take"] = True
    assert [button.label for button in app.run().get("download_button")] == ["Save as CSV"]
    app.run()
    assert app.session_state["made"] == 2
    app.session_state["take"] = False
    assert not app.run().get("download_button")
    assert app.session_state["made"] == 2


KINDS = {
    "clinics.csv": "text/csv",
    "a.list-recipe.json": "application/json",
    "report.html": "text/html",
    "clinics.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_browser_learns_the_kind_of_a_file_from_its_name(
    name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of a file's name decides the content type with which it is served."""
    sent = {}
    monkeypatch.setattr(st, "download_button", lambda _, content, **options: sent.update(options, content=content))
    monkeypatch.setattr("dashboard.downloads.session_datasets.current", lambda: None)
    button("Save", b"content", name, key="save")
    assert (sent["content"], sent["file_name"], sent["mime"]) == (b"content", name, kind)


QUIET_PAGE = """
import streamlit as st
from dashboard.downloads import made_when_pressed

def make():
    raise AssertionError("nobody pressed it")

made_when_pressed("Picture", make, "picture.png", key="take", kind="image/png")
"""


def test_a_button_that_makes_its_file_waits_to_be_pressed() -> None:
    """Drawing the button makes nothing, so a page with pictures is as fast as one without."""
    app = AppTest.from_string(QUIET_PAGE).run()
    assert not app.exception
    assert [button.label for button in app.get("download_button")] == ["Picture"]


def test_a_reader_without_a_file_is_told_what_to_do() -> None:
    """The platform still says below such a button that there is no file, and our sentence replaces that."""
    mark = "stDownloadButtonError"
    program = (Path(st.__file__).parent / "static").rglob("DownloadButton*.js")
    assert any(mark in path.read_text(encoding="utf-8") for path in program)
    style = (ROOT / "dashboard" / "browser" / "style.css").read_text(encoding="utf-8")
    assert re.search(mark + r'"\]::after \{\s*content: "This picture could not be made; [^"]+\."', style)


def test_tables_offer_no_download_of_the_platform_s_own() -> None:
    """The platform would write the CSV of a table, or of a chart's data, in the browser without any guard."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["client"]["disableDataExport"] is True


def test_every_file_is_offered_by_one_door() -> None:
    """No page offers a file except through the module that decides for whom it opens."""
    code = [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    assert {path.name for path in code if "download_button(" in path.read_text(encoding="utf-8")} == {"downloads.py"}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("list.xlsx", "list-problems.csv"),
        ("spring.2026.csv", "spring.2026-problems.csv"),
        ("", "clinics-problems.csv"),
    ],
)
def test_a_result_is_named_after_its_file(source: str, name: str) -> None:
    """A saved file sorts next to the file that it was made from, and has a name where that has none."""
    assert name_of_result(source, "problems") == name


@pytest.mark.parametrize("search", ["../../etc/passwd", 'a"b;c', "\u202egnp", "x" * 500, "\n"])
def test_a_name_made_from_a_search_is_plain(search: str) -> None:
    """Whatever a reader searches for, the name is short and holds letters, digits and hyphens only."""
    name, picture = name_of_clinics(Filters(q=search)), name_of_picture("ranked", Filters(q=search), "png")
    assert re.fullmatch(r"clinics-scored(-[a-z0-9]+)*\.csv", name)
    assert re.fullmatch(r"ranked(-[a-z0-9]+)*\.png", picture)
    assert max(len(name), len(picture)) < 80


def test_a_picture_is_named_after_its_figure_and_filters() -> None:
    """Pictures of two selections do not overwrite each other."""
    assert name_of_picture("states", Filters(), "svg") == "states.svg"
    assert name_of_picture("states", Filters(state=frozenset({"FL"})), "png") == "states-fl.png"
