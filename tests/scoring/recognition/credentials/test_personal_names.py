"""Letters of degrees that are names or addresses, and those that are degrees."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import recognizer


@pytest.mark.parametrize(
    "cell",
    ["Md. Hasan Karim", "MD Abdul Karim", "Dr. Ilman MD Bin Adil", "Dr. Sarah Nurse", "Gym on Dc road", "Np street"],
)
def test_a_name_or_an_address_is_no_degree(cell: str) -> None:
    """A given name, a surname and a road state no training."""
    assert not recognizer("credentials").read(cell).stated.terms


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("John Smith, Md", {"physician"}),
        ("Md Rafiqul Islam, MBBS", {"physician"}),
        ("Dr. Nurse, MD", {"physician"}),
        ("Dr. Nurse MD", {"physician"}),
        ("Sarah Nurse, MD", {"physician"}),
        ("Jane Roe MD Boulder", {"physician"}),
        ("John Doe MD PM&R", {"physician", "pmr"}),
        ("Aesthetic Nurse", {"rn"}),
        ("MD", {"physician"}),
        ("md, pm&r", {"physician", "pmr"}),
    ],
)
def test_a_degree_beside_a_name_counts(cell: str, terms: set[str]) -> None:
    """A degree after a name, alone, or before a known field is one."""
    assert recognizer("credentials").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("targets", "Dr. Disc", set()),
        ("targets", "Dr. Facet, disc", {"disc"}),
        ("targets", "Facet Clinic", set()),
        ("targets", "Disc Spine Center of Tampa", set()),
        ("products", "Exosome Clinic of Tampa", set()),
        ("imaging", "Landmark Clinic", set()),
        ("imaging", "Blind Center", set()),
        ("imaging", "Landmark", {"none"}),
        ("imaging", "Ultrasound at the clinic", {"ultrasound"}),
        ("targets", "Disc; Facet Joint", {"disc", "facet"}),
        ("products", "PRP Clinic", {"prp"}),
        ("products", "Dr. Smith's PRP", {"prp"}),
    ],
)
def test_a_word_in_a_name_states_nothing(dimension: str, cell: str, terms: set[str]) -> None:
    """A doctor's surname and the name of a clinic name no target, product or imaging, and a problem says so."""
    reading = recognizer(dimension).read(cell)
    assert reading.stated.terms == terms
    assert terms or reading.findings
