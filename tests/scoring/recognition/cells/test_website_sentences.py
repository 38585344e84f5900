"""Sentences as clinics write them: about others, about what is studied or sold, and about what a treatment is not."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import recognizer


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("products", "Patients often ask about exosomes. We do not provide them. PRP is what we recommend.", {"prp"}),
        ("products", "The FDA has not approved them. We use PRP instead.", {"prp"}),
        ("products", "BMC. Coming soon! PRP.", set()),
        ("products", "PRP. BMC. Coming soon!", {"prp"}),
    ],
)
def test_a_doubt_ends_with_what_it_is_about(dimension: str, cell: str, terms: set[str]) -> None:
    """A sentence without known words does not pass a doubt on; one that is the doubt may be about either side."""
    assert recognizer(dimension).read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("products", "Dr. Patel has published on exosomes and SVF. He injects PRP.", {"prp"}),
        ("products", "Dr. Kim lectures on exosomes. Her practice offers PRP.", {"prp"}),
        ("products", "Exosomes: what you should know. PRP.", {"prp"}),
        ("imaging", "Studies show that fluoroscopy is accurate. We use ultrasound.", {"ultrasound"}),
        ("imaging", "Ask your doctor whether fluoroscopy is used.", set()),
        ("imaging", "Ultrasound cannot see the disc. We use fluoroscopy.", {"fluoroscopy"}),
        ("imaging", "Fluoroscopy is never needed with our technique.", set()),
    ],
)
def test_what_is_only_talked_about_is_not_offered(dimension: str, cell: str, terms: set[str]) -> None:
    """Talks, articles, studies and advice to ask say nothing of what is done here."""
    assert recognizer(dimension).read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("refer to Regenexx for BMAC", set()),
        ("We refer patients to a university clinic for SVF. We offer PRP.", {"prp"}),
        ("Patients are sent to a hospital for BMC; PRP", {"prp"}),
        ("PRP; patients referred to Dr. Lee for BMC", {"prp"}),
        ("Patients are referred to us for PRP", {"prp"}),
        ("Refer a friend to get $50 off for PRP", {"prp"}),
        ("I had exosome injections elsewhere. Here I got PRP.", {"prp"}),
    ],
)
def test_what_patients_are_sent_elsewhere_for_is_not_offered(cell: str, terms: set[str]) -> None:
    """What somebody else is named for is done there; what others refer patients here for is done here."""
    assert recognizer("products").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("sells PRP kits", set()),
        ("We sell exosome skin cream. Injections: PRP.", {"prp"}),
        ("Distributor of the Acme PRP system", set()),
        ("We sell PRP", {"prp"}),
        ("PRP kits", {"prp"}),
        ("Emcyte PRP system", {"prp"}),
    ],
)
def test_what_is_sold_as_a_ware_is_not_injected(cell: str, terms: set[str]) -> None:
    """A clinic that sells kits does not say that it injects; one that names its kit does."""
    reading = recognizer("products").read(cell)
    assert reading.stated.terms == terms
    assert terms or reading.findings


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("disc (diagnostic only)", set()),
        ("facets; disc (diagnostic only)", {"facet"}),
        ("disc - diagnostic; facet - therapeutic", {"facet"}),
        ("MRI of the disc before treatment of the facets", {"facet"}),
        ("We diagnose the disc and inject the facet joint", {"facet"}),
        ("diagnostic medial branch blocks; SI joint", {"si_joint"}),
        ("discography; disc", {"disc"}),
        ("diagnostic and therapeutic facet injections", {"facet"}),
        ("facet; disc diagnosis and treatment", {"disc", "facet"}),
    ],
)
def test_a_target_that_is_only_diagnosed_is_not_treated(cell: str, terms: set[str]) -> None:
    """Pictures and diagnostic blocks of a structure do not say that it is treated, and are reported."""
    assert recognizer("targets").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("PRP - brand not stated", {"prp"}),
        ("PRP: system not specified", {"prp"}),
        ("PRP - availability not stated", set()),
        ("PRP - not stated", set()),
        ("PRP is not painful.", {"prp"}),
        ("PRP is not for everyone.", {"prp"}),
        ("PRP is not for you if you have cancer.", {"prp"}),
        ("We don't just offer PRP; we offer BMAC too.", {"prp", "bmc"}),
        ("Patients who failed steroids may be candidates for BMAC.", {"bmc"}),
        ("Exosomes? Not here. BMAC? Every day.", {"bmc"}),
    ],
)
def test_what_a_treatment_is_not_denies_no_offer(cell: str, terms: set[str]) -> None:
    """What is not said of a product, what it is not like, and "not just" leave it offered."""
    assert recognizer("products").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("MD (not a resident)", {"physician"}),
        ("DO, not a student", {"physician"}),
        ("MD (resident)", set()),
        ("Founder: chiropractor. Injections: pain physician", {"pain_medicine"}),
        ("Owner: NP. Procedures: physiatrist", {"pmr"}),
        ("Not affiliated with any hospital. MD, PM&R.", {"physician", "pmr"}),
        ("This is not medical advice. See your physician.", set()),
        ("Talk to your physician. Our NP injects.", {"np"}),
    ],
)
def test_who_is_meant_by_words_around_a_person(cell: str, terms: set[str]) -> None:
    """Who is "not a resident" is no resident; a heading names who injects; a reader's own doctor is nobody here."""
    assert recognizer("credentials").read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("cell", "terms", "possible"),
    [
        ("fluoro, US", {"fluoroscopy", "ultrasound"}, set()),
        ("US, CT", {"ct", "ultrasound"}, set()),
        ("fluoroscopy, Miami, US", {"fluoroscopy"}, set()),
        ("palpation, US", {"none"}, set()),
        ("MRI, US", set(), set()),
        ("fluoroscopy: certified", set(), set()),
        ("fluoroscopy: certified; not used", set(), set()),
        ("certified in fluoroscopy and ultrasound", set(), set()),
        ("trained in ultrasound-guided injections", set(), {"image_guided"}),
        ("trained in fluoroscopy and ultrasound guided injections", set(), {"image_guided"}),
    ],
)
def test_imaging_beside_a_country_or_a_skill(cell: str, terms: set[str], possible: set[str]) -> None:
    """The country in a list of imaging is ultrasound. What somebody learned is not what guides; it only may be."""
    stated = recognizer("imaging").read(cell).stated
    assert (stated.terms, stated.ambiguous) == (terms, possible)
