"""The map: states and marks by median score, recounted with plain pandas; titles that say what it shows."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.browser.map_outlines import STATES
from dashboard.charts.figure import FULL, PALE, Figure, Nothing
from dashboard.charts.state_map import states
from dashboard.filters import Filters, Nearby, matching
from scoring import Review, review
from scoring.places import TERRITORIES, find_place, miles_between
from scoring.vocabulary import vocabulary
from tests.dashboard.test_view import look
from tests.scoring.files import WHOLE, reviewed

EXAMPLE = review("data/clinics.csv")
FLUOROSCOPY = Filters(imaging=frozenset({"fluoroscopy"}))


def figure(clinics: Review, filters: Filters | None = None) -> Figure:
    """The map of a review that has something to draw."""
    drawn = states(look(clinics, filters))
    assert isinstance(drawn, Figure)
    return drawn


def rows(drawn: Figure, kind: str) -> pd.DataFrame:
    """The map's rows of one kind: state, spot, place or circle."""
    data = drawn.chart.data
    return data[data["kind"] == kind].set_index("near" if kind == "spot" else "state")


def located(*places: tuple[str, str]) -> Review:
    """Clinics at these states and countries."""
    return reviewed(
        [
            {"name": str(number), "products": "PRP", "state": state, "country": country}
            for number, (state, country) in enumerate(places)
        ]
    )


def near(text: str, miles: int | None) -> Filters:
    """The clinics within some miles of a place."""
    answer = find_place(text)
    assert answer is not None
    assert answer.place is not None
    return Filters(near=Nearby(answer.place, miles))


@pytest.mark.parametrize("filters", [Filters(), FLUOROSCOPY, Filters(score=(60, 100)), Filters(q="spine")])
def test_states_have_the_counts_and_medians_of_their_clinics(filters: Filters) -> None:
    """Each state has its matching clinics, those with a score and their median, computed from the records."""
    drawn = figure(EXAMPLE, filters)
    frame = EXAMPLE.records[["state"]].assign(score=EXAMPLE.scores["score"])[matching(EXAMPLE, filters)]
    by_state = frame.groupby("state")["score"].agg(["size", "count", "median"])
    by_state = by_state[by_state.index.isin(vocabulary().states)]
    shown = rows(drawn, "state")
    assert set(shown.index) == vocabulary().states.keys() - set(TERRITORIES)
    listing = drawn.table[drawn.table["Drawn as"] == "State"].set_index("Place")
    assert len(listing) == len(by_state)
    for code, (clinics, known, median) in zip(by_state.index, by_state.to_numpy(), strict=True):
        assert (shown.loc[code, "clinics"], shown.loc[code, "scored"]) == (clinics, known > 0)
        assert shown.loc[code, "score"] == pytest.approx(median, abs=0.051, nan_ok=True)
        numbers = listing.loc[vocabulary().states[code], ["Clinics", "With a score", "Median score"]].to_list()
        assert numbers == pytest.approx([clinics, known, shown.loc[code, "score"]], nan_ok=True)
    assert shown["clinics"].sum() == by_state["size"].sum()


def test_a_marks_click_finds_its_clinics() -> None:
    """Within a mark's miles are at least the clinics that it counts, and every located clinic is in one mark."""
    shown = rows(figure(EXAMPLE), "spot")
    locations = EXAMPLE.understood.locations
    for words, row in shown.iterrows():
        within = matching(EXAMPLE, near(str(words), int(row["within"])))
        assert within.sum() >= row["clinics"]
    abroad = EXAMPLE.understood.country.mask(lambda code: code not in ("", "US"))
    assert shown["clinics"].sum() == (~np.isnan(locations.latitude) & ~abroad).sum()
    assert shown["size"].between(60, 500).all()


def test_a_mark_of_a_single_clinic_has_its_name() -> None:
    """A mark of a single clinic shows its name and score; others their number and median."""
    row = {"city": "Tampa", "state": "FL", **WHOLE}
    rest = [{"name": f"Denver {number}", "city": "Denver", "state": "CO", **WHOLE} for number in range(3)]
    shown = rows(figure(reviewed([{"name": "Alpha", **row}, *rest])), "spot")["words"]
    assert shown["Tampa, FL"].startswith("Alpha. Around Tampa, FL: 1 clinic, score ")
    assert shown["Denver, CO"].startswith("Around Denver, CO: 3 clinics, median score ")


def test_the_table_says_how_clinics_were_located() -> None:
    """By coordinates, ZIP code or city, and how many have no known place, for states and marks alike."""
    clinics = reviewed(
        [
            {"name": "a", "state": "FL", "latitude": "27.95", "longitude": "-82.46", **WHOLE},
            {"name": "b", "state": "FL", "postal_code": "33602", **WHOLE},
            {"name": "c", "state": "FL", "city": "Tampa", **WHOLE},
            {"name": "d", "state": "FL", **WHOLE},
        ]
    )
    drawn = figure(clinics)
    table = drawn.table.set_index("Place")[["By coordinates", "By ZIP code", "By city", "Place not known"]]
    assert table.loc["Florida"].to_list() == [1, 1, 1, 1]
    assert table.loc["Around Tampa, FL"].to_list() == [1, 1, 1, 0]
    assert "1 clinic has no known place, and no dot." in drawn.note


def test_no_score_is_not_a_low_score() -> None:
    """Clinics without a score get no color, which could read as a low score: stripes and hollow marks, with words."""
    drawn = figure(reviewed([{"name": "a", "state": "NV", "city": "Reno"}, {"name": "b", "state": "CO", **WHOLE}]))
    shown = rows(drawn, "state")
    assert shown.loc["NV", ["clinics", "scored", "words"]].to_list() == [1, False, "Nevada: 1 clinic, no score"]
    assert np.isnan(shown.loc["NV", "score"])
    assert shown.loc["AK", ["clinics", "words"]].to_list() == [0, "Alaska: 0 clinics"]
    layers = drawn.chart.spec["layer"]
    colored = [layer for layer in layers if "color" in layer["encoding"]]
    assert [layer["transform"][-1]["filter"] for layer in colored] == ["datum.scored"] * 2
    filters = [layer["transform"][-1].get("filter") for layer in layers]
    assert "datum.clinics > 0 && !datum.scored" in filters  # the stripes
    assert "!datum.scored" in filters  # the hollow marks


def test_a_states_share_is_of_its_own_clinics(clinics: Review) -> None:
    """Under a filter the table says out of how many of the state's clinics, apart from the share of all matches."""
    drawn = figure(clinics, Filters(imaging=frozenset({"fluoroscopy", "none"})))
    table = drawn.table.set_index("Place")
    columns = ["Clinics", "Of the 3 that match", "Clinics there in the file", "Of these"]
    assert table.loc["Florida", columns].to_list() == [2, "67%", 2, "100%"]
    assert table.loc["Nevada", columns].to_list() == [1, "33%", 2, "50%"]
    words = rows(drawn, "state")["words"]
    assert words["NV"].endswith(", of 2 in the file")
    assert words["CO"] == "Colorado: 0 clinics, of 1 in the file"
    assert "Breakdown" in drawn.note
    assert "Breakdown" not in figure(clinics).note


@pytest.mark.parametrize(
    ("places", "title"),
    [
        ([("NV", "")], "1 clinic in Nevada"),
        ([("NV", "")] * 3, "All 3 clinics in Nevada"),
        ([("NV", "")] * 2 + [("", "")], "2 clinics in Nevada"),
        ([("NV", "")] * 2 + [("FL", "")], "Nevada has the most clinics: 2 of 3"),
        ([("NV", ""), ("FL", "")], "Florida and Nevada have the most clinics: 1 of 2 each"),
        ([(code, "") for code in ("NV", "FL", "CA", "TX")], "4 states tie for the lead, with 1 clinic each"),
        ([("PR", "")] * 2 + [("FL", "")], "Puerto Rico has the most clinics: 2 of 3"),
    ],
)
def test_titles_name_the_lead(places: list[tuple[str, str]], title: str) -> None:
    """One state, one lead, a shared lead and many tied states are each described."""
    assert figure(located(*places)).title == title


def test_the_title_has_the_ends_of_the_scores() -> None:
    """It names the lowest and the highest median among states with enough scored clinics, and no other."""
    cells: dict[str, dict[str, str]] = {"FL": {**WHOLE, "imaging": "none"}, "CO": WHOLE, "TX": WHOLE}
    many = {"FL": 6, "CO": 5, "TX": 1}
    clinics = reviewed(
        [{"name": f"{code} {n}", "state": code, **cells[code]} for code in many for n in range(many[code])]
    )
    scores = clinics.scores["score"].groupby(clinics.records["state"]).median()
    assert figure(clinics).title == (
        "Florida has the most clinics: 6 of 12; "
        f"the median score runs from {scores['FL']:.1f} (Florida) to {scores['CO']:.1f} (Colorado)"
    )


def test_three_states_together_are_those_with_the_most_clinics() -> None:
    """Their share is given only if they are ahead of a fourth: among tied states, none is picked by its name."""
    ahead = [(state, "") for state, clinics in {"CA": 4, "FL": 3, "TX": 2, "NY": 1}.items() for _ in range(clinics)]
    assert "California, Florida and Texas together have 90%." in figure(located(*ahead)).takeaway
    assert "together" not in figure(located(*ahead, ("NY", ""))).takeaway


def test_who_is_in_no_outline_is_counted() -> None:
    """The note distinguishes clinics outside the US, in territories, and without a state."""
    note = figure(located(("FL", ""), ("", "US"), ("", "MX"), ("", "Atlantis"), ("PR", ""), ("", ""))).note
    outside = "2 clinics outside the US, 1 clinic in territories and 2 records without a state"
    assert f"In no state: {outside}." in note
    assert "In no state" not in figure(located(("FL", ""))).note


def test_no_state() -> None:
    """Where no place is known a sentence replaces the map; a file that is entirely abroad has only its own chart."""
    sentence = Nothing("No US state is stated", "The one matching record does not state a US state.", filters=False)
    assert states(look(located(("", "")))) == sentence
    assert states(look(located(("", "MX")))) is None
    in_mexico = states(look(located(("", "MX"), ("FL", "")), Filters(q="0")))
    assert isinstance(in_mexico, Nothing)
    assert in_mexico.filters


def test_its_own_filters_only_pale_what_they_leave_out() -> None:
    """With a state or a place chosen the counts of the others stay, and only the selection is in full color."""
    for filters in (Filters(state=frozenset({"CO"})), near("Denver, CO", 50)):
        drawn = figure(EXAMPLE, filters)
        unfiltered = rows(figure(EXAMPLE), "state")
        shown = rows(drawn, "state")
        assert shown["clinics"].to_list() == unfiltered["clinics"].to_list()
        full = shown.index[(shown["opacity"] == FULL) & (shown["clinics"] > 0)]
        assert full.to_list() == ["CO"]
        spots = rows(drawn, "spot")
        assert 0 < spots.loc[spots["opacity"] == FULL, "clinics"].sum() <= shown.loc["CO", "clinics"]
        assert set(spots["opacity"]) == {FULL, PALE}


def test_a_named_place_is_marked_with_its_miles() -> None:
    """The place is on the map with a circle of the chosen miles; without miles just the place, and abroad nothing."""
    drawn = figure(EXAMPLE, near("Denver, CO", 50))
    (place,) = rows(drawn, "place").to_dict("records")
    assert (place["words"], place["near"], place["within"]) == ("Denver, CO", "Denver, CO", "50")
    ring = rows(drawn, "circle")
    miles = miles_between(place["latitude"], place["longitude"], ring["latitude"], ring["longitude"])
    assert miles == pytest.approx(np.full(len(ring), 50))
    anywhere = figure(EXAMPLE, near("Denver, CO", None))
    assert (len(rows(anywhere, "place")), len(rows(anywhere, "circle"))) == (1, 0)
    abroad = figure(EXAMPLE, near("Munich, Germany", 50))
    assert (len(rows(abroad, "place")), len(rows(abroad, "circle"))) == (0, 0)


def test_outlines_come_by_their_address() -> None:
    """The chart contains no outline: the shapes are fetched once, and joined to the chart's own rows."""
    spec: dict[str, Any] = figure(EXAMPLE).chart.spec
    shapes = [layer for layer in spec["layer"] if layer["mark"]["type"] == "geoshape"]
    assert {layer["data"]["url"] for layer in shapes} == {STATES}
    assert {layer["transform"][0]["from"]["data"]["name"] for layer in shapes} == {"rows"}
    others = [layer for layer in spec["layer"] if layer["mark"]["type"] != "geoshape"]
    assert {layer["data"]["name"] for layer in others} == {"rows"}
    assert spec["datasets"].keys() == {"rows"}
