"""A bitmap index counts the same as counting clinic by clinic."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import bitmap_index
from dashboard.bitmap_index import BitmapIndex


@given(st.data(), st.integers(0, 200), st.integers(1, 5), st.integers(0, 19))
def test_each_value_counts_the_clinics_that_hold_it(data: st.DataObject, clinics: int, cells: int, values: int) -> None:
    """For any clinics, whose number fills neither the last byte nor the last word, and for any cells."""
    random = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    codes, grid = random.integers(0, cells, clinics), random.random((cells, values)) < 0.5
    mask = random.random(clinics) < 0.7
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bitmap_index, "_AT_ONCE", 64)
        index = BitmapIndex(codes, grid)
    expected = [sum(bool(grid[codes[clinic], value]) for clinic in np.flatnonzero(mask)) for value in range(values)]
    assert index.counts(mask).tolist() == expected


def test_a_value_takes_a_bit_a_clinic() -> None:
    """Ten values of a thousand clinics take an eighth of a byte each, without another copy."""
    index = BitmapIndex(np.zeros(1_000, dtype=np.int8), np.ones((1, 10), dtype=bool))
    assert index.bits.base is not None
    assert index.bits.base.nbytes <= 10 * (1_000 / 8 + 8)
