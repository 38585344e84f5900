"""The refusal of a table without the required columns: names, and one of the four questions."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow.compute as pc

from scoring.errors import UnreadableFile
from scoring.reading import Column, Table, as_text
from scoring.recognition.cells.recognizer import recognizer
from scoring.recognition.columns.column_settings import headers_in_words
from scoring.recognition.columns.samples import examples
from scoring.vocabulary import DIMENSIONS, LONGEST_HEADER, answer_key, header_key, vocabulary
from scoring.wording import listed, listed_at_most

_FEWEST_VALUES = 2  # header cells that look like values: one alone may be a yes/no column, such as "PRP"
_SHOWN = 12  # cells of the first row in a message


def without_needed(table: Table, offered: Mapping[int, str], *, names: bool) -> UnreadableFile:
    """The refusal; it says what to do.

    `offered`: place -> the field that the column's cells suggest. `names`: whether a column holds the clinics' names.
    """
    headerless = bool(table.header_row) and _is_clinic(table)
    if headerless:
        text = (
            f"The header row is missing: the first row seems to hold a clinic ({_in_words(table.headers)}); put a row "
            "above it that names the columns, such as name, city, state, credentials, products, targets, imaging, or "
            "say that the first row is a clinic, on the Data page or with --first-row clinic."
        )
    else:
        text = f"{_missing(offered, table, names=names)} (the headers found: {headers_in_words(table.headers)})."
    shown = {
        header: examples(column) for header, column in reversed(list(zip(table.headers, table.columns, strict=True)))
    }
    suggested = {} if table.header_row else _by_cells(shown)
    return UnreadableFile(text, table.headers, shown, headerless=headerless, suggested=suggested)


def _by_cells(shown: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Canonical column -> the column without a header whose cells are words of it; for a person to confirm."""
    of_states = [header for header, cells in shown.items() if cells and all(map(_is_state, cells))]
    fields: dict[str, str] = {}
    for header, cells in reversed(tuple(shown.items())):  # `shown` begins with the last column
        if not cells or of_states == [header]:  # if two could be states, MD and PA are degrees in one of them
            continue
        field = next((name for name in DIMENSIONS if all(map(recognizer(name).understands, cells))), "name")
        fields.setdefault(field, header)
    return fields


def _missing(offered: Mapping[int, str], table: Table, *, names: bool) -> str:
    if not names:
        text = "No column holds the clinics' names; name one of them 'name'"
        if len(table.headers) > 1:
            return text
        return f"{text}, or, if another character separates the cells, save the list with commas between them"
    text = (
        "No column says who injects, what, where or how; name at least one 'credentials', 'products', 'targets' or "
        "'imaging'"
    )
    if not offered:
        return text
    settings = [f"'{headers_in_words((table.headers[place],))}={field}'" for place, field in offered.items()]
    return (
        f"{text}. The cells of some columns are words of these: if they say what the clinic offers now, or who injects "
        f"there, say so with --columns {listed(settings, 'or')} or on the Data page"
    )


def _is_clinic(table: Table) -> bool:
    """Whether the header row holds values: no field's name, but what the columns below it hold, or words of answers."""
    words = vocabulary()
    if any(words.field_of(header_key(header)) for header in table.headers):
        return False
    values = sum(
        _is_value(header.strip(), column)
        for header, column in zip(table.headers, table.columns, strict=True)
        if 0 < len(header.strip()) <= LONGEST_HEADER
    )
    return values >= _FEWEST_VALUES


def _is_state(text: str) -> bool:
    return answer_key(text) in vocabulary().state_codes


def _is_value(text: str, column: Column) -> bool:
    if _is_state(text) or any(recognizer(name).understands(text) for name in DIMENSIONS):
        cells = as_text(column)
        return not _yes_or_no(cells)
    return bool(pc.any(pc.equal(as_text(column), text)).as_py())


def _yes_or_no(cells: Column) -> bool:
    first = pc.drop_null(cells).slice(0, 1).to_pylist()
    return bool(first) and answer_key(first[0]) in vocabulary().yes | vocabulary().no


def _in_words(cells: tuple[str, ...]) -> str:
    return listed_at_most([" ".join(cell.split())[:40] for cell in cells if cell.strip()], _SHOWN)
