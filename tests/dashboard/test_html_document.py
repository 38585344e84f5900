"""The frame of a file that a reader keeps: text put into it stays text, and nothing is loaded or run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.html_document import POLICY, element, html_document
from dashboard.safe_text import printable


class Parsed(HTMLParser):
    """The names of all tags in their order, and all text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the name of a tag."""
        del attrs
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.text += data


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])))
def test_any_text_stays_text(text: str) -> None:
    """An element holds the text unchanged, apart from isolation and what no file can show, and no other element."""
    parsed = Parsed(element("p", text))
    assert parsed.names == ["p"]
    assert re.sub("[\u2068\u2069]", "", parsed.text) == printable(text)


def test_the_document_forbids_scripts_and_requests() -> None:
    """Its policy allows nothing but its own style, and comes before everything that it applies to."""
    document = html_document("</title><script>", "p { color: red }", element("p", "text"))
    head, _, rest = document.partition(POLICY)
    assert Parsed(head).names == ["html", "head", "meta"]
    assert "script" not in Parsed(head + rest).names
    directives = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert directives["default-src"] == "'none'"
    assert set(directives) & {"script-src", "img-src", "connect-src", "frame-src"} == set()


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ufffe", "\u202e", "\u2066"])
def test_what_reverses_or_breaks_a_text_is_left_out(character: str) -> None:
    """Characters that no file can hold, or that reverse the text beside them, are removed."""
    assert element("p", f"a{character}b") == "<p>ab</p>"
