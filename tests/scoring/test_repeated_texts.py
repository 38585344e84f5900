"""Rows whose text also occurs in other rows are detected by numbers, and the numbers alone decide nothing."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import repeated_texts
from scoring.repeated_texts import repeated, text_numbers

SHORT = st.text(st.sampled_from("ab\0\u00e9"), max_size=3)
LONG = st.builds(lambda end: "https://harbor.example/" * 4 + end, SHORT)  # the same in more than their numbers show


def counted_one_by_one(texts: list[str]) -> list[int]:
    """The positions of the texts that occur more than once."""
    counts = Counter(texts)
    return [place for place, text in enumerate(texts) if counts[text] > 1]


@given(
    st.lists(SHORT | LONG | st.text(), max_size=30),
    st.integers(0, 3),
    st.sampled_from([pa.string(), pa.large_string()]),
)
def test_only_the_rows_of_a_text_that_occurs_again(texts: list[str], start: int, kind: pa.DataType) -> None:
    """Whatever the texts, and wherever the array is cut from another: the positions equal a plain count."""
    column = pa.array(texts, kind).slice(start)
    assert repeated(column).tolist() == counted_one_by_one(texts[start:])


def test_texts_of_one_number_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """If all numbers were equal, still only equal texts would be repeats."""
    monkeypatch.setattr(repeated_texts, "_numbers", lambda texts: np.zeros(len(texts), dtype=np.uint64))
    assert repeated(pa.array(["a", "b", "a", "c"])).tolist() == [0, 2]


@given(st.lists(SHORT, max_size=9))
def test_a_text_has_the_same_number_in_every_piece(texts: list[str]) -> None:
    """A long column is numbered piece by piece, and where a piece ends makes no difference."""
    whole = text_numbers(pa.array(texts, pa.string()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeated_texts, "_AT_ONCE", 2)
        assert text_numbers(pa.array(texts, pa.string())).tolist() == whole.tolist()
