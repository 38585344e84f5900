"""What a targets cell states: structures of the back, and not those of limbs that share their words."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import recognizer


@pytest.mark.parametrize(
    "cell",
    [
        "knee ligaments",
        "ankle ligament",
        "ligaments of the knee",
        "ACL ligament",
        "plantar fascia",
        "IT band fascia",
        "hamstring muscles",
        "rotator cuff muscle",
        "pelvic floor muscles",
        "median nerve",
        "genicular nerves",
        "TMJ disc",
    ],
)
def test_a_structure_of_a_limb_is_none_of_the_back(cell: str) -> None:
    """Its general word would count for the back; a problem says what did not count, and the rest still counts."""
    reading = recognizer("targets").read(f"facets; {cell}")
    assert reading.stated.terms == {"facet"}
    assert [problem.code for problem in reading.findings] == ["not_a_term"]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("lumbar ligaments", {"ligament"}),
        ("back muscles", {"muscle"}),
        ("gluteus medius", {"muscle"}),
        ("thoracolumbar fascia", {"fascia"}),
        ("nerves and discs", {"nerve", "disc"}),
        ("ligaments; knee", {"ligament"}),
    ],
)
def test_a_structure_of_the_back_still_counts(cell: str, terms: set[str]) -> None:
    """It counts even if a limb is a separate item beside it."""
    assert recognizer("targets").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    "cell",
    [
        "hip ligaments",
        "shoulder tendons and ligaments",
        "hip and knee ligaments",
        "ligaments and tendons of the shoulder",
        "ligaments (knee)",
        "hip flexor muscles",
        "knee ligaments and muscles",
        "nerves in the leg",
        "knee nerve blocks",
        "ligamentos de la rodilla",
    ],
)
def test_a_general_word_beside_a_limb_is_of_the_limb(cell: str) -> None:
    """Whatever the limb, and whichever side of the word it is on, nothing in the back is stated."""
    reading = recognizer("targets").read(cell)
    assert not reading.stated.terms
    assert {problem.code for problem in reading.findings} == {"not_a_term"}


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("back and hip muscles", {"muscle"}),
        ("ligaments of the hip and back", {"ligament"}),
        ("hip, muscles", {"muscle"}),
        ("hip and muscles", {"muscle"}),
        ("leg pain nerve block", {"nerve"}),
        ("nerve root; nerves going down the leg", {"nerve"}),
        ("knee and SI joint ligaments", {"ligament", "si_joint"}),
        ("disc or facet", {"disc", "facet"}),
        ("nerve root at L5", {"nerve"}),
        ("back: ligaments", {"ligament"}),
        ("disc sometimes", {"disc"}),
    ],
)
def test_a_limb_takes_nothing_from_the_back(cell: str, terms: set[str]) -> None:
    """A structure counts if it is also said of the back, or is a separate item."""
    assert recognizer("targets").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    "cell",
    [
        "carpal tunnel nerve",
        "nerve (carpal tunnel)",
        "nerve in the carpal tunnel",
        "cubital tunnel nerve",
        "tarsal tunnel nerves",
        "radial tunnel nerve",
        "carpal ligament",
        "tennis elbow ligament",
        "wrist: nerve",
        "nerve: hand",
        "chest muscles",
        "abdominal muscles",
        "face muscle",
        "trigeminal nerve",
        "femoral nerve",
        "sural nerve",
        "metatarsal ligaments",
        "patellar ligament",
    ],
)
def test_a_structure_outside_the_back_is_no_target(cell: str) -> None:
    """The general word beside a tunnel, a limb or the face names no target."""
    reading = recognizer("targets").read(cell)
    assert not reading.stated.terms | reading.stated.ambiguous
    assert reading.findings


@pytest.mark.parametrize("cell", ["near the disc", "outside the disc", "disc-sparing", "around the disc"])
def test_what_is_beside_the_disc_is_not_in_it(cell: str) -> None:
    """It names no target, and a problem says so."""
    reading = recognizer("targets").read(cell)
    assert not reading.stated.terms
    assert [found.code for found in reading.findings] == ["not_a_term"]


@pytest.mark.parametrize("cell", ["LESI", "CESIs", "Epi"])
def test_an_epidural_injection_names_the_nerve(cell: str) -> None:
    """Where an epidural injection goes is said by its name."""
    assert recognizer("targets").read(cell).stated.terms == {"nerve"}
