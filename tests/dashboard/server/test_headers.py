"""The headers of every answer: nothing from elsewhere, only the platform's scripts and ours, and little indexed."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.server.headers import SafeHeaders, policy


async def _page(request: Request) -> PlainTextResponse:
    return PlainTextResponse("page", headers={"X-Frame-Options": "DENY"} if request.url.path == "/own" else {})


CLIENT = TestClient(
    Starlette(
        routes=[Route(path, _page) for path in ("/", "/own", "/api/datasets/x.csv")],
        middleware=[Middleware(SafeHeaders)],
    )
)


def rules() -> dict[str, set[str]]:
    """The policy by directive."""
    return {name: set(words) for name, *words in (part.split() for part in policy().split("; "))}


def test_nothing_is_loaded_from_elsewhere() -> None:
    """Every directive names this server, inlined data or nothing; no host, no wildcard, no eval, no inline script."""
    for name, words in rules().items():
        digests = {word for word in words if word.startswith("'sha256-") and name == "script-src"}
        allowed = {"'self'", "'none'", "data:", "blob:"} | ({"'unsafe-inline'"} if name == "style-src" else set())
        assert words - digests <= allowed, name
    assert len([word for word in rules()["script-src"] if word.startswith("'sha256-")]) == 1
    assert rules()["default-src"] == {"'self'"}
    assert rules()["object-src"] == {"'none'"}


def test_every_answer_carries_them() -> None:
    """Found and missing pages have the policy and the usual headers; an answer's own header stays."""
    for path in ("/", "/nowhere"):
        headers = CLIENT.get(path).headers
        assert headers["content-security-policy"] == policy()
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert CLIENT.get("/own").headers["x-frame-options"] == "DENY"


def test_only_the_example_may_be_indexed() -> None:
    """Addresses of other datasets, and the API, ask not to be indexed."""
    assert "x-robots-tag" not in CLIENT.get("/").headers
    assert "x-robots-tag" not in CLIENT.get("/?data=example&q=x").headers
    assert CLIENT.get(f"/?data={'0' * 32}").headers["x-robots-tag"] == "noindex, nofollow"
    assert CLIENT.get("/api/datasets/x.csv").headers["x-robots-tag"] == "noindex, nofollow"
