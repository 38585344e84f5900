"""What would raise a score, in words for a reader and for the clinic."""

from __future__ import annotations

from pathlib import Path

import pytest

import scoring
from scoring.reports import Raise, raise_question, raise_result, raise_statement, raise_title, raises
from tests.scoring.files import WHOLE, Row, reviewed

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
PAIRS = "disc, facet joint, SI joint or nerve (epidural) guided by fluoroscopy or CT"
RUBRIC = scoring.load_rubric()


def entry_of(cells: Row, columns: tuple[str, ...], terms: tuple[str, ...]) -> Raise:
    """What a record gains by one statement."""
    listed = raises(reviewed([{"name": "A", **WHOLE, **cells}, {"name": "B", **WHOLE}]), 0)
    return next(entry for entry in listed if entry.columns == columns and terms in entry.alternatives)


@pytest.mark.parametrize(
    ("cells", "columns", "terms", "title", "question", "statement"),
    [
        (
            {"credentials": "MD"},
            ("credentials",),
            ("pmr",),
            "Residency that teaches spinal injection",
            "Is the person who injects trained in PM&R or anesthesiology?",
            "If true, state under credentials of the person who injects: PM&R or anesthesiology.",
        ),
        (
            {"credentials": "RN"},
            ("credentials",),
            ("physician",),
            "Physician, field not stated",
            "Is the person who injects a physician (MD or DO)?",
            "If true, state under credentials of the person who injects: physician (MD or DO).",
        ),
        (
            {"credentials": "MD; PM&R"},
            ("credentials",),
            ("iof",),
            "Interventional Orthobiologics Foundation (IOF) fellowship",
            "Has the person who injects completed the IOF fellowship?",
            "If true, state under credentials of the person who injects: IOF fellowship.",
        ),
        (
            {},
            ("credentials_verified",),
            ("pmr",),
            "Training that can be checked",
            "Where can this training of the person who injects be checked: PM&R?",
            "Send what shows this training, such as an entry in a register, to be listed as checked: PM&R.",
        ),
        (
            {"products": "stem cells"},
            ("products",),
            ("bmc",),
            "Bone marrow concentrate, same day",
            "The record says \u201cstem cells\u201d. Does that mean bone marrow concentrate?",
            "If true, state under products instead of \u201cstem cells\u201d: bone marrow concentrate.",
        ),
        (
            {"products": "BMAC"},
            ("products",),
            ("prp",),
            "Platelet-rich plasma (PRP)",
            "Do you inject PRP?",
            "If true, state under products: PRP.",
        ),
        (
            {},
            ("targets",),
            ("facet",),
            "Targets",
            "Do you inject the facet joint, SI joint or nerve (epidural)?",
            "If true, state under targets: facet joint, SI joint or nerve (epidural).",
        ),
        (
            {"imaging": ""},
            ("imaging",),
            ("ct",),
            "Imaging",
            "Do you guide the needle by fluoroscopy or CT?",
            "If true, state under imaging: fluoroscopy or CT.",
        ),
        (
            {},
            ("imaging",),
            (),
            "Contrast",
            "Is contrast used to see where the injected fluid goes?",
            "If true, state under imaging that contrast is used.",
        ),
        (
            {"targets": "", "imaging": ""},
            ("targets", "imaging"),
            ("disc", "ct"),
            "Targets with their guidance",
            f"Do you inject the {PAIRS}?",
            f"If true, state under targets and imaging: {PAIRS}.",
        ),
    ],
)
def test_each_kind_of_statement_has_its_words(
    cells: Row, columns: tuple[str, ...], terms: tuple[str, ...], title: str, question: str, statement: str
) -> None:
    """The rule as a heading, what a reader asks, and what the clinic states if it is so."""
    entry = entry_of(cells, columns, terms)
    assert raise_title(RUBRIC, entry) == title
    assert raise_question(RUBRIC, entry) == question
    assert raise_statement(entry) == statement


def test_the_result_is_in_points_grade_and_rank() -> None:
    """What is gained and what is reached; where a flag holds the grade down, the grade that is earned stands beside."""
    gained = entry_of({"credentials": "MD; dermatology"}, ("credentials",), ("pmr",))
    assert raise_result(RUBRIC, gained) == "+8.7 points, to 75.0: grade B, rank 1."
    capped = entry_of({"credentials": "", "targets": "disc; facet; SI joint; nerve"}, ("credentials",), ("np",))
    held = "grade C (B if \u201cNo physician stated\u201d did not hold it down), rank 2"
    assert raise_result(RUBRIC, capped) == f"+5.0 points, to 70.0: {held}."


def test_a_first_score_is_no_gain() -> None:
    """A clinic without a score would have one, so there is no number of points that it gains."""
    entry = entry_of({"credentials": "", "targets": "", "imaging": ""}, ("credentials",), ("pmr",))
    assert entry.gain is None
    assert raise_result(RUBRIC, entry) == "A score of 38.8: grade F, rank 2."


def test_every_raise_of_the_example_can_be_said() -> None:
    """No clinic of the example gains by a statement that has no words."""
    review = scoring.review(EXAMPLE)
    for position in range(0, len(review), 7):
        for entry in raises(review, position):
            assert raise_title(review.rubric, entry)
            assert raise_question(review.rubric, entry).endswith("?")
            assert raise_statement(entry).endswith(".")
            assert raise_result(review.rubric, entry).endswith(".")
