"""The text of a register as a file that is read once from its start: plain, gzip, or a member of a zip archive."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import zlib
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from scoring.errors import UnreadableFile
from scoring.file_faults import not_read, shown_path
from scoring.limits import Clock

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
# Methods of an archive that are unpacked in pieces. The others go from 4 KB to gigabytes in one step.
_METHODS = (ZIP_STORED, ZIP_DEFLATED)
# What opening and reading raise if a file is damaged, however it is compressed.
DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, BadZipFile)


class _Timed(io.RawIOBase):
    """A file whose every read asks the clock: an empty member or a name of gzip is gone through without any text."""

    def __init__(self, file: BinaryIO, clock: Clock) -> None:
        super().__init__()
        self._file, self._clock = file, clock

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        self._clock.check()
        return self._file.read(size)

    def seek(self, place: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file.seek(place, whence)

    def tell(self) -> int:
        return self._file.tell()


class RegisterText(io.RawIOBase):
    """The unpacked bytes of a register, with their number and SHA-256 so far.

    `name`: of the file. `member`: of the text inside an archive, else the same.
    """

    def __init__(
        self, source: str | os.PathLike[str] | BinaryIO, name: str | None = None, clock: Clock | None = None
    ) -> None:
        """Open a path or a binary file that can be rewound. `clock`: limits how much it may unpack to, and time.

        Raises `UnreadableFile`, as reading does beyond these limits.
        """
        super().__init__()
        self.name = name or (Path(source).name if isinstance(source, (str, os.PathLike)) else "register")
        self._clock = clock
        self._files: list[BinaryIO | ZipFile] = []
        self._digest, self.size, self._ahead = sha256(), 0, b""
        try:
            self._text, self.member = self._opened(source)
        except UnreadableFile:
            self.close()
            raise
        except (*DAMAGED, NotImplementedError, RuntimeError, ValueError) as error:
            self.close()
            of_the_system = "\0" in self.name or (isinstance(error, OSError) and error.errno)
            if isinstance(source, (str, os.PathLike)) and of_the_system:
                raise UnreadableFile(not_read(source, error, "register")) from None
            why = "it is damaged, or packed in a way that is not read"
            raise UnreadableFile(
                f"The register {self.shown_name} could not be opened ({why}); check the file and try again."
            ) from None

    @property
    def shown_name(self) -> str:
        """The name as a sentence shows it: on one line, and without what changes how it is read."""
        return shown_path(self.name)

    @property
    def clock(self) -> Clock | None:
        """What limits the time; None without limits."""
        return self._clock

    @property
    def sha256(self) -> str:
        """Of the bytes read so far, as 64 hexadecimal digits."""
        return self._digest.hexdigest()

    def take_line(self, most: int) -> bytes:
        """The first line with its end; at most `most` bytes. The next read continues after it."""
        line = b""
        while b"\n" not in line and len(line) < most and (part := self.read(1 << 16)):
            line += part
        end = line.find(b"\n") + 1 or len(line)
        self._ahead = line[end:]
        return line[:end]

    def is_at_end(self) -> bool:
        """Whether nothing follows."""
        self._ahead = self._ahead or self.read(1 << 16)
        return not self._ahead

    def readable(self) -> bool:
        """Always true."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most `size` of them."""
        if self._ahead:
            part = self._ahead if size < 0 else self._ahead[:size]
            self._ahead = self._ahead[len(part) :]
            return part
        part = self._text.read(size)
        self._digest.update(part)
        self.size += len(part)
        if self._clock:
            self._clock.check()
            self._clock.limits.check_unpacked(self.size)
        return part

    def close(self) -> None:
        """Close what was opened."""
        for file in reversed(self._files):
            file.close()
        super().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self, source: str | os.PathLike[str] | BinaryIO) -> tuple[BinaryIO, str]:
        if isinstance(source, (str, os.PathLike)):
            file: BinaryIO = Path(source).open("rb")  # noqa: SIM115 - closed with the others
            self._files.append(file)
        else:
            file = source
        if self._clock:
            file = cast("BinaryIO", _Timed(file, self._clock))
        start = file.read(4)
        file.seek(0)
        if start.startswith(_GZIP):
            unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=file))
            self._files.append(unpacked)
            return unpacked, self.name
        if start != _ZIP:
            return file, self.name
        archive = ZipFile(file)
        self._files.append(archive)
        member = self._member(archive)
        if member.compress_type not in _METHODS:
            raise UnreadableFile(
                f"The register {self.shown_name} is damaged, or packed in a way that is not read; unpack it and try "
                "again."
            )
        opened = cast("BinaryIO", archive.open(member))
        self._files.append(opened)
        return opened, Path(member.filename).name

    def _member(self, archive: ZipFile) -> ZipInfo:
        """The table of providers: the largest CSV of the archive. The others are headers, other names and places."""
        tables = [member for member in archive.infolist() if member.filename.lower().endswith(".csv")]
        if not tables:
            raise UnreadableFile(
                f"The archive {self.shown_name} holds no CSV file; give the monthly file of NPPES, or an extract of it."
            )
        return max(tables, key=lambda member: member.file_size)
