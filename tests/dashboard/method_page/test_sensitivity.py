"""What decides the scores of a file, as Method prints it: the figures of the reports."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.method_page import sensitivity
from dashboard.method_page.sensitivity import effect_in_words, falls_table
from dashboard.parameters import RUBRICS
from scoring import QUESTIONS, Review, load_rubric, review
from scoring.reports import RubricEffect, column_falls, question_shares, rubric_effect
from tests.pages.opened_page import opened_page
from tests.scoring.files import reviewed

ROOT = Path(__file__).parents[3]
EXAMPLE = review(ROOT / "data" / "clinics.csv")


@pytest.fixture(scope="module")
def page() -> AppTest:
    """The Method page of the example, with more weight on Who than on the others."""
    return opened_page("method", who=50)


@pytest.fixture(scope="module")
def weighted() -> Review:
    """The same without the app."""
    return EXAMPLE.with_weights({"who": 50})


def test_method_prints_the_share_of_each_question(page: AppTest, weighted: Review) -> None:
    """The shares are those of the file in view under the weights of the sidebar."""
    shares = question_shares(weighted)
    sentence = next(text.value for text in page.markdown if "comes from each question" in text.value)
    for question in QUESTIONS:
        assert f"{weighted.rubric.questions[question].title} {shares[question]:.0%}" in sentence
    assert shares["who"] > question_shares(EXAMPLE)["who"]


def test_method_prints_how_far_each_column_moves_scores(page: AppTest, weighted: Review) -> None:
    """The table has the mean and the largest fall for each column, to one decimal."""
    falls = column_falls(weighted)
    shown = next(table.value for table in page.table if "If the file lacked" in table.value)
    expected = [
        [f"**{name}**", f"{row['mean']:.1f} points", f"{row['most']:.1f} points"] for name, row in falls.iterrows()
    ]
    assert shown.to_numpy().tolist() == expected
    assert len(expected) == 4


def test_less_of_a_long_list_is_computed_unrequested(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table uses a sample of the clinics, and says so, and the other rubrics wait for the reader."""
    monkeypatch.setattr(sensitivity, "_MOST_LOOKED_AT", 50)
    app = opened_page("method", who=50)
    assert "Calculated from one clinic in 4, because the list is long." in [caption.value for caption in app.caption]
    shown = next(table.value for table in app.table if "If the file lacked" in table.value)
    falls = column_falls(EXAMPLE.with_weights({"who": 50}), 4)
    assert shown.iloc[:, 1].tolist() == [f"{mean:.1f} points" for mean in falls["mean"]]
    assert not [text for text in app.markdown if text.value.startswith("- **half**")]
    app.toggle(key="other_rubrics").set_value(True).run()
    assert [text for text in app.markdown if text.value.startswith("- **half**")]


def test_method_says_what_the_other_rubrics_change(page: AppTest, weighted: Review) -> None:
    """Every rubric except the one in use has a line: how many clinics move, and by how much."""
    lines = [text.value for text in page.markdown]
    for name in RUBRICS[1:]:
        effect = rubric_effect(weighted, load_rubric(name))
        line = next(line for line in lines if line.startswith(f"- **{name}**"))
        assert line.endswith(effect_in_words(effect))
        if effect.moved:
            assert f"{effect.moved:,} of {effect.clinics:,} scored clinics move in rank" in line
            size = f"{effect.mean_points:+.1f}" if abs(effect.mean_points) >= 0.05 else "less than 0.1"
            assert f"{size} points" in line
    assert not any(line.startswith(f"- **{RUBRICS[0]}**") for line in lines)
    assert rubric_effect(weighted, load_rubric("half")).moved


def test_a_file_without_scores_says_so() -> None:
    """Where no clinic has a score no column moves one, and no share is shown."""
    bare = reviewed([{"name": "A", "credentials": "MD", "products": "", "targets": "", "imaging": ""}])
    assert set(falls_table(bare)["and by at most"]) == {"no clinic has a score"}
    assert question_shares(bare).isna().all()


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (RubricEffect(0, 0, 0, 0, 0, 0), "no clinic has a score under both."),
        (RubricEffect(5, 0, 0, 0, 0, 0), "no rank and no grade changes, and scores stay the same on average."),
        (RubricEffect(5, 0, 0, 0, 1.26, 1), "no rank moves, 1 grade changes, scores change by +1.3 points on average."),
        (
            RubricEffect(5, 2, 1.5, 2, -1.26, 0),
            (
                "2 of 5 scored clinics move in rank, half of these by 1.5 places or more and none by more than 2; "
                "0 grades change, scores change by \u22121.3 points on average."
            ),
        ),
    ],
)
def test_the_effect_of_a_rubric_in_words(effect: RubricEffect, words: str) -> None:
    """No change, changed grades alone and changed ranks read differently, and a fall has a minus sign."""
    assert effect_in_words(effect) == words
