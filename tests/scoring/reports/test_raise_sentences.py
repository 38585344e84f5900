"""What would raise a score, in words for a reader and for the clinic."""

from __future__ import annotations

from pathlib import Path

import pytest

import scoring
from scoring.reports import (
    Raise,
    RaiseQuestion,
    raise_answers,
    raise_condition,
    raise_questions,
    raise_result,
    raise_statement,
    raises,
)
from tests.scoring.files import WHOLE, Row, reviewed

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
PAIRS = "disc, facet joint, SI joint or nerve (epidural) guided by fluoroscopy or CT"
RUBRIC = scoring.load_rubric()


def entry_of(cells: Row, columns: tuple[str, ...], terms: tuple[str, ...]) -> Raise:
    """What a record gains by one statement."""
    listed = raises(reviewed([{"name": "A", **WHOLE, **cells}, {"name": "B", **WHOLE}]), 0)
    return next(entry for entry in listed if entry.columns == columns and terms in entry.alternatives)


@pytest.mark.parametrize(
    ("cells", "columns", "terms", "question", "statement"),
    [
        (
            {"credentials": "MD"},
            ("credentials",),
            ("pmr",),
            "The person who injects is trained in PM&R or anesthesiology:",
            "If true, state under credentials of the person who injects: PM&R or anesthesiology.",
        ),
        (
            {"credentials": "RN"},
            ("credentials",),
            ("physician",),
            "The person who injects is a physician (MD or DO):",
            "If true, state under credentials of the person who injects: physician (MD or DO).",
        ),
        (
            {"credentials": "MD; PM&R"},
            ("credentials",),
            ("iof",),
            "The person who injects has completed the IOF fellowship:",
            "If true, state under credentials of the person who injects: IOF fellowship.",
        ),
        (
            {},
            ("credentials_verified",),
            ("pmr",),
            "Proof of this training of the person who injects: PM&R:",
            "Send what shows this training, such as an entry in a register, to be listed as checked: PM&R.",
        ),
        (
            {"products": "stem cells"},
            ("products",),
            ("bmc",),
            "If \u201cstem cells\u201d, which the record says, means:",
            "If true, state under products instead of \u201cstem cells\u201d: bone marrow concentrate.",
        ),
        (
            {"products": "BMAC"},
            ("products",),
            ("prp",),
            "It injects PRP:",
            "If true, state under products: PRP.",
        ),
        (
            {},
            ("targets",),
            ("facet",),
            "It injects the facet joint, SI joint or nerve (epidural):",
            "If true, state under targets: facet joint, SI joint or nerve (epidural).",
        ),
        (
            {"imaging": ""},
            ("imaging",),
            ("ct",),
            "It guides the needle by fluoroscopy or CT:",
            "If true, state under imaging: fluoroscopy or CT.",
        ),
        (
            {},
            ("imaging",),
            (),
            "Contrast is used to see where the injected fluid goes:",
            "If true, state under imaging that contrast is used.",
        ),
        (
            {"targets": "", "imaging": ""},
            ("targets", "imaging"),
            ("disc", "ct"),
            f"It injects the {PAIRS}:",
            f"If true, state under targets and imaging: {PAIRS}.",
        ),
    ],
)
def test_each_kind_of_statement_has_its_words(
    cells: Row, columns: tuple[str, ...], terms: tuple[str, ...], question: str, statement: str
) -> None:
    """The question a reader asks for one answer, and what the clinic states if it applies."""
    entry = entry_of(cells, columns, terms)
    assert raise_condition(RUBRIC, RaiseQuestion((entry,))) == question
    assert raise_statement(entry) == statement


def test_the_result_is_in_points_grade_and_rank() -> None:
    """The gain and the result, with the grade earned where a flag caps it, and without a rank if scored alone."""
    gained = entry_of({"credentials": "MD; dermatology"}, ("credentials",), ("pmr",))
    assert raise_result(RUBRIC, gained) == "+8.7 points, to 75.0: grade B, rank 1."
    assert raise_result(RUBRIC, gained, alone=True) == "+8.7 points, to 75.0: grade B."
    capped = entry_of({"credentials": "", "targets": "disc; facet; SI joint; nerve"}, ("credentials",), ("np",))
    held = "grade C (B if \u201cNo physician stated\u201d did not hold it down), rank 2"
    assert raise_result(RUBRIC, capped) == f"+5.0 points, to 70.0: {held}."


def test_a_first_score_is_no_gain() -> None:
    """A clinic without a score would get one, so there is no number of points that it gains."""
    entry = entry_of({"credentials": "", "targets": "", "imaging": ""}, ("credentials",), ("pmr",))
    assert entry.gain is None
    assert raise_result(RUBRIC, entry) == "A score of 38.8: grade F, rank 2."


def questions_of(cells: Row) -> tuple[RaiseQuestion, ...]:
    """What would raise one record, as questions."""
    return raise_questions(RUBRIC, raises(reviewed([{"name": "A", **WHOLE, **cells}]), 0))


def test_an_unclear_word_is_one_question_whatever_it_means() -> None:
    """Each meaning occurs once, ties together, then those that give nothing."""
    whole = questions_of({"products": "PRP; stem cells", "credentials_verified": "PM&R"})
    (question,) = (question for question in whole if question.answers[0].word)
    assert raise_condition(RUBRIC, question) == "If \u201cstem cells\u201d, which the record says, means:"
    answers = dict(raise_answers(RUBRIC, question))
    clean = "PRP, platelet lysate, bone marrow concentrate, bone marrow aspirate, micro-fragmented fat, prolotherapy"
    assert answers == {
        f"{clean}, alpha-2-macroglobulin, steroid, ozone or hyaluronic acid": "+18.8 points, to 76.3: grade B, rank 1.",
        "Stromal vascular fraction, culture-expanded cells, birth tissue or exosomes": "No further points.",
    }
    (alone,) = (question for question in questions_of({"products": "stem cells"}) if question.answers[0].word)
    assert [answer for answer, _ in raise_answers(RUBRIC, alone)] == [
        "PRP",
        "Bone marrow concentrate",
        "Platelet lysate",
        "Micro-fragmented fat",
        "Prolotherapy, alpha-2-macroglobulin, steroid, ozone or hyaluronic acid",
        "Bone marrow aspirate",
        "Stromal vascular fraction, culture-expanded cells, birth tissue or exosomes",
    ]


@pytest.mark.parametrize(
    ("cells", "question", "answers"),
    [
        (
            {"credentials": "MD; dermatology"},
            "The person who injects is trained in any of these fields:",
            [
                (
                    "PM&R, anesthesiology, pain medicine, sports medicine, spine surgery, neurosurgery, "
                    "neuroradiology or interventional radiology"
                ),
                (
                    "Family medicine, internal medicine, emergency medicine, orthopaedics, rheumatology, neurology, "
                    "radiology or other medical specialty"
                ),
            ],
        ),
        (
            {},
            (
                "The person who injects is trained in anesthesiology, pain medicine, sports medicine, spine surgery, "
                "neurosurgery, neuroradiology or interventional radiology:"
            ),
            [""],
        ),
        (
            {"credentials": "RN"},
            "The person who injects is any of these:",
            ["Physician (MD or DO)", "Nurse practitioner, physician assistant or nurse anaesthetist"],
        ),
        (
            {"targets": "", "imaging": "ultrasound"},
            "It injects any of these places:",
            ["Ligament, muscle or fascia", "Facet joint or SI joint", "Nerve (epidural)"],
        ),
        (
            {"imaging": ""},
            "It guides the needle by any of these:",
            ["Fluoroscopy or CT", "Ultrasound"],
        ),
    ],
)
def test_answers_to_one_question_are_below_it(cells: Row, question: str, answers: list[str]) -> None:
    """Answers with one outcome are joined; a single one is in the question, several are below it, the best first."""
    (posed,) = (posed for posed in questions_of(cells) if raise_condition(RUBRIC, posed) == question)
    assert [answer for answer, _ in raise_answers(RUBRIC, posed)] == answers


def test_every_raise_of_the_example_can_be_said() -> None:
    """No clinic of the example gains by a statement that has no words, and none has a question or an answer twice."""
    review = scoring.review(EXAMPLE)
    for position in range(0, len(review), 7):
        questions = raise_questions(review.rubric, raises(review, position))
        posed = [raise_condition(review.rubric, question) for question in questions]
        assert all(text.endswith(":") for text in posed)
        for question in questions:
            answers = raise_answers(review.rubric, question)
            assert len({answer for answer, _ in answers}) == len({result for _, result in answers}) == len(answers)
            assert all(result.endswith(".") for _, result in answers)
            assert all(raise_statement(entry).endswith(".") for entry in question.answers)
        answered = [
            (text, answer)
            for text, question in zip(posed, questions, strict=True)
            for answer, _ in raise_answers(review.rubric, question)
        ]
        assert len(set(answered)) == len(answered)


def test_what_one_of_several_people_could_add_is_not_confused_with_what_another_has() -> None:
    """If two count, a training of one is said to come beside that person's own; otherwise it is as for one."""
    row = {"name": "A", **WHOLE, "credentials": "Dr. Ann Lee, MD, PM&R; Dr. Bo Ray, MD, pain medicine", "imaging": "CT"}
    review = reviewed([row])
    questions = raise_questions(RUBRIC, raises(review, 0))
    conditions = {raise_condition(RUBRIC, question, people=2) for question in questions}
    assert any(
        text.startswith("One of the people who inject is trained in")
        and text.endswith(", beside what is stated of that person:")
        for text in conditions
    )
    others = {text for text in conditions if not text.startswith("One of the people who inject")}
    assert others <= {raise_condition(RUBRIC, question) for question in questions}
