"""The document behind every page."""

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import document
from dashboard.page_registry import PAGES

CLIENT = TestClient(Starlette(routes=document.routes()))


@pytest.mark.parametrize("path", [entry.address for entry in PAGES.values()])
def test_every_page_has_the_apps_name_and_loads_its_files_first(path: str) -> None:
    """What passes a link on shows the app's name; the scripts run before the platform's."""
    text = CLIENT.get(path).text
    assert re.findall("<title>(.*?)</title>", text) == ["Clinic directory review"]
    sources = re.findall(r'<script[^>]* src="(.*?)"', text)
    assert sources[:2] == ["./history.js", "./filter_drawer.js"]
    assert len(sources) == 3
    assert '<link rel="stylesheet" href="./style.css">' in text


def test_the_rest_is_the_installed_platforms() -> None:
    """Nothing else of the platform's document is changed."""
    installed = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    ours = document.text().replace(document.NAME, "Streamlit")
    for tag in (
        '<link rel="stylesheet" href="./style.css">',
        '<script src="./history.js"></script>',
        '<script src="./filter_drawer.js"></script>',
    ):
        assert tag in ours
        ours = ours.replace(tag, "")
    assert ours == installed


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/history.js", "text/javascript"), ("/filter_drawer.js", "text/javascript"), ("/style.css", "text/css")],
)
def test_a_file_of_the_document_is_served_as_what_it_is(path: str, kind: str) -> None:
    """With its type, as browsers use nothing that is sniffed; to be asked for again when the app is new."""
    answer = CLIENT.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == "no-cache"
