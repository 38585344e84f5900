"""The HTML document of every page: the platform's, with the app's title and a script that makes Back undo changes."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from dashboard import streamlit_platform
from dashboard.page_registry import PAGES

NAME = "Clinic directory review"
_STEPS = Path(__file__).with_name("history.js")
_AGAIN = {"Cache-Control": "no-cache"}


def routes() -> list[Route]:
    """The routes of the pages, and of the script that they load."""
    return [*(Route(entry.address, page) for entry in PAGES.values()), Route(f"/{_STEPS.name}", steps)]


def page(_request: Request) -> Response:
    """The document, the same for every page."""
    return HTMLResponse(text(), headers=_AGAIN)


def steps(_request: Request) -> Response:
    """The script that adds each change to the browser's history."""
    return FileResponse(_STEPS, media_type="text/javascript", headers=_AGAIN)


def text() -> str:
    """The installed platform's document with the app's title and script, which must run before the platform's."""
    return streamlit_platform.titled_document(NAME, f"./{_STEPS.name}")
