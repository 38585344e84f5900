"""One large CSV cut at ends of records, in one pass and constant memory; each range is read like a separate file.

A range is read below the bytes of the file's header, with the layout of the whole file and its row numbers.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from scoring.errors import UnreadableFile
from scoring.file_faults import shown_path
from scoring.limits import Clock
from scoring.problems import ProblemLog
from scoring.reading.aligned_text import with_tabs
from scoring.reading.character_sets import EAST_ASIAN
from scoring.reading.dialect import LARGE_SAMPLE, Layout, find_layout
from scoring.reading.encoding import UTF8_MARK, as_utf8, has_mark
from scoring.reading.file_encoding import FileEncoding, file_encoding
from scoring.reading.file_format import Excerpt
from scoring.reading.record_ends import RecordScan
from scoring.reading.source import is_gzip, opened
from scoring.reading.table import FileEnds

# Records of the first and the last range: more than are searched for titles and notes around the clinics.
_FEWEST_RECORDS = 24
HAS_CHANGED = "{path} has changed while it was read; review it again."
_BLOCK = 1 << 22  # bytes scanned at a time


@dataclass(frozen=True)
class FileState:
    """The size of a file and when it was last written: nearly every change shows in one of them."""

    size: int
    written_ns: int

    @classmethod
    def of(cls, file: BinaryIO | Path) -> FileState:
        """The state of a file that is open, or at a path."""
        status = os.stat(file if isinstance(file, Path) else file.fileno())  # noqa: PTH116 - of both
        return cls(status.st_size, status.st_mtime_ns)


@dataclass(frozen=True)
class RecordRange:
    """Bytes `start` to `stop` of a file, read below the bytes of its `head`.

    `state`: of the file when it was cut; its bytes are usable only while the state is the same. `excerpt`: what the
    rest of the file says about them; None for a whole file, whose head is empty.
    """

    path: Path
    start: int
    stop: int
    state: FileState
    head: bytes = b""
    excerpt: Excerpt | None = None

    def read(self) -> bytes:
        """The head and the bytes of the range, at most `stop - start` more than the head.

        Raises `UnreadableFile` for a file that cannot be read, or has changed since it was cut.
        """
        with opened(self.path) as file:
            file.seek(self.start)
            data = file.read(max(self.stop - self.start, 0))
            state = FileState.of(file)
        if state != self.state or len(data) != self.stop - self.start:
            raise UnreadableFile(HAS_CHANGED.format(path=shown_path(self.path)))
        return self.head + data

    @property
    def is_whole(self) -> bool:
        """Whether it is all of its file."""
        return self.excerpt is None or (self.excerpt.ends.first and self.excerpt.ends.last)

    def beginning(self, most: int) -> RecordRange:
        """Its first records, of about `most` bytes; all of it if it is shorter or is a whole file."""
        if self.excerpt is None or self.stop - self.start <= most:
            return self
        scan = RecordScan.of(self.excerpt.layout)
        with opened(self.path) as file:
            file.seek(self.start)
            data = file.read(most)
        ends = scan.ends(data, -1)
        if not len(ends.filled):
            return self
        excerpt = replace(self.excerpt, ends=replace(self.excerpt.ends, last=False))
        return replace(self, stop=self.start + int(ends.filled[-1]), excerpt=excerpt)


@dataclass(frozen=True)
class RecordRanges:
    """The ranges of a file, in order, which together are its records. `uncut`: why it is one range, "" otherwise."""

    ranges: tuple[RecordRange, ...]
    uncut: str = ""


@dataclass(frozen=True)
class _Cut:
    """The byte at which a range begins, and how many records precede it."""

    byte: int
    records: int


def record_ranges(
    path: str | os.PathLike[str],
    range_bytes: int,
    clock: Clock,
    *,
    encoding: str | None = None,
    also_known: frozenset[str] = frozenset(),
) -> RecordRanges:
    """Cut a CSV into ranges of about `range_bytes` bytes that end where records end.

    `encoding` and `also_known`: as in `ReadOptions`. A file that cannot be cut safely is one range. Raises
    `UnreadableFile` if it cannot be opened or holds no text, and when the clock's time is up.
    """
    file = Path(path)
    with opened(file) as stream:
        state = FileState.of(stream)
        start = stream.read(LARGE_SAMPLE)
    size = state.size
    uncut = RecordRange(file, 0, size, state)
    if size <= range_bytes:
        return RecordRanges((uncut,))
    if why := _uncuttable(start, clock):
        return RecordRanges((uncut,), why)
    first = len(UTF8_MARK) if start.startswith(UTF8_MARK) else 0
    of_file = file_encoding(lambda: (block for block, _ in _blocks(file, first)), clock)
    if (encoding or of_file.name) in EAST_ASIAN:
        return RecordRanges((uncut,), "some bytes of its characters look like separators")
    cut = max(start.rfind(b"\n"), start.rfind(b"\r")) + 1 if size > len(start) else len(start)
    text = as_utf8(start[:cut], ProblemLog(), clock, encoding or of_file.name)
    layout = find_layout(text, also_known, clock)
    if layout.options.keys() - {"quotechar"} or not layout.delimiter.isascii():
        return RecordRanges((uncut,), "its quotes or separators are unusual")
    head = start[: _after_lines(start, _lines(text[: layout.start]))]
    cuts, closed = _cuts(file, len(head), range_bytes, layout, clock)
    if not closed:
        return RecordRanges((uncut,), "a double quote in it is never closed")
    return RecordRanges(tuple(_ranges(file, state, head, (layout, of_file), cuts)))


def _uncuttable(start: bytes, clock: Clock) -> str:
    """Why a file that begins with these bytes is not cut, "" if it can be."""
    if is_gzip(start):
        return "it is compressed"
    if has_mark(start) or b"\0" in start:
        return "its characters take several bytes each"
    if b"\r\r\n" in start:
        return "its line ends were converted twice"
    return "only spaces separate its cells" if with_tabs(start.removeprefix(UTF8_MARK), clock) else ""


def _lines(text: bytes) -> int:
    return text.count(b"\n") + text.count(b"\r") - text.count(b"\r\n")


def _after_lines(data: bytes, count: int) -> int:
    """The byte after this many line ends."""
    at = 0
    for _ in range(count):
        ends = [end for end in (data.find(b"\n", at), data.find(b"\r", at)) if end >= 0]
        at = min(ends) + 1
        at += data[at - 1 : at + 1] == b"\r\n"
    return at


def _cuts(path: Path, start: int, range_bytes: int, layout: Layout, clock: Clock) -> tuple[list[_Cut], bool]:
    """Where ranges begin, the first one at `start`, and whether every quote is closed."""
    cuts = [_Cut(start, 0)]
    scan = RecordScan.of(layout)
    records, base, last_text = 0, start, start
    for block, following in _blocks(path, start):
        clock.check()
        ends = scan.ends(block, following)
        at = ends.next_filled(cuts[-1].byte + range_bytes - base)
        while at is not None:
            before = records + ends.count_to(at)
            if before - cuts[-1].records >= _FEWEST_RECORDS:
                cuts.append(_Cut(base + at, before))
            at = ends.next_filled(max(at + 1, cuts[-1].byte + range_bytes - base))
        records += len(ends)
        last_text = _last_text(block, base, last_text)
        base += len(block)
    while len(cuts) > 1 and (cuts[-1].byte > last_text or records - cuts[-1].records < _FEWEST_RECORDS):
        cuts.pop()
    return cuts, not scan.is_open


def _last_text(block: bytes, base: int, before: int) -> int:
    """The byte after the last text up to this block, except line ends and the mark at the end of a text."""
    text = len(block.rstrip(b"\r\n\x1a"))
    return base + text if text else before


def _blocks(path: Path, start: int) -> Iterator[tuple[bytes, int]]:
    """The bytes from `start` on in blocks, each with the byte after it, -1 at the end."""
    with opened(path) as file:
        file.seek(start)
        block = file.read(_BLOCK)
        while block:
            following = file.read(_BLOCK)
            yield block, following[0] if following else -1
            block = following


def _ranges(
    path: Path, state: FileState, head: bytes, of_file: tuple[Layout, FileEncoding], cuts: list[_Cut]
) -> Iterator[RecordRange]:
    layout, encoding = of_file
    stops = [*(cut.byte for cut in cuts[1:]), state.size]
    for place, (cut, stop) in enumerate(zip(cuts, stops, strict=True)):
        ends = FileEnds(first=place == 0, last=place == len(cuts) - 1)
        of_range = layout if ends.first else replace(layout, above=())
        yield RecordRange(
            path, cut.byte, stop, state, head, Excerpt(of_range, layout.row + 1 + cut.records, ends, encoding)
        )
