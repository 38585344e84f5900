"""The formats that can be read. To add one, write a module beside these and a line here."""

from __future__ import annotations

from scoring.errors import BadSettings, UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog
from scoring.reading import delimited_text, json_records, parquet, workbook
from scoring.reading.file_format import Format, ReadOptions
from scoring.reading.source import is_gzip, unpacked
from scoring.reading.table import Table
from scoring.wording import listed

# The first that recognizes a file reads it; text is the fallback.
FORMATS: tuple[Format, ...] = (workbook.FORMAT, parquet.FORMAT, json_records.FORMAT, delimited_text.FORMAT)


def suffixes_in_words() -> str:
    """The suffixes of the files that can be read, as a list in words, text first."""
    *packed, text = FORMATS
    return listed([suffix for format_ in (text, *packed) for suffix in format_.suffixes], "or")


def format_of(data: bytes) -> Format:
    """The format of bytes that are not compressed, by how they begin."""
    return next(format_ for format_ in FORMATS if format_.recognises(data))


def read_table(data: bytes, options: ReadOptions, problems: ProblemLog, clock: Clock) -> Table:
    """The table in a file of any format, plain or in gzip. Anything odd about it is logged.

    Raises `UnreadableFile` if there is none, beyond a limit and when the clock's time is up; `BadSettings` for a sheet
    that does not exist.
    """
    if options.sheet is not None and not format_of(data).has_sheets:
        raise BadSettings(f"sheet: {options.sheet!r} was asked for, and the file is no workbook; leave the sheet out.")
    if is_gzip(data):
        data = unpacked(data, clock)
        if not is_bounded(data):
            name = format_of(data).name
            raise UnreadableFile(f"The compressed file holds a {name} file, which is compressed itself; give that one.")
    return format_of(data).read(data, options, problems, clock)


def may_grow(data: bytes) -> bool:
    """Whether the table in a file may be far larger than the file."""
    return is_gzip(data) or format_of(data).grows


def is_bounded(data: bytes) -> bool:
    """Whether any process may read a file: the limits hold even if the file lies about its size."""
    return format_of(data).bounded
