"""A typed place is found in the file of places, offered as a choice, or reported as unknown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.places import LONGEST, find_place
from scoring.places.gazetteer import gazetteer
from scoring.places.nicknames import nicknames

KNOWN = gazetteer()
CITIES = st.integers(0, KNOWN.city_points.shape[1] - 1)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("80202", "80202 (Denver, CO)"),
        ("80202-1234", "80202 (Denver, CO)"),
        ("Denver, CO 80202", "80202 (Denver, CO)"),
        ("00501", "00501 (Holtsville, NY)"),
        ("Denver", "Denver, CO"),
        ("Tampa, FL", "Tampa, FL"),
        ("tampa florida", "Tampa, FL"),
        ("near tampa", "Tampa, FL"),
        ("  Denver ,  Colorado, USA ", "Denver, CO"),
        ("St Petersburg, FL", "St. Petersburg, FL"),
        ("Saint Petersburg Florida", "St. Petersburg, FL"),
        ("Ft. Lauderdale", "Fort Lauderdale, FL"),
        ("winston salem nc", "Winston-Salem, NC"),
        ("New York", "New York, NY"),
        ("Washington DC", "Washington, DC"),
        ("Vancouver, WA", "Vancouver, WA"),
        ("Vancouver, Canada", "Vancouver, Canada"),
        ("Vancouver, CA", "Vancouver, Canada"),
        ("Tijuana, Mexico", "Tijuana, Mexico"),
        ("CANCÚN", "Cancún, Mexico"),
        ("cancun, mexico", "Cancún, Mexico"),
        ("München, Germany", "Munich, Germany"),
        ("Munich", "Munich, Germany"),
        ("Philadelphia", "Philadelphia, PA"),
        ("San Juan, Puerto Rico", "San Juan, PR"),
        ("Washington, D.C.", "Washington, DC"),
        ("Toronto, ON", "Toronto, Canada"),
        ("toronto ontario", "Toronto, Canada"),
        ("London, Ontario", "London, Canada"),
        ("Vancouver, BC", "Vancouver, Canada"),
        ("Montreal QC", "Montréal, Canada"),
        ("Sydney, NSW", "Sydney, Australia"),
        ("Guadalajara, Jalisco, Mexico", "Guadalajara, Mexico"),
        ("Granada", "Granada, Spain"),
        ("near me in Denver", "Denver, CO"),
    ],
)
def test_a_place_is_found_as_people_write_it(text: str, label: str) -> None:
    """A ZIP code, or a city with or without its region, is found regardless of case, accents and abbreviations."""
    answer = find_place(text)
    assert answer.place is not None
    assert answer.place.label == label
    assert not answer.note


@pytest.mark.parametrize(
    ("text", "label", "note"),
    [
        ("Tampaa", "Tampa, FL", "Tampa, FL"),
        ("phenix, az", "Phoenix, AZ", "Phoenix, AZ"),
        ("Albuquerqe", "Albuquerque, NM", "Albuquerque, NM"),
        ("2139", "02139 (Cambridge, MA)", "02139"),
    ],
)
def test_a_slip_is_forgiven_and_reported(text: str, label: str, note: str) -> None:
    """A name that is one letter off, or a ZIP code without its zero, is read as the place, and a sentence says so."""
    answer = find_place(text)
    assert answer.place is not None
    assert answer.place.label == label
    assert f"ead as {note}." in answer.note


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Springfield", ["Springfield, MO", "Springfield, MA", "Springfield, IL"]),
        ("Vancouver", ["Vancouver, WA", "Vancouver, Canada"]),
        ("Portland", ["Portland, OR", "Portland, ME"]),
        ("Birmingham", ["Birmingham, United Kingdom", "Birmingham, AL"]),
        ("Cincinatti", ["Cincinnati, OH"]),
        ("99999", ["99950 (Ketchikan, AK)"]),
    ],
)
def test_what_is_not_clear_is_offered(text: str, offered: list[str]) -> None:
    """Where several places may be meant, or a similar one, they are offered, the likeliest first, and none is used."""
    answer = find_place(text)
    assert answer.place is None
    assert [place.label for place in answer.choices][: len(offered)] == offered
    assert answer.note


@pytest.mark.parametrize(("nickname", "city"), nicknames().items())
def test_a_nickname_is_read_as_its_city_and_reported(nickname: str, city: str) -> None:
    """A city's nickname finds the city, and a sentence says what was read, as LA is a state too."""
    answer = find_place(nickname)
    assert answer.place == find_place(city).place is not None
    assert answer.note.endswith(f"was read as {city}.")


@pytest.mark.parametrize("text", ["10 miles from Denver", "within 50 mi of 80202", "25 km around Munich", "5mi of LA"])
def test_miles_before_a_place_are_not_dropped_in_silence(text: str) -> None:
    """With miles and a place the place is read, and a sentence says where to choose the miles, or what was read."""
    answer = find_place(text)
    assert answer.place is not None
    assert answer.note


def test_near_me_asks_for_a_place() -> None:
    """Nobody's position is known here: the answer to "near me" is what to type, not Maine."""
    answer = find_place("near me")
    assert answer.place is None
    assert "does not know where you are" in answer.note
    assert "is a state" in find_place("ME").note


@pytest.mark.parametrize("text", ["Springfield, IL", "Springfield, MO"])
def test_a_region_settles_a_name(text: str) -> None:
    """A name shared by many cities is clear with its state."""
    assert getattr(find_place(text).place, "label", None) == text


@pytest.mark.parametrize("text", ["Florida", "FL", "Georgia", "Delaware", "Germany", "california"])
def test_a_state_is_no_place_to_be_near(text: str) -> None:
    """The answer to a state or a country alone is what to name instead, even where a town has its name."""
    answer = find_place(text)
    assert answer.place is None
    assert "is a state or a country" in answer.note


@pytest.mark.parametrize(
    "text",
    [
        "xqzzyw",
        "1" * 5_000,
        "\U0001f600",
        "**bold** [a](http://b)",
        "<b>x</b>",
        "=1+1",
        ",,,",
        ", FL",
        "-",
        "٣٣٦٠٧",
        "\x00",
    ],
)
def test_what_is_not_understood_says_so(text: str) -> None:
    """Hostile and meaningless texts find nothing, and the sentence that says so is short."""
    answer = find_place(text)
    assert answer.place is None
    assert 0 < len(answer.note) < 250


@given(st.text(max_size=2 * LONGEST))
def test_any_text_has_an_answer(text: str) -> None:
    """Whatever is typed gets a place or a sentence, never an error."""
    answer = find_place(text)
    assert answer.place or answer.note


@given(CITIES)
def test_what_is_offered_can_be_chosen(number: int) -> None:
    """The words of every place find exactly that place."""
    place = KNOWN.city(number)
    assert find_place(place.words).place == place


@given(st.integers(0, len(KNOWN.zips) - 1))
def test_every_zip_code_is_found(number: int) -> None:
    """Every ZIP code of the file is found by its five digits, at its own coordinates."""
    digits = f"{KNOWN.zips[number]:05}"
    place = find_place(digits).place
    assert place is not None
    assert place.words == digits
    assert np.array([place.latitude, place.longitude]) == pytest.approx(KNOWN.zip_points[:, number])
