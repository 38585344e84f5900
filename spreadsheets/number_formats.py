"""How number formats show a number, if that changes its meaning.

Leading zeros ("00000"), characters between digits ("000-00-0000"), percent, and a currency other than the dollar.
Grouping, rounding and colors are ignored: all digits of a number are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from html import unescape
from typing import NamedTuple, TypeAlias

from spreadsheets.sheet_xml import cell_styles, tags

Shown: TypeAlias = Callable[[str], str]  # a number as text, all digits and no exponent -> as it is shown

_FORMAT_ID = re.compile(rb"\snumFmtId=[\"'](\d+)[\"']")
_CODE = re.compile(rb"\sformatCode=(?:\"([^\"]*)\"|'([^']*)')")
_BUILT_IN = {b"9": "0%", b"10": "0.00%"}
_LONGEST_CODE = 255  # characters; spreadsheets allow no more
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]\-]*)(?:-[^\]]*)?\]|(\[[^\]]*\])|_.|\*.|([0#?]+)|(.)', re.DOTALL)
_CONDITION = re.compile(r"\[<=(\d+)\]")
_OTHER_THAN_DIGITS = frozenset(".,%eE/@yYmMdDhHsSgG")  # decimals, grouping, dates and texts
_DATES_AND_TEXTS = frozenset("yYmMdDhHsS@")
_CURRENCY = re.compile(r"[A-Z]{1,3}\$|\b[A-Z]{3}\b|[\u20a0-\u20bf\u00a3\u00a5]")  # other than the dollar
_MONEY = re.compile(r"[$\u20a0-\u20bf\u00a3\u00a5]")


def shown_formats(styles: bytes) -> dict[bytes, Shown]:
    """The numbers of the cell styles whose format changes the meaning of a number, and how it shows one."""
    codes = dict(_BUILT_IN.items())
    for form in tags(styles, rb"<%snumFmt(\s[^<>]*)>").finditer(styles):
        number, code = _FORMAT_ID.search(form[1]), _CODE.search(form[1])
        if number and code:
            codes[number[1]] = unescape((code[1] or code[2] or b"").decode(errors="replace"))
    by_format: dict[bytes, Shown | None] = {}
    shown = {}
    for place, style in enumerate(cell_styles(styles)):
        if (number := _FORMAT_ID.search(style)) and number[1] in codes:
            if number[1] not in by_format:
                by_format[number[1]] = shown_by(codes[number[1]])
            if (show := by_format[number[1]]) is not None:
                shown[b"%d" % place] = show
    return shown


def shown_by(code: str) -> Shown | None:
    """How a format code shows a number; None if it adds nothing to the digits."""
    if len(code) > _LONGEST_CODE:
        return None
    first, *others = code.split(";")
    if (condition := _CONDITION.search(first)) and others:
        return _shown_up_to(int(condition[1]), shown_by(first[condition.end() :]), shown_by(others[0]))
    tokens = [_Token(*match.groups(default="")) for match in _TOKEN.finditer(first)]
    bare = set("".join(token.character for token in tokens))
    if "%" in bare:
        return _percent
    literal = "".join(token.literal for token in tokens)
    if currency := next((token.currency for token in tokens if token.currency.strip("$ ")), ""):
        return lambda number: f"{currency} {number}"
    if (money := _CURRENCY.search(literal)) and not bare & _DATES_AND_TEXTS:
        return lambda number: f"{money[0]} {number}"
    is_mask = not bare & _OTHER_THAN_DIGITS and not _MONEY.search(literal)
    return partial(_masked, _mask(tokens)) if is_mask and _says_more(tokens, literal) else None


class _Token(NamedTuple):
    """A part of a format code: one of these is filled, the others are ""."""

    quoted: str
    escaped: str
    currency: str
    bracket: str
    places: str
    character: str

    @property
    def literal(self) -> str:
        return self.quoted or self.escaped or self.character


def _shown_up_to(most: int, low: Shown | None, high: Shown | None) -> Shown | None:
    """How a number is shown by one format up to a limit, and by another beyond it."""
    if low is None or high is None:
        return None
    return lambda number: low(number) if number.isdigit() and int(number) <= most else high(number)


def _percent(number: str) -> str:
    return format((Decimal(number) * 100).normalize(), "f") + "%"


def _says_more(tokens: list[_Token], literal: str) -> bool:
    """Whether a format shows leading zeros, or characters between digits, besides the digits of a number."""
    places = "".join(token.places for token in tokens)
    return len(places) > 1 and not any(map(str.isalpha, literal)) and bool(literal.strip() or "0" in places[:-1])


def _mask(tokens: list[_Token]) -> tuple[tuple[str, bool], ...]:
    """The characters of a format, and whether each is the place of a digit."""
    return tuple((character, bool(token.places)) for token in tokens for character in token.places or token.literal)


def _masked(mask: tuple[tuple[str, bool], ...], number: str) -> str:
    """A whole number with its digits in the places of a mask, from the right; any other number unchanged."""
    if not number.isdigit():
        return number
    digits = list(number.zfill(_fewest(mask)))
    shown: list[str] = []
    left = sum(is_digit for _, is_digit in mask)
    for character, is_digit in reversed(mask):
        if not is_digit:
            shown.append(character)
            continue
        left -= 1
        taken = digits[-1:] if left else digits[:]
        del digits[len(digits) - len(taken) :]
        shown += reversed(taken)
    return "".join(reversed(shown)).strip()


def _fewest(mask: tuple[tuple[str, bool], ...]) -> int:
    """The minimum number of digits shown: from the first zero on."""
    places = [character for character, is_digit in mask if is_digit]
    return len(places) - places.index("0") if "0" in places else 0
