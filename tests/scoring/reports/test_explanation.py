"""The account of one clinic: what it says of each question, its formula and flags, and which clinic an id leads to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Review
from scoring.reports.explanation import position_of, positions_of
from scoring.rubric.model import FLAGS
from tests.scoring.files import WHOLE, reviewed, told
from tests.scoring.reports.accounts import accounts


@pytest.mark.parametrize(
    ("cells", "weights", "expected"),
    [
        # 265 / 4 is 66.25: a half is rounded up
        (
            {**WHOLE, "credentials": "MD; dermatology"},
            {},
            "(25 x 45.0 + 25 x 75.0 + 25 x 50.0 + 25 x 95.0) / 100 = 66.3",
        ),
        # (160 + 37.5 + 50) / 3.5 = 70.714
        (
            {**WHOLE, "credentials": "MD; pain medicine"},
            {"who": 2, "what": 0.5, "where": 1, "how": 0},
            "(2 x 80.0 + 0.5 x 75.0 + 1 x 50.0 + 0 x 95.0) / 3.5 = 70.7",
        ),
        # weights are printed to their last digit, or the sum would not come out
        (
            WHOLE,
            {"who": 12.345678, "what": 33.3125, "where": 0, "how": 100},
            # (987.65424 + 2498.4375 + 9500) / 145.658178 = 89.15456
            "(12.345678 x 80.0 + 33.3125 x 75.0 + 0 x 50.0 + 100 x 95.0) / 145.658178 = 89.2",
        ),
        # what is not stated counts nothing: 225 / 4
        ({**WHOLE, "products": ""}, {}, "(25 x 80.0 + 25 x 0.0 + 25 x 50.0 + 25 x 95.0) / 100 = 56.3"),
        # fat-derived: 0 or 30, so nothing is sure
        (
            {**WHOLE, "products": "adipose stem cells"},
            {},
            "(25 x 80.0 + 25 x 0.0 + 25 x 50.0 + 25 x 95.0) / 100 = 56.3",
        ),
        # image-guided at a muscle: 50 for any, and 85 at least
        (
            {**WHOLE, "targets": "muscle", "imaging": "image-guided"},
            {},
            "(25 x 80.0 + 25 x 75.0 + 25 x 50.0 + 25 x 85.0) / 100 = 72.5",
        ),
        # not enough is stated, so there is no score and no sum
        ({"credentials": "MD"}, {}, ""),
        (WHOLE, {"who": 25, "what": 0, "where": 0, "how": 0}, ""),
    ],
)
def test_a_formula(cells: dict[str, str], weights: dict[str, float], expected: str) -> None:
    """The formula, worked out by hand."""
    assert told(cells, weights=weights).formula == expected.replace("x", "\u00d7")


def test_flags_of_every_kind() -> None:
    """Flags of people, products, targets, guidance and the record are each in their place."""
    shown = told(
        {
            "credentials": "DC; RN; board certified",
            "products": "exosomes; stem cells",
            "targets": "disc; muscle",
            "imaging": "blind",
            "claims": "no risk",
            "as_of": "2020-01-01",
        }
    )
    assert {question: list(asked.flags) for question, asked in shown.questions.items()} == {
        "who": ["no_physician", "chiropractor_and_nurse"],
        "what": ["exosome", "ambiguous_product"],
        "where": ["target_unreachable"],
        "how": ["blind", "imaging_limited"],
    }
    assert list(shown.flags) == ["claims_concern", "stale_record"]
    assert list(shown.all_flags) == [code for code in FLAGS if code in shown.all_flags]
    assert len(shown.all_flags) == 9


def test_what_is_said_about_each_question() -> None:
    """Each question has its cells as written, the labels of what was understood and what unclear words may mean."""
    shown = told(
        {
            "name": "A clinic",
            "credentials": " MD, PM&R ",
            "credentials_verified": "n/a",
            "products": "Lipogems; adipose stem cells; Kinetic Gel 7",
            "targets": "spine",
            "imaging": "image-guided",
        },
        weights={"who": 40, "what": 0, "where": 10, "how": 10},
    )
    told_of = {
        question: (asked.words, asked.terms, {word.label: set(word.may_be) for word in asked.ambiguous})
        for question, asked in shown.questions.items()
    }
    guided = {"targets": "spine", "imaging": "image-guided"}
    assert told_of == {
        "who": ({"credentials": " MD, PM&R ", "credentials_verified": ""}, ("Physician (MD or DO)", "PM&R"), {}),
        "what": (
            {"products": "Lipogems; adipose stem cells; Kinetic Gel 7"},
            ("Micro-fragmented fat",),
            {"fat-derived stem cells": {"mfat", "svf", "cultured"}},
        ),
        "where": (guided, (), {}),
        "how": (guided, (), {"image-guided": {"fluoroscopy", "ct", "ultrasound"}}),
    }
    assert {question: asked.weight for question, asked in shown.questions.items()} == shown.review.weights
    assert {question: asked.rule.title for question, asked in shown.questions.items()} == {
        "who": "Who",
        "what": "What",
        "where": "Where",
        "how": "How",
    }
    # Lipogems beside what may be SVF: 0 is sure, so What is open; where imaging guides something, How is sure of 20
    assert [answer.is_open for answer in shown.questions.values()] == [False, True, True, False]
    assert [answer.is_sure for answer in shown.questions.values()] == [True, False, False, False]


def test_cells_of_the_record() -> None:
    """A cell is quoted as written; blank cells, words for blank and missing columns are empty."""
    shown = told({"name": "A <b>clinic</b>", "phone": "tbd", "notes": "  ", "city": " Tampa", "credentials": "MD"})
    assert shown.name == "A <b>clinic</b>"
    assert [shown.cell(name) for name in ("city", "phone", "notes", "website", "no such column")] == [
        " Tampa",
        "",
        "",
        "",
        "",
    ]


def test_a_clinic_without_a_name() -> None:
    """A clinic whose record gives no name is called so."""
    assert told({"name": "", "credentials": "MD"}).name == "(no name)"


# -- which clinic ----------------------------------------------------------------------------------------------------

HOSTILE = ("", " ", "a", "A-1 ", "a-2", "%", ".*", "a' OR 1=1", "<script>", "\x00", "a-1\x00", "\ud800", "x" * 100_000)


def test_a_clinic_is_found_by_its_id() -> None:
    """Each id of a review leads to its own clinic; ids are unique, also where the file repeats one."""
    ids = ["a-1", "b", "a-1", "", "\u00e9\u00e8", "=1+1"]
    review = reviewed([{"clinic_id": clinic_id, "name": f"Clinic {n}", **WHOLE} for n, clinic_id in enumerate(ids)])
    known = review.scores["clinic_id"].tolist()
    assert len(set(known)) == len(ids)
    assert [position_of(review, clinic_id) for clinic_id in known] == list(range(len(ids)))
    assert [shown.clinic_id for shown in accounts(review)] == known
    assert [shown.name for shown in accounts(review)] == review.scores["name"].tolist()
    assert position_of(review, "a-1") == 0


@pytest.mark.parametrize("clinic_id", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_an_id_that_is_not_there(clinic_id: str) -> None:
    """Any other id, however hostile, leads to no clinic: only the whole id counts, exactly as written."""
    assert position_of(reviewed([{"clinic_id": "a-1", "name": "A", **WHOLE}]), clinic_id) is None


def test_the_ids_that_a_review_holds_are_located_in_their_order() -> None:
    """Of several ids those in the review lead to their clinics, in the given order, once each; others are left out."""
    review = reviewed([{"clinic_id": clinic_id, "name": clinic_id, **WHOLE} for clinic_id in ("a", "b", "c")])
    located = positions_of(review, ["c", "x", "a", "c"])
    assert list(located.items()) == [("c", 2), ("a", 0)]


@pytest.fixture(scope="module")
def two_clinics() -> Review:
    """The review of two clinics with short ids, which drawn texts often are."""
    return reviewed([{"clinic_id": "a", "name": "A", **WHOLE}, {"clinic_id": "0", "name": "B", **WHOLE}])


@given(clinic_id=st.text(max_size=20))
def test_any_text_may_be_asked_for(two_clinics: Review, clinic_id: str) -> None:
    """Any text is the id of the clinic it leads to, or leads to none."""
    assert position_of(two_clinics, clinic_id) == {"a": 0, "0": 1}.get(clinic_id)


def test_similar_clinics_have_the_same_account() -> None:
    """Two clinics that state the same have the same account, whatever is between them."""
    review = reviewed(
        [{"name": "A", **WHOLE}, {"name": "B", "credentials": "RN", "imaging": ""}, {"name": "C", **WHOLE}]
    )
    first, other, last = accounts(review)
    assert first.questions == last.questions
    assert (first.formula, first.profile) == (last.formula, last.profile)
    assert other.questions != first.questions


@pytest.mark.parametrize(("clinics", "alone"), [(1, True), (2, False)])
def test_a_clinic_is_alone_if_no_other_has_a_score(clinics: int, alone: bool) -> None:
    """Others without a score give no ranks either; one without a score is alone where none has one."""
    row = {"credentials": "MD", "products": "PRP"}
    rows = [{**row, "name": f"Clinic {place}"} for place in range(clinics)]
    first, *_, unscored = accounts(reviewed([*rows, {"name": "Z", "products": "PRP"}]))
    assert (first.is_alone, unscored.is_alone) == (alone, False)
    (nobody,) = accounts(reviewed([{"name": "Z", "products": "PRP"}]))
    assert nobody.is_alone
