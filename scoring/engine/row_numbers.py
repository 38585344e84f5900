"""The rows of the parts as rows of one list: a file begins where the previous one ends, ranges of a file count on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.accounting import Accounting
from scoring.engine.parts import Part
from scoring.reading import RecordRange


@dataclass(frozen=True)
class RowNumbers:
    """Where the rows of a part are.

    `before`: how many rows of the list precede the part's file. `first`: the first row of the file that is the
    part's own; a problem above it belongs to the part as a whole.
    """

    before: int
    first: int


def row_numbers(parts: Sequence[tuple[Part, Accounting]]) -> list[RowNumbers]:
    """The rows of each part, by the accounting of its review."""
    numbers = []
    before = last = 0  # rows before the file, and rows of the file so far
    for part, accounting in parts:
        if begins_a_file(part):
            before, last = before + last, 0
        numbers.append(RowNumbers(before, last + 1))
        last += own_rows(part, accounting).rows
    return numbers


def own_rows(part: Part, accounting: Accounting) -> Accounting:
    """The accounting without the rows of the header, if they are in an earlier range of the file."""
    if begins_a_file(part):
        return accounting
    return replace(accounting, rows=accounting.rows - accounting.above - accounting.header, above=0, header=0)


def begins_a_file(part: Part) -> bool:
    """Whether rows are counted from the first one again."""
    source = part.source
    return not isinstance(source, RecordRange) or source.excerpt is None or source.excerpt.ends.first
