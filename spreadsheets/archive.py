"""The parts of a workbook that is a zip archive, within limits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from spreadsheets.refusals import Refused

MOST_PARTS = 10_000  # a sheet has a handful of parts; a thousand sheets with a drawing each have several thousand
_BOOK = "xl/workbook.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Archive:
    """An archive whose parts are within the limits. Raises `Refused`.

    Sizes are those that the archive states. They hold for every part that is read: one that unpacks to more is cut off
    there and then fails its checksum.
    """

    def __init__(self, data: bytes, most_bytes: int) -> None:
        try:
            self._zip = ZipFile(io.BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            raise Refused("damaged_archive") from None
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise Refused("parts", len(parts))
        self._names = {part.filename.lower(): part.filename for part in parts}
        if not self.is_spreadsheet:
            raise Refused("document" if "word/document.xml" in self._names else "archive")
        if (size := sum(part.file_size for part in parts)) > most_bytes:
            raise Refused("unpacked", size)

    @property
    def is_spreadsheet(self) -> bool:
        """Whether it has the main part of a workbook: in XML, binary (.xlsb), or of OpenDocument."""
        return not self._names.keys().isdisjoint((_BOOK, "xl/workbook.bin", "content.xml"))

    @property
    def has_marks(self) -> bool:
        """Whether its sheets say in XML which cells hold errors, formulas and number formats."""
        return _BOOK in self._names

    def part(self, name: str) -> bytes:
        """A part by its name, in any case; b"" for one that is not there. Raises `BadZipFile` if it is damaged."""
        stored = self._names.get(name.lower())
        return b"" if stored is None else self._zip.read(stored)

    def sheet(self, name: str) -> bytes:
        """The XML of the sheet of this name; b"" if its part is missing."""
        targets = dict(_attributes(self.part("xl/_rels/workbook.xml.rels"), "Relationship", ("Id",), "Target"))
        parts = dict(_attributes(self.part(_BOOK), "sheet", (_RELATION, _STRICT_RELATION), "name"))
        for identifier, title in parts.items():
            if title == name and identifier in targets:
                return self.part(normpath(join("/xl", targets[identifier])).lstrip("/"))
        return b""


def _attributes(part: bytes, tag: str, keys: tuple[str, ...], value: str) -> Iterator[tuple[str, str]]:
    """Two attributes of each element with this tag, in any namespace."""
    if not part:
        return
    for element in ET.fromstring(part).iter():  # noqa: S314 - limits hold for this process
        if element.tag.rpartition("}")[2] == tag:
            for key in keys:
                if key in element.attrib:
                    yield element.attrib[key], element.attrib.get(value, "")
