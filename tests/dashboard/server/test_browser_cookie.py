"""A browser is recognized by a cookie of its own, and the platform is told whose WebSocket it is."""

import re
import tomllib
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from dashboard.server.browser_cookie import COOKIE, HEADER, KnownBrowser

ROOT = Path(__file__).parents[3]


async def _page(request: Request) -> Response:
    return HTMLResponse("page") if request.url.path == "/" else PlainTextResponse("file")


async def _whose(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_json(websocket.headers.getlist(HEADER))


APP = Starlette(
    routes=[Route("/", _page), Route("/file", _page), WebSocketRoute("/ws", _whose)],
    middleware=[Middleware(KnownBrowser)],
)


def whose(client: TestClient, **headers: str) -> list[str]:
    """What the platform is told about a WebSocket."""
    with client.websocket_connect("/ws", headers=headers) as websocket:
        values: list[str] = websocket.receive_json()
        return values


def test_a_page_brings_the_cookie_once() -> None:
    """The first page sets a cookie that no script can read, secure where the page is; nothing else sets one.

    No cache that readers share may keep that page: all whom it answered would be one browser.
    """
    client = TestClient(APP)
    assert "set-cookie" not in client.get("/file").headers
    page = client.get("/")
    cookie = page.headers["set-cookie"]
    assert page.headers["cache-control"] == "private, no-cache"
    assert re.fullmatch(rf"{COOKIE}=[\w-]{{22}}; Path=/; HttpOnly; SameSite=Lax", cookie)
    assert "set-cookie" not in client.get("/").headers
    assert TestClient(APP, base_url="https://x.example").get("/").headers["set-cookie"].endswith("; Secure")
    forged = TestClient(APP, cookies={COOKIE: "short"}).get("/")
    assert COOKIE in forged.headers["set-cookie"]


def test_the_platform_is_told_whose_connection_it_is() -> None:
    """Two connections of one browser share a key, another browser has another, and none can choose its own."""
    first, second = TestClient(APP), TestClient(APP)
    for client in (first, second):
        client.get("/")
    mine = whose(first)
    assert whose(first) == mine == [first.cookies[COOKIE]]
    assert whose(second) != mine
    assert whose(second, **{HEADER: mine[0]}) == [second.cookies[COOKIE]]


def test_without_the_cookie_every_connection_is_of_its_own() -> None:
    """A browser without a cookie is never mistaken for another without one, nor for the one that it claims to be."""
    assert whose(TestClient(APP)) != whose(TestClient(APP))
    assert whose(TestClient(APP), **{HEADER: "x" * 22}) != ["x" * 22]


def test_the_platform_trusts_just_that_header() -> None:
    """The platform's configuration names the header that is set here, and no other that a client could send."""
    configured = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert configured["server"]["trustedUserHeaders"] == {HEADER: "browser"}
