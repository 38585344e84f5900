"""Problems: findings worded by the catalogue, and a log that turns them into one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike, NDArray

from scoring.integer_sort import distinct
from scoring.limits import Limits
from scoring.problem_catalogue import CATALOGUE
from scoring.problem_table import COLUMNS, ProblemTable
from scoring.vocabulary import plain
from scoring.wording import cut

LONGEST_VALUE = 300  # characters of a value that a problem shows
_PACKED_TOGETHER = 10_000  # findings: about 5 MB as objects, and few enough tables
_REPEATED = pa.dictionary(pa.int32(), pa.large_string())  # repeated text, stored once
_FINDINGS = pa.schema(
    {"code": _REPEATED, "value": pa.large_string(), "message": pa.large_string(), "suggestion": _REPEATED}
)


class Finding(NamedTuple):
    """What a problem says about one value, before its rows are known."""

    code: str
    value: str
    message: str
    suggestion: str


def finding(code: str, value: str = "", **details: object) -> Finding:
    """A finding in the catalogue's words. Raises KeyError for a code or detail the catalogue lacks."""
    message, suggestion = CATALOGUE[code]
    details = {"near": "", **details, "value": value}
    shown = {key: cut(text, LONGEST_VALUE) if isinstance(text, str) else text for key, text in details.items()}
    return Finding(code, cut(value, LONGEST_VALUE), message.format(**shown), suggestion.format(**shown))


def value_text(cell: str) -> str:
    """The plain text of a cell as a problem shows it: long text is cut and ends in "…", as no known value does."""
    text = cell.strip()
    return plain(text) if len(text) <= LONGEST_VALUE else f"{plain(text[: LONGEST_VALUE - 1])}…"


class Findings:
    """Findings in order, as Arrow columns: a million take a third of the memory that objects would."""

    def __init__(self, tables: Iterable[pa.Table] = ()) -> None:
        self._tables = list(tables)
        self._in_tables = sum(map(len, self._tables))
        self._latest: list[Finding] = []  # not in a table yet

    def extend(self, more: Iterable[Finding] | Findings) -> None:
        """Add findings at the end."""
        if isinstance(more, Findings):
            self._take_over(more)
            return
        self._latest.extend(more)
        if len(self._latest) >= _PACKED_TOGETHER:
            self._pack()

    def table(self) -> pa.Table:
        """The fields of a finding as columns (large text), with a row for each."""
        return pa.concat_tables([_FINDINGS.empty_table(), *self._tables, *self._packed()])

    def __len__(self) -> int:
        return self._in_tables + len(self._latest)

    def __iter__(self) -> Iterator[Finding]:
        return (Finding(**row) for row in self.table().to_pylist())

    def _take_over(self, more: Findings) -> None:
        if more._tables:
            self._pack()
            self._tables += more._tables
            self._in_tables += more._in_tables
        self.extend(more._latest)

    def _pack(self) -> None:
        self._tables += self._packed()
        self._in_tables += len(self._latest)
        self._latest = []

    def _packed(self) -> list[pa.Table]:
        """The latest findings as a table, if there are any."""
        if not self._latest:
            return []
        texts = (pa.array(column, pa.large_string()) for column in zip(*self._latest, strict=True))
        return [_table(dict(zip(Finding._fields, texts, strict=True)))]


def _table(texts: Mapping[str, pa.Array]) -> pa.Table:
    encoded = {
        field.name: texts[field.name].dictionary_encode()
        if pa.types.is_dictionary(field.type) and not pa.types.is_dictionary(texts[field.name].type)
        else texts[field.name]
        for field in _FINDINGS
    }
    return pa.table(encoded, schema=_FINDINGS)


def findings(code: str, values: pa.Array, **details: pa.Array) -> Findings:
    """The finding for each value and its details, worded all at once. All are text, and none is null.

    The sentences of the code may name details, without format or conversion.
    """
    details_shown = {
        name: _all_cut(texts.cast(pa.large_string())) for name, texts in {**details, "value": values}.items()
    }
    shown = {"near": _large(""), **details_shown}
    count = len(values)

    def worded(template: str) -> pa.Array:
        parts = list(Formatter().parse(template))
        if not any(name for _, name, _, _ in parts):
            return _same(template.format(), count)
        pieces = [piece for text, name, _, _ in parts for piece in (_large(text), shown[name] if name else _large(""))]
        return pc.binary_join_element_wise(pa.repeat(_large(""), count), *pieces, _large(""))

    message, suggestion = (worded(template) for template in CATALOGUE[code])
    texts = {"code": _same(code, count), "value": details_shown["value"], "message": message, "suggestion": suggestion}
    return Findings([_table(texts)])


def _large(text: str) -> pa.Scalar:
    return pa.scalar(text, pa.large_string())


def _same(text: str, count: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(np.zeros(count, dtype=np.int32), pa.array([text], pa.large_string()))


def _all_cut(texts: pa.Array) -> pa.Array:
    long = pc.greater(pc.utf8_length(texts), LONGEST_VALUE)
    if not long.true_count:
        return texts
    short = pc.utf8_slice_codeunits(texts, 0, LONGEST_VALUE - 1)
    short = pc.binary_join_element_wise(short, _large("…"), _large(""))
    return pc.if_else(long, short, texts)


@dataclass
class ProblemLog:
    """Collects findings with their rows while a file is read; `frame` makes the table once.

    Rows are numbered as in the file (header: 1), or 0 for the whole file. `limits` caps how many problems are kept.
    """

    limits: Limits = field(default_factory=Limits)
    _rows: list[NDArray[np.int64]] = field(default_factory=list)
    _which: list[NDArray[np.int64]] = field(default_factory=list)
    _findings: Findings = field(default_factory=Findings)
    _columns: list[tuple[str, int]] = field(default_factory=list)  # name and number of consecutive findings
    _count: int = 0  # of problems: recounting them each time would take quadratic time

    def add(self, column: str, problem: Finding, rows: ArrayLike = 0) -> None:
        """The same finding in one row or many."""
        at = np.atleast_1d(np.asarray(rows, dtype=np.int64))
        self.add_many(column, [problem], at, np.zeros(len(at), dtype=np.int64))

    def add_many(
        self, column: str, findings: Sequence[Finding] | Findings, rows: NDArray[np.int64], which: ArrayLike
    ) -> None:
        """Findings by row: `which[i]` is the index into `findings` for `rows[i]`.

        Raises `UnreadableFile` beyond the limits.
        """
        self.limits.check_problems(len(self) + len(rows))
        if len(rows):
            self._count += len(rows)
            self._rows.append(np.asarray(rows, dtype=np.int64))
            self._which.append(np.asarray(which, dtype=np.int64) + len(self._findings))
            self._findings.extend(findings)
            self._columns.append((cut(column, LONGEST_VALUE), len(findings)))

    def take_over(self, log: ProblemLog) -> None:
        """Add everything in another log."""
        self._which += [which + len(self._findings) for which in log._which]
        self._rows += log._rows
        self._count += log._count
        self._findings.extend(log._findings)
        self._columns += log._columns

    def rows_with(self, code: str, column: str) -> NDArray[np.int64]:
        """The distinct rows that have a problem of this code in this column."""
        of_column = np.repeat([name == column for name, _ in self._columns], [count for _, count in self._columns])
        if not of_column.any():
            return np.empty(0, dtype=np.int64)
        matching = of_column & np.asarray(pc.equal(self._findings.table()["code"], code))
        return distinct(np.concatenate(self._rows)[matching[np.concatenate(self._which)]])

    def __len__(self) -> int:
        return self._count

    def frame(self) -> pd.DataFrame:
        """The problems in the order of the file: row (int64) and the text columns of `COLUMNS`."""
        return self.in_order().frame()

    def table(self) -> pa.Table:
        """The same as `frame`, as Arrow: row (int64) and the text columns of `COLUMNS` (large text)."""
        return self.in_order().table()

    def in_order(self) -> ProblemTable:
        """The problems in the order of the file. A finding of many rows is stored once."""
        rows = np.concatenate(self._rows) if self._rows else np.zeros(0, dtype=np.int64)
        which = np.concatenate(self._which) if self._which else np.zeros(0, dtype=np.int64)
        order = np.argsort(rows, kind="stable")
        at = pa.array(which[order].astype(np.int32))
        names, counts = zip(*self._columns, strict=True) if self._columns else ((), ())
        runs = pa.array(np.repeat(np.arange(len(names), dtype=np.int32), np.array(counts, dtype=np.int64)))
        findings = self._findings.table().unify_dictionaries()
        texts = {name: findings[name].combine_chunks() for name in findings.column_names}
        texts["column"] = pa.DictionaryArray.from_arrays(runs, pa.array(names, pa.large_string()))
        encoded = [_at_findings(texts[name], at) for name in COLUMNS[1:]]
        return ProblemTable(rows[order], pa.table(encoded, names=list(COLUMNS[1:])))


def _at_findings(texts: pa.Array, at: pa.Array) -> pa.DictionaryArray:
    """A text of the finding at each of some positions."""
    if pa.types.is_dictionary(texts.type):
        return pa.DictionaryArray.from_arrays(texts.indices.take(at), texts.dictionary)
    return pa.DictionaryArray.from_arrays(at, texts)


@dataclass(frozen=True)
class RowLog:
    """A log for the clinics of one table: `rows[i]` is the row number in the file of the clinic at position i."""

    problems: ProblemLog
    rows: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, column: str, problem: Finding, at: NDArray[np.bool_] | NDArray[np.int64]) -> None:
        """The same finding at some positions, given by number or by mask."""
        self.problems.add(column, problem, self.rows[at])

    def add_many(
        self, column: str, findings: Sequence[Finding] | Findings, at: NDArray[np.int64], which: ArrayLike
    ) -> None:
        """Findings by position: `which[i]` is the index into `findings` for position `at[i]`."""
        self.problems.add_many(column, findings, self.rows[at], which)
