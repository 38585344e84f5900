"""What a clinic gave up, and what came in its place."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import recognizer

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
# The cell and what came in the place of exosomes, in other words.
REPLACED = [
    ("exosomes became PRP", {"prp"}),
    ("exosomes changed to PRP", {"prp"}),
    ("exosomes were changed to PRP", {"prp"}),
    ("exosomes switched to PRP, BMC", {"prp", "bmc"}),
    ("exosomes and SVF became PRP", {"prp"}),
    ("Exosomes are out, PRP is in", {"prp"}),
    ("exosomes out, PRP in", {"prp"}),
    ("out with exosomes, in with PRP", {"prp"}),
    ("PRP in lieu of exosomes", {"prp"}),
    ("PRP instead of using exosomes", {"prp"}),
    ("PRP has taken the place of exosomes", {"prp"}),
    ("PRP took over from exosomes", {"prp"}),
    ("exosomes made room for PRP", {"prp"}),
    ("exosomes have been replaced by PRP", {"prp"}),
    ("we graduated from exosomes to PRP", {"prp"}),
    ("PRP has superseded exosomes", {"prp"}),
    ("said goodbye to exosomes; PRP", {"prp"}),
    ("PRP (was exosomes)", {"prp"}),
    ("PRP (was exosomes) and BMC", {"prp", "bmc"}),
    ("PRP (were exosomes)", {"prp"}),
]
# The cell, what is sure of it, and what may be offered too: an arrow may also mean "and then".
ARROWS = [
    ("exosomes -> PRP", {"prp"}, {"possibly_exosome"}),
    ("exosomes \u2192 PRP", {"prp"}, {"possibly_exosome"}),
    ("exosomes => PRP", {"prp"}, {"possibly_exosome"}),
    ("exosomes --> PRP", {"prp"}, {"possibly_exosome"}),
    ("exosomes \u21d2 PRP", {"prp"}, {"possibly_exosome"}),
    ("exosomes\u2192PRP", {"prp"}, {"possibly_exosome"}),
    ("exosomes and SVF -> PRP", {"prp"}, {"possibly_exosome", "possibly_svf"}),
    ("exosome injections -> PRP injections", {"prp"}, {"possibly_exosome"}),
    ("exosomes -> SVF -> PRP", {"prp"}, {"possibly_exosome", "possibly_svf"}),
    ("exosomes -> PRP; BMC", {"prp", "bmc"}, {"possibly_exosome"}),
    ("exosomes > PRP; BMC", {"bmc"}, {"possibly_exosome", "possibly_prp"}),
    ("PRP <- exosomes; BMC", {"bmc"}, {"possibly_exosome", "possibly_prp"}),
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


@pytest.mark.parametrize(("cell", "terms"), REPLACED)
def test_what_was_replaced_is_not_offered(cell: str, terms: set[str]) -> None:
    """Only what came in its place counts, and nothing is left open."""
    reading = recognizer("products").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (terms, set())
    assert reading.findings


@pytest.mark.parametrize(("cell", "terms", "possible"), ARROWS)
def test_a_sign_between_two_terms_leaves_open_what_came_before_it(
    cell: str, terms: set[str], possible: set[str]
) -> None:
    """An arrow may be a change or an order, and `>` also a comparison: the score allows for both."""
    reading = recognizer("products").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (terms, possible)
    assert reading.findings


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("products", "PRP \u2192 L4-L5 disc", {"prp"}),
        ("products", "PRP -> disc; BMC -> SI joint", {"prp", "bmc"}),
        ("products", "PRP \u2192 L4-L5 disc + BMC \u2192 SI joint", {"prp", "bmc"}),
        ("products", "Regenerative Medicine > PRP > Spine", {"prp"}),
        ("products", "moved from Denver; PRP", {"prp"}),
        ("products", "moved to Denver in 2020. PRP", {"prp"}),
        ("products", "PRP and BMC are out of pocket", {"prp", "bmc"}),
        ("products", "patients weaned off opioids with PRP", {"prp"}),
        ("targets", "disc > facet", {"disc", "facet"}),
        ("targets", "disc -> facet -> SI joint", {"disc", "facet", "si_joint"}),
    ],
)
def test_a_sign_or_a_move_of_something_else_takes_nothing(dimension: str, cell: str, terms: set[str]) -> None:
    """Products lead to targets, targets to each other, and clinics and patients move."""
    assert recognizer(dimension).read(cell).stated.terms == terms
