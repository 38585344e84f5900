"""What a clinic gave up, and what came in its place."""

from __future__ import annotations

import pytest

from scoring.recognition.cells import recognizer

# The cell and what it offers now; in each, exosomes are reported as not offered.
GIVEN_UP = [
    ("switched from exosomes to PRP", {"prp"}),
    ("we switched to PRP from exosomes", {"prp"}),
    ("replaced exosomes with PRP", {"prp"}),
    ("PRP replaced exosomes", {"prp"}),
    ("PRP has replaced exosomes", {"prp"}),
    ("exosomes were replaced with PRP in 2023", {"prp"}),
    ("exosomes gave way to PRP", {"prp"}),
    ("no longer exosomes, now PRP", {"prp"}),
    ("exosomes are no longer on the menu - we now use PRP", {"prp"}),
    ("instead of exosomes we use PRP", {"prp"}),
    ("moved away from exosomes", set()),
    ("moved away from exosomes to PRP", {"prp"}),
    ("moved away from exosomes, toward PRP", {"prp"}),
    ("dropped exosomes in 2021, use BMAC", {"bmc"}),
    ("phased out exosomes in favor of BMAC", {"bmc"}),
    ("traded in exosomes for PRP and BMAC", {"prp", "bmc"}),
    ("en vez de exosomas usamos PRP", {"prp"}),
    ("no exosomes ever. PRP, prolotherapy", {"prp", "prolotherapy"}),
]
# The cell and what it offers now; what was offered once is reported as unclear.
PAST = [
    ("we used to offer exosomes; today PRP", {"prp"}),
    ("previously offered exosomes, now PRP and BMAC", {"prp", "bmc"}),
    ("formerly exosomes currently PRP", {"prp"}),
    ("PRP (formerly exosomes)", {"prp"}),
    ("PRP (formerly exosomes) and BMAC", {"prp", "bmc"}),
    ("was exosomes; now PRP", {"prp"}),
    ("antes exosomas, ahora PRP", {"prp"}),
    ("PRP and we are planning to add exosomes", {"prp"}),
]
IMAGING = [
    ("switched from ultrasound to fluoroscopy", {"fluoroscopy"}),
    ("fluoroscopy replaced ultrasound", {"fluoroscopy"}),
    ("no longer blind, now ultrasound", {"ultrasound"}),
    ("upgraded from ultrasound to C-arm", {"fluoroscopy"}),
]
# Nothing is given up in these, or nothing has come in its place.
STILL = [
    ("exosomes currently under review", set()),
    ("exosomes not available now, SVF", set()),
    ("we moved our office from Tampa to Miami. PRP", {"prp"}),
    ("PRP, and we never looked back", {"prp"}),
    ("PRP replaced surgery for me", {"prp"}),
    ("transitioning from exosomes to PRP", set()),
]


@pytest.mark.parametrize(("cell", "terms"), GIVEN_UP)
def test_what_was_given_up_is_not_offered(cell: str, terms: set[str]) -> None:
    """It is reported as not offered, and what came in its place counts."""
    reading = recognizer("products").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (terms, set())
    assert "negated" in [problem.code for problem in reading.findings]


@pytest.mark.parametrize(("cell", "terms"), PAST)
def test_what_was_offered_once_leaves_alone_what_is_offered_now(cell: str, terms: set[str]) -> None:
    """A word for the past or the future applies only to its own term."""
    reading = recognizer("products").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (terms, set())
    assert "offer_unclear" in [problem.code for problem in reading.findings]


@pytest.mark.parametrize(("cell", "terms"), IMAGING)
def test_imaging_that_was_given_up_guides_nothing(cell: str, terms: set[str]) -> None:
    """Imaging is treated like products."""
    assert recognizer("imaging").read(cell).stated.terms == terms


@pytest.mark.parametrize(("cell", "terms"), STILL)
def test_a_turn_to_the_present_needs_something_present(cell: str, terms: set[str]) -> None:
    """Words that may signal a change remove and add nothing if the cell reports no change."""
    assert recognizer("products").read(cell).stated.terms == terms
