"""The document behind every page: the platform's own under the app's name, with each change a step that Back undoes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

NAME = "Clinic directory review"
PAGES = ("/", "/compare", "/clinic", "/data", "/method")
_STEPS = Path(__file__).with_name("history.js")
_NAMELESS = "<title>Streamlit</title>"
_NAMED = f"<title>{NAME}</title>"
_SCRIPT = f'<script src="./{_STEPS.name}"></script>'
_AGAIN = {"Cache-Control": "no-cache"}


def routes() -> list[Route]:
    """The pages by their addresses, and the script that they load."""
    return [*(Route(path, page) for path in PAGES), Route(f"/{_STEPS.name}", steps)]


def page(_request: Request) -> Response:
    """The document of any page."""
    return HTMLResponse(text(), headers=_AGAIN)


def steps(_request: Request) -> Response:
    """The script that makes each change a step of the browser's history."""
    return FileResponse(_STEPS, media_type="text/javascript", headers=_AGAIN)


@cache
def text() -> str:
    """The installed platform's document with its name and our script, which has to run before the platform's."""
    platform = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    return platform.replace(_NAMELESS, _NAMED + _SCRIPT, 1)
