"""The tables of several files of one list as one table, whose columns are identified by any of their headers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from scoring.reading import Column, Table, as_text
from scoring.recognition import ColumnDecision, HeaderPlace, header_places
from scoring.vocabulary import header_key, vocabulary, without_number


@dataclass(frozen=True)
class UnitedTable:
    """The rows of all files, in order. `headers`: for each column of `table`, its headers in the files."""

    table: Table
    headers: tuple[tuple[HeaderPlace, ...], ...]

    @classmethod
    def of(cls, tables: Sequence[Table], apart: Collection[str] = ()) -> UnitedTable:
        """The columns of some tables stacked, null where a table lacks one; columns without a header are left out.

        Columns whose headers name one field, and of which no table has two, are one column. `apart`: headers to which
        this does not apply, and neither does it to numbered ones.
        """
        placed = [dict(zip(header_places(table.headers), range(len(table.headers)), strict=True)) for table in tables]
        spelled = {
            header: table.headers[place]
            for table, places in zip(reversed(tables), reversed(placed), strict=True)
            for header, place in places.items()
        }
        groups = _groups([list(places) for places in placed], frozenset(map(header_key, apart)))
        columns: list[Column] = []
        for group in groups:
            chunks: list[pa.Array] = []
            for table, places in zip(tables, placed, strict=True):
                place = next((places[header] for header in group if header in places), None)
                text = pa.nulls(len(table.rows), pa.string()) if place is None else as_text(table.columns[place])
                chunks += text.chunks if isinstance(text, pa.ChunkedArray) else [text]
            columns.append(pa.chunked_array(chunks, pa.string()))
        count = sum(len(table.rows) for table in tables)
        headers = tuple(spelled[group[0]] for group in groups)
        rows = np.arange(2, count + 2, dtype=np.int64)
        numbers = tuple(range(1, len(groups) + 1))
        return cls(Table(headers, tuple(columns), rows, 1, count + 1, numbers), tuple(map(tuple, groups)))

    def decision(self, of_table: ColumnDecision) -> ColumnDecision:
        """What was decided on the table, by all headers of its columns."""
        columns = [
            replace(column, headers=headers) for column, headers in zip(of_table.columns, self.headers, strict=True)
        ]
        return replace(of_table, columns=tuple(columns))


def _groups(files: Sequence[Sequence[HeaderPlace]], apart: Collection[str]) -> list[list[HeaderPlace]]:
    """The headers of files, grouped if they are one column."""
    present: dict[HeaderPlace, set[int]] = {}
    for number, headers in enumerate(files):
        for header in headers:
            present.setdefault(header, set()).add(number)
    groups: list[tuple[list[HeaderPlace], set[int]]] = []
    by_field: dict[str, list[tuple[list[HeaderPlace], set[int]]]] = {}
    for header, numbers in present.items():
        key, _ = header
        if not key:
            continue
        is_apart = key in apart or without_number(key) != key
        field = "" if is_apart else vocabulary().field_of(key)
        group = next((g for g in by_field.get(field, ()) if g[1].isdisjoint(numbers)), None) if field else None
        if group is None:
            group = ([], set())
            groups.append(group)
            by_field.setdefault(field, []).append(group)
        group[0].append(header)
        group[1].update(numbers)
    return [headers for headers, _ in groups]
