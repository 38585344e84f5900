"""Whole numbers in order, as NumPy sorts them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.integer_sort import distinct, equal_keys, stable_argsort

SMALL = st.lists(st.integers(0, 5), max_size=30)
ANY = st.lists(st.integers(0, 2**63 - 1), max_size=30)


@given(SMALL | ANY)
def test_it_is_the_order_of_numpy(numbers: list[int]) -> None:
    """Keys are in order and ties keep their order, however large, even without room for a position."""
    keys = np.array(numbers, dtype=np.int64)
    before = keys.copy()
    np.testing.assert_array_equal(stable_argsort(keys), np.argsort(keys, kind="stable"))
    np.testing.assert_array_equal(distinct(keys), sorted(set(numbers)))
    found, first = equal_keys(keys)
    np.testing.assert_array_equal(keys[first][found], keys)
    assert first.tolist() == [numbers.index(number) for number in sorted(set(numbers))]
    np.testing.assert_array_equal(keys, before)


@pytest.mark.parametrize("bits", [61, 62, 63])
def test_the_largest_keys_are_not_mistaken(bits: int) -> None:
    """At the edge of a number's range, two positions beside a key of almost all its bits are still distinguished."""
    keys = np.array([2**bits - 1, 0, 2**bits - 1, 1], dtype=np.int64)
    assert stable_argsort(keys).tolist() == [1, 3, 0, 2]


def test_numbers_below_zero_are_distinct_too() -> None:
    """The distinct numbers may be of any sign."""
    assert distinct(np.array([3, -1, 3, -7], dtype=np.int64)).tolist() == [-7, -1, 3]
