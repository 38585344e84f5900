"""A part of a list that only denies or doubts is about the part before it."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import recognizer

LONE = [
    "not offered",
    "Not offered.",
    "discontinued",
    "paused",
    "coming soon",
    "not available since 2021",
    "by referral",
]


@pytest.mark.parametrize("sign", ["; ", " | ", "\n"])
@pytest.mark.parametrize("said", LONE)
def test_what_only_denies_is_about_the_part_before_it(said: str, sign: str) -> None:
    """The part before it is not counted and reported, and those before that are."""
    for dimension, first, last in (("products", "PRP", "exosomes"), ("targets", "facets", "disc")):
        reading = recognizer(dimension).read(sign.join((first, last, said)))
        assert reading.stated.terms == recognizer(dimension).read(first).stated.terms
        assert not reading.stated.ambiguous
        assert [problem.code for problem in reading.findings] == ["negation_unclear"]


@pytest.mark.parametrize("said", ["maybe", "ask us", "unconfirmed"])
def test_what_only_doubts_leaves_the_part_before_it_possible(said: str) -> None:
    """The score allows for both."""
    reading = recognizer("products").read(f"PRP; exosomes; {said}")
    assert (reading.stated.terms, reading.stated.ambiguous) == ({"prp"}, {"possibly_exosome"})


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("ultrasound; fluoroscopy; not used", {"ultrasound"}),
        ("ultrasound; fluoroscopy; never", {"ultrasound"}),
        ("ultrasound; fluoroscopy; out of service", {"ultrasound"}),
        ("fluoroscopy; not available", set()),
        ("fluoroscopy; none", {"fluoroscopy"}),
        ("imaging; not used", {"none"}),
        ("palpation; never", {"none"}),
    ],
)
def test_what_only_denies_imaging_is_about_the_imaging_before_it(cell: str, terms: set[str]) -> None:
    """What is "not used" behind a kind of imaging is that kind, and not blind; "none" states something of its own."""
    assert recognizer("imaging").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("MD; PM&R; expired 2020", {"physician"}),
        ("MD, PM&R; expired 2020", {"physician"}),
        ("MD, PM&R (expired 2020)", {"physician"}),
        ("MD; PM&R certification expired 2020", {"physician"}),
        ("MD; PM&R; in progress", {"physician"}),
        ("MD, PM&R; in progress", {"physician"}),
        ("MD; PM&R; fellowship in progress", {"physician", "pmr"}),
        ("MD; residency in progress", {"physician"}),
        ("MD; PM&R; expires 2030", {"physician", "pmr"}),
        ("MD; PM&R; retired", set()),
    ],
)
def test_what_only_denies_a_training_leaves_the_degree(cell: str, terms: set[str]) -> None:
    """Of a list only the last training is in doubt; what is said of the person is about all of them."""
    assert recognizer("credentials").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("PRP; n/a", {"prp"}),
        ("PRP; not covered", {"prp"}),
        ("PRP; not FDA approved", {"prp"}),
        ("PRP; no surgery", {"prp"}),
        ("PRP; Not offered: SVF", {"prp"}),
        ("PRP; exosomes not offered", {"prp"}),
        ("PRP; not sure what else", {"prp"}),
    ],
)
def test_a_part_that_says_something_of_its_own_is_not_about_the_one_before(cell: str, terms: set[str]) -> None:
    """Blank words, remarks on insurance and statements about another product leave the part before them stated."""
    assert recognizer("products").read(cell).stated.terms == terms
