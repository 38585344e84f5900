"""Questions and dimensions: paired by what the rubric says of each question, wherever its table is."""

import pandas as pd
import pytest

from dashboard.clinic_list.tables import clinics_page
from dashboard.corrections import clinic_editor, file_summary
from dashboard.method_page import method, worked_example
from scoring import Review, load_rubric
from scoring.reports import account
from tests.dashboard.conftest import CLINICS
from tests.dashboard.test_view import look
from tests.scoring.files import DAY, reviewed

RUBRIC = load_rubric()
REVERSED = RUBRIC.model_copy(update={"questions": dict(reversed(RUBRIC.questions.items()))})


@pytest.fixture
def reordered() -> Review:
    """The five clinics under a rubric that lists its questions from the last to the first."""
    return reviewed(CLINICS.decode(), rubric=REVERSED)


@pytest.fixture
def usual() -> Review:
    """The five clinics under the unchanged rubric."""
    return reviewed(CLINICS.decode())


def test_the_order_of_the_rubrics_tables_changes_no_pair(usual: Review, reordered: Review) -> None:
    """Each question is beside its own dimension in every table, whatever the order of the rubric's tables."""
    rows = look(usual).all_rows("rank").all()
    pairs = [
        (scores.scores, page, clinic_rows, coverage)
        for scores in (usual, reordered)
        for page in [clinics_page(look(scores), rows)]
        for clinic_rows in [clinic_editor.clinic_table(scores, rows)]
        for coverage in [worked_example.coverage_table(look(scores))]
    ]
    for left, right in zip(*pairs, strict=True):
        pd.testing.assert_frame_equal(left, right, check_like=True)


def test_a_missing_column_is_named_by_its_question() -> None:
    """A file without imaging leaves How open, whatever the order of the rubric's questions."""
    for rubric in (RUBRIC, REVERSED):
        review = reviewed("name,credentials,products,targets\nA,MD,PRP,disc\n", rubric=rubric, reviewed_on=DAY)
        assert [question.title for question in file_summary.without_column(review)] == ["How"]


def test_the_worked_example_explains_every_number(usual: Review) -> None:
    """No question is explained by its points alone: where one term makes them, it is named with what it gives."""
    for position in range(len(usual)):
        clinic = account(usual, position)
        for question, why in zip(clinic.questions.values(), worked_example.worked(clinic)["Why"], strict=True):
            assert any(letter.isalpha() for letter in why.partition("=")[0]), (clinic.name, question.rule.title, why)


def test_no_question_earns_points_of_points() -> None:
    """Method says of each question how it earns points, and says so once."""
    sentences = method.questions(RUBRIC)["How and why"].tolist()
    assert len(sentences) == 4
    for sentence in sentences:
        assert "points" in sentence.lower()
        assert "Points: " not in sentence or "points" not in sentence.partition(",")[0].removeprefix("Points: ")
