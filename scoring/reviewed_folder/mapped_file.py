"""A file that is read from disk where it is looked at, and whose bytes in memory can be given back."""

from __future__ import annotations

import mmap
from pathlib import Path

import pyarrow as pa


class MappedFile:
    """The bytes of a file, for reading; those in memory are shared with every process that looks at them."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as source:
            self.bytes = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)

    def as_arrow(self) -> pa.Buffer:
        """The same bytes for Arrow, which copies none of them."""
        return pa.py_buffer(self.bytes)

    def give_back(self) -> None:
        """Take no memory for what was looked at so far; it is read from disk again, or from the system's cache."""
        if hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
            self.bytes.madvise(mmap.MADV_DONTNEED)
