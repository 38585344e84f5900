"""The parts of a workbook that is a zip archive, within limits."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from spreadsheets.refusals import Refused

MOST_PARTS = 10_000  # a sheet has a handful of parts; a thousand sheets with a drawing each have several thousand
OPEN_CONTENT = "content.xml"  # the main part of OpenDocument
_BOOK = "xl/workbook.xml"
# Parts that show that an archive is another program's file, and the code of its refusal.
_OTHER_MAIN_PARTS = {
    "word/document.xml": "document",
    "ppt/presentation.xml": "presentation",
    "index/document.iwa": "numbers",
    "index.zip": "numbers",
    "datamodel": "report",
}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_IN_WORKBOOK = re.compile(r"xl/[^/]+\.xml")  # only there do the relative names of sheets resolve as usual
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
        size = sum(part.file_size for part in parts)
        self._main = self._renamed_main_part() if size <= most_bytes else _BOOK
        if not self.is_spreadsheet:
            raise Refused(
                next((_OTHER_MAIN_PARTS[name] for name in self._names if name in _OTHER_MAIN_PARTS), "archive")
            )
        if size > most_bytes:
            raise Refused("unpacked", size)
        kind = self.part("mimetype").removeprefix(_OPEN_DOCUMENT)
        if kind.startswith((b"text", b"presentation", b"graphics")):
            raise Refused("presentation" if kind.startswith(b"presentation") else "document")

    @property
    def is_spreadsheet(self) -> bool:
        """Whether it has the main part of a workbook: in XML, binary (.xlsb), or of OpenDocument."""
        return not self._names.keys().isdisjoint((self._main, "xl/workbook.bin", OPEN_CONTENT))

    @property
    def has_marks(self) -> bool:
        """Whether its sheets are XML, which says which cells hold errors, formulas and number formats."""
        return self._main in self._names

    @property
    def has_usual_names(self) -> bool:
        """Whether its main part, if in XML, has the name that every reader looks for."""
        return self._main == _BOOK

    def with_usual_names(self) -> bytes:
        """The same archive, its main part under its usual name."""
        return self._rewritten({self._main: _BOOK, _relations_of(self._main): _relations_of(_BOOK)}, {})

    def with_content(self, content: bytes) -> bytes:
        """The same archive with other content of OpenDocument."""
        return self._rewritten({}, {OPEN_CONTENT: content})

    def _rewritten(self, names: Mapping[str, str], parts: Mapping[str, bytes]) -> bytes:
        """The archive with some parts renamed or replaced."""
        archive = io.BytesIO()
        with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=1) as written:
            for key, stored in self._names.items():
                written.writestr(names.get(key, stored), parts[key] if key in parts else self._zip.read(stored))
        return archive.getvalue()

    def part(self, name: str) -> bytes:
        """A part by its name, in any case; b"" for one that is not there. Raises `BadZipFile` if it is damaged."""
        stored = self._names.get(name.lower())
        return b"" if stored is None else self._zip.read(stored)

    def sheet(self, name: str) -> bytes:
        """The XML of the sheet of this name; b"" if its part is missing."""
        targets = dict(_attributes(self.part(_relations_of(self._main)), "Relationship", ("Id",), "Target"))
        parts = dict(_attributes(self.part(self._main), "sheet", (_RELATION, _STRICT_RELATION), "name"))
        for identifier, title in parts.items():
            if title == name and identifier in targets:
                return self.part(normpath(join("/xl", targets[identifier])).lstrip("/"))
        return b""

    def _renamed_main_part(self) -> str:
        """The key of the main part, which may have any name; the usual one if that exists or there is no main part."""
        if _BOOK in self._names:
            return _BOOK
        targets = _attributes(self.part("_rels/.rels"), "Relationship", ("Target",), "Type")
        for target, kind in targets:
            key = normpath(target.lstrip("/")).lower()
            if kind.endswith("/officeDocument") and key in self._names and _IN_WORKBOOK.fullmatch(key):
                return key
        return _BOOK


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _attributes(part: bytes, tag: str, keys: tuple[str, ...], value: str) -> Iterator[tuple[str, str]]:
    """Two attributes of each element with this tag, in any namespace."""
    if not part:
        return
    for element in ET.fromstring(part).iter():  # noqa: S314 - limits hold for this process
        if element.tag.rpartition("}")[2] == tag:
            for key in keys:
                if key in element.attrib:
                    yield element.attrib[key], element.attrib.get(value, "")
