"""What a cell leaves in doubt is neither counted nor ruled out, while the rest of the cell counts."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import recognizer
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
# PRP is sure, and BMC is ahead.
PLANNED = [
    "PRP now, BMC in 2027",
    "PRP; BMC in 2028",
    "PRP; in 2027 BMC",
    "PRP; from January 2027: BMC",
    "PRP; BMC (2027)",
    "PRP; BMC early 2027",
    "PRP; BMC by spring 2027",
    "PRP, BMC to come",
    "PRP, BMC on the way",
    "PRP, BMC, coming soon",
    "PRP, BMC, planned for January 2027",
    "PRP; BMC will be added",
    "PRP; hoping to add BMC",
    "PRP; thinking about BMC",
    "PRP; going to offer BMC",
    "PRP; BMC next spring",
    "PRP; we'll add BMC",
    "PRP; BMC is expected",
    "PRP; eventually BMC",
    "PRP. Coming soon: BMC.",
    "PRP; BMC slated for June",
    "PRP; BMC (2018-2021)",
    "PRP; BMC 2018\u20132021",
    "PRP, BMC, 2018 to 2021",
    "PRP; 2018-2021: BMC",
]
# PRP is sure; somebody else says something about exosomes.
OTHERS = [
    "FDA has not approved exosomes. PRP.",
    "The FDA has not approved exosomes; PRP",
    "FDA has not cleared exosomes; PRP",
    "PRP. The FDA has never approved exosomes.",
    "FDA considers exosomes a drug; PRP",
    "the FDA is yet to approve exosomes; PRP",
    "Health Canada has not approved exosomes; PRP",
    "federal law regulates exosomes; PRP",
    "some patients ask for exosomes; PRP",
    "we are often asked about exosomes; PRP",
    "patients have heard about exosomes; PRP",
    "others claim exosomes work; PRP",
    "a competitor has exosomes; PRP",
    "another clinic has exosomes; PRP",
    "Unlike exosomes, PRP is your own blood",
    "we don't believe in exosomes. PRP",
    "we do not trust exosomes; PRP",
    "skeptical of exosomes; PRP",
    "we advise against exosomes; PRP",
    "we have no use for exosomes; PRP",
    "we recommend against exosomes; PRP",
]
# Ultrasound is sure, and fluoroscopy is possible.
HEDGED = [
    "ultrasound; may use fluoroscopy",
    "ultrasound (fluoroscopy possible)",
    "ultrasound, fluoroscopy is possible",
    "ultrasound; fluoroscopy may be used",
    "ultrasound; could use fluoroscopy",
    "ultrasound; fluoroscopy might be used",
    "ultrasound; potentially fluoroscopy",
    "ultrasound; presumably fluoroscopy",
    "ultrasound and maybe fluoroscopy",
    "ultrasound with possible fluoroscopy",
]
# The dimension, the cell, and all that it surely states.
SURE = [
    ("products", "PRP as needed", {"prp"}),
    ("products", "PRP or BMC", {"prp", "bmc"}),
    ("products", "PRP; BMC on request", {"prp", "bmc"}),
    ("products", "PRP, sometimes BMC", {"prp", "bmc"}),
    ("products", "in 2019 we added PRP", {"prp"}),
    ("products", "PRP since 2015", {"prp"}),
    ("products", "PRP in 2019", {"prp"}),
    ("products", "PRP (2015-present)", {"prp"}),
    ("products", "PRP (2 studies, 2018-2021)", {"prp"}),
    ("products", "PRP studied 2018-2021", {"prp"}),
    ("products", "Arthrex PRP 2030 kit", {"prp"}),
    ("products", "the best possible PRP", {"prp"}),
    ("products", "PRP, with as little pain as possible", {"prp"}),
    ("products", "exosomes (not FDA approved)", {"exosome"}),
    ("products", "FDA has cleared the kit; PRP", {"prp"}),
    ("products", "PRP and BMC, ask about pricing", {"prp", "bmc"}),
    ("products", "PRP, BMC, plans for every budget", {"prp", "bmc"}),
    ("imaging", "ultrasound or fluoroscopy", {"ultrasound", "fluoroscopy"}),
    ("imaging", "ultrasound or fluoroscopy, depending on the target", {"ultrasound", "fluoroscopy"}),
    ("imaging", "fluoroscopy always; ultrasound for every injection", {"ultrasound", "fluoroscopy"}),
    ("imaging", "fluoroscopy available", {"fluoroscopy"}),
    ("imaging", "ultrasound, fluoroscopy if needed", {"ultrasound", "fluoroscopy"}),
    ("imaging", "fluoroscopy on request", {"fluoroscopy"}),
    ("imaging", "fluoroscopy: sometimes", {"fluoroscopy"}),
    ("imaging", "fluoroscopy when available", {"fluoroscopy"}),
    ("imaging", "fluoroscopy since 2012", {"fluoroscopy"}),
    ("products", "PRP gives possible relief", {"prp"}),
    ("products", "highest quality PRP possible", {"prp"}),
    ("products", "PRP: possible alternative to surgery", {"prp"}),
    ("products", "PRP may provide relief", {"prp"}),
    ("products", "PRP may be injected into discs", {"prp"}),
    ("products", "PRP. Patients may have soreness for 2 days.", {"prp"}),
    ("products", "PRP potentially helps discs", {"prp"}),
    ("products", "PRP is said to help", {"prp"}),
    ("products", "PRP is expected to relieve pain", {"prp"}),
    ("products", "PRP - results are expected by 12 weeks", {"prp"}),
    ("products", "PRP for patients thinking about surgery", {"prp"}),
    ("products", "PRP now prevents surgery down the road", {"prp"}),
    ("products", "PRP: your roadmap to recovery", {"prp"}),
    ("products", "PRP aiming to reduce pain", {"prp"}),
    ("products", "PRP gives relief for years to come", {"prp"}),
    ("products", "read about PRP and BMC", {"prp", "bmc"}),
    ("products", "PRP as federal law allows", {"prp"}),
    ("products", "PRP. Some doctors recommend surgery.", {"prp"}),
    ("products", "PRP is what patients ask for", {"prp"}),
    ("products", "PRP has FDA approval for wounds", {"prp"}),
    ("products", "exosomes. The FDA has not approved these.", {"exosome"}),
    ("products", "exosomes (the FDA has not approved exosomes)", {"exosome"}),
    ("products", "exosomes unapproved by FDA", {"exosome"}),
    ("imaging", "ultrasound (best accuracy possible)", {"ultrasound"}),
    ("imaging", "fluoroscopy. We may use sedation", {"fluoroscopy"}),
    ("imaging", "injections may be performed under fluoroscopy", {"fluoroscopy"}),
    ("imaging", "the law requires fluoroscopy", {"fluoroscopy"}),
    ("imaging", "fluoroscopy on the way to the disc", {"fluoroscopy"}),
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


@pytest.mark.parametrize("cell", PLANNED)
def test_what_is_planned_is_not_offered(cell: str) -> None:
    """What is offered now counts; what is planned, by a word for a plan or a future year, does not."""
    reading = recognizer("products").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == ({"prp"}, set())
    assert reading.findings


@pytest.mark.parametrize("cell", OTHERS)
def test_what_is_said_of_others_is_not_offered(cell: str) -> None:
    """What regulators, patients and competitors do with a product does not say that the clinic offers it."""
    reading = recognizer("products").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == ({"prp"}, set())
    assert reading.findings


@pytest.mark.parametrize("cell", HEDGED)
def test_imaging_that_is_only_possible_is_not_sure(cell: str) -> None:
    """Beside imaging that is sure, imaging that may or may not be used is in doubt."""
    reading = recognizer("imaging").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == ({"ultrasound"}, {"possibly_fluoroscopy"})
    assert reading.findings


@pytest.mark.parametrize(
    "cell",
    [
        "may use fluoroscopy",
        "fluoroscopy possible",
        "fluoroscopy might be used",
        "likely fluoroscopy",
        "fluoroscopy (assumed)",
    ],
)
def test_imaging_that_is_hedged_as_a_whole_is_not_stated(cell: str) -> None:
    """Then nothing is sure, and the question is open."""
    reading = recognizer("imaging").read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (set(), set())
    assert reading.findings


@pytest.mark.parametrize(("dimension", "cell", "terms"), SURE)
def test_what_is_sure_stays_so(dimension: str, cell: str, terms: set[str]) -> None:
    """Words for a plan or a hedge that are about something else take nothing from what is stated."""
    assert recognizer(dimension).read(cell).stated.terms == terms


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


def test_a_hedge_in_a_file_moves_only_what_is_possible() -> None:
    """Fluoroscopy that may be used gives the score without it, and a bound no lower than with it."""
    without, with_it, hedged = (
        scored({**FULL, "imaging": f"ultrasound{more}"}) for more in ("", "; fluoroscopy", "; may use fluoroscopy")
    )
    assert hedged["score"] == without["score"] < with_it["score"]
    assert hedged["score_high"] >= with_it["score_high"] > without["score_high"]
