"""What a cell leaves in doubt is neither counted nor ruled out, while the rest of the cell counts."""

from __future__ import annotations

import pytest

from scoring.recognition.cells import recognizer
from scoring.vocabulary import DIMENSIONS, IN_DOUBT, possibly, vocabulary
from tests.scoring.files import scored

DOUBTS = [
    "{sure}, {doubted}?",
    "{sure}, {doubted} (?)",
    "{sure} / {doubted}?",
    "{sure} ({doubted}?)",
    "{sure}; {doubted}?",
    "{sure} and maybe {doubted}",
    "{sure}; {doubted} (ask)",
    "{sure}, possibly {doubted}",
    "{sure}; perhaps {doubted}",
    "{sure}; {doubted} (unconfirmed)",
]
TERMS = {"products": ("PRP", "exosome"), "targets": ("disc", "facet"), "imaging": ("CT", "ultrasound")}


@pytest.mark.parametrize("dimension", IN_DOUBT)
@pytest.mark.parametrize("form", DOUBTS)
def test_a_doubted_term_is_kept_open(dimension: str, form: str) -> None:
    """The rest of the cell counts, and the doubted term becomes an ambiguous word: the term or nothing."""
    sure, doubted = TERMS[dimension]
    reading = recognizer(dimension).read(form.format(sure=sure, doubted=doubted))
    assert (reading.stated.terms, reading.stated.ambiguous) == ({sure.lower()}, {possibly(doubted)})
    assert [problem.code for problem in reading.findings] == ["offer_in_doubt"]


@pytest.mark.parametrize(
    ("cell", "terms", "ambiguous"),
    [
        ("possibly exosomes", set(), set()),
        ("exosomes?", set(), set()),
        ("PRP; exosomes; exosomes?", {"prp", "exosome"}, set()),
        ("PRP; maybe stem cells", {"prp"}, {"stem_cells"}),
        ("PRP; exosomes coming soon", {"prp"}, set()),
        ("PRP (ask about pricing)", {"prp"}, set()),
        ("tired of steroids? we use PRP", {"prp"}, set()),
        ("exosomes? ask the FDA; we use BMAC", {"bmc"}, set()),
        ("Do you offer PRP, exosomes?", set(), set()),
        ("Exosomes, PRP? We offer PRP.", {"prp"}, set()),
    ],
)
def test_only_a_doubt_beside_what_is_sure_keeps_something_open(cell: str, terms: set[str], ambiguous: set[str]) -> None:
    """A cell that is in doubt as a whole states nothing; plans, the past and rhetorical questions are not doubts."""
    stated = recognizer("products").read(cell).stated
    assert (stated.terms, stated.ambiguous) == (terms, ambiguous)


@pytest.mark.parametrize("cell", ["MD, PM&R?", "MD, possibly PM&R", "MD; PM&R (ask)"])
def test_a_doubted_training_takes_nothing_from_what_is_sure(cell: str) -> None:
    """For people only what is sure counts, and a doubt is reported."""
    reading = recognizer("credentials").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == ({"physician"}, set())
    assert reading.findings


FULL = {"credentials": "MD", "products": "PRP", "targets": "disc", "imaging": "CT"}
COLUMNS = ("products_score", "targets_score", "imaging_score")


@pytest.mark.parametrize("dimension", IN_DOUBT)
def test_a_doubt_leaves_both_ends_possible(dimension: str) -> None:
    """The score is the lower of those with and without the doubted term, and its bound the higher."""
    for term in vocabulary().terms[dimension]:
        if term in (*FULL.values(), "prp", "ct", "none"):
            continue
        label = vocabulary().label(dimension, term)
        rows = [scored({**FULL, dimension: f"{FULL[dimension]}{more}"}) for more in ("", f"; {label}", f"; {label}?")]
        without, with_it, doubted = rows
        for column in COLUMNS:
            ends = [row[column] or 0 for row in (without, with_it)]
            assert (doubted[column] or 0) == min(ends), (term, column)
        assert doubted["score_high"] >= max(without["score"], with_it["score"]), term
        assert doubted["score"] <= min(without["score"], with_it["score"]), term


def test_every_term_but_none_can_be_in_doubt() -> None:
    """The words for doubted terms cover the vocabulary in its order, except for people."""
    for dimension in DIMENSIONS:
        doubted = [word for word, entry in vocabulary().ambiguous[dimension].items() if entry.in_doubt]
        terms = [term for term in vocabulary().terms[dimension] if term != "none" and dimension in IN_DOUBT]
        assert doubted == [possibly(term) for term in terms]
