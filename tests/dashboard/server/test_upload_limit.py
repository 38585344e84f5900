"""Uploads at the door: none in a read-only instance, and no more than fits."""

import asyncio
from collections import Counter

import pytest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message

from dashboard.server import upload_limit
from dashboard.server.upload_limit import BoundedUploads, NoUploads
from dashboard.settings import READ_ONLY
from scoring import Limits

UPLOAD = "/_stcore/upload_file/session/file"
THIRD = "/_stcore/upload_file/third/file"


async def _accepted(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{len(await request.body())} bytes")


CLIENT = TestClient(
    Starlette(
        routes=[
            Route(path, _accepted, methods=["GET", "PUT", "POST", "DELETE"])
            for path in (UPLOAD, THIRD, f"/below{UPLOAD}", "/")
        ],
        middleware=[Middleware(NoUploads), Middleware(BoundedUploads)],
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
    """Requests that upload nothing pass, also while uploads are refused."""
    monkeypatch.setenv(READ_ONLY, "yes")
    assert CLIENT.get("/").status_code == 200


def test_a_visit_brings_no_more_bytes_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the platform keeps for a visit counts, and so does what other visits have sent; a deletion is no upload."""
    stored = Counter(session=80, other=120)
    monkeypatch.setattr(upload_limit, "uploaded_bytes", lambda: stored)
    monkeypatch.setattr("dashboard.settings.limits", lambda: Limits(packed_bytes=50))
    assert CLIENT.put(UPLOAD, content=b"x" * 20).text == "20 bytes"
    assert CLIENT.put(UPLOAD, content=b"x" * 21).status_code == 413
    assert CLIENT.delete(UPLOAD).status_code == 200
    assert CLIENT.put(THIRD, content=b"x" * 100).text == "100 bytes"
    assert CLIENT.put(THIRD, content=b"x" * 101).status_code == 413
    stored["other"] = 121
    assert CLIENT.put(THIRD, content=b"x" * 100).status_code == 413


def test_no_address_takes_the_room_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """What several visits of one network leave with the platform, taken by the app or not, leaves room for others."""
    stored: Counter[str] = Counter()
    monkeypatch.setattr(upload_limit, "uploaded_bytes", lambda: stored)
    monkeypatch.setattr("dashboard.settings.limits", lambda: Limits(packed_bytes=50))
    visits = [f"/_stcore/upload_file/{visit}/file" for visit in "abcd"]
    app = BoundedUploads(Starlette(routes=[Route(path, _accepted, methods=["PUT"]) for path in visits]))
    first, again, other = (
        TestClient(app, client=(host, 50000)) for host in ("2001:db8::1", "2001:db8::2", "203.0.113.7")
    )
    for client, visit, size, status in (
        (first, 0, 100, 200),
        (again, 1, 100, 200),
        (first, 2, 1, 413),
        (other, 3, 100, 200),
    ):
        assert client.put(visits[visit], content=b"x" * size).status_code == status
        stored["abcd"[visit]] += size if status == 200 else 0
    del stored["a"]
    assert first.put(visits[2], content=b"x" * 100).status_code == 200


def test_what_is_still_being_sent_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simultaneous uploads, of one visit or many, store no more than uploads sent one by one."""
    monkeypatch.setattr(upload_limit, "uploaded_bytes", Counter)
    monkeypatch.setattr("dashboard.settings.limits", lambda: Limits(packed_bytes=50))
    inside = iter(((UPLOAD, 41, 413), (UPLOAD, 40, 200), (THIRD, 100, 200), (THIRD, 1, 413)))

    async def _send_while_receiving(_request: Request) -> PlainTextResponse:
        """While one upload is being received, the next one comes."""
        for path, size, status in inside:
            answer = await run_in_threadpool(client.put, path, content=b"x" * size)
            assert answer.status_code == status
        return PlainTextResponse("taken")

    routes = [Route(path, _send_while_receiving, methods=["PUT"]) for path in (UPLOAD, THIRD)]
    client = TestClient(Starlette(routes=routes, middleware=[Middleware(BoundedUploads)]))
    assert client.put(UPLOAD, content=b"x" * 60).status_code == 200
    assert client.put(UPLOAD, content=b"x" * 100).status_code == 200


def test_an_upload_that_does_not_say_its_size_counts_as_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing length is no way around the limit."""
    monkeypatch.setattr("dashboard.settings.limits", lambda: Limits(packed_bytes=50))
    monkeypatch.setattr(upload_limit, "uploaded_bytes", lambda: Counter(session=1))
    assert CLIENT.put(UPLOAD, content=iter([b"x"])).status_code == 413
    assert CLIENT.put(UPLOAD, content=b"x").status_code == 200


def test_an_upload_that_is_broken_off_is_no_fault() -> None:
    """A reader who leaves in the middle of an upload gets no answer, and the log no traceback."""
    sent: list[Message] = []
    coming = iter(
        (
            {"type": "http.request", "body": b"x", "more_body": True},
            {"type": "http.disconnect"},
        )
    )
    routes = [Route(UPLOAD, _accepted, methods=["PUT"])]
    app = Starlette(routes=routes, middleware=[Middleware(BoundedUploads)])
    scope = {"type": "http", "method": "PUT", "path": UPLOAD, "headers": [(b"content-length", b"9")], "client": None}

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    assert sent == []
