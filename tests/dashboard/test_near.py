"""The filter by distance, what the list says about distances, and what is offered where a text is unclear."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import distances, parameters
from dashboard.clinic_list.search_field import FIELD
from dashboard.facets import Index
from dashboard.filters import NEAR, RADII, Filters, Nearby, conditions, from_widgets, matching
from dashboard.view import View
from scoring.places import find_place, miles_between
from tests.dashboard.test_sorts import EXAMPLE
from tests.pages.test_pages import metrics, run, table
from tests.scoring.files import WHOLE, reviewed

ROWS = (
    {"name": "Here", "postal_code": "33607", "state": "FL"},
    {"name": "Across the bay", "city": "St. Petersburg", "state": "FL"},
    {"name": "Exactly", "latitude": "27.95", "longitude": "-82.46"},
    {"name": "Far", "city": "Denver", "state": "CO"},
    {"name": "Abroad", "city": "Tijuana", "country": "MX"},
    {"name": "Nowhere"},
)
CLINICS = reviewed([{**WHOLE, **row} for row in ROWS])
TAMPA, MUNICH = (find_place(text).place for text in ("Tampa, FL", "Munich, Germany"))
assert TAMPA is not None
assert MUNICH is not None


def names(near: Nearby) -> list[str]:
    """The names of the clinics near a place, in the order of the file."""
    return CLINICS.records["name"][matching(CLINICS, Filters(near=near))].to_list()


def view(near: Nearby | None) -> View:
    """The view of a reader who looks near a place."""
    return View(CLINICS, Filters(near=near), Index(CLINICS))


def test_it_keeps_what_is_within_the_miles() -> None:
    """Within 10 miles are two clinics, within 25 a third; at any distance all, including the one without a place."""
    assert names(Nearby(TAMPA, 10)) == ["Here", "Exactly"]
    assert names(Nearby(TAMPA, 25)) == ["Here", "Across the bay", "Exactly"]
    assert names(Nearby(TAMPA, None)) == [row["name"] for row in ROWS]


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 12_000), st.integers(1, 12_000))
def test_a_wider_circle_loses_no_clinic(latitude: float, longitude: float, miles: int, more: int) -> None:
    """What is within some miles of a point is also within more, and it is exactly what the formula says."""
    point = type(TAMPA)("", latitude, longitude, "US")
    narrow, wide = (matching(EXAMPLE, Filters(near=Nearby(point, size))) for size in (miles, miles + more))
    assert not (narrow & ~wide).any()
    places = EXAMPLE.understood.locations
    assert ((miles_between(latitude, longitude, places.latitude, places.longitude) <= miles) == narrow).all()


def test_distances_are_in_words_with_what_they_were_measured_from() -> None:
    """Miles, with a tenth below ten; by ZIP code or by city if there are no coordinates; otherwise not known."""
    assert distances.in_words(view(Nearby(TAMPA, None)), np.arange(len(CLINICS))) == [
        "2.0 miles, by ZIP code",
        "18 miles, by city",
        "under 1 mile",
        "1,521 miles, by city",
        "2,077 miles, by city",
        "not known",
    ]


def test_abroad_distances_are_in_kilometers() -> None:
    """Near a place in another country distances are in kilometers, and the chosen miles are shown in both."""
    near = Nearby(MUNICH, 250)
    assert all(words.endswith(("km", "km, by city", "km, by ZIP code", "known"))
               for words in distances.in_words(view(near), np.arange(len(CLINICS))))  # fmt: skip
    assert conditions(Filters(near=near))[0].words == "Near: Munich, Germany, within 250 miles (402 km)"


def test_clinics_without_a_place_are_counted() -> None:
    """They are left out within some miles and come last at any distance, and a sentence says so."""
    assert distances.unplaced_in_words(view(None)) == ""
    assert distances.unplaced_in_words(view(Nearby(TAMPA, 10))) == "1 clinic has no known place, and is left out."
    anywhere = view(Nearby(TAMPA, None))
    assert distances.unplaced_in_words(anywhere) == "1 clinic has no known place, and comes last."
    assert CLINICS.records["name"][anywhere.all_rows("distance")].iloc[[0, -1]].to_list() == ["Exactly", "Nowhere"]


@pytest.mark.parametrize(
    ("link", "near"),
    [
        ({"near": ["Tampa, FL"]}, Nearby(TAMPA, 50)),
        ({"near": ["tampa fl"], "within": ["any"]}, Nearby(TAMPA, None)),
        ({"near": ["Tampa, FL"], "within": ["250"]}, Nearby(TAMPA, 250)),
        ({"near": ["springfield"]}, None),
        ({"near": ["xqzzyw"], "within": ["10"]}, None),
        ({"near": ["1" * 5_000]}, None),
        ({"within": ["10"]}, None),
    ],
)
def test_a_link_means_what_the_widgets_would(link: dict[str, list[str]], near: Nearby | None) -> None:
    """Place and miles of a link become one criterion; without a clear place every clinic stays."""
    assert from_widgets(parameters.values(link).get)[NEAR] == near


@pytest.mark.parametrize("within", ["30", "-10", "Any", "10 miles"])
def test_other_distances_are_not_understood(within: str) -> None:
    """A link may hold only the distances on offer."""
    assert parameters.refused({"within": [within]}) == {"within": [within]}
    assert within not in RADII


def test_the_nearest_come_first_until_another_order_is_chosen() -> None:
    """A place sorts the list by distance until it is cleared; a chosen order stays."""
    app = run(near="33607", within="any", layout="Table")
    assert app.selectbox(key="sort_in_words").value == "distance"
    rows = table(app)
    assert rows[0]["Clinic"] == "Harbor Spine"
    assert str(rows[0]["Distance"]).endswith(" mile")
    app.selectbox(key="sort_in_words").select("name").run()
    app.selectbox(key="within_control").select("250").run()
    assert app.session_state["within"] == "250"
    assert app.session_state["sort"] == "name"
    app = run(near="33607", layout="Table")
    app.button(key="chip|near|").click().run()
    assert app.selectbox(key="sort_in_words").value == "rank"
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))
    assert "Distance" not in table(app)[0]


@pytest.mark.parametrize("text", ["80202", "near denver", "Denver, CO", "denver colorado", "Denver"])
def test_a_search_for_a_place_looks_near_it(text: str) -> None:
    """What can only be a place becomes the place to be near, and the field shows what it was read as."""
    app = run()
    app.text_input(key=FIELD).set_value(text).run()
    assert app.session_state["q"] == ""
    assert app.session_state["near"] in ("80202", "Denver, CO")
    assert app.text_input(key=FIELD).value == app.session_state["near"]
    miles = EXAMPLE.understood.locations.miles_from(find_place(text).place or TAMPA)
    assert metrics(app)["Clinics"] == str((miles <= 50).sum())


def offers(app: object) -> list[str]:
    """The labels of the buttons that offer places."""
    return [button.label for button in app.button if str(button.key).startswith("near|")]  # type: ignore[attr-defined]


def test_a_search_that_may_be_either_offers_the_place() -> None:
    """Words that clinics have and that name a place are searched for, and a button looks near the place instead."""
    app = run(layout="Table", q="denver")
    assert [row["Place"] for row in table(app)] == ["Denver, CO"]
    assert offers(app) == ["Near Denver, CO"]
    app.button(key="near|Denver, CO").click().run()
    assert (app.session_state["q"], app.session_state["near"]) == ("", "Denver, CO")
    app = run(q="spine")
    assert offers(app) == []


def test_an_unclear_place_is_offered_as_choices() -> None:
    """A name of several places filters nothing, and the places become buttons; one click settles it."""
    app = run(near="Springfield")
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))
    assert any("may be several places" in warning.value for warning in app.warning)
    assert offers(app)[:2] == ["Near Springfield, MO", "Near Springfield, MA"]
    app.button(key="near|Springfield, MO").click().run()
    assert app.session_state["near"] == "Springfield, MO"
    assert not app.warning
    assert int(metrics(app)["Clinics"]) < len(EXAMPLE)


@pytest.mark.parametrize("text", ["Springfield", "Portland"])
def test_a_place_is_offered_once_to_a_search_and_a_place_of_the_same_name(text: str) -> None:
    """A link may search for a name and ask for what is near it: each place that it may be has one button."""
    alone = offers(run(near=text))
    both = offers(run(near=text, q=text))
    assert both[: len(alone)] == alone
    assert len(set(both)) == len(both)


@pytest.mark.parametrize("text", ["1" * 90, "\U0001f600", "![x](http://e.example/x.png) **b**", "<script>x</script>"])
def test_hostile_text_is_reported_and_drawn_literally(text: str) -> None:
    """A text that names no place keeps every clinic, and the sentence about it draws nothing of it as Markdown."""
    app = run(near=text)
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))
    (warning,) = app.warning
    assert "![" not in warning.value
    assert "**b**" not in warning.value


def test_the_page_says_what_a_misspelled_place_was_read_as() -> None:
    """The page says what a misspelled place was read as."""
    app = run(near="Tampaa")
    assert any("was read as Tampa, FL" in caption.value.replace("\\", "") for caption in app.caption)
    assert int(metrics(app)["Clinics"]) < len(EXAMPLE)


def test_figures_obey_the_circle() -> None:
    """The median of the clinics near a place is that of their scores."""
    near = matching(EXAMPLE, Filters(near=Nearby(TAMPA, 100)))
    scores: pd.Series[float] = EXAMPLE.scores["score"][near]
    assert metrics(run(near="Tampa, FL", within="100"))["Median score"] == f"{scores.median():.1f}"


def test_the_page_says_what_a_misspelled_name_was_read_as() -> None:
    """The page says what a word that no clinic has was read as."""
    app = run(q="quil")
    assert not any("was read as" in caption.value for caption in app.caption)
    app = run(q="bayuo")
    assert any("was read as" in caption.value and "bayou" in caption.value for caption in app.caption)
