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
def test_every_page_has_the_apps_name_and_loads_its_script_first(path: str) -> None:
    """What passes a link on shows the app's name; the script that makes steps runs before the platform's."""
    text = CLIENT.get(path).text
    assert re.findall("<title>(.*?)</title>", text) == ["Clinic directory review"]
    sources = re.findall(r'<script[^>]* src="(.*?)"', text)
    assert sources[0] == "./history.js"
    assert len(sources) == 2


def test_the_rest_is_the_installed_platforms() -> None:
    """Nothing else of the platform's document is changed."""
    installed = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    ours = document.text().replace('<script src="./history.js"></script>', "").replace(document.NAME, "Streamlit")
    assert ours == installed


def test_the_script_is_served_as_one() -> None:
    """With its type, as browsers run nothing that is sniffed; to be asked for again when the app is new."""
    answer = CLIENT.get("/history.js")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
