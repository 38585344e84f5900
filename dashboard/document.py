"""The document behind every page: the platform's own under the app's name, with each change a step that Back undoes."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from dashboard import streamlit_platform

NAME = "Clinic directory review"
PAGES = ("/", "/compare", "/clinic", "/data", "/method")
_STEPS = Path(__file__).with_name("history.js")
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


def text() -> str:
    """The installed platform's document with its name and our script, which has to run before the platform's."""
    return streamlit_platform.titled_document(NAME, f"./{_STEPS.name}")
