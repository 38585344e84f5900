"""The address of the outlines: their bytes, how long a browser may keep them, and nothing beside them."""

import json

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.browser import map_outlines
from dashboard.server.headers import SafeHeaders
from scoring.reports import outlines_text

CLIENT = TestClient(SafeHeaders(Starlette(routes=map_outlines.routes())))


def test_the_outlines_are_served_to_be_kept() -> None:
    """A browser gets the file as JSON, may cache it for a day, and learns by its tag that it has not changed."""
    answer = CLIENT.get(map_outlines.STATES)
    assert answer.content == outlines_text()
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert "Content-Security-Policy" in answer.headers
    again = CLIENT.get(map_outlines.STATES, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/geo/countries.json", "/geo/../states.json", "/geo/sources.toml", "/geo/"])
def test_nothing_else_is_served_there(path: str) -> None:
    """Any other address beside the outlines is unknown, and the outlines cannot be written."""
    assert CLIENT.get(path).status_code == 404
    assert CLIENT.post(map_outlines.STATES).status_code == 405


def test_a_drawing_outside_a_browser_gets_the_same() -> None:
    """By its address a program gets its own copy of the outlines; other addresses are refused."""
    content = map_outlines.content(map_outlines.STATES)
    assert content == json.loads(outlines_text())
    content.clear()
    assert map_outlines.content(map_outlines.STATES)
    with pytest.raises(KeyError):
        map_outlines.content("/geo/countries.json")
