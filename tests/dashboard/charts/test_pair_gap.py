"""The chart of why one clinic is above another: its bars add up, seen from the higher clinic."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.pair_gap import pair_gap
from scoring import Review
from scoring.reports import explain_pair, pair_sentences, points
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import reviewed

SCORED = EXAMPLE.scores.dropna(subset="score")
PLACES = SCORED.index.to_list()
UNSCORED = EXAMPLE.scores.index[EXAMPLE.scores["score"].isna()][0]
MIXED = [
    {"name": "Two Rivers", "credentials": "MD; PM&R; pain medicine", "products": "PRP", "targets": "facet",
     "imaging": "ultrasound"},
    {"name": "Long Lake", "credentials": "MD", "products": "PRP", "targets": "facet; SIJ; disc; muscle; nerve",
     "imaging": "fluoroscopy"},
]  # fmt: skip


def drawn(review: Review, first: int, second: int) -> Figure:
    """The chart of two clinics that differ on some question."""
    figure = pair_gap(explain_pair(review, first, second))
    assert isinstance(figure, Figure)
    return figure


@given(
    st.permutations(PLACES), st.fixed_dictionaries(dict.fromkeys(("who", "what", "where", "how"), st.integers(1, 9)))
)
def test_its_bars_add_up_to_the_total_in_tenths(order: list[int], weights: dict[str, int]) -> None:
    """Under any weights the bars are the report's parts and add up to the difference, which is never negative."""
    explanation = explain_pair(EXAMPLE.with_weights(weights), *order[:2])
    figure = pair_gap(explanation)
    assume(isinstance(figure, Figure))
    assert isinstance(figure, Figure)
    rows = figure.chart.data.set_index("place")["part"]
    total, parts = rows[4], rows.drop(4).sort_index()
    sign = -1 if explanation.pair and explanation.pair.reverses else 1
    assert [round(10 * part) for part in parts] == [sign * entry.part for entry in explanation.questions]
    assert round(10 * parts.sum()) == round(10 * total) == sign * explanation.difference >= 0


def test_the_order_of_names_changes_nothing() -> None:
    """Whichever clinic is named first, the chart is the same: title, bars, sides and table."""
    one, other = drawn(EXAMPLE, PLACES[3], PLACES[40]), drawn(EXAMPLE, PLACES[40], PLACES[3])
    assert one.title == other.title
    assert one.chart.data.equals(other.chart.data)
    assert one.table.equals(other.table)


def test_each_bar_is_on_the_side_of_the_clinic_that_it_speaks_for() -> None:
    """A question on which the lower clinic has more points has a bar below zero, in that clinic's color."""
    figure = drawn(reviewed(MIXED), 0, 1)
    rows = figure.chart.data
    assert f"A minus is in favor of {figure.title.split(' above ')[1]}." in figure.note
    names = figure.title.split(" is ")[0], figure.title.split(" above ")[1]
    assert rows["part"].min() < 0 < rows["part"].max()
    for part, side in zip(rows["part"], rows["side"], strict=True):
        assert side == f"In favor of {names[part < 0]}"
    first = figure.chart.spec["layer"][0]["transform"][0]["filter"]
    assert first == "datum.is_total == true", "so that the clinic ahead has the first color"
    low, high = figure.chart.spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low <= rows["part"].min() < rows["part"].max() <= high
    assert low % 5 == high % 5 == 0


def test_a_name_turns_no_legend_around() -> None:
    """A character that sets the direction of writing is removed from a name beside our own words."""
    figure = drawn(reviewed([{**MIXED[0], "name": "Two \u202eRivers"}, MIXED[1]]), 0, 1)
    assert "Two Rivers" in figure.title
    assert set(figure.chart.data["side"]) == {"In favor of Two Rivers", "In favor of Long Lake"}


def test_a_small_difference_fills_no_chart() -> None:
    """The axis spans at least five points, the smallest judgment of the rubric."""
    explanation = explain_pair(EXAMPLE, *SCORED.sort_values("rank").index[[0, 2]])
    assert 0 < explanation.difference < 50
    figure = pair_gap(explanation)
    assert isinstance(figure, Figure)
    assert figure.chart.spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 5]


def test_its_table_and_words_are_those_of_the_report() -> None:
    """Title, takeaway and table have both scores, the points of each question, and the total."""
    first, second = PLACES[3], PLACES[40]
    explanation = explain_pair(EXAMPLE, first, second)
    figure = drawn(EXAMPLE, first, second)
    assert figure.takeaway == pair_sentences(explanation)[0]
    assert figure.title.split(" is ")[1].startswith(points(abs(explanation.difference)))
    ahead = explanation.clinics[explanation.ahead or 0]
    table = figure.table
    assert table["Question"].to_list() == ["Who", "What", "Where", "How", "In all"]
    expected = [answer.counted / 10 for answer in ahead.questions.values()]
    assert table[f"{ahead.name}: points"].to_list() == [*expected, ahead.score / 10]
    assert table["Difference in the score"].iloc[-1] == abs(explanation.difference) / 10


@pytest.mark.parametrize("weights", [{"who": 0}, {"who": 0, "where": 0}])
def test_a_question_without_weight_says_so(weights: dict[str, float]) -> None:
    """Its bar is 0, and its label says that it is not counted instead of that both are equal."""
    rows = drawn(reviewed(MIXED).with_weights({**EXAMPLE.weights, **weights}), 0, 1).chart.data
    who = rows[rows["label"].str.startswith("Who")].iloc[0]
    assert who["part"] == 0
    assert who["label"].endswith("not counted, as its weight is 0")


def test_two_of_a_kind_and_a_silent_one_have_no_chart() -> None:
    """Two clinics with the same record tie and are said to; beside a clinic without a score nothing is drawn."""
    twins = pair_gap(explain_pair(reviewed([MIXED[0], {**MIXED[0], "name": "Three Rivers"}]), 0, 1))
    assert isinstance(twins, Nothing)
    assert twins.title.startswith("Two Rivers and Three Rivers are tied at ")
    assert pair_gap(explain_pair(EXAMPLE, PLACES[0], UNSCORED)) is None
