"""The text on the pages of a PDF that Chromium printed: enough of the format for that, and no more."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_FONT_OR_GLYPHS = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>")


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page in the order of drawing, without spaces, which are not all drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    order = [
        int(page) for kids in re.findall(rb"/Kids \[(.*?)\]", pdf, re.DOTALL) for page in re.findall(rb"\d+", kids)
    ]
    pages = [number for number in order if re.search(rb"/Type\s*/Page\b", objects.get(number, b""))]
    return [_text(objects, objects[number]) for number in pages]


def _text(objects: dict[int, bytes], page: bytes) -> str:
    letters: list[str] = []
    font: dict[int, str] = {}
    digits = 2
    for name, glyphs in _FONT_OR_GLYPHS.findall(_stream(objects[_reference(page, b"Contents")])):
        if name:  # the number in the name of a font is that of its object
            table = _stream(objects[_reference(objects[int(name)], b"ToUnicode")])
            font, digits = _letters(table), 4 if b"<0000>" in table else 2
        else:
            codes = (glyphs[at : at + digits] for at in range(0, len(glyphs), digits))
            letters += [font.get(int(code, 16), "") for code in codes]
    return "".join("".join(letters).split())


def _letters(table: bytes) -> dict[int, str]:
    """Glyph -> its letters, of a table that maps single glyphs and ranges of them."""
    mapped: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(rb"<(\w+)> <(\w+)>", block):
            mapped[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, start in re.findall(rb"<(\w+)> <(\w+)> <(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                mapped[int(first, 16) + step] = chr(int(start, 16) + step)
    return mapped


def _stream(body: bytes) -> bytes:
    match = _STREAM.search(body)
    content = match[1] if match else b""
    return zlib.decompress(content) if b"FlateDecode" in body else content


def _reference(body: bytes, name: bytes) -> int:
    match = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    return int(match[1]) if match else 0
