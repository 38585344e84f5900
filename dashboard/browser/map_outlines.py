"""The outlines of maps, served by this app: inside a chart they would be sent again with every change."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.browser.revalidation import tagged_response
from scoring import reports

STATES = "/geo/states.json"  # TopoJSON with the object `states`, whose ids are two-letter codes
_A_DAY = 86_400  # seconds during which a browser need not ask again; then the tag says whether the file has changed


def content(url: str) -> dict[str, Any]:
    """The outlines at an address as an object, for drawing outside a browser; KeyError for any other address."""
    return {STATES: reports.outlines}[url]()


def routes() -> list[Route]:
    """The routes of the outlines."""
    return [Route(STATES, _states, methods=["GET"])]


def _states(request: Request) -> Response:
    headers = {"Cache-Control": f"public, max-age={_A_DAY}"}
    return tagged_response(request, reports.outlines_text(), "application/json", headers)
