r"""List literals of programming languages, read as lists of this app: "['PRP', 'BMC']" is "PRP;BMC".

A literal has items between brackets of any kind, with commas between. An item is a text in single or double
quotes, a whole or decimal number, or None or null, which is left out. A backslash in a text comes before `b`, `f`,
`n`, `r` or `t`, before the number of a character (`\x`, `\u`, `\U`), or before a literal character. A list within a
list is understood if it is the only item.

JSON objects are left as they are, without keywords of JSON-LD (`"@type": "MedicalTherapy"`) and without pairs that are
null, which say nothing: read as a denial, "null" would take what is beside it. Objects of yes and no keep all pairs.
"""

from __future__ import annotations

import re

_LIST_ENDS = re.compile(r"[;|\n\r]+")
_BRACKETS = ("[]", "()", "{}")
_ITEM = re.compile(
    r"""\s*+(?:(?:'(?P<single>[^'\\]*+(?:\\.[^'\\]*+)*+)'|"(?P<double>[^"\\]*+(?:\\.[^"\\]*+)*+)\""""
    r"""|(?P<number>[+-]?\d++(?:\.\d*+)?)|None\b|null\b)\s*+)?(?:,|\Z)""",
    re.DOTALL,
)
_OBJECTS = re.compile(r'\s*\[?\s*\{\s*"')
_YES_OR_NO = re.compile(r":\s*(?:true|false)\b")
_STRING = r'"(?:[^"\\]|\\.)*"'
_SAYS_NOTHING = rf'(?:"@\w++"\s*:\s*{_STRING}|{_STRING}\s*:\s*null\b)'
_EMPTY_PAIRS = re.compile(
    rf"(?<={{)\s*{_SAYS_NOTHING}(?:\s*,\s*{_SAYS_NOTHING})*\s*(?:,|(?=}}))|(?:,\s*{_SAYS_NOTHING})+(?=\s*[,}}])"
)
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4})|(.))", re.DOTALL
)
_CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def without_brackets(text: str) -> str:
    """The items of a list literal joined by semicolons; for other text in brackets, the text between them."""
    if _OBJECTS.match(text) and not _YES_OR_NO.search(text):
        text = _EMPTY_PAIRS.sub("", text)
    inside = _inside(text)
    if inside is None:
        return text
    items = _items(inside)
    if items is None and (within := _inside(inside)) is not None:  # as in "(['PRP', 'BMC'])"
        items = _items(within)
    return inside if items is None else ";".join(items)


def list_parts(text: str) -> list[str]:
    """The texts between the semicolons, bars and line breaks of a cell, which may be a list literal."""
    return [part.strip() for part in _LIST_ENDS.split(without_brackets(text)) if part.strip()]


def _inside(text: str) -> str | None:
    """The text between brackets at both ends; None if there are none."""
    return text[1:-1] if len(text) > 1 and text[0] + text[-1] in _BRACKETS else None


def _items(text: str) -> list[str] | None:
    """The items of a list literal without its brackets; None if it is not one."""
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
    """A text with its escapes resolved. Surrogate pairs, as JSON writes them, are joined; a lone half is replaced."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(escape: re.Match[str]) -> str:
    number = escape[1] or escape[2] or escape[3]
    return chr(int(number, 16)) if number else _CONTROLS.get(escape[4], escape[4])
