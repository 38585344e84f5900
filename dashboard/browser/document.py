"""The HTML document of every page: the platform's, with the app's title, scripts, and styles.

`history.js` makes Back undo changes, `message_batch.js` has each change drawn once, `press_once.js` has a button act
once until its answer, `filter_drawer.js` opens and closes the sidebar on a phone, `skip_link.js` takes a keyboard to
the clinics, `kept_focus.js` keeps it in its place, `list_status.js` says how many clinics are left to readers who hear
the page, and `print.js` lets a button print. `style.css` styles the pages on screen, and `print.css` on paper.
"""

from __future__ import annotations

from pathlib import Path

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard import streamlit_platform
from dashboard.browser.revalidation import tagged_response
from dashboard.page_registry import PAGES

NAME = "Clinic directory review"
_FOLDER = Path(__file__).parent
# File of this folder -> its type, and the markup that loads it by its name.
_PARTS = {
    "history.js": ("text/javascript", '<script src="./{}"></script>'),
    "message_batch.js": ("text/javascript", '<script src="./{}"></script>'),
    "press_once.js": ("text/javascript", '<script src="./{}" defer></script>'),
    "filter_drawer.js": ("text/javascript", '<script src="./{}" defer></script>'),
    "skip_link.js": ("text/javascript", '<script src="./{}" defer></script>'),
    "kept_focus.js": ("text/javascript", '<script src="./{}" defer></script>'),
    "list_status.js": ("text/javascript", '<script src="./{}" defer></script>'),
    "print.js": ("text/javascript", '<script src="./{}" defer></script>'),
    "style.css": ("text/css", '<link rel="stylesheet" href="./{}">'),
    "print.css": ("text/css", '<link rel="stylesheet" media="print" href="./{}">'),
}
_AGAIN = {"Cache-Control": "no-cache"}


class _Undotted(StringConvertor):
    """A part of a path that is not the name of a file."""

    regex = "[^/.]+"


class _Below(StringConvertor):
    """Parts of a path below a page: neither a file nor one of the platform's own addresses, which begin with "_"."""

    regex = "[^/._][^/.]*(?:/[^/._][^/.]*)*"


class _PageName(StringConvertor):
    """The name of a page, in any case."""

    regex = f"(?i:{'|'.join(PAGES)})"


register_url_convertor("undotted", _Undotted())
register_url_convertor("below", _Below())
register_url_convertor("page_name", _PageName())


def routes() -> list[Route]:
    """The routes of the pages, of other addresses beside them, and of the scripts and the style that pages load."""
    return [
        *(Route(entry.address, page) for entry in PAGES.values()),
        *(Route(f"/{name}", part) for name in _PARTS),
        Route("/{name:undotted}", elsewhere),
        Route("/{name:page_name}/{rest:below}", below),
    ]


def page(_request: Request) -> Response:
    """The document, the same for every page."""
    return HTMLResponse(text(), headers=_AGAIN)


def elsewhere(request: Request) -> Response:
    """The page whose name the address spells in another way, with its link; else the document.

    The platform would answer with its own document, and the page would lack its style. It says what was not found.
    """
    entry = PAGES.get(request.path_params["name"].lower())
    return page(request) if entry is None else _moved(request, f".{entry.address}")


def below(request: Request) -> Response:
    """The page above, with the link: below it the platform's document would find none of its files, and stay blank."""
    up = "/".join(".." for _ in request.path_params["rest"].split("/"))
    return _moved(request, f"{up}{PAGES[request.path_params['name'].lower()].address}")


def _moved(request: Request, address: str) -> Response:
    """A redirect with the request's link. A relative address holds below a folder of a proxy, too."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{address}{query}", headers=_AGAIN)


def part(request: Request) -> Response:
    """A script or style of the document, or 304 for a browser that has it."""
    name = request.url.path.rpartition("/")[2]
    return tagged_response(request, (_FOLDER / name).read_bytes(), _PARTS[name][0], _AGAIN)


def text() -> str:
    """The installed platform's document with the app's parts; the scripts that are not deferred run before its own."""
    return streamlit_platform.titled_document(
        NAME, "".join(markup.format(name) for name, (_, markup) in _PARTS.items())
    )
