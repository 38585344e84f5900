"""Columns that answer one question with yes or no: `fluoroscopy`, `offers PRP`, `has MD`.

Yes states what the header names. No and a blank cell state nothing: a record that says no to every listed kind of
imaging does not say that it uses none, so the question stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scoring.problems import Finding, finding, value_text
from scoring.reading import Column, as_dictionary
from scoring.recognition.cells.recognizer import recognizer
from scoring.recognition.columns.question_choice import question_choice
from scoring.thresholds import share
from scoring.vocabulary import (
    DIMENSIONS,
    LONGEST_HEADER,
    answer_key,
    header_key,
    is_blank,
    names_year,
    plain,
    vocabulary,
    without_question_number,
)

_MOSTLY = share("mostly_yes_or_no")


@dataclass(frozen=True)
class YesNo:
    """A yes/no column: the labels of what its header names, and the share of its filled cells that say yes or no."""

    dimension: str
    labels: str
    share: float


@dataclass(frozen=True)
class Answers:
    """The cells of a yes/no column.

    `stated`: the labels of what its header names if the cell says yes, else null. `odd`: positions (int64) of the
    cells that say neither yes nor no; `which`: their indexes into `findings`.
    """

    stated: pa.DictionaryArray
    findings: list[Finding]
    odd: NDArray[np.int64]
    which: NDArray[np.int64]


@dataclass(frozen=True)
class _Cells:
    """The distinct cells of a column, masks over them, and the code of each row, `len(cells)` for a blank one."""

    cells: list[str]
    codes: NDArray[np.int64]
    says_yes: NDArray[np.bool_]
    says_no: NDArray[np.bool_]
    filled: NDArray[np.bool_]


def yes_no(header: str, column: Column, least: float = _MOSTLY) -> YesNo | None:
    """What a yes/no column answers, or None if the column is not one. `least`: as below."""
    question = named_terms(header)
    if question is None:
        return None
    share_understood = answered_share(header, column, least)
    return YesNo(*question, share_understood) if share_understood else None


def answered_share(header: str, column: Column, least: float = _MOSTLY) -> float:
    """The share (0 to 1) of the filled cells that say yes or no; 0 if fewer than `least` do, or none."""
    read = _read(header, column)
    counts = np.bincount(read.codes, minlength=len(read.cells) + 1)[:-1]
    understood, of_all = int(counts[read.says_yes | read.says_no].sum()), int(counts[read.filled].sum())
    return understood / of_all if understood and understood >= least * of_all else 0.0


def answers(header: str, column: Column, dimension: str, labels: str) -> Answers:
    """What the cells of a yes/no column state; those that are neither yes nor no are findings."""
    read = _read(header, column)
    yes_at = np.append(read.says_yes, False)[read.codes]
    no_label = pa.array(np.zeros(len(yes_at), np.int32), mask=~yes_at)
    is_odd = read.filled & ~read.says_yes & ~read.says_no
    odd = np.flatnonzero(np.append(is_odd, False)[read.codes])
    which = np.cumsum(is_odd) - 1
    findings = [
        finding("yes_no_not_understood", value_text(cell), terms=labels, field=dimension)
        for cell, strange in zip(read.cells, is_odd, strict=True)
        if strange
    ]
    stated = pa.DictionaryArray.from_arrays(no_label, pa.array([labels]))
    return Answers(stated, findings, odd, which[read.codes[odd]])


def _read(header: str, column: Column) -> _Cells:
    encoded = as_dictionary(column)
    cells = encoded.dictionary.to_pylist()
    words = vocabulary()
    keys = [answer_key(cell) for cell in cells]
    yes = words.yes | {answer_key(_choice(header))}  # some forms repeat the choice instead of yes
    says_yes, says_no = (np.array([key in group for key in keys], dtype=bool) for group in (yes, words.no))
    filled = says_yes | says_no | np.array([not is_blank(cell) for cell in cells], dtype=bool)
    codes = encoded.indices.fill_null(len(cells)).to_numpy(zero_copy_only=False)
    return _Cells(cells, codes, says_yes, says_no, filled)


def columns_of_states(headers: Sequence[str]) -> frozenset[int]:
    """The places of columns for single states, empty if all may be terms: beside NY and CT, MD is not a degree."""
    words = vocabulary()
    named = {
        place: header
        for place, header in enumerate(headers)
        if answer_key(header) in words.state_codes and not words.field_of(header_key(header))
    }
    return frozenset(named) if any(named_terms(header) is None for header in named.values()) else frozenset()


def _without_asks(header: str) -> str:
    """A header without the number of its question, and without words such as "has" and "(yes/no)"."""
    words = plain(without_question_number(header)).replace("_", " ").split()
    return " ".join(word for word in words if header_key(word) not in vocabulary().asks).rstrip("?: ")


def _choice(header: str) -> str:
    """The choice that a form names with its question, else the header itself."""
    named = question_choice(header)
    return named.choice if named else header


def named_terms(header: str) -> tuple[str, str] | None:
    """The dimension whose terms a header names, with little else, and their labels as a list; None if there is none."""
    return None if len(header) > LONGEST_HEADER else _named_terms(header)


@lru_cache(maxsize=1_000)  # most files have the same headers
def _named_terms(header: str) -> tuple[str, str] | None:
    text = _without_asks(header)
    if vocabulary().is_no_answer(text) or names_year(text):
        return None
    text = _without_asks(_choice(header))
    for dimension in DIMENSIONS:  # no word belongs to two dimensions
        reader = recognizer(dimension)
        reading = reader.read(text) if reader.understands(text) else None
        if reading and not reading.findings:
            terms = [term for term in vocabulary().terms[dimension] if term in reading.stated.terms]
            return dimension, "; ".join(vocabulary().label(dimension, term) for term in terms)
    return None
