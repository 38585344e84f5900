"""JSON to a table of text: a list of records, an object that holds one, an object per line, or lists of columns.

The header counts as row 1, so the first record is row 2. Records are read one at a time, so that memory holds only the
text and the columns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from scoring.errors import UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog, finding
from scoring.reading.artifacts import without_artifacts
from scoring.reading.encoding import as_utf8, plain_start
from scoring.reading.file_format import Format, ReadOptions
from scoring.reading.html_entities import without_entities
from scoring.reading.json_objects import JsonObject, header_of, own_pairs, writable
from scoring.reading.json_stream import NO_LIST, NotFinite, Number, records_in
from scoring.reading.source import DO_THIS
from scoring.reading.table import Column, Table, has_nul, numbered, stated, whole
from scoring.vocabulary import header_key

_OPENING = re.compile(rb"\s*(?:\{|\[\s*[\[{\]\"]|\[\s+)")  # a header row may open with a bracket too
_RECORDS_AT_ONCE = 4_096  # enough for Arrow to be fast, and few Python objects


def read_json(data: bytes, options: ReadOptions, problems: ProblemLog, clock: Clock) -> Table:
    """The table of a list of records: a column for each key, in order of first appearance.

    A key that a record lacks is a blank cell; one that a record repeats has two columns. Raises
    `UnreadableFile` for JSON that is not a list of records, beyond a limit, and when the clock's time is up.
    """
    clock.limits.check_text(len(data))
    text = as_utf8(data, problems, clock, options.encoding_read).decode()
    columns = _Columns(problems, clock)
    try:
        for record in records_in(text, problems, clock):
            columns.add(record)
    except json.JSONDecodeError as error:
        why = f"it is damaged or cut short ({error.msg}, at line {error.lineno:,}, character {error.colno:,})"
        raise UnreadableFile(f"This is JSON that cannot be read: {why}; export it again, or {DO_THIS}") from None
    except RecursionError:
        raise UnreadableFile(f"This is JSON with too many lists inside lists; {DO_THIS}") from None
    return without_entities(without_artifacts(columns.table(options), problems), problems)


@dataclass
class _Columns:
    """Columns that grow by one record at a time. `size`: bytes of the table as text, a separator for each cell."""

    problems: ProblemLog
    clock: Clock
    size: int = 0
    count: int = 0
    places: dict[tuple[str, int], int] = field(
        default_factory=dict
    )  # by key and number of earlier repeats in the record
    cells: list[list[str | None]] = field(default_factory=list)  # of the records since the last piece
    pieces: list[list[pa.Array]] = field(default_factory=list)
    waiting: int = 0
    has_nul: bool = False
    not_finite: dict[str, list[int]] = field(default_factory=dict)  # rows by key

    def add(self, record: Any) -> None:
        """Add a record; null counts as an empty one."""
        if record is not None and not isinstance(record, JsonObject):
            raise UnreadableFile(NO_LIST)
        self.clock.limits.check_rows(self.count + 2)
        repeats: dict[str, int] = {}  # of the record's keys so far
        for key, value in () if record is None else own_pairs(record):
            name = (key, repeats.get(key, 0))
            repeats[key] = name[1] + 1
            place = self.places.get(name)
            if place is None:
                place = self._new(name)
            text = value if value.__class__ is str else self._text(key, value)
            self.size += len(text or "")
            self.cells[place].append(text or None)
        self.count += 1
        self.waiting += 1
        self.size += len(self.places)
        for cells in self.cells:
            if len(cells) < self.waiting:
                cells.append(None)
        if self.waiting == _RECORDS_AT_ONCE:
            self._flush()

    def _new(self, name: tuple[str, int]) -> int:
        self.clock.limits.check_columns(len(self.places) + 1)
        self.places[name] = len(self.places)
        self.cells.append([None] * self.waiting)
        before = self.count - self.waiting
        self.pieces.append([pa.nulls(before, pa.string())] if before else [])
        self.size += self.count
        return len(self.places) - 1

    def _text(self, key: str, value: Any) -> str | None:
        """The text of a cell: yes or no, all digits of a number, a list joined by semicolons, or else the JSON."""
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, NotFinite):
            self.not_finite.setdefault(key, []).append(self.count + 2)
            return None
        self.clock.check()  # a list may be as long as the file
        if isinstance(value, JsonObject) or any(isinstance(item, list) for item in value):
            return _json_text(value)
        return "; ".join(text for item in value if (text := self._text(key, item)))

    def _flush(self) -> None:
        self.clock.check()
        limits = self.clock.limits
        limits.check_unpacked(self.size)
        limits.check_cells(self.count, len(self.places))
        for (key, _), cells, pieces in zip(self.places, self.cells, self.pieces, strict=True):
            pieces.append(self._array(key, cells))
            cells.clear()
        self.waiting = 0

    def _array(self, key: str, cells: Sequence[str | None]) -> pa.Array:
        """The cells as an Arrow array; invalid characters are replaced and logged."""
        first = self.count - self.waiting + 2
        try:
            return self._without_nul(pa.array(cells, pa.string()))
        except UnicodeEncodeError:
            texts = [writable(cell) if cell else None for cell in cells]
            odd = [place for place, (cell, text) in enumerate(zip(cells, texts, strict=True)) if cell and cell != text]
            lost = finding("characters_lost", "UTF-8", count=len(odd))
            self.problems.add(header_of(key), lost, [first + place for place in odd])
            return self._without_nul(pa.array(texts, pa.string()))

    def _without_nul(self, texts: pa.Array) -> pa.Array:
        self.has_nul = self.has_nul or has_nul(texts)
        return stated(texts)

    def table(self, options: ReadOptions) -> Table:
        """The table of all records. Raises `UnreadableFile` if there are none."""
        if not self.places:
            raise UnreadableFile(f"The JSON holds no records; give a list with one for each clinic, or {DO_THIS}")
        self._flush()
        if self.has_nul or any("\0" in key for key, _ in self.places):
            self.problems.add("", finding("nul_bytes"))
        for key, rows in self.not_finite.items():
            self.problems.add(header_of(key), finding("number_not_finite"), rows)
        headers = [header_of(key) for key, _ in self.places]
        columns: list[Column] = []
        for header, pieces in zip(headers, self.pieces, strict=True):
            column = pa.chunked_array(pieces, pa.string())
            columns.append(whole(column.dictionary_encode()) if header_key(header) in options.as_dictionary else column)
        return numbered(headers, columns, 1, self.count)


def _json_text(value: Any) -> str:
    """A nested value as JSON, with numbers unchanged."""
    if isinstance(value, JsonObject):
        pairs = (f"{json.dumps(key, ensure_ascii=False)}: {_json_text(item)}" for key, item in value)
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_json_text, value))}]"
    if isinstance(value, NotFinite):
        return "null"
    return value if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def _begins_like_json(data: bytes) -> bool:
    return _OPENING.match(plain_start(data)) is not None


_SUFFIXES = (".json", ".jsonl", ".geojson")
FORMAT = Format("JSON", _SUFFIXES, _begins_like_json, read_json, grows=True, has_encoding=True)
