"""Rows that `psql` prints over several lines: a `+` at the end of a cell says that its text continues."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.limits import Clock

_START = 1 << 16  # bytes that hold the first two lines
_RULER = re.compile(rb"\s*+(?=[^\n]*\|)[^\n]*+\n(-++(?:\+-++)++)\r?\n")


def without_wraps(data: bytes, clock: Clock) -> bytes | None:
    """The same text with the lines of each such row joined, its cells in quotes; None if there are no such rows.

    Raises `UnreadableFile` when the clock's time is up.
    """
    ruler = _RULER.match(data[:_START])
    if not ruler or not any(end in data for end in (b"+|", b"+\n", b"+\r")):
        return None
    widths = [len(dashes) for dashes in ruler[1].split(b"+")]
    joined = b"\n".join(_rows(data[ruler.end() :].decode(errors="surrogateescape").split("\n"), widths, clock))
    return data[: ruler.end()] + joined if joined != data[ruler.end() :] else None


def _rows(lines: list[str], widths: list[int], clock: Clock) -> Iterator[bytes]:
    """The lines, those of one row joined."""
    row: list[list[str]] = []  # the lines of each cell
    for line in lines:
        clock.check()
        cells = line.rstrip("\r").split("|")
        goes_on = len(cells) == len(widths) and [
            cell.endswith("+") and len(cell) >= width for cell, width in zip(cells, widths, strict=True)
        ]
        if not row and not (goes_on and any(goes_on)):
            yield line.encode(errors="surrogateescape")
            continue
        row = row or [[] for _ in widths]
        for texts, cell in zip(row, cells, strict=False):
            texts.append(cell.removesuffix("+").strip())
        if not (goes_on and any(goes_on)):
            yield _quoted(row).encode(errors="surrogateescape")
            row = []
    if row:
        yield _quoted(row).encode(errors="surrogateescape")


def _quoted(row: list[list[str]]) -> str:
    texts = ("\n".join(lines).strip("\n").replace('"', '""') for lines in row)
    return "|".join(f'"{text}"' for text in texts)
