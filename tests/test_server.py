"""The served app: what it refuses, what it says about itself, and that readers still get in."""

from __future__ import annotations

import resource
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from dashboard.server.browser_cookie import COOKIE
from dashboard.settings import CONNECTIONS_PER_ADDRESS
from tests.browser.serving import Server, start

MOST = 20  # connections from one address
FEW = 256  # descriptors, some of which are still held by sessions of earlier tests
ANN, BOB = "a" * 22, "b" * 22


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server logs."""
    return tmp_path_factory.mktemp("server") / "console.log"


@pytest.fixture(scope="module")
def server(log: Path) -> Iterator[Server]:
    """The app on a free port, with a limit of connections that tests reach quickly."""
    with start(log, environment={CONNECTIONS_PER_ADDRESS: str(MOST)}) as running:
        yield running


def status(server: Server, path: str, **headers: str) -> int:
    """The status of a request."""
    try:
        with urlopen(Request(server.url + path, headers=headers), timeout=10) as answer:  # noqa: S310 - our own
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code


@contextmanager
def come(
    server: Server,
    browser: str | None = None,
    session: str = "",
    origin: str | None = None,
    address: str = "127.0.0.1",
) -> Iterator[ClientConnection]:
    """A WebSocket as a page opens it, which may name a session to rejoin."""
    cookie = {"Cookie": f"{COOKIE}={browser}"} if browser else {}
    with connect(
        f"{server.url.replace('http', 'ws')}/_stcore/stream",
        subprotocols=["streamlit", "token", *([session] if session else [])],
        additional_headers=cookie,
        origin=origin,
        proxy=None,
        close_timeout=0.2,  # what the page would still send is not waited for
        source_address=(address, 0),
    ) as page:
        yield page


def run(page: ClientConnection) -> str:
    """Run the page's script, and return the id of its session."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    page.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        data = page.recv(timeout=60)
        assert isinstance(data, bytes)
        answer.ParseFromString(data)
        if answer.WhichOneof("type") == "new_session":
            session: str = answer.new_session.initialize.session_id
            return session


def test_an_open_session_is_not_joined_by_its_id(server: Server) -> None:
    """A browser that names another one's session, open or just lost, gets a new one, and the first is undisturbed."""
    with come(server, ANN) as mine:
        session = run(mine)
        for stranger in (BOB, None):
            with come(server, stranger, session) as theirs:
                assert run(theirs) != session
        assert run(mine) == session
    for stranger in (BOB, None):
        with come(server, stranger, session) as theirs:
            assert run(theirs) != session


def test_a_lost_connection_finds_its_session_again(server: Server) -> None:
    """The same browser rejoins its session, whether closed or still thought to be open."""
    with come(server, ANN) as mine:
        session = run(mine)
        with come(server, ANN, session) as again:
            assert run(again) == session
        with come(server, ANN, session) as last:
            assert run(last) == session


def test_no_page_of_another_origin_is_let_in(server: Server) -> None:
    """A page of another port of this machine is refused; one of this server is not."""
    port = urlsplit(server.url).port
    for origin in (f"http://localhost:{port}", "http://localhost:1", "http://127.0.0.1", "https://evil.example"):
        with pytest.raises(InvalidStatus, match="403"), come(server, ANN, origin=origin):
            pass
    with come(server, ANN, origin=server.url) as page:
        assert run(page)


def test_a_huge_message_is_refused(server: Server) -> None:
    """A message beyond 20 MB closes its connection before it is read, and others continue."""
    with come(server) as page:
        with suppress(ConnectionClosed):  # as soon as the server has seen its length
            page.send(b"0" * 21_000_000)
        with pytest.raises(ConnectionClosed) as closed:
            page.recv(timeout=30)
        said = closed.value.rcvd
        assert said is None or said.code == 1009  # None: the connection was cut while the message was still being sent
    assert status(server, "/_stcore/health") == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/%6detrics?families=cache"])
def test_measurements_are_nobodys(server: Server, path: str) -> None:
    """Nobody is told how many sessions there are."""
    assert status(server, path) == 404


def refusals(server: Server, held: ExitStack, addresses: Sequence[str]) -> int:
    """How many WebSockets, one for each address named, are refused; the others are held open."""
    refused = 0
    for address in addresses:
        try:
            held.enter_context(come(server, address=address))
        except InvalidStatus:
            refused += 1
    return refused


def test_one_address_cannot_take_every_connection(server: Server, log: Path) -> None:
    """Beyond its number an address is refused, with one line in the log; pages and health work, and others get in."""
    with ExitStack() as held:
        assert refusals(server, held, ["127.0.0.9"] * (MOST + 10)) == 10
        assert status(server, "/_stcore/health") == status(server, "/") == 200
        assert refusals(server, held, ["127.0.0.10"]) == 0
    assert log.read_text(encoding="utf-8").count(f"Connections are refused: 127.0.0.9 holds {MOST}") == 1


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits a process that runs")
def test_many_addresses_leave_descriptors_for_all_else(server: Server) -> None:
    """However many addresses connect, connections run out before descriptors do: pages, health and example work."""
    before = resource.prlimit(server.process, resource.RLIMIT_NOFILE)
    resource.prlimit(server.process, resource.RLIMIT_NOFILE, (FEW, before[1]))
    try:
        with ExitStack() as held:
            assert refusals(server, held, [f"127.0.1.{place % 10 + 1}" for place in range(FEW)]) > 0
            for path in ("/_stcore/health", "/", "/api/datasets/example.csv"):
                assert status(server, path) == 200
    finally:
        resource.prlimit(server.process, resource.RLIMIT_NOFILE, before)
