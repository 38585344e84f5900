"""Answers that are listed beside what they answer, left out, or given for a year."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import recognizer


@pytest.mark.parametrize(
    ("dimension", "cell", "terms", "denied"),
    [
        ("targets", "disc/facet/SI: Y/Y/N", {"disc", "facet"}, 1),
        ("targets", "disc, facet, SI: yes, yes, no", {"disc", "facet"}, 1),
        ("targets", "disc / facet / SI = N / Y / N", {"facet"}, 2),
        ("products", "PRP/BMC/SVF: Y/Y/N", {"prp", "bmc"}, 1),
        ("imaging", "fluoro, US, CT: Y, Y, N", {"fluoroscopy", "ultrasound"}, 1),
        ("targets", "disc/facet: ja/nein", {"disc"}, 1),
        ("products", "PRP, BMC: oui, non", {"prp"}, 1),
        ("products", "PRP, SVF: true, false", {"prp"}, 1),
        ("products", "PRP, SVF: 1, 0", {"prp"}, 1),
    ],
)
def test_listed_answers_are_those_of_the_list_before_them(
    dimension: str, cell: str, terms: set[str], denied: int
) -> None:
    """Each answer is that of the item in its place."""
    reading = recognizer(dimension).read(cell)
    assert reading.stated.terms == terms
    assert [problem.code for problem in reading.findings] == ["negated"] * denied


@pytest.mark.parametrize(
    ("cell", "terms", "possible"),
    [
        ("PRP, BMC: yes, unknown", {"prp"}, {"possibly_bmc"}),
        ("PRP/BMC/SVF: Y/N/tbd", {"prp"}, {"possibly_svf"}),
        ("PRP: yes, call", {"prp"}, set()),
    ],
)
def test_a_listed_answer_may_be_neither(cell: str, terms: set[str], possible: set[str]) -> None:
    """An unknown in its place leaves that item open; behind a single answer it is a remark."""
    stated = recognizer("products").read(cell).stated
    assert (stated.terms, stated.ambiguous) == (terms, possible)


def test_a_list_of_answers_of_another_length_answers_nothing() -> None:
    """Nobody can tell which answer is whose, so nothing is counted, and that is reported."""
    reading = recognizer("targets").read("disc/facet/SI: Y/Y")
    assert not reading.stated.terms
    assert [problem.code for problem in reading.findings] == ["negation_unclear"]


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("imaging", "Fluoro Y US Y CT N", {"fluoroscopy", "ultrasound"}),
        ("imaging", "Fluoro N US Y", {"ultrasound"}),
        ("products", "PRP Y SVF N BMC Y", {"prp", "bmc"}),
        ("credentials", "MD Y DC N", {"physician"}),
        ("credentials", "MD N Smith", {"physician"}),
    ],
)
def test_letters_between_items_answer_them(dimension: str, cell: str, terms: set[str]) -> None:
    """Without any sign between two items a letter answers the one before it; an initial of a name does not."""
    assert recognizer(dimension).read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("dimension", "cell", "terms", "possible"),
    [
        ("products", "PRP - ; BMAC - yes", {"bmc"}, {"possibly_prp"}),
        ("products", "PRP: ; BMAC: yes", {"bmc"}, {"possibly_prp"}),
        ("products", "PRP --; BMAC: no; A2M", {"a2m"}, {"possibly_prp"}),
        ("products", "PRP: blank; A2M", {"a2m"}, {"possibly_prp"}),
        ("products", "PRP: not filled in; BMAC: yes", {"bmc"}, {"possibly_prp"}),
        ("targets", "disc: ; facet: Y", {"facet"}, {"possibly_disc"}),
        ("products", "PRP -; BMAC", {"prp", "bmc"}, set()),
        ("products", "PRP; BMAC: yes", {"prp", "bmc"}, set()),
    ],
)
def test_an_answer_that_is_left_out_among_others_is_open(
    dimension: str, cell: str, terms: set[str], possible: set[str]
) -> None:
    """Where other items are answered, one with nothing behind its dash or colon is in doubt."""
    stated = recognizer(dimension).read(cell).stated
    assert (stated.terms, stated.ambiguous) == (terms, possible)


@pytest.mark.parametrize(
    ("dimension", "cell", "terms", "possible"),
    [
        ("products", "2019: exosomes; 2024: PRP", {"prp"}, {"possibly_exosome"}),
        ("products", "2024: PRP; 2019: exosomes", {"prp"}, {"possibly_exosome"}),
        ("products", "2019: exosomes; SVF; 2024: PRP", {"prp"}, {"possibly_exosome", "possibly_svf"}),
        ("products", "2019 - exosomes | 2024 - PRP", {"prp"}, {"possibly_exosome"}),
        ("products", "2019: no exosomes; 2024: PRP", {"prp"}, set()),
        ("products", "2024: PRP; BMC", {"prp", "bmc"}, set()),
        ("imaging", "2019: ultrasound\n2024: fluoroscopy", {"fluoroscopy"}, {"possibly_ultrasound"}),
        ("credentials", "2005: MD; 2009: PM&R", {"physician", "pmr"}, set()),
    ],
)
def test_only_what_stands_under_the_latest_year_is_sure(
    dimension: str, cell: str, terms: set[str], possible: set[str]
) -> None:
    """What stands under an earlier year may be so still, but for a training, which lasts."""
    stated = recognizer(dimension).read(cell).stated
    assert (stated.terms, stated.ambiguous) == (terms, possible)
