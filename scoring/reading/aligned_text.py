"""Text whose columns are set apart by blanks alone, as reports print them: cut where the headers begin."""

from __future__ import annotations

import re
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

_START = 1 << 14  # bytes among which the first line is
_SEPARATORS = re.compile(rb"[,;\t|~\"]")
_CELL = re.compile(r"\S+(?: \S+)*")  # words with single blanks between them
_FEWEST_COLUMNS = 3


def with_tabs(data: bytes) -> bytes | None:
    """UTF-8 text with tabs between its cells, line by line; None unless all its columns are aligned.

    The first line is the header. No cell of any line may stand across the beginning of a header.
    """
    first, end, below = data[:_START].lstrip(b"\r\n").partition(b"\n")
    if not end or _SEPARATORS.search(first) or b"  " not in first or not below.strip():
        return None
    if b"\t" in data or b'"' in data:
        return None
    try:
        starts = [cell.start() for cell in _CELL.finditer(first.decode())]
        lines = pa.array(data.decode().splitlines(), pa.string())
    except UnicodeDecodeError:
        return None
    if len(starts) < _FEWEST_COLUMNS or not all(_ends_before(lines, start) for start in starts[1:]):
        return None
    bounds = [0, *starts[1:], None]
    cells = [pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(lines, start, stop)) for start, stop in pairwise(bounds)]
    joined: pa.Array = pc.binary_join_element_wise(*cells, "\t")
    return "\n".join(joined.to_pylist()).encode()


def _ends_before(lines: pa.Array, start: int) -> bool:
    """Whether every line has a blank, or nothing, before this character."""
    before = pc.utf8_slice_codeunits(lines, start - 1, start)
    return bool(pc.all(pc.equal(pc.utf8_trim_whitespace(before), "")).as_py())
