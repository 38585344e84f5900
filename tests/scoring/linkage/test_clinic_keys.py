"""Rows of one name and place are counted before they are compared carefully."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from scoring.linkage.clinic_keys import alike_at_a_glance
from scoring.recognition import Columns

CELLS = st.sampled_from([None, "a", "ab", "b", "33101", "33101-12"])


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_rows_alike_at_a_glance_equal_a_plain_count(rows: list[tuple[str | None, ...]]) -> None:
    """A row counts if an earlier one has its name, city and first five characters of the postal code, each in place."""
    columns = [pa.array([row[place] for row in rows], pa.string()) for place in range(3)]
    known = dict(zip(("name", "city", "postal_code"), columns, strict=True))
    different = {(name, city, (postal or "")[:5]) for name, city, postal in rows}
    assert alike_at_a_glance(Columns(known, {}, np.arange(len(rows)))) == len(rows) - len(different)
