"""A register of providers in the layout of the NPPES monthly file, read once and in pieces.

https://download.cms.gov/nppes/NPI_Files.html: a header, then one row per number, some 9 million of 330 columns. The
file may be the .zip as published, a .csv.gz, or an extract with fewer columns and rows. Of each row only the columns
below become values, and only pieces of a few megabytes are in memory.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from scoring.errors import UnreadableFile
from scoring.recipes import DatedBy
from scoring.register.register_text import DAMAGED, RegisterText
from scoring.vocabulary import header_key

_BLOCK = 4_000_000  # bytes parsed at a time: over 3,000 rows of the monthly file; Arrow holds a few of them at once
_ROWS_TOGETHER = 60_000  # of the few columns: enough to make the cost of a Python step negligible
_LONGEST_HEADER_LINE = 1_000_000  # bytes; that of the monthly file has 12,000
_DELIMITERS = (",", "\t", ";", "|")
_DATE_OF_NAME = re.compile(r"npidata_pfile_\d{8}-(\d{8})", re.IGNORECASE)
_ADDRESS = "provider business practice location address"
# Column -> the key of its header in the monthly file. A column that an extract lacks is blank.
COLUMNS: Mapping[str, str] = {
    "npi": "npi",
    "entity": "entity type code",
    "organization": "provider organization name legal business name",
    "last": "provider last name legal name",
    "first": "provider first name",
    "middle": "provider middle name",
    "other_last": "provider other last name",
    "city": f"{_ADDRESS} city name",
    "state": f"{_ADDRESS} state name",
    "postal_code": f"{_ADDRESS} postal code",
    "deactivated": "npi deactivation date",
    "reactivated": "npi reactivation date",
    "updated": "last update date",
    **{f"code_{number}": f"healthcare provider taxonomy code {number}" for number in range(1, 16)},
}
CODES = tuple(name for name in COLUMNS if name.startswith("code_"))
_NEEDED = ("npi", "last", "code_1")


@dataclass(frozen=True)
class Header:
    """The header of a register. `places`: column -> its place in a row; `width`: how many columns a row has."""

    delimiter: str
    width: int
    places: Mapping[str, int]


class Register:
    """A register that is read once, by `pieces`; what else it says is known after that.

    `rows`: how many were read. `skipped`: how many had more or fewer cells than the header. `newest`: the latest day
    on which an entry was updated, None if no entry says so.
    """

    def __init__(self, text: RegisterText) -> None:
        """Read the header. Raises `UnreadableFile` if this is not a register."""
        self._text = text
        self._header = _read_header(text)
        self.rows = self.skipped = 0
        self.newest: date | None = None

    def pieces(self) -> Iterator[pa.Table]:
        """The rows in pieces: the columns of `COLUMNS` as text without nulls. Raises `UnreadableFile`."""
        held: list[pa.Table] = []
        if self._text.is_at_end():
            raise UnreadableFile(
                f"The register {self._text.shown_name} has a header and no entries; give the file that holds the "
                "providers."
            )
        try:
            for batch in self._batches():
                held.append(pa.Table.from_batches([batch]))
                if sum(map(len, held)) >= _ROWS_TOGETHER:
                    yield self._piece(held)
                    held = []
            if held:
                yield self._piece(held)
        except (pa.ArrowException, *DAMAGED) as error:
            why = "a row is too long" if "straddl" in str(error) else "it is damaged or cut short"
            raise UnreadableFile(
                f"The register {self._text.shown_name} could not be read to its end: {why}; get the file again and "
                "retry."
            ) from error

    def day(self, setting: date | None) -> tuple[date, DatedBy]:
        """The register's date and its source. Raises `UnreadableFile` if nothing gives one."""
        if setting:
            return setting, "setting"
        if (dated := _DATE_OF_NAME.search(self._text.member)) and (day := _day(dated[1])):
            return day, "file name"
        if self.newest:
            return self.newest, "newest entry"
        raise UnreadableFile(
            f"Nothing says of which day the register {self._text.shown_name} is; give the day, or the file by its own "
            "name."
        )

    def _batches(self) -> Iterator[pa.RecordBatch]:
        names = [f"{place}" for place in range(self._header.width)]
        chosen = [names[place] for place in self._header.places.values()]
        reader = arrow_csv.open_csv(
            self._text,
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._header.delimiter, invalid_row_handler=self._skip, ignore_empty_lines=True
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=chosen, column_types=dict.fromkeys(chosen, pa.binary()), strings_can_be_null=False
            ),
        )
        with reader:
            yield from reader

    def _skip(self, _row: arrow_csv.InvalidRow) -> str:
        self.skipped += 1
        return "skip"

    def _piece(self, tables: list[pa.Table]) -> pa.Table:
        table = pa.concat_tables(tables).combine_chunks()
        blank = pa.repeat(pa.scalar("", pa.string()), len(table))
        columns = dict.fromkeys(COLUMNS, blank) | {
            name: _as_text(table.column(place)) for place, name in enumerate(self._header.places)
        }
        self.rows += len(table)
        newest = pc.max(_sortable(columns["updated"])).as_py() if len(table) else ""
        if newest and (day := _day(newest)):
            self.newest = max(day, self.newest or day)
        return pa.table(columns)


def _read_header(text: RegisterText) -> Header:
    """The header, which is removed from the text. Raises `UnreadableFile` if it is not a register's."""
    try:
        line = text.take_line(_LONGEST_HEADER_LINE)
    except DAMAGED:
        raise UnreadableFile(f"The register {text.shown_name} is damaged; get the file again and retry.") from None
    decoded = line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    headers = [_header_of(decoded, delimiter) for delimiter in _DELIMITERS]
    header = max(headers, key=lambda candidate: len(candidate.places))
    missing = [COLUMNS[name] for name in _NEEDED if name not in header.places]
    if missing:
        raise UnreadableFile(
            f"{text.shown_name} is no register of providers in the layout of NPPES: its header lacks "
            f"{', '.join(missing)}; give the monthly file of the National Plan and Provider Enumeration System, or an "
            "extract of it."
        )
    return header


def _header_of(line: str, delimiter: str) -> Header:
    try:
        names = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    except csv.Error:
        names = []
    keys = [header_key(name) for name in names]
    places = {name: keys.index(key) for name, key in COLUMNS.items() if key in keys}
    return Header(delimiter, len(names), places)


def _as_text(column: pa.ChunkedArray) -> pa.Array:
    """The cells as text without surrounding white space; bytes that are not UTF-8 are read as Windows-1252."""
    cells = column.combine_chunks() if column.num_chunks else pa.array([], pa.binary())
    cells = cells.chunk(0) if isinstance(cells, pa.ChunkedArray) else cells
    try:
        texts = cells.cast(pa.string())
    except pa.ArrowInvalid:  # rare: one at a time
        texts = pa.array([_decoded(cell) for cell in cells.to_pylist()], pa.string())
    return pc.ascii_trim_whitespace(texts)


def _decoded(cell: bytes) -> str:
    try:
        return cell.decode()
    except UnicodeDecodeError:
        return cell.decode("cp1252", "replace")


def _sortable(days: pa.Array) -> pa.Array:
    """Days written as 11/08/2026 as 20261108; "" for anything else."""
    return pc.if_else(
        pc.match_substring_regex(days, r"^(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])/[12]\d{3}$"),
        pc.binary_join_element_wise(
            pc.utf8_slice_codeunits(days, 6, 10),
            pc.utf8_slice_codeunits(days, 0, 2),
            pc.utf8_slice_codeunits(days, 3, 5),
            "",
        ),
        "",
    )


def _day(text: str) -> date | None:
    """The day that eight digits write, year first; None if there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
