r"""A list as a programming language writes it, read as a list of this app: "['PRP', 'BMC']" is "PRP;BMC".

What is understood: items between brackets of any kind, with commas between. An item is a text in single or double
quotes, a whole or decimal number, or None or null, which is left out. A backslash in a text stands before `b`, `f`,
`n`, `r` or `t`, before the number of a character (`\x`, `\u`, `\U`), or before a character that is meant as it is. A
list in a list is understood where it is the only item.
"""

from __future__ import annotations

import re

_BRACKETS = ("[]", "()", "{}")
_ITEM = re.compile(
    r"""\s*+(?:(?:'(?P<single>[^'\\]*+(?:\\.[^'\\]*+)*+)'|"(?P<double>[^"\\]*+(?:\\.[^"\\]*+)*+)\""""
    r"""|(?P<number>[+-]?\d++(?:\.\d*+)?)|None\b|null\b)\s*+)?(?:,|\Z)""",
    re.DOTALL,
)
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})|(.))", re.DOTALL
)
_CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def without_brackets(text: str) -> str:
    """The items of a list literal with semicolons between; of other text in brackets, what stands between these."""
    inside = _inside(text)
    if inside is None:
        return text
    items = _items(inside)
    if items is None and (within := _inside(inside)) is not None:  # as in "(['PRP', 'BMC'])"
        items = _items(within)
    return inside if items is None else ";".join(items)


def _inside(text: str) -> str | None:
    """What stands between the brackets at both ends of a text; None where there are none."""
    return text[1:-1] if len(text) > 1 and text[0] + text[-1] in _BRACKETS else None


def _items(text: str) -> list[str] | None:
    """The items of a list literal, given without its brackets; None where it is none."""
    items: list[str] = []
    at = 0
    while at < len(text):
        item = _ITEM.match(text, at)
        if item is None:
            return None
        kind = item.lastgroup
        if kind is not None:
            items.append(item["number"] if kind == "number" else _unescaped(item[kind]))
        at = item.end()
    return items


def _unescaped(text: str) -> str:
    """A text without its backslashes. Halves of a character, as JSON writes it, are joined; one alone is replaced."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(escape: re.Match[str]) -> str:
    number = escape[1] or escape[2] or escape[3]
    return chr(int(number, 16)) if number else _CONTROLS.get(escape[4], escape[4])
