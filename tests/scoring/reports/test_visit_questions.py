"""The questions for every clinic: about what a reader looks for, and those that no record answers."""

from __future__ import annotations

import pytest

from scoring import load_rubric
from scoring.reports import visit_questions
from scoring.vocabulary import DIMENSIONS, vocabulary

RUBRIC = load_rubric()
ALWAYS = ("complications", "price")


def test_a_reader_without_wishes_asks_the_rubrics_own_questions() -> None:
    """Without a wish: each of the four questions, then complications and price, with no gap left in any."""
    expected = [question.ask for question in RUBRIC.questions.values()] + [RUBRIC.visit[key].ask for key in ALWAYS]
    assert list(visit_questions(RUBRIC, {})) == expected
    assert not any("{" in ask for ask in expected)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_wish_takes_the_place_of_the_general_question(dimension: str) -> None:
    """Every term of a dimension that a reader looks for is in the question, replacing the general one."""
    place = list(RUBRIC.by_dimension).index(dimension)
    before = visit_questions(RUBRIC, {})
    for term, label in vocabulary().terms[dimension].items():
        after = visit_questions(RUBRIC, {dimension: {term}})
        if (dimension, term) == ("imaging", "none"):
            assert after == before
            continue
        assert label.lower() in after[place].lower()
        assert after[:place] == before[:place]
        assert before[place] not in after


@pytest.mark.parametrize(("imaging", "is_asked"), [("fluoroscopy", True), ("ct", True), ("ultrasound", False)])
def test_contrast_is_for_those_who_look_for_x_rays(imaging: str, is_asked: bool) -> None:
    """Contrast has its own question only beside fluoroscopy and CT; the general question already names it."""
    contrast = RUBRIC.visit["contrast"].ask
    assert (contrast in visit_questions(RUBRIC, {"imaging": {imaging}})) == is_asked
    assert contrast not in visit_questions(RUBRIC, {})
    assert "contrast" in RUBRIC.questions["how"].ask


def test_what_is_not_stated_is_no_wish() -> None:
    """The filter for what is not stated changes no question."""
    assert visit_questions(RUBRIC, {dimension: {""} for dimension in DIMENSIONS}) == visit_questions(RUBRIC, {})


def test_two_wishes_are_joined_by_or() -> None:
    """A clinic that offers any of several terms fits a filter, and the question asks for any of them."""
    asks = visit_questions(RUBRIC, {"products": {"bmc", "prp"}})
    assert any("PRP or bone marrow concentrate" in ask for ask in asks)
