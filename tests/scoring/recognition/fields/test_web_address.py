"""Which texts are web addresses that may be opened, on which the file's problems and the screen agree."""

import re
from urllib.parse import urlsplit

import pyarrow as pa
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard import safe_text
from scoring.recognition.fields.web_address import (
    LONGEST,
    ORDINARY,
    SHORT_FORM,
    are_ordinary,
    read_web_address,
    web_host,
    website_keys,
)
from tests.scoring.files import reviewed

WHOLE = {"credentials": "MD", "products": "PRP", "targets": "disc", "imaging": "CT"}
OPENS = {
    "https://a.example/x?y=1": "https://a.example/x?y=1",
    " http://a.example ": "http://a.example",
    "a.example/path": "https://a.example/path",
    "HTTP://A.EXAMPLE/Path": "http://a.example/Path",
    "https://a.example:8443/": "https://a.example:8443/",
    "https://a.example.": "https://a.example",
    "https://127.0.0.1:8000/x": "https://127.0.0.1:8000/x",
    "https://[::1]/x": "https://[::1]/x",
    "https://m\u00fcller.example/\u00fc?q=\u00fc#\u00fc": "https://xn--mller-kva.example/%C3%BC?q=%C3%BC#%C3%BC",
    "https://fa\u00df.example": "https://xn--fa-hia.example",
    "https://\u0440\u0430ypal.example": "https://xn--ypal-43d9g.example",
    "https://\uff41.example": "https://a.example",
    "https://a.example/%0a%2e?a=%20": "https://a.example/%0a%2e?a=%20",
    'https://a.example/"><b>': "https://a.example/%22%3E%3Cb%3E",
    "https://a.example/@b": "https://a.example/@b",
}
UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # no width
    "\u202e\u202d\u2066\u200f\u061c"  # reverse the direction of writing
    "\x00\x07\x1b\x7f\x85\t\n\r\u2028\u2029\u3000\u00a0"  # control and blanks
    "\ud800\U000e0041\ue000"  # half of a surrogate pair, a tag, a private-use character
)
HOSTILE = [
    "https://paypal.example@evil.example",
    "https://user:secret@a.example/",
    "https://@a.example",
    "https://a.example\\@evil.example",
    "https://evil.example\\.a.example/",
    "https:\\\\a.example",
    "\\\\a.example",
    *(
        f"https://a.exa{sign}mple/"
        for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u202d\u2066\u200f\u061c\x00\x07\x7f\x85"
    ),
    *(f"https://a.example/{sign}x" for sign in "\u200b\u202e\u2028\u2029\u3000\u00a0\t\n\r\x1b\ud800\U000e0041\ue000"),
    "https://a.example/x y",
    "java\tscript:alert(1)",
    "javascript:alert(1)",
    "javascript://a.example/%0aalert(1)",
    "data:text/html,x",
    "ftp://a.example",
    "//a.example",
    "http:/a.example",
    "http:a.example",
    "http:///a.example",
    "https://",
    "https://:80",
    "https://.",
    "https://a..example",
    "https://a.example:0",
    "https://a.example:65536",
    "https://a.example:",
    "https://a.example:80:80",
    "https://a.example:\u0663",
    "https://a%2eexample",
    "https://a.example%00.evil.example",
    "https://2130706433",
    "https://0x7f.1",
    "https://127.1",
    "https://017700000001",
    "https://999.1.1.1",
    "https://[::1",
    "https://[evil]",
    "https://[v1.x]/",
    "https://\u2100.example",
    "https://a\u3002example",
    "https://\u2044a.example",
    *(f"https://a{sign}.example" for sign in "\u034f\u115f\u17b4\u180b\u2800\u3164\ufe0f\uffa0\U000e0101"),
    "https://a.example/\u3164",
    "https://-a.example",
    f"https://{'a' * 64}.example",
    f"https://{'a.' * 130}example",
    f"https://a.example/{'x' * LONGEST}",
    "mailto:a@b.example",
    "https",
]


@pytest.mark.parametrize("written", OPENS)
def test_a_web_address_opens_in_ascii(written: str) -> None:
    """An address with a visible host opens, in the ASCII that a browser would send."""
    assert read_web_address(written) == OPENS[written]


@pytest.mark.parametrize("written", HOSTILE, ids=ascii)
def test_what_may_mislead_is_no_address(written: str) -> None:
    """An address with a user name, a backslash, an invisible sign, or a host in odd numbers does not open."""
    assert read_web_address(written) is None


def is_ordinary(written: str) -> bool:
    """Whether the quick check accepts one text as an address."""
    return bool(are_ordinary(pa.chunked_array([[written]], pa.string()))[0])


@given(st.from_regex(re.compile(f"{ORDINARY}|{SHORT_FORM}", re.ASCII), fullmatch=True))
def test_the_ordinary_is_an_address(written: str) -> None:
    """Whatever the quick check accepts is an address, unchanged except for a missing scheme."""
    written = written.removesuffix("\n")
    assume(is_ordinary(written))
    assert read_web_address(written) == (written if "://" in written else f"https://{written}")


@pytest.mark.parametrize("label", ["a" * 64, "a" * 62, "-".join(["ab"] * 22)])
def test_a_long_label_is_no_quick_address(label: str) -> None:
    """Labels that may be longer than the domain name system allows are left to the parser."""
    assert not is_ordinary(f"{label}.example")


def test_texts_are_looked_at_each_by_itself() -> None:
    """In a column of short and long addresses and other texts, each is judged as it is alone."""
    texts = [*OPENS, *HOSTILE, f"https://a.example/{'b' * 99}", "a.example"]
    texts = [text for text in texts if text.isascii()]
    column = pa.chunked_array([texts[:7], texts[7:]], pa.string())
    assert are_ordinary(column).tolist() == [is_ordinary(text) for text in texts]
    assert are_ordinary(column).any()


USUAL = [
    "https://a.example",
    "http://a.example/x",
    "a.example",
    "www.a-b.example/x",
    f"https://www.a-b.example/{'locations/' * 9}back-pain",
]


@pytest.mark.parametrize("written", USUAL)
def test_a_usual_address_needs_no_parser(written: str) -> None:
    """An address of letters, with or without a scheme, passes the quick check, because parsing is slow."""
    assert is_ordinary(written)


@given(st.text(min_size=1), st.sampled_from(["", "https://", "https://a.example", "https://a.example/"]))
def test_what_opens_is_plain(text: str, before: str) -> None:
    """Whatever opens is visible ASCII with http or https and no user name, and is the same when read again."""
    opens = read_web_address(before + text)
    if opens is not None:
        assert re.fullmatch("[!-~]+", opens)
        assert "\\" not in opens
        assert urlsplit(opens).scheme in {"http", "https"}
        assert urlsplit(opens).username is None
        assert web_host(opens)
        assert read_web_address(opens) == opens


@given(
    st.from_regex(r"(HTTPS?://|https://)?(www\.)?[a-z./?&= \u00e9-]{0,12}", fullmatch=True)
    | st.sampled_from([*OPENS, "https://", "www.", "a.example/?ref=x&b=1", "a.example//?&", "www.www.a.example"])
)
def test_a_fragment_makes_no_other_page(written: str) -> None:
    """An address with a fragment, which takes the slower path, has the same key as one without."""
    address = written.strip()
    alone, with_fragment = website_keys(pa.array([address, f"{address}#staff"])).to_pylist()
    assert alone == with_fragment


@pytest.mark.parametrize("column", ["website", "source_url"])
def test_what_is_no_link_is_a_problem(column: str) -> None:
    """Exactly the addresses that the screen does not open are problems of the file, one row each."""
    written = [text for text in (*OPENS, *HOSTILE) if text.isprintable() and text.strip()]
    found = reviewed(
        [{"name": f"Clinic {place}", **WHOLE, column: text} for place, text in enumerate(written)]
    ).problems
    assert set(found["code"]) == {"link_not_web"}
    assert found["row"].to_list() == [row for row, text in enumerate(written, 2) if safe_text.link(text) is None]


@pytest.mark.parametrize(
    "text",
    ["https://www.a.example.com/x/", "HTTP://A.EXAMPLE.COM/x", "a.example.com/x?utm_source=y", "a.example.com/x#y"],
)
def test_one_page_is_one_key(text: str) -> None:
    """Scheme, "www.", case, a final slash, the fragment, and tracking parameters make no difference."""
    assert website_keys(pa.array([text])).to_pylist() == ["a.example.com/x"]


def test_a_query_is_part_of_a_page() -> None:
    """Two entries of a directory are two pages, whatever the tracking parameters."""
    texts = ["https://a.example.com/?gclid=1&id=1", "https://a.example.com/?id=1&utm_medium=x", "a.example.com?id=2"]
    one, same, other = website_keys(pa.array(texts)).to_pylist()
    assert one == same != other


@pytest.mark.parametrize("text", ["see our page", "", "mailto:x@a.example.com", "e.g. this", "Facebook"])
def test_what_is_no_address_has_no_key(text: str) -> None:
    """Words and mail addresses are not pages that clinics could share."""
    assert website_keys(pa.array([text])).to_pylist() == [""]
