"""Places: a tile for every state, titles that name the lead, and other countries as bars."""

import pytest

from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.places import countries, states
from dashboard.charts.tiles import TILES
from dashboard.filters import Filters
from scoring import Review
from scoring.vocabulary import vocabulary
from tests.dashboard.test_view import look
from tests.scoring.files import reviewed


def figure(review: Review, filters: Filters | None = None) -> Figure:
    """The grid of a review that has something to draw."""
    drawn = states(look(review, filters))
    assert isinstance(drawn, Figure)
    return drawn


def located(*places: tuple[str, str]) -> Review:
    """Clinics at these states and countries."""
    return reviewed(
        [
            {"name": str(number), "products": "PRP", "state": state, "country": country}
            for number, (state, country) in enumerate(places)
        ]
    )


def test_every_state_has_a_tile_of_its_own() -> None:
    """Each state that a record may name has one tile, and no two share a place."""
    assert TILES.keys() == vocabulary().states.keys()
    assert len(set(TILES.values())) == len(TILES)


def test_tiles_count_clinics(clinics: Review) -> None:
    """A tile holds the clinics of its state, an empty one nothing, and the twin lists those that have any."""
    drawn = figure(clinics)
    tiles = drawn.chart.data.set_index("state")
    assert tiles["clinics"][tiles["clinics"] > 0].to_dict() == {"CO": 1, "FL": 2, "NV": 2}
    assert tiles.loc["AK", ["label", "shade"]].to_list() == ["", "transparent"]
    assert tiles["words"]["CO"] == "Colorado: 1 clinic"
    assert drawn.table["State"].to_list() == ["Florida", "Nevada", "Colorado"]
    assert drawn.table["Of the 5 that match"].to_list() == ["40%", "40%", "20%"]


def test_a_states_share_is_of_its_own_clinics(clinics: Review) -> None:
    """Under a filter the table says of how many clinics of the state, apart from the share of those that match."""
    drawn = figure(clinics, Filters(imaging=frozenset({"fluoroscopy", "none"})))
    table = drawn.table.set_index("State")
    assert list(table.columns) == ["Clinics", "Of the 3 that match", "Clinics of the state in the file", "Of these"]
    assert table.loc["Florida"].to_list() == [2, "67%", 2, "100%"]
    assert table.loc["Nevada"].to_list() == [1, "33%", 2, "50%"]
    tiles = drawn.chart.data.set_index("state")["words"]
    assert tiles["NV"] == "Nevada: 1 clinic, of 2 in the file"
    assert tiles["CO"] == "Colorado: 0 clinics, of 1 in the file"
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
    ],
)
def test_titles_name_the_lead(places: list[tuple[str, str]], title: str) -> None:
    """One state, one lead, a shared lead and many level states are each said as they are."""
    assert figure(located(*places)).title == title


def test_who_has_no_tile_is_counted() -> None:
    """Clinics outside the US and records without a state are told apart in the note."""
    note = figure(located(("FL", ""), ("", "US"), ("", "MX"), ("", "Atlantis"), ("", ""))).note
    assert note == "Not on the map: 2 clinics outside the US and 2 records without a state."
    assert figure(located(("FL", ""))).note == ""


def test_no_state(clinics: Review) -> None:
    """Where no US state is stated the grid gives way to a sentence."""
    assert states(look(located(("", "MX")))) == Nothing(
        "No US state is stated", "Of 1 matching record none states a US state.", filters=False
    )
    del clinics


def test_its_own_filter_only_leaves_outlines(clinics: Review) -> None:
    """With a state chosen the counts of the others stay, and only its tile is filled."""
    tiles = figure(clinics, Filters(state=frozenset({"CO"}))).chart.data.set_index("state")
    assert tiles["clinics"]["FL"] == 2
    assert tiles.index[tiles["shade"] != "transparent"].to_list() == ["CO"]


def test_other_countries_are_ranked_bars(clinics: Review) -> None:
    """Countries stand by their clinics, unknown ones by that name; where there are none nothing is drawn."""
    drawn = countries(look(located(("FL", "US"), ("", "MX"), ("", "MX"), ("", "Atlantis"))))
    assert drawn is not None
    assert drawn.title == "3 clinics in 2 countries outside the US"
    assert drawn.table.to_numpy().tolist() == [["Mexico", 2], ["Country not recognized", 1]]
    assert drawn.chart.data["clinics"].to_list() == [2, 1]
    assert drawn.pick is None
    assert countries(look(clinics)) is None
    single = countries(look(located(("", "MX"))))
    assert single is not None
    assert single.title == "1 clinic in one country outside the US"
