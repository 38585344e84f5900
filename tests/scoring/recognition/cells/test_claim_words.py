"""Which claims are warning signs, and which are only disclosures."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import Recognizer
from scoring.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("Same injection for back pain, autism, COPD, Parkinson's, hair loss", {"many_diseases"}),
        ("One treatment for many unrelated conditions", {"many_diseases"}),
        ("Our stem cells treat lupus, dementia and back pain", {"many_diseases"}),
        ("Helps with over 50 conditions", {"many_diseases"}),
        ("treats everything", {"many_diseases"}),
        ("the same product for every disease", {"many_diseases"}),
        ("FDA registered facility, so our treatment is FDA approved", {"registration_as_approval"}),
        ("FDA-approved stem cells", {"registration_as_approval"}),
        ("approved by the FDA", {"registration_as_approval"}),
    ],
)
def test_a_warning_sign_is_found_in_other_words(cell: str, terms: set[str]) -> None:
    """One treatment for unrelated diseases, and registration presented as approval, are found however worded."""
    assert Recognizer(vocabulary(), "claims").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    "cell",
    [
        "Notice given: use is not FDA approved (off-label)",
        "not FDA-approved",
        "Not FDA approved for back pain",
        "Notice given: PRP use is not FDA-approved",
        "This treatment has not been approved by the FDA",
        "not currently FDA approved",
        "uses are not approved by the FDA",
        "not FDA approved for any condition",
        "There is no FDA approval for this use",
        "PRP for hair loss",
        "States that injections are off-label",
    ],
)
def test_a_disclosure_is_no_warning_sign(cell: str) -> None:
    """A clinic that says what is not approved makes no claim, and a problem says how it was read."""
    reading = Recognizer(vocabulary(), "claims").read(cell)
    assert not reading.stated.terms
    assert {found.code for found in reading.findings} <= {"claim_not_listed", "negated"}
    assert reading.findings


def test_an_approval_beside_a_disclosure_is_still_a_sign() -> None:
    """A denial of approval covers its own words, not a claim elsewhere in the cell."""
    reading = Recognizer(vocabulary(), "claims").read("not FDA approved; no risk")
    assert reading.stated.terms == {"no_risk_or_cure"}


@pytest.mark.parametrize("cell", ["Guaranteed financing", "price match guarantee", "lowest price guarantee"])
def test_a_guarantee_of_the_price_promises_no_result(cell: str) -> None:
    """It is a claim that is not listed, and no warning sign."""
    assert not Recognizer(vocabulary(), "claims").read(cell).stated.terms
