"""Text whose columns are separated only by blanks, as reports print them: cut where the headers begin."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from scoring.limits import Clock
from scoring.reading.header_row import TITLES, names_clinics

_START = 1 << 14  # bytes that hold the first line
_SEPARATORS = re.compile(rb"[,;\t|~\"]")
_TITLE_SEPARATORS = re.compile(rb"[;|~]|,.*,")
_CELL = re.compile(r"\S+(?: \S+)*")  # words with single blanks between them
_FEWEST_COLUMNS = 3
_MOST_NOTES = 20  # last lines searched for notes below the list
_CELLS_AT_ONCE = 1 << 20  # enough for Arrow to be fast, and little memory beside the text
# Of `str.splitlines`, beside the line ends that `Limits.check_lines` counts.
_OTHER_ENDS = tuple(character.encode() for character in "\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def with_tabs(data: bytes, clock: Clock) -> bytes | None:
    """UTF-8 text with tabs between its cells, line by line; None unless all its columns are aligned.

    The first line is the header, or the first below titles that names the clinics and a question. No cell of any line
    may extend across the start of a header, except in what stands below the last blank line, if it is one text a line.
    Raises `UnreadableFile` beyond a limit, before anything is cut, and when the clock's time is up.
    """
    if b"\t" in data or b'"' in data:
        return None
    titles = _titles(data[:_START])
    above, data = data[:titles], data[titles:]
    first, end, below = data[:_START].lstrip(b"\r\n").partition(b"\n")
    if not end or _SEPARATORS.search(first) or b"  " not in first or not below.strip():
        return None
    starts = [cell.start() for cell in _CELL.finditer(first.decode(errors="replace"))]
    if len(starts) < _FEWEST_COLUMNS:
        return None
    clock.limits.check_columns(len(starts))
    clock.limits.check_rows(sum(map(data.count, _OTHER_ENDS)))  # before a text is made for each
    clock.limits.check_cells(clock.limits.check_lines(data), len(starts))
    try:
        lines = pa.array(data.decode().splitlines(), pa.string())
    except UnicodeDecodeError:
        return None
    clock.limits.check_cells(len(lines), len(starts))
    lines, notes = _without_notes(lines)
    is_clear = clock.limited(partial(_ends_before, lines))
    if not all(map(is_clear, starts[1:])):
        return None
    bounds: list[tuple[int, int | None]] = [*pairwise([0, *starts[1:]]), (starts[-1], None)]
    at_once = max(_CELLS_AT_ONCE // len(starts), 1)
    rows = (_joined(lines[at : at + at_once], bounds, clock) for at in range(0, len(lines), at_once))
    return b"\n".join([*map(bytes.strip, above.splitlines()), *rows, *notes])


def _titles(start: bytes) -> int:
    """The bytes of the titles above the header; 0 if a line with three columns is first, or none names clinics."""
    size = 0
    for line in start.splitlines(keepends=True)[:TITLES]:
        cells = _CELL.findall(line.decode(errors="replace"))
        if len(cells) >= _FEWEST_COLUMNS:
            return size if names_clinics([cells], frozenset()) else 0
        if _TITLE_SEPARATORS.search(line):
            return 0
        size += len(line)
    return 0


def _without_notes(lines: pa.Array) -> tuple[pa.Array, list[bytes]]:
    """The lines down to the last blank line, and those below it if each is one text, such as a count of rows."""
    last = lines[-_MOST_NOTES:].to_pylist()
    while last and not last[-1].strip():
        last.pop()
    blank = max((place for place, line in enumerate(last) if not line.strip()), default=None)
    if blank is None or any(len(_CELL.findall(line)) > 1 for line in last[blank:]):
        return lines, []
    kept = max(len(lines) - _MOST_NOTES, 0) + blank
    return lines[:kept], [line.strip().encode() for line in last[blank:]]


def _ends_before(lines: pa.Array, start: int) -> bool:
    """Whether every line has a blank, or nothing, before this character."""
    before = pc.utf8_slice_codeunits(lines, start - 1, start)
    return bool(pc.all(pc.equal(pc.utf8_trim_whitespace(before), "")).as_py())


def _joined(lines: pa.Array, bounds: list[tuple[int, int | None]], clock: Clock) -> bytes:
    """The cells of some lines, between these characters, separated by tabs."""
    cells = []
    for start, stop in bounds:
        clock.check()
        cells.append(pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(lines, start, stop)))
    joined: pa.Array = pc.binary_join_element_wise(*cells, "\t")
    return "\n".join(joined.to_pylist()).encode()
