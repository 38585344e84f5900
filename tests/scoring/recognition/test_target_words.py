"""What a targets cell states: structures of the back, and not those of limbs that share their words."""

from __future__ import annotations

import pytest

from scoring.recognition.cells import recognizer


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
    """Its general word would count for the back; a problem says what was not counted, and the rest still counts."""
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
    """Also where a limb is an item of its own beside it."""
    assert recognizer("targets").read(cell).stated.terms == terms
