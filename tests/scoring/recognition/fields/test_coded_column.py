"""Columns as codes of their distinct values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.recognition import Coded, counts_by_code
from scoring.recognition.fields import coded_column


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=40), st.integers(1, 9))
def test_codes_are_counted_alike_whatever_is_counted_at_once(rows: list[tuple[int, bool]], at_once: int) -> None:
    """Each code has the number of rows of the mask that hold it, in pieces of any length and codes of any type."""
    mask = np.array([inside for _, inside in rows], dtype=bool)
    expected = [sum(inside and code == number for code, inside in rows) for number in range(5)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coded_column, "_AT_ONCE", at_once)
        for kind in (np.int8, np.int16, np.int32):
            codes = np.array([code for code, _ in rows], dtype=kind)
            assert counts_by_code(codes, mask, 5).tolist() == expected
            assert Coded(codes, tuple("abcde")).counts(mask).tolist() == expected  # type: ignore[arg-type]
