"""Which clinic of an earlier list is which of a later one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.editions import clinic_matches
from tests.scoring.files import WHOLE, Row, reviewed


def clinic(clinic_id: str, name: str, city: str = "Tampa", state: str = "FL") -> Row:
    """A clinic of a list."""
    return {"clinic_id": clinic_id, "name": name, "city": city, "state": state, **WHOLE}


def matched(before: Sequence[Row], after: Sequence[Row]) -> list[tuple[int, int, bool]]:
    """Each match as the positions in both lists, and whether it is by id."""
    matches = clinic_matches(reviewed(before).understood, reviewed(after).understood)
    return list(zip(matches.before.tolist(), matches.after.tolist(), matches.by_id.tolist(), strict=True))


def test_an_id_matches_whatever_else_changed() -> None:
    """A clinic that has moved and has another name is matched by its id, whatever the order of the lists."""
    before = [clinic("a", "Alpha"), clinic("b", "Beta")]
    after = [clinic("b", "Beta"), clinic("a", "Alpha Spine", "Miami")]
    assert matched(before, after) == [(1, 0, True), (0, 1, True)]


@pytest.mark.parametrize(
    ("name", "city", "state"),
    [("ALPHA  spine, LLC", "tampa", "Florida"), ("Álpha Spine", "Tampa ", "FL"), ("Alpha Spine", "TAMPA", "fl")],
)
def test_name_and_place_match_where_ids_differ(name: str, city: str, state: str) -> None:
    """Without ids, or with different ones, a clinic is matched by name, city and state, however they are written."""
    before, after = clinic("a", "Alpha Spine"), clinic("z", name, city, state)
    assert matched([before], [after]) == [(0, 0, False)]
    assert matched([{**before, "clinic_id": ""}], [{**after, "clinic_id": ""}]) == [(0, 0, False)]


@pytest.mark.parametrize("other", [{"city": "Miami"}, {"state": "GA"}, {"name": "Beta"}, {"city": ""}])
def test_another_place_is_another_clinic(other: Row) -> None:
    """Two clinics of a chain are never matched, nor is a clinic whose place is not stated."""
    assert matched([clinic("a", "Alpha")], [{**clinic("z", "Alpha"), **other}]) == []


def test_what_is_repeated_matches_nothing() -> None:
    """An id that a list repeats is ignored, and so are a name and place that it repeats."""
    twice = [clinic("a", "Alpha"), clinic("a", "Beta")]
    assert matched(twice, [clinic("a", "Gamma")]) == []
    assert matched(twice, [clinic("a", "Beta")]) == [(1, 0, False)]
    same_name = [clinic("a", "Alpha"), clinic("b", "Alpha")]
    assert matched(same_name, [clinic("b", "Alpha"), clinic("c", "Alpha")]) == [(1, 0, True)]


def test_a_clinic_without_a_name_needs_an_id() -> None:
    """Blank names are not alike."""
    assert matched([clinic("a", "")], [clinic("z", "")]) == []
    assert matched([clinic("a", "")], [clinic("a", "")]) == [(0, 0, True)]


LISTS = st.lists(
    st.builds(
        clinic,
        st.sampled_from(("", "a", "b", "c")),
        st.sampled_from(("", "Alpha", "Beta")),
        st.sampled_from(("", "Tampa")),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40)
@given(LISTS, LISTS)
def test_no_clinic_is_matched_twice(before: list[Row], after: list[Row]) -> None:
    """Each clinic of either list has at most one match, and matching in reverse gives the same pairs."""
    pairs = matched(before, after)
    assert len({first for first, _, _ in pairs}) == len({last for _, last, _ in pairs}) == len(pairs)
    assert sorted(pairs) == sorted((first, last, by_id) for last, first, by_id in matched(after, before))
