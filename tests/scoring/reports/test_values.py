"""How the values of a file are shown: known words that do not count are not called unknown."""

from __future__ import annotations

import pytest

from scoring.reports.values import DENIED, NOT_COUNTED, PARTLY, UNCLEAR, UNDERSTOOD, UNKNOWN, values
from tests.scoring.files import reviewed


@pytest.mark.parametrize(
    ("dimension", "value", "kind"),
    [
        ("credentials", "MD medical director", NOT_COUNTED),
        ("credentials", "MD on staff", NOT_COUNTED),
        ("credentials", "retired anesthesiologist", NOT_COUNTED),
        ("credentials", "MD supervises with retired PM&R", NOT_COUNTED),
        ("imaging", "fluoroscopy referred out", NOT_COUNTED),
        ("products", "no PRP", DENIED),
        ("imaging", "no fluoroscopy", DENIED),
        # somebody counts beside one who does not
        ("credentials", "MD oversees and NP injects", PARTLY),
        ("credentials", "MD", UNDERSTOOD),
        # a list item of its own, in a cell such as "MD, medical director"
        ("credentials", "medical director", UNDERSTOOD),
        ("credentials", "performs all injections", UNDERSTOOD),
        ("credentials", "surgeon", UNCLEAR),
        ("credentials", "wizard", UNKNOWN),
    ],
)
def test_known_words_that_do_not_count_are_not_unknown(dimension: str, value: str, kind: str) -> None:
    """People who do not inject and imaging that guides nothing are understood: no similar term is offered for them."""
    table = values(reviewed([{"name": "A", "imaging": "", dimension: value}]), dimension)
    assert table["kind"].to_list() == [kind]
    assert table["near"].to_list() == [""]
    assert (table["taken_for"][0] == "") == (kind in (DENIED, NOT_COUNTED, UNCLEAR, UNKNOWN))


def test_what_does_not_count_needs_nobody_and_comes_last() -> None:
    """Values that need a decision come first, however few their clinics; what does not count is not among them."""
    rows = [{"name": name, "imaging": "", "credentials": "MD medical director"} for name in "AB"]
    table = values(reviewed([*rows, {"name": "C", "imaging": "", "credentials": "wizard"}]), "credentials")
    assert table["kind"].to_list() == [UNKNOWN, NOT_COUNTED]


def test_what_only_a_row_beside_the_clinics_holds_is_no_value() -> None:
    """Nobody is asked what the number in a total means: no clinic states it."""
    rows = [{"name": name, "credentials": "MD", "imaging": "CT"} for name in "AB"]
    review = reviewed([*rows, {"name": "Total", "credentials": "2", "imaging": ""}])
    assert review.accounting.left_out == 1
    assert values(review, "credentials")["value"].to_list() == ["MD"]
