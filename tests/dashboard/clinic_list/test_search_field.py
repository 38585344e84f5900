"""The one search: what a typed text means, as words of clinics and as a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.clinic_list.search_field import FIELD, Clinics, Sought, read
from dashboard.filters import Filters, Nearby, matching
from scoring.places import find_place
from tests.pages.test_pages import EXAMPLE, metrics, run

NONE, ALL = (
    Clinics(are_named=lambda _words, answer=answer: answer, match=lambda _words, answer=answer: answer)  # type: ignore[misc]
    for answer in (False, True)
)
PLACES = ("33607", "Denver, CO", "Munich, Germany", "St. Petersburg, FL")


@pytest.mark.parametrize("clinics", [NONE, ALL], ids=["no clinic has it", "clinics have it"])
@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("  ", Sought()),
        ("80202", Sought(place="80202")),
        ("Tampa, FL", Sought(place="Tampa, FL")),
        ("near tampa", Sought(place="Tampa, FL")),
        ("near springfield", Sought(place="springfield")),
        ("Spine Center  near Denver", Sought("Spine Center", "Denver")),
        ("spine near 33607", Sought("spine", "33607")),
        ("pain near xqzzyw", Sought("pain near xqzzyw")),
        ("Marsh & Bay", Sought("Marsh & Bay")),
        ("florida", Sought("florida")),
    ],
)
def test_a_text_means_words_a_place_or_both(clinics: Clinics, text: str, sought: Sought) -> None:
    """What can only be a place is one, whatever clinics are called; what names no place is searched for."""
    assert read(text, clinics) == sought


@pytest.mark.parametrize(
    ("text", "free", "taken"),
    [
        ("Denver", Sought(place="Denver, CO"), Sought("Denver")),
        ("Springfield", Sought(place="Springfield"), Sought("Springfield")),
        ("Tampaa", Sought(place="Tampaa"), Sought("Tampaa")),
    ],
)
def test_a_place_name_is_a_clinics_where_a_clinic_has_it(text: str, free: Sought, taken: Sought) -> None:
    """A city alone, one of several, or one letter off is a place, unless clinics match it."""
    assert read(text, NONE) == free
    assert read(text, ALL) == taken


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("spine 33607", "spine"),
        ("joint and spine, 33607", "joint and spine"),
        ("tampa 33607", ""),
        ("Tampa, FL 33607", ""),
    ],
)
def test_words_before_a_zip_code_are_looked_for_near_it(text: str, words: str) -> None:
    """Words of clinics before a ZIP code are kept; those of its city or of no clinic are not."""
    assert read(text, ALL) == Sought(words, "33607")
    assert read(text, NONE) == Sought(place="33607")
    assert read("spine 00000", ALL) == Sought("spine 00000")


@given(st.from_regex(r"[a-z]{3,9} (spine|pain)", fullmatch=True), st.sampled_from(PLACES))
def test_the_field_shows_what_it_would_read(words: str, place: str) -> None:
    """The text shown for words, a place, or both is read back as exactly these."""
    for sought in (Sought(place=place), Sought(words, place)):
        assert read(sought.text, NONE) == sought
    assert read(Sought(words).text, ALL) == Sought(words)


def type_in(app: AppTest, text: str) -> None:
    """Type into the field and press Enter."""
    app.text_input(key=FIELD).set_value(text).run()
    assert not app.exception


def test_the_field_follows_the_address_and_sets_it() -> None:
    """It shows a link's words and place; another text replaces both, and an empty text removes both."""
    app = run(q="spine", near="33607")
    assert app.text_input(key=FIELD).value == "spine near 33607"
    type_in(app, "33607")
    place = find_place("33607").place
    assert place is not None
    assert metrics(app)["Clinics"] == str(matching(EXAMPLE, Filters(near=Nearby(place))).sum())
    type_in(app, "")
    assert (app.session_state["q"], app.session_state["near"]) == ("", "")
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))
