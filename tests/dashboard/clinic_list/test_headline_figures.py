"""The key figures of a view, and how each is explained."""

import pytest

from dashboard.clinic_list.headline_figures import HeadlineFigure, headline_figures
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE

UNSCORED = int(EXAMPLE.scores["score"].isna().sum())


def figure(label: str, weights: dict[str, float]) -> HeadlineFigure:
    """The figure with this label, under these weights."""
    figures = headline_figures(look(EXAMPLE.with_weights(weights)))
    return next(figure for figure in figures if figure.label == label)


def test_the_share_without_a_score_is_of_the_clinics_in_view() -> None:
    """It counts the clinics with not enough stated, and says that this is no low score."""
    share = figure("Not enough stated", {})
    assert share.value == f"{UNSCORED / len(EXAMPLE):.0%}"
    assert "not a low score" in share.meaning


@pytest.mark.parametrize("question", ["who", "how"])
def test_weights_on_one_question_tell_nothing_of_records(question: str) -> None:
    """Where the weights leave too little to score, no share of clinics with not enough stated is shown."""
    alone = {other: 100.0 * (other == question) for other in ("who", "what", "where", "how")}
    share = figure("Not enough stated", alone)
    assert share.value == "\u2013"
    assert "These weights" in share.meaning
