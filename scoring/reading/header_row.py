"""Which of the first rows of a table is its header, and what is above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.problems import ProblemLog, finding
from scoring.thresholds import number
from scoring.vocabulary import DIMENSIONS, header_key, vocabulary

TITLES = number("rows_above_a_header")
_MOST_HEADERS = 2_000  # cells of a row that may be the header; no file within the limits has more
_LONGEST_HEADER = 100  # characters; longer ones are not looked up


@dataclass(frozen=True)
class HeaderRow:
    """`at`: the position of the header among the rows. `known`: how many fields its cells name."""

    at: int
    known: int


def find_header(rows: Sequence[Sequence[str]], also_known: frozenset[str]) -> HeaderRow | None:
    """The header among the first rows of a table; None if all are blank.

    It is the first row that is not blank, unless a row shortly below it names the required columns, or names the
    clinics under a row of headings for groups of columns. A row with a clinic under the header of the names is
    no header, although its words ("clinic", "doctor") may be headers elsewhere. `also_known`: keys of further headers.
    """
    first = next((at for at, row in enumerate(rows) if any(map(str.strip, row))), None)
    if first is None:
        return None
    fields = _fields(rows[first], also_known)
    if not _usable(fields):
        named = _place_of_names(rows[first])
        for later in range(first + 1, min(first + TITLES, len(rows))):
            if _is_clinic(rows[later], rows[first], named):
                continue
            fields_there = _fields(rows[later], also_known)
            if (
                _usable(fields_there)
                or (not fields and len(fields_there) > 1)
                or ("name" in fields_there - fields and _filled(rows[later]) > 2 * _filled(rows[first]))
            ):
                return HeaderRow(later, len(fields_there))
    return HeaderRow(first, len(fields))


def full_header(rows: Sequence[Sequence[str]], at: int) -> tuple[list[str], int]:
    """The cells of the header at a position, and the position of its last row.

    A survey has a question once, over the first of the columns of its choices, and the choices in the row below: they
    are read as "Which products? [PRP]". In that row all questions without choices have a word for that and nothing
    else, or it is the first clinic; a header that is merged over both rows is in both.
    """
    header, below = list(rows[at]), rows[at + 1] if at + 1 < len(rows) else []
    texts = (" ".join(text.split()) if text != above else "" for above, text in zip(header, below, strict=False))
    pairs = [(above.strip(), text) for above, text in zip(header, texts, strict=False)]
    goes_on = [bool(text) and not above for above, text in pairs]  # with the question before it
    has_more = [*goes_on, False][1:]
    alone = [text for (above, text), more in zip(pairs, has_more, strict=True) if above and text and not more]
    if not alone or goes_on[0] or any(header_key(text) not in vocabulary().open_answers for text in alone):
        return header, at
    question = ""
    for place, (above, text) in enumerate(pairs):
        question = above or question
        if text and (goes_on[place] or has_more[place]):
            header[place] = _choice_header(question, text)
    return header, at + 1


def _choice_header(question: str, choice: str) -> str:
    """A question with one choice; the header of a field, such as a part of an address, stays by itself."""
    key, words = header_key(choice), vocabulary()
    return choice if words.field_of(key) or key in words.headers_at_last else f"{question} [{choice}]"


def names_clinics(rows: Sequence[Sequence[str]], also_known: frozenset[str]) -> bool:
    """Whether the first rows of a table have a header that names the required columns."""
    header = find_header(rows, also_known)
    return header is not None and _usable(_fields(rows[header.at], also_known))


def texts_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """The text of each row, its cells joined by blanks."""
    return [" ".join(" ".join(row).split()) for row in rows]


def log_rows_above(texts: Sequence[str], problems: ProblemLog) -> None:
    """Log what is above the header. Blank rows do not count, nor does a line that declares the delimiter."""
    lines = [text for text in texts if text and not text.lower().strip('"').startswith("sep=")]
    if lines:
        problems.add("", finding("lines_above_header", " / ".join(lines), count=len(lines)), 1)


def _fields(row: Sequence[str], also_known: frozenset[str]) -> set[str]:
    """The canonical columns, and other known headers, that the cells of a row name."""
    if len(row) > _MOST_HEADERS:
        return set()
    words = vocabulary()
    keys = {header_key(cell) for cell in row if len(cell) < _LONGEST_HEADER}
    known = {key: words.headers.get(key) or words.headers_at_last.get(key) for key in keys if key}
    return {field or key for key, field in known.items() if field or key in also_known}


def _place_of_names(row: Sequence[str]) -> int | None:
    """The place of the first cell that names the column of the clinics' names."""
    return next((place for place, cell in enumerate(row) if _fields([cell], frozenset()) == {"name"}), None)


def _is_clinic(row: Sequence[str], first: Sequence[str], named: int | None) -> bool:
    """Whether a row has a clinic under the first row's header of the names, which is then no title of a few cells."""
    if named is None or _filled(first) < _filled(row) or named >= len(row) or not row[named].strip():
        return False
    return "name" not in _fields([row[named]], frozenset())


def _filled(row: Sequence[str]) -> int:
    return sum(map(bool, map(str.strip, row)))


def _usable(fields: set[str]) -> bool:
    return "name" in fields and not fields.isdisjoint(DIMENSIONS)
