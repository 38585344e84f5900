"""A column as integer codes into its few distinct values: each is read once, then looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from scoring.problems import Finding, Findings, RowLog
from scoring.reading import Column, as_dictionary

T = TypeVar("T")


_AT_ONCE = 1 << 18  # codes that are counted at a time: they stay in the processor's cache, which halves the seconds


def counts_by_code(codes: NDArray[np.int32], mask: NDArray[np.bool_], size: int) -> NDArray[np.int64]:
    """For each of `size` codes, how many rows of a mask have it. NumPy would copy all codes at once as int64."""
    counts = np.zeros(size, dtype=np.int64)
    for first in range(0, len(codes), _AT_ONCE):
        at = slice(first, first + _AT_ONCE)
        counts += np.bincount(np.compress(mask[at], codes[at]), minlength=size)
    return counts


@dataclass(frozen=True)
class Coded(Generic[T]):
    """`values[codes[i]]` is the value of row i. `values` are distinct, and the first is that of a blank cell."""

    codes: NDArray[np.int32]
    values: tuple[T, ...]

    def mask(self, fits: Callable[[T], object]) -> NDArray[np.bool_]:
        """For each row, whether its value fits."""
        return np.array([bool(fits(value)) for value in self.values])[self.codes]

    def counts(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """For each value, how many rows of a mask have it."""
        return counts_by_code(self.codes, mask, len(self.values))


def read_column(
    name: str,
    column: Column | None,
    blank: T,
    read: Callable[[str], tuple[T, Sequence[Finding]]],
    log: RowLog,
) -> Coded[T]:
    """Read each distinct cell of a column once, and log its findings for the rows that hold it.

    `column` is text or dictionary-encoded text, or None for a column the file lacks.
    """
    if column is None:
        return Coded(np.zeros(len(log), dtype=np.int32), (blank,))
    encoded = as_dictionary(column)
    cells: list[str | None] = encoded.dictionary.to_pylist()
    places: dict[T, int] = {blank: 0}
    lookup = np.zeros(len(cells) + 1, dtype=np.int32)  # the last entry serves null cells
    findings, limits = Findings(), log.problems.limits
    first = np.zeros(len(cells) + 1, dtype=np.int64)
    many = np.zeros(len(cells) + 1, dtype=np.int64)
    for place, cell in enumerate(cells):
        value, cell_findings = read(cell or "")
        lookup[place] = places.setdefault(value, len(places))
        first[place], many[place] = len(findings), len(cell_findings)
        findings.extend(cell_findings)
        if cell_findings:
            limits.check_problems(len(findings))  # before the rest of a large column is read
    raw = encoded.indices.fill_null(len(cells)).to_numpy(zero_copy_only=False)
    if len(findings):
        at = np.flatnonzero(many[raw])
        repeats = many[raw[at]]
        within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        log.add_many(name, findings, np.repeat(at, repeats), np.repeat(first[raw[at]], repeats) + within)
    return Coded(lookup[raw], tuple(places))


def stated_cells(column: Column | None) -> list[str]:
    """The distinct cells that occur in a column, in the order of its dictionary; none for a column the file lacks."""
    if column is None:
        return []
    encoded = as_dictionary(column)
    return [cell for cell in encoded.dictionary.take(encoded.indices.unique().drop_null().sort()).to_pylist() if cell]


def paired(
    left: NDArray[np.int32], right: NDArray[np.int32], right_size: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The distinct pairs of two code columns: the code of each row's pair, and the pairs as one number.

    `divmod(number, right_size)` gives a pair's two codes back.
    """
    size = (int(left.max(initial=0)) + 1) * right_size
    numbers: NDArray[Any] = left.astype("int32" if size < 2**31 else "int64") * right_size + right
    if size > 8 * len(numbers) + 65_536:
        distinct, codes = np.unique(numbers, return_inverse=True)
        return codes.astype(np.int32), distinct.astype(np.int64)
    occurs = np.zeros(size, dtype=bool)
    occurs[numbers] = True
    return (np.cumsum(occurs, dtype=np.int32) - 1)[numbers], np.flatnonzero(occurs)
