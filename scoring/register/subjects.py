"""Whom a file of clinics may name in a register: by an NPI, or by a person's name and place.

A row represents a clinic, or a person if rows are grouped into clinics. People are named in the columns for
names, and among the credentials: "Jane Smith, MD; John Roe, NP".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.limits import LONGEST_CELL
from scoring.reading import Column, as_text, whole
from scoring.recognition import HOME, Columns, are_npis, facts, plain_words
from scoring.review import Review
from scoring.vocabulary import header_key, plain, vocabulary

_PARTS = re.compile(r"[;|\n]|\s[/&]\s|\band\b", re.IGNORECASE)  # between persons in one cell
_MOST_WORDS = 6  # of a person's name
_TITLES = frozenset(
    ("dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "miss", "jr", "sr", "ii", "iii", "iv", "phd")
)
_FIRST = re.compile(r"first|given|forename|fname|frst")
_LAST = re.compile(r"last|surname|family|lname|lst")


@dataclass(frozen=True, eq=False)
class Subjects:
    """The rows of a file that may name somebody.

    `rows`: one row each, with text without nulls: clinic (its position, int64), npi ("" if there is none), state, city,
    zip (five digits). `words`: subject (int64) and each plain word of the cells that name people. `names`: subject,
    key (first and last word of a person's name), middle (an initial, "" if none) and text (the name as written).
    """

    rows: pd.DataFrame
    words: pd.DataFrame
    names: pd.DataFrame


def subjects(review: Review) -> Subjects:
    """The subjects of a review: rows of people if they are grouped, else its clinics after all decisions."""
    columns, clinic = _rows_of(review)
    known = columns.known
    country = _read(known.get("country"), len(columns), facts.read_country)
    state = _read(known.get("state"), len(columns), facts.read_state)
    at_home = country.isin(["", HOME])
    npi = pc.utf8_trim_whitespace(_texts(known.get("npi"), len(columns)))
    rows = pd.DataFrame(
        {
            "clinic": clinic,
            "npi": pd.Series(pc.if_else(pa.array(are_npis(npi)), npi, "").to_pandas()),
            "state": state.where(at_home, ""),
            "city": plain_words(_texts(known.get("city"), len(columns))).to_pandas(),
            "zip": zip_codes(_texts(known.get("postal_code"), len(columns))).to_pandas(),
        }
    )
    named = _naming_cells(columns)
    words = pc.split_pattern(plain_words(_joined(named)), " ")
    frame = pd.DataFrame(
        {"subject": pc.list_parent_indices(words).to_pandas(), "word": pc.list_flatten(words).to_pandas()}
    )
    return Subjects(rows, frame[frame["word"] != ""].drop_duplicates(), _names(named))


def zip_codes(texts: pa.Array) -> pa.Array:
    """The five digits of US postal codes, also for 33602-1234 and 336021234; "" for anything else."""
    usual = pc.match_substring_regex(texts, r"^\s*\d{5}(-?\d{4})?\s*$")
    return pc.if_else(usual, pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(texts), 0, 5), "")


def plain_by_distinct(texts: Column) -> pa.Array:
    """The plain words of texts, many of which are the same: each distinct text is read once."""
    encoded = whole(texts).dictionary_encode()
    return plain_words(encoded.dictionary).take(encoded.indices)


def person_keys(first: Column, last: Column) -> pa.Array:
    """The keys of people: the first word of the first name and the last word of the last name; "" without both."""
    first_word = pc.replace_substring_regex(plain_by_distinct(first), r" .*$", "")
    last_word = pc.replace_substring_regex(plain_by_distinct(last), r"^.* ", "")
    both = pc.and_(pc.not_equal(first_word, ""), pc.not_equal(last_word, ""))
    return pc.if_else(both, pc.binary_join_element_wise(first_word, last_word, " "), "")


def names_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Each reading of a text as names of people: its key, the initial of a middle name, and the name as written."""
    for part in _PARTS.split(text):
        pieces = [words for piece in part.split(",") if (words := _words(piece))]
        if not pieces or len(pieces[0]) > _MOST_WORDS:
            continue
        written = " ".join(part.split())
        if len(pieces[0]) > 1:  # Jane A. Smith, MD
            yield _key(pieces[0][0], pieces[0][-1]), _initial(pieces[0][1:-1]), written
        if len(pieces) > 1 and len(pieces[1]) <= _MOST_WORDS:  # Smith, Jane A.
            yield _key(pieces[1][0], pieces[0][-1]), _initial(pieces[1][1:]), written


def _rows_of(review: Review) -> tuple[Columns, NDArray[np.int64]]:
    """The rows that represent somebody, and the position of each one's clinic."""
    understood, file_rows = review.understood, review.file_rows
    if file_rows.clinic is None:
        columns = Columns(understood.known, understood.other_columns, understood.rows)
        return columns, np.arange(len(understood))
    codes = file_rows.clinic[np.searchsorted(file_rows.columns.rows, understood.rows)]
    positions = np.full(file_rows.clinic.max() + 1, -1)
    positions[codes] = np.arange(len(understood))
    clinic = positions[file_rows.clinic]
    return file_rows.columns.filter(clinic >= 0), clinic[clinic >= 0]


def _texts(column: Column | None, count: int) -> pa.Array:
    if column is None:
        return pa.repeat(pa.scalar("", pa.string()), count)
    return whole(as_text(column)).cast(pa.string()).fill_null("")


def _read(column: Column | None, count: int, read: Callable[[str], tuple[str, object]]) -> pd.Series[str]:
    """What a column states; each distinct cell is read once."""
    encoded = _texts(column, count).dictionary_encode()
    values = pd.Series([read(cell)[0] for cell in encoded.dictionary.to_pylist()], dtype="str")
    return values.take(encoded.indices.to_numpy()).reset_index(drop=True)


def _naming_cells(columns: Columns) -> list[pa.Array]:
    """The columns that name people, as text: a first and a last name in two columns become one."""
    count = len(columns)
    cells = [_texts(columns.known.get(name), count) for name in ("name", "credentials")]
    people = {
        header_key(header): _texts(column, count)
        for header, column in columns.other_columns.items()
        if header_key(header) in vocabulary().people.headers
    }
    first = next((key for key in people if _FIRST.search(key)), None)
    last = next((key for key in people if _LAST.search(key)), None)
    if first and last:
        middle = next((people[key] for key in people if "middle" in key), pa.repeat(pa.scalar("", pa.string()), count))
        given = pc.binary_join_element_wise(people.pop(first), middle, " ")
        cells.append(pc.binary_join_element_wise(people.pop(last), given, ", "))
    return [*cells, *people.values()]


def _joined(cells: list[pa.Array]) -> pa.Array:
    return pc.binary_join_element_wise(*cells, " ")


def _names(cells: list[pa.Array]) -> pd.DataFrame:
    """The names in each cell; each distinct cell is read once."""
    frames = []
    for column in cells:
        encoded = column.dictionary_encode()
        readings = [
            (code, *name)
            for code, text in enumerate(encoded.dictionary.to_pylist())
            if len(text) <= LONGEST_CELL
            for name in names_in(text)
        ]
        distinct = pd.DataFrame(readings, columns=["code", "key", "middle", "text"])
        codes = pd.DataFrame({"subject": np.arange(len(column)), "code": encoded.indices.to_numpy()})
        frames.append(codes.merge(distinct, on="code")[["subject", "key", "middle", "text"]])
    return pd.concat(frames, ignore_index=True).drop_duplicates(["subject", "key", "middle"])


def _words(piece: str) -> list[str]:
    """The plain words of a part of a name, without titles and words of training."""
    words = re.sub(r"[.']", "", plain(piece).lower())
    return [word for word in re.split(r"[\W_]+", words) if word and word not in _apart()]


@cache
def _apart() -> frozenset[str]:
    spellings = vocabulary().words["credentials"].spellings
    degrees = {re.sub(r"[.']", "", spelling.lower()) for spelling in spellings}
    return _TITLES | {word for degree in degrees for word in re.split(r"[\W_]+", degree) if len(word) > 1}


def _key(first: str, last: str) -> str:
    return f"{first} {last}"


def _initial(words: list[str]) -> str:
    return words[0][0] if words else ""
