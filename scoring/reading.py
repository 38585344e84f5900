"""Bytes to a table of text: one row a clinic, every cell as it stands in the file, blank cells as nulls."""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from scoring.errors import UnreadableFile
from scoring.problems import ProblemLog, finding
from scoring.vocabulary import header_key, vocabulary

DICTIONARY = pa.dictionary(pa.int32(), pa.string())
DELIMITERS = ",;\t|~"
RUNS = r"^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"  # text that a spreadsheet would run as a formula
_GUARD = re.compile(rb"'\s*[=+@\t\r-]|'\s*\xef\xbc")
_HEADER_LIMIT = 1 << 16
_BLOCK = 1 << 22  # bytes; measured: Arrow's own 1 MiB is a fifth slower with dictionaries
NO_CLINICS = "The file has a header row and no clinics below it; add a row for each clinic."
_DO_THIS = "save the list of clinics as CSV (comma separated, UTF-8) and try again."
_KINDS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a spreadsheet or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet"),
    (b"\x1f\x8b", "a compressed file"),
)


Column: TypeAlias = pa.Array | pa.ChunkedArray  # text in chunks, or dictionary-encoded text in one piece


@dataclass(frozen=True)
class Table:
    """A file's cells. `columns`: text or dictionary-encoded text each; `rows`: their numbers in the file."""

    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: NDArray[np.int64]


def read_bytes(source: str | os.PathLike[str] | bytes | BinaryIO) -> bytes:
    """The bytes of a path, of bytes, or of a binary file. Raises `UnreadableFile`."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if hasattr(source, "read"):
        content = source.read()
        return content.encode() if isinstance(content, str) else bytes(content)
    path = Path(source)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file at {path}; check the name and the folder.") from None
    except IsADirectoryError:
        raise UnreadableFile(f"{path} is a folder; name the CSV file inside it.") from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(
            f"{path} could not be opened ({getattr(error, 'strerror', error)}); check the file and try again."
        ) from None


def fingerprint(data: bytes) -> str:
    """SHA-256 of the bytes, as 64 hexadecimal digits."""
    return sha256(data).hexdigest()


def read_table(data: bytes, problems: ProblemLog, as_dictionary: frozenset[str]) -> Table:
    """The table in the bytes. Columns whose header key is in `as_dictionary` come dictionary-encoded.

    A well-formed UTF-8 file is read at once by Arrow; anything else is read row by row with Python's csv
    module, each repair being logged. Raises `UnreadableFile`, saying what the bytes seem to be.
    """
    _refuse_other_kinds(data)
    table = _read_fast(data, as_dictionary) or _read_carefully(data, problems, as_dictionary)
    if not _GUARD.search(data):
        return table
    headers = tuple(header[1:] if re.match(f"'(?={RUNS[1:]})", header) else header for header in table.headers)
    return Table(headers, tuple(map(_unguarded, table.columns)), table.rows)


def _unguarded(column: Column) -> Column:
    """Take off the `'` that an export put before text that a spreadsheet would run."""
    if pa.types.is_dictionary(column.type):
        plain = _unguarded(column.dictionary.cast(pa.string()))
        return pa.DictionaryArray.from_arrays(column.indices, plain).cast(pa.string()).dictionary_encode()
    return pc.replace_substring_regex(column, r"^'(\s*[=+\-@\t\r\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}])", r"\1")


def _refuse_other_kinds(data: bytes) -> None:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.strip(b"\0") and not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        what = "holds no text" if data else "is empty"
        raise UnreadableFile(f"The file {what}; export the list of clinics as CSV and try again.")
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise UnreadableFile(f"This is {kind}, not a CSV file; {_DO_THIS}")
    if start[:1] == b"<" and (b"<html" in start.lower() or b"<!doctype" in start.lower() or b"<?xml" in start):
        raise UnreadableFile(f"This is a web page, not a CSV file; download the file itself, or {_DO_THIS}")
    if start[:1] == b"{":
        raise UnreadableFile(f"This is JSON, not a CSV file; {_DO_THIS}")


# -- the fast way -------------------------------------------------------------------------------------------


def _read_fast(data: bytes, as_dictionary: frozenset[str]) -> Table | None:
    """The table, or None where the file needs the careful way."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    end = _header_end(data, start)
    if end is None or b"\0" in data or data.count(b'"') % 2:
        return None
    try:
        header, delimiter = _header(data[start:end].decode())
    except UnicodeDecodeError:
        return None
    if not any(map(str.strip, header)):
        return None
    names = [str(place) for place in range(len(header))]
    types = {
        name: DICTIONARY if header_key(text) in as_dictionary else pa.string()
        for name, text in zip(names, header, strict=True)
    }
    stop = len(data)
    while stop > end and data[stop - 1 : stop] in b"\r\n":
        stop -= 1
    if stop == end:
        raise UnreadableFile(NO_CLINICS)
    try:
        table = pacsv.read_csv(
            pa.BufferReader(pa.py_buffer(memoryview(data)[end:stop])),
            pacsv.ReadOptions(column_names=names, block_size=_BLOCK),
            pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in data, ignore_empty_lines=False),
            pacsv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError):  # the latter where Arrow quotes bytes that are no text
        return None
    return Table(
        tuple(header),
        tuple(whole(column) if pa.types.is_dictionary(column.type) else column for column in table.columns),
        np.arange(2, 2 + table.num_rows, dtype=np.int64),
    )


def whole(column: Column) -> pa.Array:
    """One array of a column in chunks; the dictionaries of its chunks become one."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    return (column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column).combine_chunks()


def as_text(column: Column) -> Column:
    """The same column, its dictionary unfolded if it has one."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _header_end(data: bytes, start: int) -> int | None:
    """Where the first row after the header begins; None if no whole header stands near the start."""
    quoted = False
    for place in range(start, min(len(data), _HEADER_LIMIT)):
        byte = data[place]
        if byte == 0x22:
            quoted = not quoted
        elif byte in (0x0A, 0x0D) and not quoted:
            return place + (2 if data[place : place + 2] == b"\r\n" else 1)
    return len(data) if len(data) < _HEADER_LIMIT and not quoted else None


def _header(text: str) -> tuple[list[str], str]:
    """The header cells, and the delimiter that finds the most known headers in it."""
    known = vocabulary().headers
    best: tuple[tuple[int, int], list[str], str] = ((-1, -1), [], ",")
    for delimiter in DELIMITERS:
        try:
            cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        except csv.Error:
            continue
        merit = (sum(header_key(cell) in known for cell in cells), len(cells))
        if merit > best[0]:
            best = (merit, cells, delimiter)
    return best[1], best[2]


# -- the careful way ------------------------------------------------------------------------------------------


def _read_carefully(data: bytes, problems: ProblemLog, as_dictionary: frozenset[str]) -> Table:
    text = _decoded(data, problems)
    if "\0" in text:
        problems.add("", finding("nul_bytes"))
        text = text.replace("\0", "")
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    first_lines = text[:_HEADER_LIMIT].lstrip("\r\n")
    _, delimiter = _header(first_lines)
    try:
        records = _records(text.rstrip("\r\n"), delimiter, problems)
    except csv.Error as error:
        raise UnreadableFile(f"The file could not be read as CSV ({error}); {_DO_THIS}") from None
    top = next((number for number, cells in enumerate(records) if any(cell.strip() for cell in cells)), None)
    if top is None:
        raise UnreadableFile("The file holds no text; export the list of clinics as CSV and try again.")
    header = records[top]
    width = len(header)
    rows: list[int] = []
    kept: list[list[str]] = []
    for number, cells in enumerate(records[top + 1 :], start=top + 2):
        if not any(map(str.strip, cells)):
            problems.add("", finding("blank_row"), number)
            continue
        rows.append(number)
        kept.append(cells if len(cells) == width else _fitted(cells, width, number, problems))
    if not kept:
        raise UnreadableFile(NO_CLINICS)
    columns = []
    for title, cells_down in zip(header, zip(*kept, strict=True), strict=True):
        column = pa.array([cell or None for cell in cells_down], pa.string())
        columns.append(column.dictionary_encode() if header_key(title) in as_dictionary else column)
    return Table(tuple(header), tuple(columns), np.asarray(rows, dtype=np.int64))


def _records(text: str, delimiter: str, problems: ProblemLog) -> list[list[str]]:
    """The rows of the file. From a quote that is never closed on, quotes are plain text, so no row is swallowed."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    done = 0
    try:
        for cells in reader:
            records.append(cells)
            done = reader.line_num
    except csv.Error as error:
        if "unexpected end of data" not in str(error):
            return list(csv.reader(lines, delimiter=delimiter))
        problems.add("", finding("quote_not_closed"), len(records) + 1)
        records += csv.reader(lines[done:], delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return records


def _fitted(cells: list[str], width: int, number: int, problems: ProblemLog) -> list[str]:
    if len(cells) < width:
        problems.add("", finding("row_too_short", found=len(cells), expected=width), number)
        return cells + [""] * (width - len(cells))
    if any(cell.strip() for cell in cells[width:]):
        rest = ", ".join(cells[width:])
        problems.add("", finding("row_too_long", rest, found=len(cells), expected=width), number)
    return cells[:width]


def _decoded(data: bytes, problems: ProblemLog) -> str:
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    for mark, encoding in marks:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        problems.add("", finding("encoding_guessed", "Windows-1252"))
        return data.decode("cp1252", errors="replace")
