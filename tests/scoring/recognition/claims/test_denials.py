"""How far denials, comparisons and doubts reach, beyond a plain no."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import recognizer


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        # two denials undo each other
        ("imaging", "we never inject without ultrasound", {"ultrasound"}),
        ("imaging", "no injection without image guidance (fluoroscopy)", {"fluoroscopy"}),
        ("imaging", "no fluoroscopy, without ultrasound", set()),
        ("imaging", "without ultrasound", set()),
        # a count of none
        ("credentials", "0 MD, 2 NP", {"np"}),
        ("credentials", "MD 0 / NP 1", {"np"}),
        ("credentials", "MD - 0, RN - 2", {"rn"}),
        ("credentials", "10 MD", {"physician"}),
        # an exception
        ("products", "PRP except for spine", {"prp"}),
        ("imaging", "fluoroscopy except trigger points", {"fluoroscopy"}),
        ("products", "everything except exosomes", set()),
        ("imaging", "ultrasound no extra charge", {"ultrasound"}),
        ("imaging", "ultrasound at no cost", {"ultrasound"}),
        # what is compared
        ("products", "PRP over cortisone", {"prp"}),
        ("products", "over 500 PRP injections", {"prp"}),
        ("products", "PRP is more durable than cortisone", {"prp"}),
        ("products", "more than 500 PRP injections", {"prp"}),
        ("products", "PRP is not a steroid", {"prp"}),
        ("products", "PRP for patients where surgery has failed", {"prp"}),
        ("products", "where steroids fail, PRP", {"prp"}),
        # other clinics
        ("products", "some clinics in town still sell exosomes", set()),
        ("imaging", "most clinics inject blind; ours uses fluoroscopy", {"fluoroscopy"}),
        ("products", "our clinics offer PRP", {"prp"}),
        # all but one
        ("targets", "everything but the disc: facets, ligaments", {"facet", "ligament"}),
        ("products", "nothing but PRP", {"prp"}),
        # other times
        ("targets", "discs from 2027", set()),
        ("products", "PRP since 2015", {"prp"}),
        ("targets", "used to inject discs", set()),
        ("imaging", "ultrasound is used to inject", {"ultrasound"}),
        ("products", "SVF planned but PRP now", {"prp"}),
        ("products", "switched from exosomes to PRP", {"prp"}),
        ("products", "replaced amniotic with BMAC", {"bmc"}),
        ("products", "exosomes replaced by PRP", {"prp"}),
        ("products", "phasing out exosomes; PRP", {"prp"}),
        ("products", "swapped umbilical for BMAC", {"bmc"}),
        ("products", "PRP; exosomes retired", {"prp"}),
        ("products", "PRP (was exosomes)", {"prp"}),
        ("products", "originally exosomes, now PRP", {"prp"}),
        ("products", "PRP for retired athletes", {"prp"}),
        ("imaging", "ultrasound; C-arm on order", {"ultrasound"}),
        ("imaging", "C-arm broken", set()),
        ("imaging", "C-arm out of service", set()),
        ("imaging", "C-arm sold in 2022", set()),
        ("imaging", "C-arm being installed", set()),
        ("imaging", "getting a C-arm", set()),
        ("imaging", "Fluoroscopy suite opening 2026", set()),
        # done by others
        ("targets", "refers disc cases to hospital; treats ligaments", {"ligament"}),
        ("targets", "discs (referred); facets", {"facet"}),
        ("targets", "discs by outside surgeon", set()),
        ("targets", "sends disc patients elsewhere; facets", {"facet"}),
        # what something is not for, and a part of a word
        ("imaging", "ultrasound (not for spine)", {"ultrasound"}),
        ("products", "exosomes (not for us)", set()),
        ("credentials", "Non-operative orthopedist", {"orthopaedics"}),
        ("products", "non-steroid injections", set()),
        ("products", "PRP (insurance will not cover it)", {"prp"}),
        # a reply of the clinic at the end
        ("products", "exosomes, not anymore", set()),
        ("products", "PRP, not covered", {"prp"}),
    ],
)
def test_a_denial_holds_of_what_it_is_said_of(dimension: str, cell: str, terms: set[str]) -> None:
    """What is denied, compared with, or done elsewhere or at another time does not count; what is offered does."""
    assert recognizer(dimension).read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("products", "We dont do exosomes", set()),
        ("products", "we do n't do exosomes", set()),
        ("products", "Exosomes? We dont. PRP? We do.", {"prp"}),
        ("products", "we wont use exosomes; PRP", {"prp"}),
        ("products", "cant offer SVF", set()),
        ("products", "exosomes arent offered; PRP", {"prp"}),
        ("products", "PRP isnt a steroid", {"prp"}),
        ("products", "we didnt ever use SVF", set()),
        ("products", "SVF, which we dont use", set()),
        ("credentials", "MD doesnt inject; NP does", {"np"}),
        ("credentials", "dont have a physician", set()),
        ("imaging", "dont use fluoroscopy", set()),
        ("targets", "doesnt treat discs; facets", {"facet"}),
    ],
)
def test_a_verb_denies_without_its_apostrophe_too(dimension: str, cell: str, terms: set[str]) -> None:
    """Hasty writers leave it out, or put a blank before the "n't"."""
    assert recognizer(dimension).read(cell).stated.terms == terms


@pytest.mark.parametrize("cell", ["PRP[Y] SVF[N]", "PRP (+) SVF (-)", "PRP \u2192 Y, SVF \u2192 N", "PRP yes, SVF no"])
def test_an_answer_may_be_written_in_brackets_with_signs_or_bare(cell: str) -> None:
    """Yes and no beside a word answer it, however they are set off."""
    assert recognizer("products").read(cell).stated.terms == {"prp"}


def test_null_answers_nothing() -> None:
    """A null in JSON states neither yes nor no, so nothing counts."""
    assert recognizer("products").read('{"PRP": "yes", "SVF": null}').stated.terms == {"prp"}


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("credentials", "MD, no pain medicine fellowship", {"physician"}),
        ("credentials", "MD (no pain fellowship)", {"physician"}),
        ("credentials", "MD, no pain management or sports medicine", {"physician"}),
        ("products", "PRP; not expanded stem cells", {"prp"}),
        ("credentials", "MD, no pain, sports medicine", {"physician", "sports_medicine"}),
    ],
)
def test_a_phrase_that_denies_nothing_ends_before_a_known_word(dimension: str, cell: str, terms: set[str]) -> None:
    """It is a promise that there is no pain, but "no pain medicine" denies a field."""
    assert recognizer(dimension).read(cell).stated.terms == terms


@pytest.mark.parametrize("cue", ["excl.", "Excl.", "excl", "exc.", "exkl.", "au\u00dfer", "hors", "sauf"])
@pytest.mark.parametrize("said", ["BMC {} PRP", "BMC, {} PRP", "BMC ({} PRP)", "BMC; {} PRP", "BMC. {} PRP"])
def test_the_dot_of_a_short_word_that_excludes_ends_no_sentence(said: str, cue: str) -> None:
    """What it excludes is not offered, and is reported."""
    reading = recognizer("products").read(said.format(cue))
    assert reading.stated.terms == {"bmc"}
    assert [problem.code for problem in reading.findings] == ["negated"]


@pytest.mark.parametrize("cell", ["PRP excl.", "PRP (excl.)", "BMC, PRP excl.", "Excl. PRP"])
def test_what_is_excluded_at_the_end_is_not_counted(cell: str) -> None:
    """A word that excludes may stand behind what it excludes."""
    assert "prp" not in recognizer("products").read(cell).stated.terms
