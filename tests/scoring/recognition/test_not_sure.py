"""What a record only plans, hedges, replaced, lost or says about others never counts as surely stated."""

from __future__ import annotations

import pytest

from scoring.recognition.cells import recognizer
from tests.scoring.files import scored

# The cell and what is sure of it; exosomes gave way to it.
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
# The cell and who is left.
LEFT = [
    ("our MD left, now NP only", {"np"}),
    ("our MD left; NP", {"np"}),
    ("our MD has left; NP", {"np"}),
    ("MD resigned; NP", {"np"}),
    ("MD retired; NP", {"np"}),
    ("MD stepped down; NP", {"np"}),
    ("MD moved on; NP", {"np"}),
    ("MD is gone; NP", {"np"}),
    ("MD relocated; NP", {"np"}),
    ("MD died; NP", {"np"}),
    ("MD was let go; NP", {"np"}),
    ("MD no longer on staff; NP", {"np"}),
    ("we lost our MD; NP", {"np"}),
    ("formerly with an MD", set()),
    ("NP, formerly with an MD", {"np"}),
    ("NP, previously with an MD", {"np"}),
    ("once had an MD; NP", {"np"}),
    ("MD to join in 2027; NP", {"np"}),
    ("MD in 2027; NP", {"np"}),
    ("MD joining; NP", {"np"}),
    ("NP; plans to hire an MD", {"np"}),
    ("Dr. Jones, MD, died in 2020; NP", {"np"}),
    ("MD (who just left); NP", {"np"}),
    ("MD left and NP took over", {"np"}),
    ("incoming MD; NP", {"np"}),
    ("MD to start in May; NP", {"np"}),
]
# The cell and who is stated to inject, or who has no other role.
BESIDE = [
    ("managed by an MD", set()),
    ("supervised by an MD", set()),
    ("MD on staff", set()),
    ("established by an MD; NP", {"np"}),
    ("managed by an MD; NP", {"np"}),
    ("chaired by an MD; NP", {"np"}),
    ("NP under the guidance of an MD", {"np"}),
    ("under the leadership of an MD", set()),
    ("NP; MD on standby", {"np"}),
    ("NP (MD as figurehead)", {"np"}),
    ("founded and led by an MD; NP", {"np"}),
]
ELSEWHERE = [
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
]
# The dimension, the cell, and all that it surely states, as before.
SURE = [
    ("products", "PRP as needed", {"prp"}),
    ("products", "PRP or BMC", {"prp", "bmc"}),
    ("products", "PRP; BMC on request", {"prp", "bmc"}),
    ("products", "PRP, sometimes BMC", {"prp", "bmc"}),
    ("products", "PRP \u2192 L4-L5 disc", {"prp"}),
    ("products", "PRP -> disc; BMC -> SI joint", {"prp", "bmc"}),
    ("products", "PRP \u2192 L4-L5 disc + BMC \u2192 SI joint", {"prp", "bmc"}),
    ("products", "Regenerative Medicine > PRP > Spine", {"prp"}),
    ("products", "moved from Denver; PRP", {"prp"}),
    ("products", "moved to Denver in 2020. PRP", {"prp"}),
    ("products", "in 2019 we added PRP", {"prp"}),
    ("products", "PRP since 2015", {"prp"}),
    ("products", "PRP in 2019", {"prp"}),
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
    ("credentials", "MD, PM&R, board certified since 2012", {"physician", "pmr"}),
    ("credentials", "MD, board certified through 2030", {"physician"}),
    ("credentials", "MD, license expires 2028", {"physician"}),
    ("credentials", "left-handed MD", {"physician"}),
    ("credentials", "MD who left academia", {"physician"}),
    ("credentials", "MD; left Mayo Clinic to open this practice", {"physician"}),
    ("credentials", "MD, PM&R. She left Stanford in 2015.", {"physician", "pmr"}),
    ("credentials", "John Left, MD", {"physician"}),
    ("credentials", "MD, PM&R; relocated to Tampa in 2018", {"physician", "pmr"}),
    ("credentials", "MD. We have relocated to 5th Ave.", {"physician"}),
    ("credentials", "MD moved on to regenerative medicine in 2012", {"physician"}),
    ("credentials", "MD who has passed the PM&R boards", {"physician", "pmr"}),
    ("credentials", "MD, PM&R - until pain is gone", {"physician", "pmr"}),
    ("credentials", "MD; let go of pain", {"physician"}),
    ("credentials", "MD joins you for every visit", {"physician"}),
    ("credentials", "MD, PM&R. Joining us in 2018, he trained at Mayo.", {"physician", "pmr"}),
    ("credentials", "MD to start IV", {"physician"}),
    ("credentials", "MD, incoming president of AAOM", {"physician"}),
    ("credentials", "MD; we lost our lease", {"physician"}),
    ("credentials", "interviewing patients; MD", {"physician"}),
    ("credentials", "MD is now PM&R board certified", {"physician", "pmr"}),
    ("credentials", "MD moved to pain medicine in 2015", {"physician", "pain_medicine"}),
    ("credentials", "MD graduated from residency in PM&R", {"physician", "pmr"}),
    ("credentials", "MD, PM&R board certified 2027", {"physician", "pmr"}),
    ("credentials", "MD (board certification 2029)", {"physician"}),
    ("credentials", "unverified: MD", {"physician"}),
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
    ("products", "PRP and BMC are out of pocket", {"prp", "bmc"}),
    ("products", "patients weaned off opioids with PRP", {"prp"}),
    ("products", "exosomes. The FDA has not approved these.", {"exosome"}),
    ("products", "exosomes (the FDA has not approved exosomes)", {"exosome"}),
    ("products", "exosomes unapproved by FDA", {"exosome"}),
    ("imaging", "ultrasound (best accuracy possible)", {"ultrasound"}),
    ("imaging", "fluoroscopy. We may use sedation", {"fluoroscopy"}),
    ("imaging", "injections may be performed under fluoroscopy", {"fluoroscopy"}),
    ("imaging", "the law requires fluoroscopy", {"fluoroscopy"}),
    ("imaging", "fluoroscopy on the way to the disc", {"fluoroscopy"}),
    ("targets", "disc > facet", {"disc", "facet"}),
    ("targets", "disc -> facet -> SI joint", {"disc", "facet", "si_joint"}),
    ("credentials", "MD, formerly of Mayo Clinic", {"physician"}),
    ("credentials", "procedures led by an MD", {"physician"}),
    ("credentials", "physician-led", {"physician"}),
    ("credentials", "MD on site", {"physician"}),
    ("credentials", "MD in 2019", {"physician"}),
    ("targets", "disc or facet", {"disc", "facet"}),
    ("targets", "nerve root at L5", {"nerve"}),
    ("targets", "back: ligaments", {"ligament"}),
    ("targets", "disc sometimes", {"disc"}),
]


def states(dimension: str, cell: str) -> tuple[frozenset[str], frozenset[str]]:
    """The terms and ambiguous words of a cell; what does not count has a problem."""
    reading = recognizer(dimension).read(cell)
    assert reading.findings
    return reading.stated.terms, reading.stated.ambiguous


@pytest.mark.parametrize(("cell", "terms"), REPLACED)
def test_what_was_replaced_is_not_offered(cell: str, terms: set[str]) -> None:
    """Only what came in its place counts, and nothing is left open."""
    assert states("products", cell) == (terms, set())


@pytest.mark.parametrize(("cell", "terms", "possible"), ARROWS)
def test_a_sign_between_two_terms_leaves_open_what_came_before_it(
    cell: str, terms: set[str], possible: set[str]
) -> None:
    """An arrow may be a change or an order, and `>` also a comparison: the score allows for both."""
    assert states("products", cell) == (terms, possible)


@pytest.mark.parametrize("cell", PLANNED)
def test_what_is_planned_is_not_offered(cell: str) -> None:
    """What is offered now counts; what is planned, by a word for a plan or a future year, does not."""
    assert states("products", cell) == ({"prp"}, set())


@pytest.mark.parametrize("cell", OTHERS)
def test_what_is_said_of_others_is_not_offered(cell: str) -> None:
    """What regulators, patients and competitors do with a product does not say that the clinic offers it."""
    assert states("products", cell) == ({"prp"}, set())


@pytest.mark.parametrize("cell", HEDGED)
def test_imaging_that_is_only_possible_is_not_sure(cell: str) -> None:
    """Beside imaging that is sure, imaging that may or may not be used is in doubt."""
    assert states("imaging", cell) == ({"ultrasound"}, {"possibly_fluoroscopy"})


@pytest.mark.parametrize("cell", ["may use fluoroscopy", "fluoroscopy possible", "fluoroscopy might be used"])
def test_imaging_that_is_hedged_as_a_whole_is_not_stated(cell: str) -> None:
    """Then nothing is sure, and the question is open."""
    assert states("imaging", cell) == (set(), set())


@pytest.mark.parametrize(("cell", "terms"), LEFT)
def test_who_left_or_is_yet_to_come_does_not_inject(cell: str, terms: set[str]) -> None:
    """Only people who are there now count."""
    assert states("credentials", cell) == (terms, set())


@pytest.mark.parametrize(("cell", "terms"), BESIDE)
def test_who_manages_or_supervises_is_not_who_injects(cell: str, terms: set[str]) -> None:
    """A word for a manager, a supervisor or a founder does not say who performs the injection."""
    assert states("credentials", cell) == (terms, set())


@pytest.mark.parametrize("cell", ELSEWHERE)
def test_a_structure_outside_the_back_is_no_target(cell: str) -> None:
    """The general word beside a tunnel, a limb or the face names no target."""
    assert states("targets", cell) == (set(), set())


@pytest.mark.parametrize(("dimension", "cell", "terms"), SURE)
def test_what_is_sure_stays_so(dimension: str, cell: str, terms: set[str]) -> None:
    """Words for a change, a plan or a hedge elsewhere take nothing from what is stated."""
    assert recognizer(dimension).read(cell).stated.terms == terms


FULL = {"credentials": "MD", "products": "PRP", "targets": "disc", "imaging": "ultrasound"}


def test_a_hedge_in_a_file_moves_only_what_is_possible() -> None:
    """Fluoroscopy that may be used gives the score without it, and a bound no lower than with it."""
    without, with_it, hedged = (
        scored({**FULL, "imaging": f"ultrasound{more}"}) for more in ("", "; fluoroscopy", "; may use fluoroscopy")
    )
    assert hedged["score"] == without["score"] < with_it["score"]
    assert hedged["score_high"] >= with_it["score_high"] > without["score_high"]
