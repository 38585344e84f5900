"""What is said right beside a word may leave it unfinished, or only like what it names."""

from __future__ import annotations

import pytest

import scoring
from scoring.recognition.cells.recognizer import recognizer
from scoring.vocabulary import possibly

UNFINISHED = [
    "incomplete {}",
    "unfinished {} fellowship",
    "partially completed a {} fellowship",
    "pursuing a {} fellowship",
    "pursuing a fellowship in {}",
    "enrolled in {}",
    "applying for a {} fellowship",
    "plans a {} fellowship",
    "currently in {} fellowship",
    "half of a {} fellowship",
    "accepted to a {} fellowship",
    "{} in progress",
    "{} fellowship in progress",
    "{} fellowship (in progress)",
    "{} fellowship: in progress",
    "{} residency in progress",
    "{} training underway",
    "{} fellowship ongoing",
    "{} fellowship is incomplete",
    "{}, in progress",
    "self-taught {}",
    "non-fellowship-trained {}",
    "{} course",
    "{} workshop",
    "{} rotation",
    "{} enthusiast",
    "passionate about {}",
    "author of a {} textbook",
]


@pytest.mark.parametrize("said", UNFINISHED)
@pytest.mark.parametrize("field", ["pain medicine", "PM&R", "IOF"])
def test_a_training_that_is_not_finished_is_not_counted(said: str, field: str) -> None:
    """The degree beside it counts, and the training has a problem."""
    reading = recognizer("credentials").read(f"MD, {said.format(field)}")
    assert reading.stated.terms == {"physician"}
    assert "offer_unclear" in {problem.code for problem in reading.findings}


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("MD with a pain fellowship in progress", {"physician"}),
        ("MD, PM&R, fellowship in progress", {"physician", "pmr"}),
        ("MD, PM&R, residency in progress", {"physician"}),
        ("NP (MD in progress)", {"np"}),
        ("NP program in progress", set()),
        ("MD (in progress)", set()),
        ("orthopaedic surgery, spine fellowship in progress", {"orthopaedics"}),
        ("MD, pain, in progress", {"physician"}),
    ],
)
def test_only_what_is_unfinished_is_in_doubt(cell: str, terms: set[str]) -> None:
    """A residency comes after a degree, and a fellowship after both, so what comes before is finished."""
    reading = recognizer("credentials").read(cell)
    assert reading.stated.terms == terms
    assert reading.findings


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("MD, completed a pain medicine fellowship", {"physician", "pain_medicine"}),
        ("MD, after completing a pain fellowship", {"physician", "pain_medicine"}),
        ("MD, PM&R residency completed, currently in private practice", {"physician", "pmr"}),
        ("MD, pain medicine; teaches courses", {"physician", "pain_medicine"}),
        ("MD, pain medicine of course", {"physician", "pain_medicine"}),
        ("MD, current board certification in PM&R", {"physician", "pmr"}),
        ("MD, currently in family medicine", {"physician", "family_medicine"}),
        ("MD, certified in pain medicine, ongoing CME", {"physician", "pain_medicine"}),
        ("MD, board eligible pain medicine", {"physician", "pain_medicine"}),
    ],
)
def test_a_finished_training_counts(cell: str, terms: set[str]) -> None:
    """What is said of practice, teaching or a certificate does not leave the training unfinished."""
    assert recognizer("credentials").read(cell).stated.terms == terms


def test_a_denied_or_unfinished_training_earns_nothing() -> None:
    """The score is that of the degree alone."""
    cells = ["MD", "MD, no pain medicine fellowship", "MD, pain medicine fellowship in progress", "MD, PM&R-style"]
    rows = [f'Clinic {number},"{cell}",CT' for number, cell in enumerate(cells)]
    file = "\n".join(["name,credentials,imaging", *rows])
    assert scoring.review(file.encode()).scores["credentials_score"].nunique() == 1


@pytest.mark.parametrize(
    "said", ["{}-style", "{} style", "{}-styled", "{}-like", "{}-esque", "{}-inspired", "{} equivalent"]
)
@pytest.mark.parametrize(
    ("dimension", "word", "term", "sure"),
    [
        ("products", "exosome", "exosome", "prp"),
        ("targets", "disc", "disc", "facet"),
        ("imaging", "fluoroscopy", "fluoroscopy", "ct"),
    ],
)
def test_what_something_is_like_is_in_doubt(said: str, dimension: str, word: str, term: str, sure: str) -> None:
    """It may be the thing itself or not, and the score allows for both."""
    reading = recognizer(dimension).read(f"{sure}; {said.format(word)}")
    assert (reading.stated.terms, reading.stated.ambiguous) == ({sure}, {possibly(term)})
    assert "offer_in_doubt" in {problem.code for problem in reading.findings}


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("MD, PM&R-style", {"physician"}),
        ("PM&R-style care", set()),
        ("sports medicine style clinic", set()),
        ("MD equivalent", set()),
        ("MD Equivalent (MBBS)", {"physician"}),
        ("MBBS (MD equivalent)", {"physician"}),
        ("equivalent of an MD", set()),
        ("akin to an MD", set()),
        ("physician-equivalent NP", {"np"}),
    ],
)
def test_nobody_has_a_degree_or_training_by_being_like_it(cell: str, terms: set[str]) -> None:
    """What is like a training is none. A degree that is named beside what it equals counts."""
    reading = recognizer("credentials").read(cell)
    assert reading.stated.terms == terms
    assert reading.findings


def test_a_comparison_by_a_word_of_its_own_is_none_of_these() -> None:
    """Only a hyphen makes "like" a part of the word before it."""
    assert recognizer("products").read("steroids like cortisone").stated.terms == {"steroid"}


@pytest.mark.parametrize(
    "said",
    [
        "(no fellowship)",
        "(not fellowship-trained)",
        "- no fellowship",
        "(not board certified)",
        "(no board certification)",
    ],
)
def test_who_has_no_fellowship_may_have_finished_a_residency(said: str) -> None:
    """A degree and a residency count beside it; a field that is learned in a fellowship stays in doubt."""
    read = recognizer("credentials").read
    assert read(f"MD, PM&R {said}").stated.terms == {"physician", "pmr"}
    assert read(f"MD {said}").stated.terms == {"physician"}
    assert read(f"MD, pain medicine {said}").stated.terms == {"physician"}
    assert read("MD, PM&R (no fellowship in pain medicine)").stated.terms == {"physician", "pmr"}
    assert read("MD, anesthesiology (no residency)").stated.terms == {"physician"}
