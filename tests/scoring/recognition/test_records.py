"""Names as the rows of a file hold them."""

from __future__ import annotations

import pytest

from tests.scoring.files import reviewed


def unfinished(first: str, second: str = "Oak") -> list[int]:
    """The rows whose names are reported as cut off."""
    problems = reviewed(f'name,imaging\n"{first}",CT\n"{second}",CT\n').problems
    return problems.loc[problems["code"] == "name_unfinished", "row"].tolist()


@pytest.mark.parametrize(
    ("first", "second", "rows"),
    [
        ("Bayshore Spine &", "Pain", [2]),
        ("Center for", "Joint Care", [2]),
        ("Institute OF THE ", "Spine", [2]),
        ("Bayshore Spine", "& Pain", [3]),
        ("Bayshore Spine", "and Pain Center", [3]),
        ("Bayshore Spine and", "of Tampa", [2, 3]),
    ],
)
def test_a_name_that_is_wrapped_over_two_rows_is_reported(first: str, second: str, rows: list[int]) -> None:
    """A name that ends or begins in the middle is kept, as its other part cannot be known, and is a problem."""
    assert unfinished(first, second) == rows


@pytest.mark.parametrize(
    "name", ["Spine & Pain", "The Spine Center", "Oasis of Hope", "And One Clinic", "Brand", "Pain+", ""]
)
def test_a_whole_name_is_no_problem(name: str) -> None:
    """Small words within a name, or a capital one at its beginning, cut nothing off."""
    assert unfinished(name) == []
