"""The ranked chart as data: what is drawn, said and shown as a table is the same."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.ranked import POSSIBLE, SURE, ranked
from dashboard.filters import Filters
from scoring import Review, review
from tests.dashboard.test_view import look
from tests.scoring.files import DAY

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"


def figure(review: Review, filters: Filters | None = None, most: int = 20) -> Figure:
    """The chart of a review that has something to draw."""
    drawn = ranked(look(review, filters), most)
    assert isinstance(drawn, Figure)
    return drawn


def test_bars_are_the_contributions(clinics: Review) -> None:
    """A bar has one part for each question with something sure, and its table holds the same numbers."""
    drawn = figure(clinics)
    bars = drawn.chart.data[drawn.chart.data["kind"] == SURE]
    assert bars.groupby("clinic_id")["question"].count().to_dict() == {"alpha": 4, "beta": 4, "gamma": 3}
    twin = drawn.table.set_index("Clinic")[["Who", "What", "Where", "How"]]
    for name, parts in twin.iterrows():
        assert parts.dropna().to_dict() == bars[bars["name"] == name].set_index("question")["shown"].to_dict()


@pytest.mark.parametrize("weights", [{}, {"who": 40, "how": 5}, {"what": 0}])
@pytest.mark.parametrize("rubric", ["default", "half"])
def test_what_is_shown_of_the_contributions_adds_up(weights: dict[str, float], rubric: str) -> None:
    """Each is off by less than a tenth; those that count add up to the score, all of them to the possible score."""
    drawn = figure(review(EXAMPLE, weights=weights, rubric=rubric, reviewed_on=DAY), most=200)
    table, bars = drawn.table, drawn.chart.data
    titles = [title for title in ("Who", "What", "Where", "How") if title in table]
    assert len(table) > 100
    assert table[titles].sum(axis="columns").round(1).to_list() == table["Score"].to_list()
    assert bars.groupby("place")["shown"].sum().round(1).to_list() == table["Possible"].to_list()
    assert ((bars["shown"] - bars["points"]).abs() < 0.1).all()
    rounded_alone = bars[bars["kind"] == SURE].groupby("place")["points"].agg(lambda points: points.round(1).sum())
    assert (rounded_alone.round(1).to_numpy() != table["Score"].to_numpy()).any()


def test_contributions_add_up_to_the_score(clinics: Review) -> None:
    """The sure parts of a bar add up to its score, and with the dashed ones to the possible score."""
    bars = figure(clinics.with_weights({"who": 40, "how": 5})).chart.data
    for _, bar in bars.groupby("clinic_id"):
        sure = bar[bar["kind"] == SURE]
        assert sure["points"].sum() == pytest.approx(bar["score"].iloc[0], abs=0.051)
        assert bar["points"].sum() == pytest.approx(bar["high"].iloc[0], abs=0.051)


def test_an_open_question_is_dashed_and_never_a_bar_of_zero(clinics: Review) -> None:
    """A question with nothing sure has one part, dashed and after the sure ones; a stated 0 is a part of 0."""
    bars = figure(clinics).chart.data
    gamma = bars[bars["clinic_id"] == "gamma"].sort_values("order")
    assert gamma["kind"].to_list() == [SURE, SURE, SURE, POSSIBLE]
    assert gamma["question"].to_list() == ["What", "Where", "How", "Who"]
    assert gamma["points"].iloc[-1] == 23.75  # a quarter of 95: nothing is checked by an editor, so 100 is out of reach
    beta = bars[bars["clinic_id"] == "beta"].set_index("question")
    assert beta["points"]["What"] == 0  # PRP with exosomes: 75 less 85, at least 0
    assert beta["kind"]["What"] == SURE


def test_a_question_without_weight_leaves_nothing_possible(clinics: Review) -> None:
    """An open question without weight is no part of a bar."""
    drawn = figure(clinics.with_weights({"who": 0}))
    assert set(drawn.chart.data["kind"]) == {SURE}
    assert not drawn.table["Open questions"].any()


def test_open_parts_look_different_in_the_browser(clinics: Review) -> None:
    """The possible parts are dashed, outlined and paler; the sure ones are solid without an outline."""
    encoding = figure(clinics).chart.spec["layer"][0]["encoding"]
    looks = {name: encoding[name]["scale"] for name in ("fillOpacity", "strokeDash", "strokeWidth")}
    for scale in looks.values():
        assert scale["domain"] == [SURE, POSSIBLE]
    assert looks["fillOpacity"]["range"][0] == 1 > looks["fillOpacity"]["range"][1]
    assert looks["strokeWidth"]["range"][0] == 0 < looks["strokeWidth"]["range"][1]
    assert looks["strokeDash"]["range"][1] != looks["strokeDash"]["range"][0]


def test_the_highest_come_first(clinics: Review) -> None:
    """The bars are the clinics with the highest scores, best first."""
    best = figure(clinics, most=2).chart.data.drop_duplicates("place")
    assert best["clinic_id"].to_list() == ["alpha", "gamma"]
    assert best["score"].is_monotonic_decreasing


def test_what_is_possible_is_shown_where_it_differs(clinics: Review) -> None:
    """The table has each clinic's possible score, a bar's words say up to what, and the note explains the dashes."""
    drawn = figure(clinics)
    scores = clinics.scores.set_index("name")
    assert (
        drawn.table.set_index("Clinic")["Possible"].to_dict()
        == scores["score_high"].loc[drawn.table["Clinic"]].to_dict()
    )
    words = drawn.chart.data.drop_duplicates("clinic_id").set_index("clinic_id")["possible"]
    assert words["gamma"] == f"up to {scores['score_high']['Gamma Clinic']:.1f}"
    assert words["alpha"] == "nothing unclear"
    assert "if every open question had its best answer" in drawn.note
    assert "Dashed" not in figure(clinics, Filters(q="alpha")).note


def test_old_records_are_left_out_and_counted(clinics: Review) -> None:
    """A record older than the rubric allows has no bar, and the note counts them."""
    drawn = figure(clinics)
    assert "echo" not in drawn.chart.data["clinic_id"].to_list()
    assert "1 older record is left out" in drawn.note
    fresh = review(b"name,credentials,products,targets,imaging\nA,MD,PRP,disc,CT\n", reviewed_on=date(2026, 11, 1))
    assert "older" not in figure(fresh).note


def test_only_old_records_say_so(clinics: Review) -> None:
    """Where every match with a score is old nothing is drawn, the reason is given, and filters can be cleared."""
    assert ranked(look(clinics, Filters(q="echo"))) == Nothing(
        "Only older records match",
        "1 record with a score matched, older than 24 months: the list above has them.",
        filters=True,
    )


def test_no_score_says_why(clinics: Review) -> None:
    """Without a score the reason is the filters, the records, or the weights."""
    nothing = ranked(look(clinics, Filters(q="delta")))
    assert nothing == Nothing(
        "No scores to show", "The one matching record does not state enough for a score.", filters=True
    )
    bare = review(b"name,credentials,products,targets,imaging\nA,MD,,,\n")
    assert isinstance(ranked(look(bare)), Nothing)
    assert not ranked(look(bare)).filters  # type: ignore[union-attr]
    weighted = ranked(look(clinics.with_weights({"what": 0, "where": 0, "how": 0})))
    assert weighted.title == "No scores under these weights"


def test_title_and_takeaway_follow_the_data(clinics: Review) -> None:
    """The title says how many of how many and how high; the takeaway names the highest."""
    drawn = figure(clinics, most=2)
    high, low = drawn.table["Score"]
    assert drawn.title == f"The 2 highest of 3 scores of the last 24 months run from {high} to {low}"
    assert drawn.takeaway == f"Alpha Spine scores highest, with {high} of 100; the lowest shown is {low}."
    assert figure(clinics).title.startswith("All 3 scores of the last 24 months run from")
    assert figure(clinics, Filters(q="alpha")).title == f"One score: {high} of 100"


def test_tied_leaders_are_counted_not_named() -> None:
    """Where several clinics share the highest score the takeaway names none of them, and each has its own bar."""
    same = "Same Name,MD,PRP,disc,CT\n"
    leaders = review(f"name,credentials,products,targets,imaging\n{same * 2}Other,MD,BMC,disc,CT\n".encode())
    drawn = figure(leaders)
    assert drawn.takeaway.startswith("2 clinics share the highest score")
    # (40 + 75 + 50 + 95) / 4, and 55 for BMC in place of 75; disc by CT is x-ray guidance with no contrast stated.
    assert drawn.chart.data.groupby("label")["points"].sum().round(2).to_list() == [60, 65, 65]
    assert figure(leaders, Filters(q="same")).title == "All 2 scores are 65.0"


def test_a_tie_at_the_last_bar_is_reported() -> None:
    """The note counts the clinics that tie with the last bar but have none; without a tie it says nothing."""
    lines = "A,MD,PRP,disc,CT\n" + "B,MD,BMC,disc,CT\n" * 3
    tied = review(f"name,credentials,products,targets,imaging\n{lines}".encode())
    told = [ranked(look(tied), most) for most in (1, 2, 3, 4)]
    notes = [drawn.note for drawn in told if isinstance(drawn, Figure)]
    assert ["has 60.0 too" in note or "have 60.0 too" in note for note in notes] == [False, True, True, False]
    assert "2 more clinics have 60.0 too." in notes[1]
    assert "1 more clinic has 60.0 too." in notes[2]


def test_a_bar_names_its_clinic(clinics: Review) -> None:
    """A click on a bar reports an id, and every drawn id has the name that its link shows."""
    drawn = figure(clinics)
    assert drawn.clinics == {"alpha": "Alpha Spine", "gamma": "Gamma Clinic", "beta": "Beta Joint"}
    assert drawn.chart.spec["params"][0]["select"] == {"type": "point", "fields": ["clinic_id"]}


def test_bars_stay_within_a_fixed_scale(clinics: Review) -> None:
    """The axis runs from 0 to 100 whatever the filters, so that bars can be compared between views."""
    spec = figure(clinics, Filters(q="beta")).chart.spec
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 100]


def test_what_the_browser_gets_does_not_grow(clinics: Review) -> None:
    """However many clinics match, the chart holds only its bars: at most two parts per question."""
    assert set(figure(clinics, most=2).chart.data["clinic_id"]) == {"alpha", "gamma"}
    assert len(figure(clinics, most=2).chart.data) == 8  # four of alpha; three sure and one possible of gamma


def test_open_questions_are_named_in_the_twin(clinics: Review) -> None:
    """The table names in words what the bars show by dashed parts."""
    twin = figure(clinics).table.set_index("Clinic")["Open questions"]
    assert twin["Gamma Clinic"] == "Who"
    assert twin["Alpha Spine"] == ""
    assert "Dashed parts" in figure(clinics).note
    assert not figure(clinics, Filters(q="alpha")).note


def test_a_bar_keeps_its_height_however_few_there_are(clinics: Review) -> None:
    """Each bar adds the same height, plus what the legend and the axis need."""
    heights = [figure(clinics, most=most).chart.spec["height"] for most in (1, 2, 3)]
    assert heights[2] - heights[1] == heights[1] - heights[0] > 0
    assert heights[0] > 150


def test_scores_that_are_all_level_say_so() -> None:
    """Where more clinics share the highest score than are drawn, the title says how many: equal bars say nothing."""
    rows = "".join(f"id{number},Clinic {number},MD; PM&R,PRP,disc,fluoroscopy\n" for number in range(25))
    level = review(f"clinic_id,name,credentials,products,targets,imaging\n{rows}".encode())
    drawn = ranked(look(level))
    score = level.scores["score"].iloc[0]
    assert drawn.title == f"25 of 25 scores tie at {score:.1f}, the highest; 20 of them are drawn"
