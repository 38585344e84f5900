"""The platform's own metrics are given to nobody."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.server.metrics import NoMeasurements


async def _answer(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("sessions 4")


CLIENT = TestClient(
    Starlette(routes=[Route("/{rest:path}", _answer)], middleware=[Middleware(NoMeasurements)]),
    follow_redirects=False,
)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/below/_stcore/metrics",
        "/_stcore/%6detrics",
        "/below//_stcore/metrics",
        "/_stcore/metrics?families=active_sessions",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_measurements_are_nobodys(path: str, method: str) -> None:
    """However the path is written, there is nothing."""
    assert CLIENT.request(method, path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/metrics"])
def test_everything_else_passes(path: str) -> None:
    """What pages need is not blocked."""
    assert CLIENT.get(path).status_code == 200
