"""The formats that can be read. To add one, write a module beside these and a line here."""

from __future__ import annotations

from scoring.errors import BadSettings, UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog, finding
from scoring.reading import delimited_text, json_records, parquet, workbook
from scoring.reading.encoding import UTF8, needs_encoding
from scoring.reading.encoding_guess import ENCODINGS, word_readings
from scoring.reading.file_format import Excerpt, Format, ReadOptions
from scoring.reading.other_files import refuse_other_files
from scoring.reading.source import Source, is_gzip, read_bytes, unpacked
from scoring.reading.table import Table
from scoring.wording import listed, shown_value

# The first that recognizes a file reads it; text is the fallback.
FORMATS: tuple[Format, ...] = (workbook.FORMAT, parquet.FORMAT, json_records.FORMAT, delimited_text.FORMAT)


def suffixes_in_words() -> str:
    """The suffixes of the files that can be read, as a list in words, text first."""
    *packed, text = FORMATS
    return listed([suffix for format_ in (text, *packed) for suffix in format_.suffixes], "or")


def format_of(data: bytes) -> Format:
    """The format of bytes that are not compressed, by how they begin."""
    return next(format_ for format_ in FORMATS if format_.recognizes(data))


def read_table(data: bytes, options: ReadOptions, problems: ProblemLog, clock: Clock) -> Table:
    """The table in a file of any format, plain or in gzip. Anything odd about it is logged.

    Raises `UnreadableFile` if there is none, beyond a limit and when the clock's time is up; `BadSettings` for a sheet
    that does not exist.
    """
    compressed = is_gzip(data)
    if compressed:
        data = unpacked(data, clock)
    if options.sheet is not None and data and not format_of(data).has_sheets:  # an empty file is refused as such
        raise BadSettings(
            f"sheet: {shown_value(options.sheet)} was asked for, and the file is no workbook; leave the sheet out."
        )
    if compressed and not is_bounded(data):
        name = format_of(data).name
        raise UnreadableFile(f"The compressed file holds a {name} file, which is compressed itself; give that one.")
    refuse_other_files(data)
    if options.encoding not in (None, UTF8) and _says_its_encoding(data, options.excerpt, clock):
        problems.add("", finding("recipe_encoding_unused", ENCODINGS[options.encoding]))
    return format_of(data).read(data, options, problems, clock)


def encodings(source: Source, *, limits: Limits | None = None) -> dict[str, str]:
    """The encodings to choose from for a text, the likeliest first, and how a few of its words read in each.

    Empty for files that declare their encoding, and for UTF-8. Raises `UnreadableFile` for a file that cannot be
    opened.
    """
    clock = Clock(limits or Limits())
    data = read_bytes(source, clock.limits)
    data = unpacked(data, clock) if is_gzip(data) else data
    return word_readings(data) if _needs_encoding(data, clock) else {}


def _says_its_encoding(data: bytes, excerpt: Excerpt | None, clock: Clock) -> bool:
    """Whether no encoding can be chosen for a file; for an excerpt, the first excerpt of its text decides."""
    if excerpt:
        return excerpt.ends.first and excerpt.encoding.name in (None, UTF8)
    return not _needs_encoding(data, clock)


def _needs_encoding(data: bytes, clock: Clock) -> bool:
    return format_of(data).has_encoding and needs_encoding(data, clock)


def may_grow(data: bytes) -> bool:
    """Whether the table in a file may be far larger than the file."""
    return is_gzip(data) or format_of(data).grows


def is_bounded(data: bytes) -> bool:
    """Whether any process may read a file: the limits hold even if the file lies about its size."""
    return format_of(data).bounded
