"""Text whose columns are separated only by blanks, as reports print them: cut where the headers begin."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from scoring.limits import Clock

_START = 1 << 14  # bytes that hold the first line
_SEPARATORS = re.compile(rb"[,;\t|~\"]")
_CELL = re.compile(r"\S+(?: \S+)*")  # words with single blanks between them
_FEWEST_COLUMNS = 3
_CELLS_AT_ONCE = 1 << 20  # enough for Arrow to be fast, and little memory beside the text
# Of `str.splitlines`, beside the line ends that `Limits.check_lines` counts.
_OTHER_ENDS = tuple(character.encode() for character in "\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def with_tabs(data: bytes, clock: Clock) -> bytes | None:
    """UTF-8 text with tabs between its cells, line by line; None unless all its columns are aligned.

    The first line is the header. No cell of any line may extend across the start of a header.
    Raises `UnreadableFile` beyond a limit, before anything is cut, and when the clock's time is up.
    """
    first, end, below = data[:_START].lstrip(b"\r\n").partition(b"\n")
    if not end or _SEPARATORS.search(first) or b"  " not in first or not below.strip():
        return None
    if b"\t" in data or b'"' in data:
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
    is_clear = clock.limited(partial(_ends_before, lines))
    if not all(map(is_clear, starts[1:])):
        return None
    bounds: list[tuple[int, int | None]] = [*pairwise([0, *starts[1:]]), (starts[-1], None)]
    at_once = max(_CELLS_AT_ONCE // len(starts), 1)
    return b"\n".join(_joined(lines[at : at + at_once], bounds, clock) for at in range(0, len(lines), at_once))


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
