"""The outlines of maps, served by this app: inside a chart they would be sent again with every change."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

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
    headers = {"ETag": _tag(), "Cache-Control": f"public, max-age={_A_DAY}"}
    if _tag() in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return Response(reports.outlines_text(), media_type="application/json", headers=headers)


@cache
def _tag() -> str:
    return f'"{sha256(reports.outlines_text()).hexdigest()[:32]}"'
