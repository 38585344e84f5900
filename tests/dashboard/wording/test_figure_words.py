"""The words for figures that all pages share."""

import numpy as np
import pandas as pd
import pytest

from dashboard.wording.figure_words import (
    grade_limits_in_words,
    grades_in_words,
    in_tenths,
    median_in_words,
    points_in_words,
    possible_in_words,
    tier_in_words,
)
from scoring import Review, load_rubric
from scoring.reports import account
from tests.scoring.files import reviewed


def test_what_is_possible_in_words(clinics: Review) -> None:
    """Up to the possible score if something is open, nothing unclear if not, "" without a score."""
    words = dict(zip(clinics.scores["clinic_id"], possible_in_words(clinics.scores), strict=True))
    assert words == {
        "alpha": "nothing unclear",
        "beta": "nothing unclear",
        "gamma": "up to 78.8",  # (95 + 75 + 50 + 95) / 4: who injects is not stated
        "delta": "",
        "echo": "up to 20.0",  # (5 + 75 + 0 + 0) / 4: stem cells may mean a product on any rung
    }


def test_what_is_possible_keeps_the_rows() -> None:
    """Words have the index of their scores, in any order and without any row."""
    scores = pd.DataFrame({"score": [1.0, 2.0], "score_high": [1.0, 3.0]}, index=[7, 3])
    assert possible_in_words(scores).to_dict() == {7: "nothing unclear", 3: "up to 3.0"}
    assert possible_in_words(scores.iloc[:0]).to_list() == []


def test_a_possible_grade_is_beside_the_grade(clinics: Review) -> None:
    """The possible grade is named only where it differs."""
    words = grades_in_words(clinics.scores)
    assert words.dropna().to_list() == ["A", "F", "C, up to B", "F"]
    assert words.isna().to_list() == clinics.scores["score"].isna().to_list()


def test_a_tier_is_described_by_what_is_true_of_each_clinic_in_it(clinics: Review) -> None:
    """Each clinic of a tier below the first scores at least the rubric's distance less than the leader above."""
    assert tier_in_words(1) == "Tier 1: no tier is above it"
    assert tier_in_words(4) == "Tier 4: clearly behind the leader of tier 3"
    scored = clinics.scores.dropna(subset="score")
    leaders = scored.groupby("tier")["score"].max()
    for tier, score in zip(scored["tier"], scored["score"], strict=True):
        assert tier == 1 or leaders[tier - 1] - score >= clinics.rubric.robustness.tier_points


def test_the_limits_of_grades_are_the_rubrics() -> None:
    """Each grade with the lowest score that earns it, and that a flag may cap it."""
    words = grade_limits_in_words(load_rubric())
    assert words == "Grades: A from 85, B from 70, C from 55, D from 40 and F from 0; some flags hold a grade down."


@pytest.mark.parametrize(
    ("position", "question", "words"),
    [
        (0, "what", "75.0 of 100"),
        (1, "what", "0.0 of 100"),  # PRP with exosomes: stated, and 0 is not open
        (2, "who", "open, up to 95.0"),
        (4, "what", "open, up to 75.0"),
    ],
)
def test_points_in_words(clinics: Review, position: int, question: str, words: str) -> None:
    """The sure points of 100, or that a question is open; with up to what, if something is open."""
    assert points_in_words(account(clinics, position).questions[question]) == words


@pytest.mark.parametrize(("question", "words"), [("who", "open, up to 95.0, not counted"), ("what", "75.0 of 100")])
def test_points_without_weight_are_not_counted(clinics: Review, question: str, words: str) -> None:
    """A question without weight says so beside its points; the others do not."""
    assert points_in_words(account(clinics.with_weights({"who": 0}), 2).questions[question]) == words


def test_points_of_which_some_are_sure_say_both() -> None:
    """A question that is partly sure shows what is sure and what is possible."""
    guided = {"credentials": "MD", "products": "PRP", "targets": "fascia; facet; disc", "imaging": "image-guided"}
    questions = account(reviewed([{"name": "A", **guided}]), 0).questions
    # Any guidance reaches fascia and facet joint (65), x-ray guidance the disc too (80); at the disc ultrasound is
    # inadequate (20), and x-ray guidance with contrast preferred (100).
    assert points_in_words(questions["where"]) == "65.0 of 100, up to 80.0"
    assert points_in_words(questions["how"]) == "20.0 of 100, up to 100.0"


def test_a_median_is_the_same_number_in_words_and_in_tables() -> None:
    """Every score and every midpoint between two is what formatting the number of the API gives; none stays none."""
    medians = np.arange(2001) / 20
    written = [f"{median:.1f}" for median in medians.tolist()]
    assert [median_in_words(median) for median in medians.tolist()] == written
    assert [f"{median:.1f}" for median in in_tenths(medians).tolist()] == written
    assert np.isnan(in_tenths(np.array([np.nan]))).all()
