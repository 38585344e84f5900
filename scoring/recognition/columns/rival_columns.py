"""Several headers for one field: what their cells state decides which column feeds it, and whether others join it.

The order of the columns in the file matters only between two columns with the same header that are understood about
equally well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.limits import Clock
from scoring.reading import Column, as_text, whole
from scoring.recognition.columns.column_content import CELLS, ENOUGH
from scoring.recognition.columns.field_statements import NOTHING, statement_reader
from scoring.recognition.columns.samples import picked_cells
from scoring.recognition.credentials.person_unit import DEGREES
from scoring.thresholds import share
from scoring.vocabulary import DIMENSIONS

LEVEL = share("columns_level")
_AT_ODDS = share("columns_at_odds")
_LISTS = frozenset((*DIMENSIONS, "credentials_verified", "claims"))  # fields that several columns may add up to
_DEGREES = DEGREES - {"non_clinical"}  # a PhD may be listed beside an MD, or left out
_BETWEEN = "\x1f"  # between the cells of one row: a control character that no list holds


@dataclass(frozen=True)
class Rival:
    """The columns of one header: a single column, or the numbered parts of a list.

    `places`: of the columns. `preference`: the place of the header in the vocabulary, where a field's own name comes
    first.
    """

    places: tuple[int, ...]
    preference: int


@dataclass(frozen=True)
class Choice:
    """Which rivals feed a field. `taken`: their indexes. `understood`: by rival, the share of all rows (0 to 1)."""

    taken: tuple[int, ...]
    understood: tuple[float, ...]


@dataclass(frozen=True)
class _Sample:
    """Rows in which some columns differ: how many rows each represents, and by column what its cell states."""

    rows: np.ndarray
    filled: list[np.ndarray]
    stated: list[list[frozenset[str]]]


def understood_share(field: str, columns: Sequence[Column], clock: Clock) -> float:
    """The share of all rows in which any of these columns states something for the field (0 to 1).

    Raises `UnreadableFile` when the clock's time is up.
    """
    return _share(_sampled(field, [columns], clock), 0)


def chosen(field: str, rivals: Sequence[Rival], columns: Sequence[Sequence[Column]], clock: Clock) -> Choice:
    """Choose between the rivals for a field; `columns[i]` are those of `rivals[i]`.

    Of those that are understood in about as many rows as the best, the header that the vocabulary prefers is used. For
    lists, the others join it if most of their cells are understood, add something, and do not contradict it.
    Raises `UnreadableFile` when the clock's time is up.
    """
    sample = _sampled(field, columns, clock)
    understood = tuple(_share(sample, place) for place in range(len(rivals)))
    level = max(understood) - LEVEL
    by_preference = sorted(range(len(rivals)), key=lambda place: (rivals[place].preference, place))
    leader, *others = sorted(by_preference, key=lambda place: understood[place] < level)
    taken, stated = [leader], sample.stated[leader]
    for place in others if field in _LISTS else ():
        if _complements(field, sample, stated, place):
            taken.append(place)
            stated = [known | more for known, more in zip(stated, sample.stated[place], strict=True)]
    return Choice(tuple(place for place in by_preference if place in taken), understood)


def _complements(field: str, sample: _Sample, stated: list[frozenset[str]], place: int) -> bool:
    """Whether a column adds to what others state, without contradicting it."""
    more, rows = sample.stated[place], sample.rows
    of_its_cells = rows[sample.filled[place]].sum()
    if not of_its_cells or rows[[bool(terms) for terms in more]].sum() < ENOUGH * of_its_cells:
        return False
    both = rows[[bool(a and b) for a, b in zip(stated, more, strict=True)]].sum()
    odds = rows[[bool(a and b and _at_odds(field, a, b)) for a, b in zip(stated, more, strict=True)]].sum()
    return bool(odds <= _AT_ODDS * both) and any(not terms <= known for known, terms in zip(stated, more, strict=True))


def _at_odds(field: str, first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two statements about one clinic can hardly both be meant.

    Lists of products, targets and claims add up. Degrees that differ are two people, of whom only one may inject.
    Imaging that differs may be for a diagnosis, and "none" beside other imaging is a contradiction.
    """
    if field == "credentials":
        first, second = first & _DEGREES, second & _DEGREES
    return field in ("credentials", "imaging") and not (first <= second or second <= first)


def _share(sample: _Sample, place: int) -> float:
    total = sample.rows.sum()
    return float(sample.rows[[bool(terms) for terms in sample.stated[place]]].sum() / total) if total else 0.0


def _distinct_rows(columns: Sequence[Column]) -> tuple[pa.Array, pa.Array]:
    """The distinct rows of these columns, each as one text, "" for a blank cell, and how often each occurs."""
    if len(columns) == 1:
        counts = whole(columns[0]).value_counts()
        texts = as_text(counts.field("values")).cast(pa.large_string()).fill_null("")
    else:
        cells = [whole(as_text(column)).cast(pa.large_string()).fill_null("") for column in columns]
        counts = pc.binary_join_element_wise(*cells, pa.scalar(_BETWEEN, pa.large_string())).value_counts()
        texts = counts.field("values")
    by_text = pa.table({"text": texts, "rows": counts.field("counts")}).group_by("text").aggregate([("rows", "sum")])
    return whole(by_text["text"]), whole(by_text["rows_sum"])


def _sampled(field: str, columns: Sequence[Sequence[Column]], clock: Clock) -> _Sample:
    """The distinct rows of these columns, or a sample of them, read; `columns[i]` count as one."""
    flat = [column for together in columns for column in together]
    pairs = [(text.split(_BETWEEN), rows) for text, rows in picked_cells(*_distinct_rows(flat), CELLS)]
    pairs = [(cells, rows) for cells, rows in pairs if len(cells) == len(flat)]
    read = clock.limited(statement_reader(field))
    statements = {cell: read(cell) if cell else NOTHING for cells, _ in pairs for cell in cells}
    filled, stated = [], []
    start = 0
    for together in columns:
        parts = [cells[start : start + len(together)] for cells, _ in pairs]
        filled.append(np.array([any(part) for part in parts], dtype=bool))
        stated.append([NOTHING.union(*(statements[cell] for cell in part)) for part in parts])
        start += len(together)
    return _Sample(np.array([rows for _, rows in pairs], dtype=float), filled, stated)
