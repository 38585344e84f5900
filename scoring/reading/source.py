"""What a file is: its bytes within limits, unpacked or taken from a workbook, and other kinds refused by name."""

from __future__ import annotations

import io
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

from scoring.errors import BadSettings, UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog
from scoring.reading.workbook import may_be_workbook, read_sheet, sheet_names

Source: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO

DO_THIS = "save the list of clinics as CSV (comma separated, UTF-8) and try again."
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_PIECE = 1 << 20  # bytes that are unpacked at a time
_PACKED_PIECE = 1 << 12  # and what they come from: what follows a part is copied, and a file may have millions
_KINDS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\0", "a compressed file"),
    (b"(\xb5/\xfd", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "a database"),
    (b"{\\rtf", "a text document"),
)


@dataclass(frozen=True)
class Opened:
    """The text of a file, in whatever encoding it has.

    `delimiter`: "" where it is to be found. `blanked`: cells of a sheet that were left blank, as `workbooks.Sheet`.
    """

    data: bytes
    delimiter: str = ""
    blanked: tuple[tuple[int, int, str, str], ...] = ()


def read_bytes(source: Source, limits: Limits) -> bytes:
    """The bytes of a path, of bytes, or of a binary file, no more than the limits allow. Raises `UnreadableFile`."""
    most = max(limits.text_bytes, limits.packed_bytes)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if hasattr(source, "read"):
        content = source.read(most + 1)
        return content.encode() if isinstance(content, str) else bytes(content)
    path = Path(source)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > most:
                limits.check_text(size)
            return file.read(most + 1)
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file at {path}; check the name and the folder.") from None
    except IsADirectoryError:
        raise UnreadableFile(f"{path} is a folder; name the CSV file inside it.") from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(
            f"{path} could not be opened ({getattr(error, 'strerror', error)}); check the file and try again."
        ) from None


def sheets(source: Source, *, limits: Limits | None = None) -> tuple[str, ...]:
    """The names of a workbook's sheets, those in view first; none for a file that is none.

    Raises `UnreadableFile` for a file that cannot be opened.
    """
    limits = limits or Limits()
    data = read_bytes(source, limits)
    return sheet_names(data, limits) if may_be_workbook(data) else ()


def opened(
    data: bytes, problems: ProblemLog, limits: Limits, sheet: str | None = None, clock: Clock | None = None
) -> Opened:
    """The text in the bytes. `sheet`: of a workbook, its first in view where None is given. `clock`: one that runs.

    Raises `UnreadableFile` for other kinds of files and beyond a limit, `BadSettings` for a sheet that is not there.
    """
    if may_be_workbook(data):
        taken = read_sheet(data, sheet, problems, limits)
        if not taken.data:
            raise UnreadableFile("The sheet is empty; name another with the sheet setting, or save the list as CSV.")
        return Opened(taken.data, ",", taken.blanked)
    if sheet is not None:
        raise BadSettings(f"sheet: {sheet!r} was asked for, and the file is no workbook; leave the sheet out.")
    if data.startswith(_GZIP):
        limits.check_packed(len(data))
        data = _unpacked(data, limits, clock or Clock(limits))
        if data.startswith((_GZIP, _ZIP)):
            raise UnreadableFile(f"The compressed file holds another compressed file; unpack it, or {DO_THIS}")
    limits.check_text(len(data))
    _refuse_other_kinds(data)
    return Opened(data)


def _unpacked(data: bytes, limits: Limits, clock: Clock) -> bytes:
    """The content of a gzip file of one part or several, no more than the limit and a piece at any time."""
    content = io.BytesIO()
    position = 0
    try:
        while data.startswith(_GZIP, position):
            stream = zlib.decompressobj(wbits=31)
            while not stream.eof:
                clock.check()
                packed = stream.unconsumed_tail
                if not packed:
                    packed = data[position : position + _PACKED_PIECE]
                    position += len(packed)
                part = stream.decompress(packed, _PIECE)
                if not part and not packed and not stream.eof:
                    raise zlib.error("cut short")
                limits.check_unpacked(content.tell() + len(part))
                content.write(part)
            position -= len(stream.unused_data)
    except zlib.error:
        raise UnreadableFile(f"This is a compressed file, damaged or cut short; unpack it, or {DO_THIS}") from None
    return content.getvalue()


def _refuse_other_kinds(data: bytes) -> None:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.strip(b"\0") and not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        what = "holds no text" if data else "is empty"
        raise UnreadableFile(f"The file {what}; export the list of clinics as CSV and try again.")
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise UnreadableFile(f"This is {kind}, not a CSV file; {DO_THIS}")
    if start[:1] == b"<" and any(tag in start.lower() for tag in (b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise UnreadableFile(f"This is a web page, not a CSV file; download the file itself, or {DO_THIS}")
    if start[:1] == b"{" or start[:2] in (b"[{", b"[\n", b"[\r", b"[ "):
        raise UnreadableFile(f"This is JSON, not a CSV file; {DO_THIS}")
