"""The formats that are read. A further one is a file of its own beside these, and a line here."""

from __future__ import annotations

from scoring.errors import BadSettings, UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog
from scoring.reading import delimited_text, json_records, parquet, workbook
from scoring.reading.file_format import Format, ReadOptions
from scoring.reading.source import is_gzip, unpacked
from scoring.reading.table import Table
from scoring.wording import listed

# The first that recognises a file reads it; text is what nothing else is.
FORMATS: tuple[Format, ...] = (workbook.FORMAT, parquet.FORMAT, json_records.FORMAT, delimited_text.FORMAT)


def suffixes_in_words() -> str:
    """The suffixes of the files that can be read, as a list in words, text first."""
    *packed, text = FORMATS
    return listed([suffix for format_ in (text, *packed) for suffix in format_.suffixes], "or")


def format_of(data: bytes) -> Format:
    """The format of bytes that are not compressed, by how they begin."""
    return next(format_ for format_ in FORMATS if format_.recognises(data))


def read_table(data: bytes, options: ReadOptions, problems: ProblemLog, clock: Clock) -> Table:
    """The table in a file of any format, as it is or in gzip. What is odd about it is logged.

    Raises `UnreadableFile` if there is none, beyond a limit and when the clock's time is up; `BadSettings` for a sheet
    that is not there.
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
    """Whether a file may be read in any process: the limits hold, whatever its bytes say of themselves."""
    return format_of(data).bounded
