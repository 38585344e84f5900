"""The headings of a page in reading order."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

_LEVELS = {"title": 1, "header": 2, "subheader": 3}
_IN_HTML = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>")


def drawn_headings(app: AppTest) -> list[tuple[int, str]]:
    """The level and the words of each heading that the page draws by the platform's elements."""
    return [(level, words) for level, words, in_html in _all(app) if not in_html]


def all_headings(app: AppTest) -> list[tuple[int, str]]:
    """The same with the headings in its HTML, which name the clinics of cards and columns."""
    return [(level, words) for level, words, _ in _all(app)]


def _all(app: AppTest) -> list[tuple[int, str, bool]]:
    headings = []
    for element in app.main:
        if element.type in _LEVELS:
            headings.append((_LEVELS[element.type], element.value, False))
        elif element.type == "html":
            headings += [(int(level), words, True) for level, words in _IN_HTML.findall(element.proto.body)]
    return headings
