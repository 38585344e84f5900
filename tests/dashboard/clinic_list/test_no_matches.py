"""Where no clinic matches: how many match without each filter, and which clinics come nearest."""

import numpy as np

from dashboard.clinic_list.no_matches import nearest, ways_out
from dashboard.filters import Filters, Nearby
from scoring import Review
from scoring.places import find_place
from tests.dashboard.test_view import look
from tests.pages.test_explore import buttons, plain
from tests.pages.test_pages import EXAMPLE, metrics, run

NOTHING = Filters(state=frozenset({"CO"}), target=frozenset({"disc"}), imaging=frozenset({"fluoroscopy"}))


def test_each_way_out_says_what_it_leaves(clinics: Review) -> None:
    """Only filters whose removal alone helps are offered, with the number of clinics that then match."""
    view = look(clinics, NOTHING)
    assert view.figures.clinics == 0
    assert [(way.key, way.words, way.clinics) for way in ways_out(view)] == [
        ("state", "State: CO", 1),
        ("imaging", "How: Fluoroscopy", 1),
    ]


def test_the_nearest_meet_most_filters(clinics: Review) -> None:
    """Clinics that miss one filter come before those that miss two; if none meets any, none is named."""
    view = look(clinics, NOTHING)
    assert clinics.scores["clinic_id"].iloc[nearest(view)].to_list() == ["alpha", "beta"]
    assert (view.filters_met[nearest(view)] == 2).all()
    assert len(nearest(look(clinics, Filters(q="no clinic has this name")))) == 0
    assert np.array_equal(nearest(look(clinics)), [])


def test_near_a_place_the_nearest_are_the_nearest() -> None:
    """Of the clinics that miss only one filter the three with the fewest miles are named, with their miles."""
    filters = {"near": "Denver, CO", "product": ["PRP"], "target": ["Disc"], "imaging": ["Fluoroscopy"]}
    place = find_place("Denver, CO").place
    assert place is not None
    terms = {"product": frozenset({"prp"}), "target": frozenset({"disc"}), "imaging": frozenset({"fluoroscopy"})}
    view = look(EXAMPLE, Filters(near=Nearby(place, 50), **terms))
    assert view.miles_of(nearest(view)).tolist() == sorted(view.miles_of(np.flatnonzero(view.filters_met == 3)))[:3]
    captions = [plain(caption.value) for caption in run(**filters).caption]
    assert "1.5 miles. Does not match Where: Disc." in captions


def test_a_place_far_from_every_clinic_names_the_nearest() -> None:
    """Where the place is the only filter, or no other is met either, the clinics with the fewest miles are named."""
    place = find_place("99501").place
    assert place is not None
    miles = EXAMPLE.understood.locations.miles_from(place, np.arange(len(EXAMPLE)))
    for words in ("", "no clinic has this name"):
        view = look(EXAMPLE, Filters(near=Nearby(place, 50), q=words))
        assert view.figures.clinics == 0
        assert view.miles_of(nearest(view)).tolist() == np.sort(miles)[:3].tolist()  # unknown ones are last


def test_the_page_leads_out_of_a_dead_end() -> None:
    """Each way out is a button that removes one filter; below are clinics, with what they do not match."""
    app = run(q="no clinic has this name", state=["CO"])
    ways = buttons(app, "without|")
    assert list(ways) == ["8 clinics without Find: no clinic has this name"]
    assert any(plain(text.value) == "Does not match Find: no clinic has this name." for text in app.caption)
    app.button(key=ways["8 clinics without Find: no clinic has this name"]).click().run()
    assert not app.exception
    assert metrics(app)["Clinics"] == "8"
    assert app.session_state["state"] == ["CO"]
