"""The HTML document of every page: the platform's, with the app's title, stylesheet and scripts.

The scripts make Back undo changes, and open the filters on a phone.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from dashboard import streamlit_platform
from dashboard.page_registry import PAGES

NAME = "Clinic directory review"
_SCRIPTS = ("history.js", "filter_drawer.js")
_STYLE = "style.css"
_KINDS = {".js": "text/javascript", ".css": "text/css"}
_AGAIN = {"Cache-Control": "no-cache"}


def routes() -> list[Route]:
    """The routes of the pages, and of the files that they load."""
    files = [Route(f"/{name}", file) for name in (*_SCRIPTS, _STYLE)]
    return [*(Route(entry.address, page) for entry in PAGES.values()), *files]


def page(_request: Request) -> Response:
    """The document, the same for every page."""
    return HTMLResponse(text(), headers=_AGAIN)


def file(request: Request) -> Response:
    """A script or the stylesheet, by the name in its address."""
    path = Path(__file__).with_name(PurePosixPath(request.url.path).name)
    return FileResponse(path, media_type=_KINDS[path.suffix], headers=_AGAIN)


def text() -> str:
    """The installed platform's document with the app's title, stylesheet, and scripts, which run first."""
    return streamlit_platform.titled_document(NAME, scripts=[f"./{name}" for name in _SCRIPTS], style=f"./{_STYLE}")
