"""How many connections an address may hold, and what is reserved for everything else."""

import logging
import os
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.server import file_descriptors
from dashboard.server.connection_limit import ConnectionLimit
from dashboard.settings import CONNECTIONS_PER_ADDRESS

ROOT = Path(__file__).parents[3]
STREAM = "/_stcore/stream"
UPLOAD = "/_stcore/upload_file/session/file"
RAISES_ITS_LIMIT = """
import resource
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
from dashboard.server import file_descriptors
assert file_descriptors.limit() == 256
before = file_descriptors.free()
files = [open("/dev/null") for _ in range(10)]
assert before - file_descriptors.free() == 10
file_descriptors.raise_limit()
assert file_descriptors.limit() == min(hard, file_descriptors.MOST)
resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
held = []
try:
    while True:
        held.append(open("/dev/null"))
except OSError:
    pass
assert file_descriptors.free() == 0
"""


async def _listen(websocket: WebSocket) -> None:
    await websocket.accept()
    with suppress(WebSocketDisconnect):  # it may be closed before its text is received
        await websocket.receive_text()


async def _answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok" if request.url.path.endswith("health") else f"{len(await request.body())} bytes")


def clients(*hosts: str) -> list[TestClient]:
    """Clients at these addresses, of one server."""
    routes = [
        WebSocketRoute(STREAM, _listen),
        Route("/_stcore/health", _answer),
        Route(UPLOAD, _answer, methods=["PUT"]),
        Route("/", _answer),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(ConnectionLimit)])
    return [TestClient(app, client=(host, 50000)) for host in hosts]


def is_let_in(client: TestClient) -> bool:
    """Whether a WebSocket is accepted; it is closed at once."""
    try:
        with client.websocket_connect(STREAM) as websocket:
            websocket.send_text("bye")
    except WebSocketDisconnect as refusal:
        return refusal.code != 1013
    return True


@pytest.fixture(autouse=True)
def _three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONNECTIONS_PER_ADDRESS, "3")


def test_an_address_holds_so_many_connections(caplog: pytest.LogCaptureFixture) -> None:
    """Beyond its limit an address gets no WebSocket and no upload; others do, and so does it after closing some."""
    first, second = clients("203.0.113.7", "203.0.113.8")
    with ExitStack() as open_ones:
        sockets = [open_ones.enter_context(first.websocket_connect(STREAM)) for _ in range(3)]
        with caplog.at_level(logging.WARNING):
            assert not is_let_in(first)
            assert first.put(UPLOAD, content=b"1234").status_code == 429
        assert [record.getMessage() for record in caplog.records] == ["Connections are refused: 203.0.113.7 holds 3"]
        assert first.get("/").status_code == 200
        assert is_let_in(second)
        for websocket in sockets:
            websocket.send_text("bye")
    assert is_let_in(first)
    assert first.put(UPLOAD, content=b"1234").text == "4 bytes"


@pytest.mark.parametrize(
    ("hosts", "together"),
    [
        (("2001:db8::1", "2001:db8::ffff:2"), True),
        (("2001:db8::1", "2001:db8:0:1::1"), False),
        (("::ffff:203.0.113.7", "203.0.113.7"), True),
        (("testclient", "testclient"), True),
    ],
)
def test_many_addresses_of_one_network_hold_no_more(hosts: tuple[str, str], together: bool) -> None:
    """Addresses of one IPv6 network count as one, as does an IPv4 address in either notation."""
    first, second = clients(*hosts)
    with ExitStack() as open_ones:
        sockets = [open_ones.enter_context(first.websocket_connect(STREAM)) for _ in range(3)]
        assert is_let_in(second) is not together
        for websocket in sockets:
            websocket.send_text("bye")


def test_descriptors_are_kept_for_all_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a quarter left no connection is accepted while pages and health work; with hardly any, health reports it."""
    (client,) = clients("203.0.113.7")
    monkeypatch.setattr(file_descriptors, "limit", lambda: 1024)
    for free, let_in, healthy in ((256, True, True), (255, False, True), (64, False, True), (63, False, False)):
        monkeypatch.setattr(file_descriptors, "free", lambda free=free: free)
        assert is_let_in(client) is let_in
        assert client.put(UPLOAD, content=b"1").status_code == (200 if let_in else 503)
        assert client.get("/_stcore/health").status_code == (200 if healthy else 503)
        assert client.get("/").status_code == 200


@pytest.mark.skipif(sys.platform == "win32", reason="counts none there")
def test_descriptors_are_counted_and_their_limit_is_raised() -> None:
    """Open descriptors are counted, the limit is raised as far as the system allows, and none may be left."""
    done = subprocess.run(
        [sys.executable, "-c", RAISES_ITS_LIMIT], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
