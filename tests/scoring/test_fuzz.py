"""Good files, corrupted some thousands of times: a review or a refusal, and every row accounted for."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring import UnreadableFile
from scoring.problem_catalogue import LEFT_OUT
from tests.scoring.files import DAY
from tests.scoring.spreadsheet_pool import one_process

CASES = Path(__file__).parents[1] / "cases"
TEXTS = (
    "name,credentials,products,targets,imaging\nHarbor,MD; PM&R,PRP,disc,CT\nMesa,RN,PRP,,none\nSable,,SVF,disc,CT\n",
    'name;credentials;notes;imaging\nÅsa;"MD; PM&R";"two\nlines";CT\n"B ""2""";RN;x, y;blind\nC;MD;;CT\n',
    "Our list\n\nclinic\twho\thow\tcolour\nA\tMD\tCT\tred\n\t\t\t\nB\tDO\tultrasound\tblue\nC\tRN\tCT\t\n",
    ",name,imaging,price\r\n0,A,CT,900\r\n1,B,CT,1000\r\n2,C,US,\r\n",
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp437")
PACKED = ("packed.csv.gz", "packed_in_parts.csv.gz", "workbook.xlsx", "workbook_types.xlsx", "workbook_two_sheets.xlsx")
SIGNS = (b",", b";", b"\t", b"|", b"~", b'"', b'""', b"'", b"\\", b"\n", b"\r", b"\r\n", b"\n\n", b"\0", b" ", b"\xff",
         b"\xe9", b"\xc3", b"\xef\xbb\xbf", b"sep=;\n", b"=1+1", b",,,,", b"[", b"{", b"<")  # fmt: skip


def flip(data: bytes, random: Random) -> bytes:
    """Change a byte."""
    at = random.randrange(len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def insert(data: bytes, random: Random) -> bytes:
    """Insert a character that has a meaning."""
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(SIGNS) + data[at:]


def swap(data: bytes, random: Random) -> bytes:
    """Replace one character by another, everywhere."""
    return data.replace(random.choice(SIGNS), random.choice(SIGNS))


def cut(data: bytes, random: Random) -> bytes:
    """Leave out a piece."""
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[end:] if random.random() < 0.5 else data[:end]


def repeat(data: bytes, random: Random) -> bytes:
    """Write a piece twice."""
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:]


def shuffle(data: bytes, random: Random) -> bytes:
    """Change the order of the lines."""
    lines = data.splitlines(keepends=True)
    random.shuffle(lines)
    return b"".join(lines)


HEADER = b"name,credentials,imaging\n"
RUNS = 450  # per file
APART = 6  # of the spoiled workbooks, read as users' files are
SPOIL: tuple[Callable[[bytes, Random], bytes], ...] = (flip, insert, insert, swap, cut, repeat, shuffle)


def spoiled(data: bytes, random: Random) -> bytes:
    """The data after one to four changes."""
    for _ in range(random.randint(1, 4)):
        data = random.choice(SPOIL)(data, random) if data else data
    return data


def hold(data: bytes) -> scoring.Review | None:
    """The review of a file, with all of its rows accounted for; None if it is refused in a sentence."""
    refusal = ""
    try:
        review = scoring.review(data, reviewed_on=DAY)
    except UnreadableFile as refused:
        refusal = str(refused)
    if refusal:
        assert refusal.endswith(".")
        assert "\n" not in refusal
        return None
    went, problems = review.accounting, review.problems
    left_out = set(problems.loc[problems["code"].isin(LEFT_OUT), "row"])
    assert went.rows == went.above + went.header + went.left_out + went.joined + went.clinics
    assert went.left_out == len(left_out)
    rows = review.understood.rows.tolist()
    below = range(went.above + went.header + 1, went.rows + 1)
    assert sorted([*rows, *left_out]) == list(below)
    assert went.clinics == len(review)
    assert problems["row"].between(0, went.rows).all()
    return review


def records(data: bytes) -> str | None:
    """The records of a file, with all of its rows accounted for; None if it is refused."""
    review = hold(data)
    return None if review is None else review.records.to_csv()


def rows_by_csv(data: bytes) -> int | None:
    """How many rows Python's csv module counts, without empty lines at the end; None if quotes or marks decide."""
    if any(sign in data for sign in (b'"', b"\0", b"\r\r\n")) or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    plain = data.decode("utf-8-sig", "replace").rstrip("\r\n")
    return len(list(csv.reader(io.StringIO(plain, newline=""), delimiter="\x1f")))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_spoiled_text_is_read_or_refused(text: str) -> None:
    """Whatever is done to a text's bytes, each of its rows is a clinic, left out and reported, or above the header."""
    random = Random(text)  # noqa: S311 - the same files in every run
    read = counted = 0
    for _ in range(RUNS):
        encoding = random.choice(ENCODINGS) if random.random() < 0.4 else "utf-8"
        data = spoiled(text.encode(encoding, "replace"), random)
        review = hold(gzip.compress(data, 1, mtime=0) if random.random() < 0.1 else data)
        if review is not None:
            read += 1
            expected = rows_by_csv(data)
            assert expected in (None, review.accounting.rows), data
            counted += expected is not None
            if read % 20 == 0:
                assert len(review.scores) == len(review.records) == len(review)
    assert read > RUNS / 4  # most are still files, or nothing would have been tried
    assert counted > 0 or '"' in text


@pytest.mark.parametrize("name", PACKED)
def test_spoiled_packages_are_read_or_refused(name: str) -> None:
    """A compressed file or workbook with changed bytes is read or refused, never anything else."""
    random = Random(name)  # noqa: S311
    data = (CASES / name).read_bytes()
    files = [spoiled(data, random) for _ in range(RUNS // 5)]
    with one_process():
        results = [records(file) for file in files]
    for place in range(0, len(files), len(files) // APART):
        assert records(files[place]) == results[place]  # as if each workbook had its own process


CELLS = st.one_of(st.text(max_size=12), st.sampled_from(("MD", "PRP; disc", "CT", '"', "a\nb", "\r", "'=1", "\\", "")))
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=6), max_size=8)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A table under a header, written in any dialect and encoding, with bytes changed anywhere."""
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=draw(st.sampled_from(",;\t|~")),
        quotechar=draw(st.sampled_from("\"'")),
        escapechar="\\",
        doublequote=draw(st.booleans()),
        quoting=draw(st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE))),
        lineterminator=draw(st.sampled_from(("\n", "\r", "\r\n", "\r\r\n"))),
    )
    writer.writerows([["name", "credentials", "imaging"], *draw(TABLES)])
    data = draw(st.sampled_from(("", "\ufeff", "sep=;\n"))) + text.getvalue()
    content = bytearray(data.encode(draw(st.sampled_from(ENCODINGS)), "replace"))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(content)))
        content[at : at + draw(st.integers(0, 3))] = draw(st.one_of(st.binary(max_size=3), st.sampled_from(SIGNS)))
    return bytes(content)


@given(st.one_of(files(), st.binary(max_size=200), st.binary(max_size=200).map(lambda data: HEADER + data)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Reading raises nothing but a refusal, and every row of what is read is accounted for."""
    hold(data)
