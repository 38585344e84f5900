"""Text that a workbook shows struck out: whole cells by their style, and parts of a text by the part's style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from spreadsheets.sheet_xml import cell_styles, cells, styled_cells, tags

# How a workbook writes a character that XML cannot hold (such as a carriage return), and text that looks like that.
_CHARACTER = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FONT_ID = re.compile(rb"\sfontId=[\"'](\d+)[\"']")
_STRUCK = rb"<%s(?:strike|dstrike)(?:\s+val=[\"'](?:1|true|on)[\"'])?\s*/?>"
_VALUE = rb"<%sc(?=\s)(?=[^<>]*?\st=[\"']s[\"'])([^<>]*)>\s*<%sv>(\d+)</%sv>"
_INLINE = rb"<%sc(?=\s)(?=[^<>]*?\st=[\"']inlineStr[\"'])([^<>]*)>\s*<%sis>((?:[^<]|<(?!%sc[\s/>]))*?)</%sis>"
# From a tag to its end, but not beyond the next tag of its kind, so that a part without ends is searched once.
_TEXT = rb"<%ssi[\s>](?:[^<]|<(?!%ssi[\s/>]))*?</%ssi>"
_RUN = rb"<%sr[\s>](?:[^<]|<(?!%sr[\s/>]))*?</%sr>"
_FONT = rb"<%sfont(?:\s[^<>]*)?(?:/>|>(?:[^<]|<(?!%sfont[\s/>]))*?</%sfont>)"


def struck_texts(texts: bytes) -> dict[int, str]:
    """The places of the shared texts with a part that is struck out, and the rest of each."""
    if b"strike" not in texts:  # quick to see, and usual
        return {}
    rests = ((place, _rest(text[0], texts)) for place, text in enumerate(tags(texts, _TEXT).finditer(texts)))
    return {place: rest for place, rest in rests if rest is not None}


def struck_cells(sheet: bytes, styles: bytes, rests: Mapping[int, str]) -> dict[int, dict[int, str]]:
    """Cells with struck-out text by row (from 1) and place (from 0), and the part of their text that is not struck out.

    `rests`: of shared texts, from `struck_texts`.
    """
    struck: dict[int, dict[int, str]] = {}
    if rests:
        for (row, place), cell in cells(sheet, _VALUE):
            if (rest := rests.get(int(cell[2]))) is not None:
                struck.setdefault(row, {})[place] = rest
    if b"strike" in sheet:
        for (row, place), cell in cells(sheet, _INLINE):
            if (rest := _rest(cell[2], sheet)) is not None:
                struck.setdefault(row, {})[place] = rest
    for row, place, _ in styled_cells(sheet, _struck_styles(styles)):
        struck.setdefault(row, {})[place] = ""
    return struck


def _struck_styles(styles: bytes) -> Iterator[bytes]:
    """The numbers of the cell styles whose font is struck out."""
    start, end = (tags(styles, tag).search(styles) for tag in (rb"<%sfonts[\s>]", rb"</%sfonts>"))
    if b"strike" not in styles or not start or not end:
        return
    is_struck = tags(styles, _STRUCK)
    fonts = tags(styles, _FONT).finditer(styles, start.end(), end.start())
    struck = {b"%d" % number for number, font in enumerate(fonts) if is_struck.search(font[0])}
    for place, style in enumerate(cell_styles(styles)):
        if (font_id := _FONT_ID.search(style)) and font_id[1] in struck:
            yield b"%d" % place


def _rest(text: bytes, part: bytes) -> str | None:
    """The rest of a text without the parts that are struck out; None if there are none."""
    if b"strike" not in text:
        return None
    is_struck = tags(part, _STRUCK)
    runs = [run[0] for run in tags(part, _RUN).finditer(text)]
    kept = [run for run in runs if not is_struck.search(run)]
    if len(kept) == len(runs):
        return None
    pieces = [piece[1] for run in kept for piece in tags(part, rb"<%st(?:\s[^<>]*)?>([^<]*)</%st>").finditer(run)]
    return _CHARACTER.sub(_character, unescape(b"".join(pieces).decode(errors="replace")))


def _character(code: re.Match[str]) -> str:
    character = chr(int(code[1], 16))
    return "\ufffd" if "\ud800" <= character <= "\udfff" else character  # half of a surrogate pair
