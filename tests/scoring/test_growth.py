"""What reading costs grows no faster than the file, whatever its text looks like."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import suppress

import pytest

from scoring.errors import UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog
from scoring.reading import ReadOptions, read_table
from scoring.recognition import dictionary_headers
from tests.growth import TIMES, in_proportion

SIZE = 100_000  # bytes; four times as much is read too

HEADER = b"name,credentials,imaging\n"
ROW = b"Harbor Spine,MD,CT\n"


def rows(row: bytes, size: int) -> bytes:
    """A list of clinics whose rows are all alike."""
    return HEADER + row * (size // len(row))


SHAPES: dict[str, Callable[[int], bytes]] = {
    "rows in order": lambda n: rows(ROW, n),
    "one accent after long lines": lambda n: HEADER + b"x" * n + b",MD,CT\nCaf\xe9,MD,CT\n",
    "one accent in a long line": lambda n: HEADER + b"x" * n + b"\xe9" + b"x" * n + b",MD,CT\n",
    "one accent after many lines": lambda n: rows(ROW, n) + b"Caf\xe9,MD,CT\n",
    "every second byte is stray": lambda n: rows(b"a\xe9" * 40 + b",MD,CT\n", n),
    "stray bytes in UTF-8": lambda n: rows("éé".encode() + b"\xe9", n) + b",MD,CT\n",
    "broken UTF-16": lambda n: b"\xff\xfe" + HEADER.decode().encode("utf-16-le") + b"\x00\xd8" * (n // 2),
    "broken UTF-32": lambda n: b"\xff\xfe\0\0" + HEADER.decode().encode("utf-32-le") + b"\xff" * n,
    "Cyrillic": lambda n: rows("Клиника,MD,CT\n".encode("cp1251"), n),
    "NULs": lambda n: HEADER + ROW + b"\0" * n,
    "an open quote at the start": lambda n: HEADER + b'"' + ROW * (n // len(ROW)),
    "an open quote in the middle": lambda n: rows(ROW, n) + b'"' + ROW * (n // len(ROW)),
    "an open quote at the end": lambda n: rows(ROW, n) + b'"Harbor,MD',
    "only quotes": lambda n: HEADER + b'"' * n,
    "quotes and separators": lambda n: HEADER + b'",' * (n // 2),
    "quotes at odd places": lambda n: rows(b'"Har"bor,"M\nD",CT\n', n),
    "rows drawn into cells": lambda n: rows(b'"Harbor\na,b,c",MD,CT\n', n),
    "short rows": lambda n: rows(b"a,b\n", n),
    "rows of one cell": lambda n: rows(b"a\n", n),
    "long rows": lambda n: HEADER + ROW * 200 + b"Harbor,MD,CT,x\n" * (n // 15),
    "long rows, all different": lambda n: HEADER + ROW * 200 + b"".join(b"H,MD,CT,%d\n" % i for i in range(n // 11)),
    "very long rows": lambda n: HEADER + ROW * 200 + (b"H,MD" + b",x" * 300 + b"\n") * (n // 605),
    "one row of separators": lambda n: HEADER + ROW + b"," * n,
    "a first row of separators": lambda n: b"," * n + b"\n" + HEADER + ROW,
    "rows of separators": lambda n: rows(b",,,\n", n) + ROW,
    "blank rows": lambda n: HEADER + ROW + b"\n" * n + ROW,
    "blank rows above": lambda n: b"\n" * n + HEADER + ROW,
    "blanks above": lambda n: b" " * n + b"\n" + HEADER + ROW,
    "carriage returns": lambda n: rows(ROW, n).replace(b"\n", b"\r"),
    "doubled line ends": lambda n: rows(ROW, n).replace(b"\n", b"\r\r\n"),
    "one cell": lambda n: HEADER + b"x" * n + b",MD,CT\n",
    "one cell of lines": lambda n: HEADER + b'"' + b"x\n" * (n // 2) + b'",MD,CT\n',
    "blanks before quotes": lambda n: rows(b'a, "b, c", CT\n', n),
    "backslashes before quotes": lambda n: rows(b'"Har \\"x\\" bor, a",MD,CT\n', n),
    "backslashes": lambda n: HEADER + b'"\\"a, b","MD","CT"\n' + b"\\" * n,
    "guarded cells": lambda n: rows(b"'=x,MD,CT\n", n),
    "apostrophes and blanks": lambda n: HEADER + (b"'" + b" " * 1000) * (n // 1001) + b",MD,CT\n",
    "gzip of many parts": lambda n: gzip.compress(rows(ROW, 1_000)) + gzip.compress(b"") * (n // 20),
}


def read_or_refuse(data: bytes) -> None:
    """Read a file as a table; a refusal is as good as a table."""
    with suppress(UnreadableFile):
        read_table(data, ReadOptions(dictionary_headers({})), ProblemLog(), Clock(Limits()))


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_takes_time_in_proportion_to_the_file(shape: str) -> None:
    """Four times the bytes take far less than the sixteen times of quadratic work."""
    make = SHAPES[shape]
    assert in_proportion(read_or_refuse, make(SIZE), make(TIMES * SIZE))
