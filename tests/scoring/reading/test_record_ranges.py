"""One large CSV in ranges, which together hold its records, whatever is in its cells."""

from __future__ import annotations

import gzip
import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scoring.errors import UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog
from scoring.reading import ReadOptions, RecordRange, RecordRanges, as_text, read_table, record_ranges
from scoring.reading.encoding import as_utf8

_MODULE = sys.modules["scoring.reading.record_ranges"]
Rows = list[tuple[int, tuple[str | None, ...]]]
_CELLS = (
    "MD",
    "PRP",
    '"a, b"',
    '"two\nlines"',
    '"two\r\nlines"',
    '"say ""x"""',
    '5" needle',
    '"a ""b""\nc"',
    '5"" needle',
    '5"" "" needle',
    'the "old" one',
    '""',
    "",
)
_HEADS = (
    "name,what,where\n",
    "﻿name,what,where\n",
    "A list of clinics\n\nname,what,where\n",
    "sep=,\nname,what,where\n",
)
_LINES = st.lists(st.lists(st.sampled_from(_CELLS), min_size=2, max_size=2), min_size=30, max_size=90)


def ranges_of(path: Path, size: int, encoding: str | None = None) -> RecordRanges:
    """The ranges of a file, of about this many bytes."""
    return record_ranges(path, size, Clock(Limits()), encoding=encoding)


def rows_of(data: bytes, part: RecordRange | None = None, encoding: str | None = None) -> Rows:
    """The numbered rows of a file or a range."""
    options = ReadOptions(encoding=encoding, excerpt=part.excerpt if part else None)
    table = read_table(data, options, ProblemLog(), Clock(Limits()))
    columns = [as_text(column).to_pylist() for column in table.columns]
    return list(zip(table.rows.tolist(), zip(*columns, strict=True), strict=True))


def in_ranges(result: RecordRanges, encoding: str | None = None) -> Rows:
    """The rows of all ranges."""
    return [row for part in result.ranges for row in rows_of(part.read(), part, encoding)]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """CSV with quoted line breaks, stray quotes and any line ends, delimiter, marks and titles."""
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    delimiter = draw(st.sampled_from([",", ";", "\t"]))
    head = draw(st.sampled_from(_HEADS)).replace("\n", end).replace(",", delimiter)
    rows = [delimiter.join(["N", *cells]) if "" not in cells else "" for cells in draw(_LINES)]
    return (head + end.join(rows) + draw(st.sampled_from(["", end, 3 * end]))).encode()


@given(files(), st.integers(1, 2_000), st.sampled_from([7, 64, 1 << 22]))
@settings(max_examples=100, deadline=None, phases=[Phase.generate])
def test_ranges_hold_the_records_of_the_file(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, size: int, block: int
) -> None:
    """Wherever a file is cut, and in whatever blocks it is scanned, ranges give each row once, with its number."""
    path = tmp_path_factory.mktemp("ranges") / "list.csv"
    path.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_MODULE, "_BLOCK", block)
        patch.setattr(_MODULE, "_FEWEST_RECORDS", 1)
        result = ranges_of(path, size)
    assert in_ranges(result) == rows_of(data)
    assert not result.uncut
    assert len(result.ranges) > 1 or size > 100


def test_blank_and_odd_rows_are_problems_once(tmp_path: Path) -> None:
    """Blank lines between ranges, rows of odd lengths and titles are logged as in the whole file, once."""
    rows = ["N,a,b", "", "N,a", "", "", "N,a,b,c", "N,a,b"] * 30
    path = tmp_path / "list.csv"
    path.write_text("A list of clinics\nname,what,where\n" + "\n".join(rows))

    def problems_of(data: bytes, part: RecordRange | None = None) -> list[tuple[int, str]]:
        log = ProblemLog()
        read_table(data, ReadOptions(excerpt=part.excerpt if part else None), log, Clock(Limits()))
        return list(log.frame()[["row", "code"]].itertuples(index=False, name=None))

    ranges = ranges_of(path, 64).ranges
    assert len(ranges) > 5
    assert [row for part in ranges for row in problems_of(part.read(), part)] == problems_of(path.read_bytes())


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp1251"])
def test_a_range_is_read_in_the_encoding_of_the_file(tmp_path: Path, encoding: str) -> None:
    """A header with letters beyond ASCII is above each range, in any encoding of one byte and in UTF-8."""
    words = {"utf-8": "Łódź 日本", "cp1252": "Rívër", "cp1251": "Клиника"}[encoding]
    data = (f"name,what,{words}\n" + "".join(f"{words} {row},PRP,x\n" for row in range(100))).encode(encoding)
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    chosen = None if encoding == "utf-8" else encoding
    result = ranges_of(path, 500, chosen)
    assert len(result.ranges) > 2
    assert in_ranges(result, chosen) == rows_of(data, encoding=chosen)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ((_HEADS[0] + '"open,a,b\n' + "N,a,b\n" * 90).encode(), "never closed"),
        (gzip.compress((_HEADS[0] + "N,a,b\n" * 9_000).encode(), 1), "compressed"),
        ((_HEADS[0] + "N,a,b\n" * 90).encode("utf-16"), "several bytes"),
        ((_HEADS[0] + "N,a,b\n" * 90).replace("\n", "\r\r\n").encode(), "twice"),
        ((_HEADS[0] + "N,日本のクリニック,b\n" * 90).encode("cp932"), "look like separators"),
        ((_HEADS[0] + 'N,"a \\"b\\" c, d",b\n' * 90).encode(), "unusual"),
        (b"name    what    where\n" + b"N       a       b\n" * 90, "only spaces"),
    ],
)
def test_a_file_that_cannot_be_cut_safely_is_one_range(tmp_path: Path, data: bytes, why: str) -> None:
    """The result says why there is only one range, which is read like the file."""
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    result = ranges_of(path, 64)
    assert why in result.uncut
    assert [part.read() for part in result.ranges] == [data]
    assert result.ranges[0].excerpt is None


def test_the_first_and_the_last_range_hold_what_stands_around_the_clinics(tmp_path: Path) -> None:
    """However small ranges are, the first and the last have at least two dozen records."""
    path = tmp_path / "list.csv"
    path.write_text(_HEADS[0] + "N,a,b\n" * 100)
    assert [len(rows_of(part.read(), part)) for part in ranges_of(path, 8).ranges] == [24, 24, 24, 28]


def test_the_beginning_of_a_range_ends_with_a_record(tmp_path: Path) -> None:
    """A sample of a range holds its first records, none of them cut, and does not reach the end of the file."""
    path = tmp_path / "list.csv"
    path.write_text(_HEADS[0] + 'N,"a\nb",c\n' * 100)
    last = ranges_of(path, 500).ranges[-1]
    assert last.excerpt is not None
    beginning = last.beginning(100)
    assert rows_of(beginning.read(), beginning) == rows_of(last.read(), last)[: 100 // len('N,"a\nb",c\n')]
    assert beginning.excerpt is not None
    assert not beginning.excerpt.ends.last
    assert last.beginning(10_000) == last


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Cutting a file ten times as large takes no more memory: a few blocks."""
    peaks = []
    for times in (1, 10):
        path = tmp_path / f"{times}.csv"
        path.write_bytes(_HEADS[0].encode() + b'N,"a ""b""",c\n' * 100_000 * times)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_MODULE, "_BLOCK", 1 << 16)
            patch.setattr(_MODULE, "LARGE_SAMPLE", 1 << 16)
            tracemalloc.start()
            ranges_of(path, 1 << 20)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


def cut(path: Path) -> None:
    """Cut a file short."""
    path.write_bytes(path.read_bytes()[:1_000])


def insert(path: Path) -> None:
    """Insert a line below the header of a file."""
    path.write_bytes(path.read_bytes().replace(b"\n", b"\nX,a,b\n", 1))


def rewrite(path: Path) -> None:
    """Change a file and leave its size."""
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"N,a,b", b"N,b,a"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


@pytest.mark.parametrize(
    ("change", "why"), [(cut, "changed"), (insert, "changed"), (rewrite, "changed"), (Path.unlink, "no file at")]
)
def test_ranges_of_a_file_that_has_changed_are_refused(
    tmp_path: Path, change: Callable[[Path], None], why: str
) -> None:
    """Once its file is replaced or gone, no range or sample of it is read."""
    path = tmp_path / "list.csv"
    path.write_bytes((_HEADS[0] + "N,a,b\n" * 1_000).encode())
    ranges = ranges_of(path, 2_000).ranges
    assert len(ranges) > 2
    change(path)
    for part in ranges:
        with pytest.raises(UnreadableFile, match=why):
            part.read()
        with pytest.raises(UnreadableFile, match=why):
            part.beginning(500).read()


def test_a_file_that_is_not_there_is_not_cut(tmp_path: Path) -> None:
    """It is refused with a sentence that names it."""
    with pytest.raises(UnreadableFile, match="There is no file at"):
        ranges_of(tmp_path / "list.csv", 500)


@given(
    st.lists(st.sampled_from(["Plain", "Łódź", "Świętokrzyskie", "Über", "Ñandú", "x" * 90]), min_size=30, max_size=60),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1250", "cp1252"]),
    st.sampled_from([b"", b"\xe9", b"\x81", b"\0"]),
    st.sampled_from([1, 7, 64, 1 << 22]),
)
@settings(max_examples=40, deadline=None, phases=[Phase.generate])
def test_the_encoding_of_a_cut_file_is_that_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], encoding: str, stray: bytes, block: int
) -> None:
    """Scanned in blocks of any size, the file gets the same encoding and report as in one piece."""
    path = tmp_path_factory.mktemp("ranges") / "list.csv"
    lines = "".join(f"N,{word},b\n" for word in words)
    path.write_bytes((_HEADS[0] + lines).encode(encoding, "replace") + b"N," + stray + b",b\n")
    data, log = path.read_bytes(), ProblemLog()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_MODULE, "_BLOCK", block)
        result = ranges_of(path, 100)
    if result.uncut:
        return
    text = as_utf8(data, log, Clock(Limits()))
    assert rows_of(text) == in_ranges(result)
    excerpt = result.ranges[0].excerpt
    assert excerpt is not None
    told = [excerpt.encoding.guess.message] if excerpt.encoding.guess else []
    assert told == [message for message in log.frame()["message"] if "is not UTF-8" in message]
