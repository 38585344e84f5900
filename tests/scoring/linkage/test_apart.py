"""Clinics that a person said are not the same, whatever the sets in which that was said."""

from __future__ import annotations

from time import process_time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.linkage import Apart
from tests.scoring.test_growth import LEAST_SECONDS, MOST_TIMES, TIMES

CLINICS = st.integers(0, 7)


@given(st.lists(st.frozensets(CLINICS, min_size=1), max_size=5), st.lists(st.tuples(CLINICS, CLINICS), max_size=20))
def test_two_clinics_are_apart_where_a_set_has_both(sets: list[frozenset[int]], pairs: list[tuple[int, int]]) -> None:
    """Whichever of the two is in more sets, and with one named twice in a set."""
    members = [(clinic, place) for place, clinics in enumerate(sets) for clinic in (*clinics, *list(clinics)[:1])]
    apart = Apart(*np.array(members, dtype=np.int64).reshape(-1, 2).T)
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    expected = [any(one in clinics and other in clinics for clinics in sets) for one, other in pairs]
    assert apart.separates(left, right).tolist() == expected


def seconds(size: int) -> float:
    """Processor time of one clinic that is kept apart from many, each in a set of its own, and compared with all."""
    others = np.arange(1, size + 1)
    apart = Apart(np.concatenate([np.zeros(size, dtype=np.int64), others]), np.tile(np.arange(size), 2))
    start = process_time()
    assert apart.separates(np.zeros(size, dtype=np.int64), others).all()
    return process_time() - start


def test_a_clinic_that_is_apart_from_many_takes_time_in_proportion() -> None:
    """Four times as many take far less than the sixteen times of what grows with the square."""
    before = min(seconds(2_000) for _ in range(2))
    assert seconds(TIMES * 2_000) < MOST_TIMES * max(before, LEAST_SECONDS / TIMES)
