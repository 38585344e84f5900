"""A read-only instance refuses uploads at the door."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.settings import READ_ONLY
from dashboard.uploads import NoUploads

UPLOAD = "/_stcore/upload_file/session/file"


async def _taken(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{len(await request.body())} bytes")


CLIENT = TestClient(
    Starlette(
        routes=[
            Route(path, _taken, methods=["GET", "PUT", "POST", "DELETE"]) for path in (UPLOAD, f"/below{UPLOAD}", "/")
        ],
        middleware=[Middleware(NoUploads)],
    )
)


@pytest.mark.parametrize("path", [UPLOAD, f"/below{UPLOAD}"])
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_an_upload_is_refused_when_read_only(monkeypatch: pytest.MonkeyPatch, path: str, method: str) -> None:
    """Whatever page sends it, an upload gets 403 in a read-only instance, and passes in any other."""
    monkeypatch.setenv(READ_ONLY, "yes")
    assert CLIENT.request(method, path, content=b"1234").status_code == 403
    monkeypatch.setenv(READ_ONLY, "no")
    assert CLIENT.request(method, path, content=b"1234").text == "4 bytes"


def test_everything_else_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading is not hindered."""
    monkeypatch.setenv(READ_ONLY, "yes")
    assert CLIENT.get("/").status_code == 200
