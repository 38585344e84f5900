"""A memory-mapped file, whose pages in memory can be released."""

from __future__ import annotations

import mmap
import os
from pathlib import Path

import pyarrow as pa


class MappedFile:
    """The bytes of a file, for reading; those in memory are shared with every process that reads them."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as source:
            self.bytes = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
            self._path, self._opened = path, os.fstat(source.fileno())

    @property
    def is_written_over(self) -> bool:
        """Whether the file was changed since it was opened: accessing bytes that it no longer has ends the process.

        A different file in its place is no change, because the one that was opened is still there.
        """
        if self.bytes.size() != len(self.bytes):  # of the open file, wherever it is now
            return True
        try:
            now = self._path.stat()
        except OSError:
            return False
        return os.path.samestat(now, self._opened) and now.st_mtime_ns != self._opened.st_mtime_ns

    def as_arrow(self) -> pa.Buffer:
        """The same bytes for Arrow, which does not copy them."""
        return pa.py_buffer(self.bytes)

    def give_back(self) -> None:
        """Release the memory of what was accessed so far; it is read again from disk, or the system's cache."""
        if hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
            self.bytes.madvise(mmap.MADV_DONTNEED)
