"""Why clinics have no score, in words and numbers."""

import pytest

from scoring.reports import coverage, why_not_scored
from tests.scoring.files import WHOLE, reviewed

FEW = "fewer than 2 of the questions that have weight are answered"
LIGHT = "less than 50% of the weight is answered"
ROWS = [
    {**WHOLE, "name": "A"},
    {"name": "B", "credentials": "MD", "products": "PRP"},
    {"name": "C", "credentials": "MD", "products": "BMC"},
    {"name": "D", "credentials": "DO"},
]


@pytest.mark.parametrize(
    ("weights", "reasons"),
    [
        ((25, 25, 25, 25), [(FEW, 1)]),
        ((10, 10, 40, 40), [(LIGHT, 2), (FEW, 1)]),
        ((0, 50, 25, 25), [(FEW, 3)]),
        ((100, 0, 0, 0), [("a score needs at least 2 questions with weight; give another one weight", 4)]),
    ],
)
def test_each_clinic_without_a_score_has_one_reason(weights: tuple[int, ...], reasons: list[tuple[str, int]]) -> None:
    """Just enough questions are enough, those without weight count for nothing, and the commonest reason is first."""
    names = ("who", "what", "where", "how")
    assert why_not_scored(reviewed(ROWS, weights=dict(zip(names, weights, strict=True)))) == reasons


def test_what_a_file_states_is_counted_by_kind() -> None:
    """A word that may mean several terms is unclear, and neither stated nor left blank."""
    cells = ("PRP", "BMC; stem cells", "PRP", "stem cells", "")
    table = coverage(reviewed([{**WHOLE, "name": str(at), "products": cell} for at, cell in enumerate(cells)]))
    assert table.loc["products"].to_list() == [3, 1, 1, 60, 20, 20]
    assert table.loc["imaging"].to_list() == [5, 0, 0, 100, 0, 0]
