"""Where a table is in a text: its delimiter and its header row, from the first rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scoring.errors import UnreadableFile
from scoring.limits import Clock
from scoring.reading.csv_rows import first_lines, first_rows
from scoring.reading.header_row import TITLES, find_header, full_header, texts_of
from scoring.thresholds import number, share

DELIMITERS = ",;\t|~"
NO_TEXT = "The file holds no text; export the list of clinics as CSV and try again."
LONG_ROW = "The first rows are longer than 8 MB, so this is no list of clinics; export the list as CSV and try again."
_SAMPLE = 1 << 16
LARGE_SAMPLE = 8_000_000  # where the first rows are long, or blank
_ROWS = number("rows_of_a_layout")
FIRST_ROWS = _ROWS + TITLES + 1  # where the header is searched for
_AGREE = share("rows_that_agree")
_SEP = re.compile(r'\s*"?sep=(.)"?[^\S\r\n]*(\r\n|\r|\n)', re.IGNORECASE)
_SINGLE_QUOTES = {"quotechar": "'"}
# Characters that occur in the words of headers and so never separate cells; any other may, if the header shows it.
_IN_WORDS = frozenset(" \"'()[]{}<>/\\-_.&#%+*?!=$@\r\n\ufeff")
_LONGEST_HEADER_ROW = 10_000  # characters searched for such delimiters
_MOST_TRIED = 8  # such delimiters of one header row
_OPTIONS: tuple[Mapping[str, Any], ...] = (
    {"skipinitialspace": True},  # a, "b, c"
    {"escapechar": "\\", "doublequote": False},  # "a \"b\" c"
)


@dataclass(frozen=True)
class Layout:
    """Where the rows are.

    `header`: one cell for each column that rows have, `header_width` of them in the file. `row`: the header's number.
    `above`: the text of each row before it. `start`: bytes before the first row below it. `options`: of `csv.reader`,
    if quotes are unusual.
    """

    delimiter: str
    header: tuple[str, ...]
    header_width: int
    row: int
    above: tuple[str, ...]
    start: int
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Guess:
    """The first rows under one delimiter. `at`: the position of the header. `ends`: lines read after each row."""

    delimiter: str
    rows: list[list[str]]
    ends: list[int]
    at: int
    known: int
    whole: bool
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.rows[self.at])

    @property
    def agreement(self) -> float:
        """The share of the rows below the header that have as many cells; empty cells at the end do not count.

        Without rows all agree, unless unusual quotes leave none: then a quote in the header is never closed.
        """
        below = [row for row in self.rows[self.at + 1 :] if any(map(str.strip, row))]
        fitting = sum(len(row) == self.width or (len(row) > self.width and not any(row[self.width :])) for row in below)
        return fitting / len(below) if below else float(not self.options)

    @property
    def merit(self) -> tuple[bool, bool, int, float, int]:
        fits = self.width > 1 and self.agreement >= _AGREE
        return self.known > 1, fits, self.known, self.agreement, self.width


@dataclass(frozen=True)
class _Beginning:
    """The first lines of a text, below a line that declares the delimiter.

    `declared`: that line and its end, "" for none. `delimiter`: which it declares. `whole`: whether these are all.
    """

    text: str
    declared: str
    delimiter: str
    whole: bool


def find_layout(data: bytes, also_known: frozenset[str], clock: Clock) -> Layout:
    """The layout of UTF-8 text. `also_known`: keys of further headers.

    Raises `UnreadableFile` if there is no text or too many columns, `UnicodeDecodeError` if the start is not UTF-8.
    """
    start = _beginning(data, _SAMPLE)
    guesses = _guesses(start, also_known, clock)
    if not guesses and not start.whole:
        start = _beginning(data, LARGE_SAMPLE)
        guesses = _guesses(start, also_known, clock)
    if not guesses:
        raise UnreadableFile(NO_TEXT if start.whole or not data.strip() else LONG_ROW)
    if not start.delimiter and max(guess.known for guess in guesses) <= 1:
        guesses += _unusual_guesses(guesses[0], start, also_known)
    best = max(guesses, key=lambda guess: guess.merit)
    clock.limits.check_columns(best.width)
    return _layout(best, start, clock)


def _beginning(data: bytes, size: int) -> _Beginning:
    text, whole = _start(data, size)
    sep = _SEP.match(text)
    return _Beginning(text[sep.end() :], sep[0], sep[1], whole) if sep else _Beginning(text, "", "", whole)


def _guesses(start: _Beginning, also_known: frozenset[str], clock: Clock) -> list[_Guess]:
    """The first rows under each usual delimiter, or the declared one, and with single quotes if there may be any."""
    guesses = []
    for delimiter in start.delimiter or DELIMITERS:
        for quotes in ({}, _SINGLE_QUOTES) if f"'{delimiter}'" in start.text else ({},):
            clock.check()
            guesses.append(_guess(delimiter, start, also_known, quotes))
    return [guess for guess in guesses if guess]


def _unusual_guesses(guess: _Guess, start: _Beginning, also_known: frozenset[str]) -> list[_Guess]:
    """The first rows under other delimiters that make headers known and rows alike."""
    guesses = (_guess(delimiter, start, also_known, {}) for delimiter in _unusual_delimiters(guess))
    return [guess for guess in guesses if guess and guess.known > 1 and guess.agreement >= _AGREE]


def _layout(guess: _Guess, start: _Beginning, clock: Clock) -> Layout:
    """The layout by the best guess; its rows are read again if their quotes are unusual."""
    options = _options(guess, start.text)
    rows, ends = _read(start.text, guess.delimiter, options, whole=start.whole) if options else (guess.rows, guess.ends)
    header, at = full_header(rows, guess.at)
    widened = _widened(header, rows[at + 1 :])
    clock.limits.check_columns(len(widened))
    declaration = [start.declared.strip()] if start.declared else []
    above = (*declaration, *texts_of(rows[: guess.at]), *[""] * (at - guess.at))
    head = start.declared + first_lines(start.text, ends[at])
    return Layout(guess.delimiter, widened, len(header), len(above) + 1, above, len(head.encode()), options)


def _start(data: bytes, size: int) -> tuple[str, bool]:
    """The first lines of the text, and whether that is all of it."""
    if len(data) <= size:
        return data.decode(), True
    cut = max(data.rfind(b"\n", 0, size), data.rfind(b"\r", 0, size - 1))
    return data[: cut + 1].decode(), False


def _guess(delimiter: str, start: _Beginning, also_known: frozenset[str], options: Mapping[str, Any]) -> _Guess | None:
    rows, ends = _read(start.text, delimiter, options, whole=start.whole)
    header = find_header(rows, also_known)
    return None if header is None else _Guess(delimiter, rows, ends, header.at, header.known, start.whole, options)


def _unusual_delimiters(guess: _Guess) -> list[str]:
    """The characters of the header row that may separate its cells, although few files use them."""
    characters = dict.fromkeys("".join(guess.rows[guess.at])[:_LONGEST_HEADER_ROW])
    known = _IN_WORDS.union(DELIMITERS)
    return [character for character in characters if not character.isalnum() and character not in known][:_MOST_TRIED]


def _read(text: str, delimiter: str, options: Mapping[str, Any], *, whole: bool) -> tuple[list[list[str]], list[int]]:
    """The first rows, and the number of lines read after each. A last row cut inside quotes is left out."""
    rows, ends = first_rows(text, delimiter, FIRST_ROWS + 1, options)
    all_read = len(rows) <= FIRST_ROWS
    rows, ends = rows[:FIRST_ROWS], ends[:FIRST_ROWS]
    if not whole and rows and all_read and text.count('"') % 2:
        del rows[-1], ends[-1]
    return rows, ends


def _options(guess: _Guess, text: str) -> Mapping[str, Any]:
    """Options under which more rows are as long as the header: unusual quotes split rows."""
    if guess.options:
        return guess.options
    first = first_lines(text, guess.ends[-1])
    hints = (f'{guess.delimiter} "' in first, '\\"' in first)
    for hint, options in zip(hints, _OPTIONS, strict=True):
        if hint:
            rows, ends = _read(text, guess.delimiter, options, whole=guess.whole)
            if len(rows) > guess.at:
                candidate = _Guess(guess.delimiter, rows, ends, guess.at, guess.known, guess.whole)
                if candidate.agreement > guess.agreement:
                    return options
    return {}


def _widened(header: list[str], below: list[list[str]]) -> tuple[str, ...]:
    """The header, with blank cells added if most rows are longer: first if a column counts the rows, else last."""
    filled = [row for row in below if any(map(str.strip, row))]
    widths = Counter(map(len, filled))
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    more = width - len(header)
    if more <= 0 or 2 * count <= len(filled) or len(header) == 1:
        return tuple(header)
    wide = [row for row in filled if len(row) == width]
    if more == 1 and len(wide) > 1 and _count(row[0].strip() for row in wide):
        return ("", *header)
    if len(wide) == 1 and any(map(str.strip, wide[0][len(header) :])):  # one row proves nothing
        return tuple(header)
    return (*header, *[""] * more)


def _count(cells: Iterable[str]) -> bool:
    """Whether cells count 0, 1, 2 ... or 1, 2, 3 ... without a gap."""
    texts = list(cells)
    return texts[0] in ("0", "1") and texts == [str(int(texts[0]) + place) for place in range(len(texts))]
