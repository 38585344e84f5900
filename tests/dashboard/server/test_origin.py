"""Only this server's own pages may talk to it."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import config

from dashboard.server.origin import SameOrigin


async def _greet(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")


CLIENT = TestClient(Starlette(routes=[WebSocketRoute("/ws", _greet)], middleware=[Middleware(SameOrigin)]))


def is_let_in(host: str, origin: str | None) -> bool:
    """Whether a WebSocket with these headers is accepted."""
    headers = {"host": host} | ({"origin": origin} if origin is not None else {})
    try:
        with CLIENT.websocket_connect("/ws", headers=headers) as websocket:
            return websocket.receive_text() == "hello"
    except WebSocketDisconnect as refusal:
        return refusal.code != 1008


@pytest.fixture
def _options() -> Iterator[None]:
    names = ("server.enableCORS", "server.corsAllowedOrigins")
    before: dict[str, Any] = {name: config.get_option(name) for name in names}
    yield
    for name, value in before.items():
        config.set_option(name, value)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8501", "http://localhost:8501"),
        ("127.0.0.1:8501", "http://127.0.0.1:8501"),
        ("[::1]:8501", "http://[::1]:8501"),
        ("clinics.example", "https://clinics.example"),
        ("clinics.example:8443", "https://clinics.example:8443"),
        ("clinics.example", None),
    ],
)
def test_a_page_of_this_server_is_let_in(host: str, origin: str | None) -> None:
    """A page whose origin is the requested host is accepted, and so is a program that is no browser."""
    assert is_let_in(host, origin)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8501", "http://localhost:9999"),
        ("localhost:8501", "http://localhost"),
        ("localhost:8501", "http://127.0.0.1:8501"),
        ("127.0.0.1:8501", "http://0.0.0.0:8501"),
        ("clinics.example", "http://localhost:8501"),
        ("clinics.example", "http://127.0.0.1"),
        ("clinics.example", "https://evil.example"),
        ("clinics.example", "https://clinics.example.evil.example"),
        ("clinics.example", "https://clinics.example@evil.example"),
        ("clinics.example", "null"),
        ("clinics.example", ""),
        ("", "null"),
        ("clinics.example", "http://["),
        ("clinics.example", "file://"),
    ],
)
def test_a_page_of_another_origin_is_refused(host: str, origin: str) -> None:
    """Another port of localhost is another origin, as is every other host, and a page without one."""
    assert not is_let_in(host, origin)


@pytest.mark.usefixtures("_options")
def test_a_host_may_allow_more() -> None:
    """Origins from the platform's own setting are accepted, and all of them where the host has turned the check off."""
    config.set_option("server.corsAllowedOrigins", ["https://front.example"])
    assert is_let_in("clinics.example", "https://front.example")
    assert not is_let_in("clinics.example", "http://front.example")
    config.set_option("server.enableCORS", False)  # noqa: FBT003 - the platform's function
    assert is_let_in("clinics.example", "https://evil.example")
