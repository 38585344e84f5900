"""Degrees and fields that look like a physician's but are someone else's."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import Recognizer
from scoring.vocabulary import vocabulary

READER = Recognizer(vocabulary(), "credentials", guesses=False)


@pytest.mark.parametrize("cell", ["MDS", "BDS, MDS", "M.D.S.", "B.D.S., M.D.S.", "A.M.D.", "D.M.D.", "V.M.D.", "H.M.D.",
                                  "D.O.T.", "B.M.D", "M.D. (Acu)", "M.D. (naturopathy)", "DOS"])  # fmt: skip
def test_letters_of_a_longer_degree_are_no_physician(cell: str) -> None:
    """Letters of a physician's degree inside a longer one, or with a capital S, do not count and are reported."""
    reading = READER.read(cell)
    assert not reading.stated.terms
    assert reading.findings


@pytest.mark.parametrize(
    ("cell", "term"),
    [("N.M.D.", "nd"), ("O.M.D.", "acupuncturist"), ("D.O.M., L.Ac.", "acupuncturist"), ("D.P.M.", "dpm")],
)
def test_dots_make_no_difference_to_another_degree(cell: str, term: str) -> None:
    """A degree with dots is the same as without, even if it contains the letters of another."""
    assert READER.read(cell).stated.terms == {term}


@pytest.mark.parametrize("cell", ["MDs", "M.D.s", "Jane Roe,M.D.", "D.O.,M.D.", "M.D./D.O.", "J. Roe, M.D.", "DOs"])
def test_the_degree_itself_is_a_physician(cell: str) -> None:
    """Text beside the letters after a comma, a slash or a blank is not part of them."""
    assert READER.read(cell).stated.terms == {"physician"}


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("Certified Chiropractic Sports Physician", {"dc"}),
        ("chiropractic medical doctor", {"dc"}),
        ("chiropractic neurologist", {"dc"}),
        ("naturopathic family physician", {"nd"}),
        ("podiatric sports medicine", {"dpm"}),
        ("podiatric physician", {"dpm"}),
        ("veterinary sports medicine", set()),
        ("Equine sports medicine", set()),
        ("dental anesthesiology", set()),
        ("MD and chiropractic physician", {"physician", "dc"}),
        ("chiropractic and sports medicine", {"dc", "sports_medicine"}),
        ("chiropractic, sports medicine", {"dc", "sports_medicine"}),
        ("chiropractic clinic with an MD", {"dc", "physician"}),
    ],
)
def test_an_adjective_of_other_people_holds_of_what_follows(cell: str, terms: set[str]) -> None:
    """A field or title after such an adjective is not a physician's, up to a sign or a joining word."""
    assert READER.read(cell).stated.terms == terms


@pytest.mark.parametrize(
    "cell",
    ["MD, Pain", "Pain MD", "MD - pain", "MD (pain)", "PM&R/Pain", "Anesthesia/Pain", "anesthesiology and pain",
     "Neurology/Pain", "MD with PM&R + pain + IOF", "pain anesthesiologist", "PM&R; Pain"],
)  # fmt: skip
def test_pain_by_itself_is_the_field_of_a_physician(cell: str) -> None:
    """Beside a physician's degree or field the word is pain medicine, and nothing is reported."""
    reading = READER.read(cell)
    assert "pain_medicine" in reading.stated.terms
    assert not reading.findings


@pytest.mark.parametrize(
    "cell",
    ["Pain", "NP, pain", "DC pain", "MD specializing in pain", "spine and pain MD", "MD, treats low back pain",
     "DO, FAAPMR", "MD, FAAOS", "MD, FACS"],
)  # fmt: skip
def test_what_may_be_training_is_not_passed_over(cell: str) -> None:
    """Pain among other words or without a physician, and a society's letters, state nothing and are reported."""
    reading = READER.read(cell)
    assert "pain_medicine" not in reading.stated.terms
    assert reading.findings


def test_pain_may_be_a_surname() -> None:
    """After a title it is someone's name."""
    assert READER.read("Dr. Pain, MD").stated.terms == {"physician"}


@pytest.mark.parametrize("cell", ["MD (2015-2020)", "MD 2015 - 2020", "MD, 2015-2020", "MD\u2020"])
def test_what_dates_a_person_is_reported(cell: str) -> None:
    """A span of years or a dagger may mean that someone has died or left, so it is reported."""
    assert READER.read(cell).findings


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("Pain management NP", {"np"}),
        ("ortho PA", {"pa"}),
        ("sports medicine PA-C", {"pa"}),
        ("anesthesia CRNA", {"crna"}),
        ("NP (interventional pain)", {"np"}),
        ("NP - pain management", {"np"}),
        ("pain management: NP", {"np"}),
        ("nurse practitioner specializing in interventional pain", {"np"}),
        ("PA with 10 years in orthopedics", {"pa"}),
        ("MD, pain management NP", {"physician", "np"}),
        ("pain management NP and MD", {"physician", "np"}),
    ],
)
def test_a_field_of_somebody_else_is_no_physicians(cell: str, terms: set[str]) -> None:
    """The field beside such a degree is reported, and gives a physician of the same cell nothing."""
    reading = READER.read(cell)
    assert reading.stated.terms == terms
    assert [problem.code for problem in reading.findings] == ["not_a_term"]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("Pain management MD and NP", {"pain_medicine", "physician", "np"}),
        ("NP - pain management MD", {"pain_medicine", "physician", "np"}),
        ("NP, MD, pain medicine", {"pain_medicine", "physician", "np"}),
        ("NP and pain management", {"pain_medicine", "np"}),
        ("PA, pain medicine", {"pain_medicine", "pa"}),
        ("physiatrist, NP", {"pmr", "np"}),
        ("pain specialist NP", {"pain_medicine", "np"}),
        ("family nurse practitioner", {"np"}),
    ],
)
def test_a_field_that_may_be_a_physicians_stays(cell: str, terms: set[str]) -> None:
    """Beside a physician, as a separate item, or as a word for a person, it still counts."""
    assert READER.read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("physician-trained nurse", {"rn"}),
        ("MD-trained NP", {"np"}),
        ("MD trained NP", {"np"}),
        ("PM&R physician-trained NP", {"np"}),
        ("pain physician-trained RN", {"rn"}),
        ("physiatrist-trained PA", {"pa"}),
        ("physician-trained nurses and PA", {"rn", "pa"}),
    ],
)
def test_who_taught_somebody_is_nobody_of_the_record(cell: str, terms: set[str]) -> None:
    """A physician before "-trained" and another's degree is reported, and does not count."""
    reading = READER.read(cell)
    assert reading.stated.terms == terms
    assert {problem.code for problem in reading.findings} == {"not_a_term"}


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("MD trained in PM&R; NP", {"physician", "pmr", "np"}),
        ("MD, trained NP", {"physician", "np"}),
        ("MD, Stanford-trained NP", {"physician", "np"}),
        ("pain fellowship-trained MD", {"physician", "pain_medicine"}),
    ],
)
def test_a_physician_who_was_trained_counts(cell: str, terms: set[str]) -> None:
    """Training of the physician, or of somebody else by another, takes nothing from the physician."""
    assert READER.read(cell).stated.terms == terms
