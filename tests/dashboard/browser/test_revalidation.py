"""The API, the outlines and the pages' files answer as HTTP has it: what a client keeps, asks again, and unpacks."""

import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.testclient import TestClient

from dashboard.browser import map_outlines
from dashboard.server.accepted_encoding import AcceptedEncoding
from streamlit_app import ROUTES

# As in streamlit_app.py: the platform's compression is inside.
CLIENT = TestClient(AcceptedEncoding(GZipMiddleware(Starlette(routes=ROUTES))))
ADDRESSES = ("/api/datasets/example.json?rows=10", map_outlines.STATES, "/style.css", "/history.js")
PLAIN, GZIP = "", "gzip"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("method", "headers", "status", "encoding"),
    [
        ("GET", {}, 200, PLAIN),
        ("HEAD", {}, 200, PLAIN),
        ("GET", {"Accept-Encoding": "gzip"}, 200, GZIP),
        ("HEAD", {"Accept-Encoding": "gzip"}, 200, GZIP),
        ("GET", {"Accept-Encoding": "br, GZIP ; q=0.5"}, 200, GZIP),
        ("GET", {"Accept-Encoding": "x-gzip"}, 200, GZIP),
        ("GET", {"Accept-Encoding": "*"}, 200, GZIP),
        ("GET", {"Accept-Encoding": "identity;q=0, *"}, 200, GZIP),
        ("GET", {"Accept-Encoding": "gzip;q=0"}, 200, PLAIN),
        ("GET", {"Accept-Encoding": "gzip;Q=0.000, *"}, 200, PLAIN),
        ("GET", {"Accept-Encoding": "gzipped, br"}, 200, PLAIN),
        ("GET", {"Accept-Encoding": "identity;q=0"}, 200, PLAIN),
        ("GET", {"If-None-Match": "*"}, 304, PLAIN),
        ("GET", {"If-None-Match": "{tag}"}, 304, PLAIN),
        ("HEAD", {"If-None-Match": "{tag}"}, 304, PLAIN),
        ("GET", {"If-None-Match": '"a, b", {strong}'}, 304, PLAIN),
        ("GET", {"If-None-Match": "{tag}", "Accept-Encoding": "gzip"}, 304, PLAIN),
        ("GET", {"If-None-Match": '"another", W/"{{tag}}"'}, 200, PLAIN),
        ("GET", {"If-None-Match": '"*"'}, 200, PLAIN),
        ("GET", {"If-Modified-Since": "Fri, 31 Dec 2100 00:00:00 GMT"}, 200, PLAIN),
        ("GET", {"Range": "bytes=0-9"}, 200, PLAIN),
        ("GET", {"Accept": "image/png"}, 200, PLAIN),
        ("POST", {}, 405, PLAIN),
        ("OPTIONS", {}, 405, PLAIN),
    ],
)
def test_a_client_gets_what_its_headers_ask_for(
    address: str, method: str, headers: dict[str, str], status: int, encoding: str
) -> None:
    """Status, compression, tag and length are those of HTTP, and HEAD has the headers of GET."""
    whole = CLIENT.get(address, headers={"Accept-Encoding": "identity"})
    tag = whole.headers["etag"]
    asked = {name: value.format(tag=tag, strong=tag.removeprefix("W/")) for name, value in headers.items()}
    answer = CLIENT.request(method, address, headers={"Accept-Encoding": "identity", **asked})
    assert answer.status_code == status
    if status == 405:
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
        return
    assert answer.headers["etag"] == tag
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == whole.headers["cache-control"]
    assert answer.headers.get("content-encoding", PLAIN) == encoding
    assert answer.content == (b"" if status == 304 or method == "HEAD" else whole.content)
    if status == 200 and not encoding:
        assert answer.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_one_tag_of_two_ways_to_send_the_same_is_weak(address: str) -> None:
    """A tag that a compressed and a plain answer share does not promise the same bytes."""
    plain, packed = (CLIENT.get(address, headers={"Accept-Encoding": coding}) for coding in ("identity", "gzip"))
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.headers["etag"] == packed.headers["etag"]
    assert plain.headers["etag"].startswith('W/"')
