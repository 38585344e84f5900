"""Clinics that a person said are different, in however many sets that was said."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.linkage import Apart
from tests.growth import TIMES, in_proportion

CLINICS = st.integers(0, 7)


@given(st.lists(st.frozensets(CLINICS, min_size=1), max_size=5), st.lists(st.tuples(CLINICS, CLINICS), max_size=20))
def test_two_clinics_are_apart_where_a_set_has_both(sets: list[frozenset[int]], pairs: list[tuple[int, int]]) -> None:
    """Whichever of the two is in more sets, and with one named twice in a set."""
    members = [(clinic, place) for place, clinics in enumerate(sets) for clinic in (*clinics, *list(clinics)[:1])]
    apart = Apart(*np.array(members, dtype=np.int64).reshape(-1, 2).T)
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    expected = [any(one in clinics and other in clinics for clinics in sets) for one, other in pairs]
    assert apart.separates(left, right).tolist() == expected


def star(size: int) -> tuple[Apart, np.ndarray]:
    """One clinic that is kept apart from many, each in its own set, and the many."""
    others = np.arange(1, size + 1)
    return Apart(np.concatenate([np.zeros(size, dtype=np.int64), others]), np.tile(np.arange(size), 2)), others


def compare_with_all(given: tuple[Apart, np.ndarray]) -> None:
    """Ask of the one clinic and all others whether they are apart."""
    apart, others = given
    assert apart.separates(np.zeros(len(others), dtype=np.int64), others).all()


def test_a_clinic_that_is_apart_from_many_takes_time_in_proportion() -> None:
    """Four times as many take far less than the sixteen times of quadratic work."""
    assert in_proportion(compare_with_all, star(2_000), star(TIMES * 2_000))
