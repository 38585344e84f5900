"""The bytes of a file, within limits: of a path, or what a gzip file unpacks to."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeAlias

from scoring.errors import UnreadableFile
from scoring.file_faults import not_read
from scoring.limits import Clock, Limits
from scoring.wording import shown_value

Source: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO

DO_THIS = "save the list of clinics as CSV (comma separated, UTF-8) and try again."
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_PIECE = 1 << 20  # bytes unpacked at a time
_PACKED_PIECE = 1 << 12  # compressed bytes: the rest is copied after each member, and a file may have millions


def read_bytes(source: Source, limits: Limits) -> bytes:
    """The bytes at a path or in a binary file, or those given, within the limits. Raises `UnreadableFile`."""
    most = max(limits.text_bytes, limits.packed_bytes)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if hasattr(source, "read"):
        content = source.read(most + 1)
        return content.encode() if isinstance(content, str) else bytes(content)
    if not isinstance(source, str | os.PathLike):
        raise UnreadableFile(f"Expected a path, bytes or a binary file to read, found {shown_value(source)}.")
    with opened(Path(source)) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            limits.check_text(size)
        return file.read(most + 1)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file to read from. Raises `UnreadableFile` if it cannot be opened, or read in the block."""
    try:
        with path.open("rb") as file:
            yield file
    except UnreadableFile:  # a ValueError that already says what to do
        raise
    except (OSError, ValueError) as error:
        raise UnreadableFile(not_read(path, error)) from None


def fingerprint(data: bytes) -> str:
    """SHA-256 of the bytes, as 64 hexadecimal digits."""
    return sha256(data).hexdigest()


def is_gzip(data: bytes) -> bool:
    """Whether the bytes begin like a gzip file."""
    return data.startswith(_GZIP)


def unpacked(data: bytes, clock: Clock) -> bytes:
    """The content of a gzip file; a gzip or zip file inside it is refused.

    Raises `UnreadableFile` for a damaged file, beyond a limit, and when the clock's time is up.
    """
    clock.limits.check_packed(len(data))
    content = _content(data, clock)
    if content.startswith((_GZIP, _ZIP)):
        raise UnreadableFile(f"The compressed file holds another compressed file; unpack it, or {DO_THIS}")
    return content


def _content(data: bytes, clock: Clock) -> bytes:
    """The content of a gzip file with one or more members, within the limit, unpacked in pieces."""
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
                clock.limits.check_unpacked(content.tell() + len(part))
                content.write(part)
            position -= len(stream.unused_data)
        if data[position:].strip(b"\0"):  # zeros pad the blocks of tapes
            raise zlib.error("more than members")
    except zlib.error:
        raise UnreadableFile(f"This is a compressed file, damaged or cut short; unpack it, or {DO_THIS}") from None
    return content.getvalue()
