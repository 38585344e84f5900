"""Yes and no inside a cell, however written."""

from __future__ import annotations

import pytest

from scoring.recognition.answers import Answer, SegmentReader
from scoring.recognition.cells import recognizer
from scoring.vocabulary import vocabulary

PAIRS = [
    "PRP=1; SVF=0",
    "PRP=1 SVF=0",
    "PRP = 1, SVF = 0",
    "PRP: yes; SVF: no",
    "PRP: Y, SVF: N",
    "PRP - yes, SVF - no",
    "PRP (yes), SVF (no)",
    "PRP? Yes. SVF? No.",
    "PRP -> yes | SVF -> no",
    '{"PRP":true,"SVF":false}',
    '{"PRP": true, "SVF": false}',
    "{'PRP': True, 'SVF': False}",
    '{"PRP": "yes", "SVF": "no"}',
    "[x] PRP [ ] SVF",
    "[X] PRP\n[ ] SVF",
    "(x) PRP ( ) SVF",
    "\u2611 PRP \u2610 SVF",
    "\u2612 PRP \u2610 SVF",
    "\u2713 PRP, \u2717 SVF",
    "PRP \u2705 SVF \u274c",
    "SVF \u274c PRP \u2705",
    "Offered: PRP. Not offered: SVF",
    "Not offered: SVF; Offered: PRP",
    "No: SVF; Yes: PRP",
]


@pytest.mark.parametrize("cell", PAIRS)
def test_an_answer_holds_of_what_it_stands_beside(cell: str) -> None:
    """What is answered yes is stated; what is answered no is not, and is told."""
    reading = recognizer("products").read(cell)
    assert reading.stated.terms == {"prp"}
    assert [problem.code for problem in reading.findings if problem.code != "partly_recognised"] == ["negated"]


def test_a_no_after_a_list_is_unclear_for_all_but_the_last() -> None:
    """A no behind "PRP, exosomes" may hold of both, so neither is stated, and the two are told apart."""
    reading = recognizer("products").read("PRP, exosomes: no")
    assert not reading.stated.terms
    assert [problem.code for problem in reading.findings] == ["negation_unclear", "negated"]


@pytest.mark.parametrize("cell", ["MRI: no fluoroscopy", "SVF: no longer", "L4-5", "PRP (leukocyte-poor)", "MD ( )"])
def test_what_is_no_answer_is_one_segment(cell: str) -> None:
    """A no that a word follows, levels of the spine and brackets answer nothing."""
    (segment,) = SegmentReader(vocabulary().words["products"].pattern).segments(cell)
    assert (segment.text, segment.answer) == (cell, Answer.NONE)


@pytest.mark.parametrize("heading", ["Alternatives to surgery", "No surgery needed", "Avoid knee replacement"])
def test_a_heading_of_something_else_denies_nothing(heading: str) -> None:
    """Only a heading that says nothing but "not offered" denies the list that follows."""
    assert recognizer("products").read(f"{heading}: PRP; BMAC").stated.terms == {"prp", "bmc"}


@pytest.mark.parametrize("heading", ["Not offered", "We do not offer", "Not currently available", "No", "Never"])
def test_a_heading_of_what_is_not_offered_denies_the_whole_list(heading: str) -> None:
    """Semicolons do not end such a list."""
    reading = recognizer("products").read(f"{heading}: exosomes; SVF")
    assert not reading.stated.terms
    assert [problem.code for problem in reading.findings] == ["negated", "negated"]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [("Imaging: none", {"none"}), ("no: palpation", {"none"}), ("blind: no", set()), ("ultrasound: no", set())],
)
def test_a_no_to_imaging_itself_is_read_as_before(cell: str, terms: set[str]) -> None:
    """No to all imaging states that none is used; no to one kind, or to blind injections, does not."""
    assert recognizer("imaging").read(cell).stated.terms == terms
