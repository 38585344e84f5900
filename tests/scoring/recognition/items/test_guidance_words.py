"""Which words of an imaging cell guide the needle, which serve a diagnosis, and which say that nothing guides it."""

from __future__ import annotations

import pytest

from scoring.recognition.cells.recognizer import Reading, Recognizer, recognizer
from scoring.vocabulary import vocabulary


def read(cell: str) -> Reading:
    """The imaging cell as it is understood."""
    return Recognizer(vocabulary(), "imaging").read(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "No",
        "no",
        "NO.",
        "no imaging",
        "No imaging used",
        "by feel",
        "By hand",
        "palpation",
        "by palpation",
        "palpation only",
        "manual palpation",
        "palpation guided",
        "freehand",
        "free-hand",
        "landmark",
        "landmark technique",
        "anatomic landmarks",
        "surface landmarks",
        "not used",
        "without guidance",
        "without image guidance",
        "imaging not used",
        "does not use imaging",
        "we do not use image guidance",
        "blind technique",
        "No, by feel",
        "No (palpation)",
        "none; by hand",
        "landmark/palpation",
    ],
)
def test_words_for_no_imaging_state_none(cell: str) -> None:
    """A record whose imaging is "no" or "by feel" states that none is used, and has no problem."""
    reading = read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous, reading.findings) == ({"none"}, set(), ())


@pytest.mark.parametrize(
    "cell",
    [
        "CT scan",
        "CT scans",
        "CT scan before procedure",
        "CT scan + MRI of lumbar spine (diagnostic only)",
        "CT ordered before treatment",
        "CT myelogram",
        "outside CT reviewed",
        "prior MRI and CT",
        "We review your CT and MRI",
        "fluoroscopic imaging reviewed",
        "imaging reviewed",
        "prior imaging",
        "prior x-rays reviewed",
        "x-rays before injection",
        "x-ray on site",
        "fluoroscopy referred out",
        "fluoroscopy-guided injections are referred out",
        "refer out for fluoroscopy",
        "fluoroscopy at the hospital",
        "fluoroscopy (at the hospital)",
        "C-arm available at the hospital",
        "fluoroscopy offsite",
        "we order an MRI/ultrasound first",
        "We order an MRI, CT or ultrasound",
        "diagnostic ultrasound",
        "diagnostic ultrasound imaging",
        "diagnostic fluoroscopy",
        "pre-procedure ultrasound",
        "ultrasound (diagnostic)",
        "ultrasound, diagnostic only",
        "ultrasound for diagnosis",
        "ultrasound to diagnose tears",
        "no imaging mentioned",
        "no image guidance stated",
        "none on website",
        "no imaging information available",
        "imaging: none listed",
        "EMG-guided",
        "trained in ultrasound",
        "certified in MSK ultrasound",
        "licensed in fluoroscopy",
        "teaches ultrasound",
        "ultrasound for IV access",
        "ultrasound for blood draw",
        "ultrasound, to mark the spot",
        "pre-marked with ultrasound",
        "ultrasound for marrow harvest",
    ],
)
def test_imaging_for_a_diagnosis_or_elsewhere_guides_nothing(cell: str) -> None:
    """Images that are reviewed, ordered, or taken elsewhere leave How open, and a problem says why."""
    reading = read(cell)
    stated = reading.stated
    assert (stated.terms, stated.ambiguous, stated.contrast) == (set(), set(), None)
    assert {found.code for found in reading.findings} & {"not_a_term", "not_guidance"}


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("CT", {"ct"}),
        ("CT-guided", {"ct"}),
        ("CT guidance", {"ct"}),
        ("CT scan guided", {"ct"}),
        ("live x-ray", {"fluoroscopy"}),
        ("C-arm", {"fluoroscopy"}),
        ("fluoroscopy on site", {"fluoroscopy"}),
        ("fluoroscopy (C-arm, live)", {"fluoroscopy"}),
        ("in-office ultrasound", {"ultrasound"}),
        ("freehand ultrasound", {"ultrasound"}),
        ("ultrasound (high-resolution, in-plane)", {"ultrasound"}),
        ("ultrasound if required", {"ultrasound"}),
        ("ultrasound guidance; MRI reviewed", {"ultrasound"}),
        ("MRI reviewed, fluoroscopy-guided", {"fluoroscopy"}),
        ("MRI reviewed before fluoroscopy-guided injection", {"fluoroscopy"}),
        ("we review your MRI and inject under fluoroscopy", {"fluoroscopy"}),
        ("diagnostic and ultrasound-guided injections", {"ultrasound"}),
        ("ultrasound for diagnosis and guidance", {"ultrasound"}),
        ("CT-guided disc injections at the hospital; ultrasound in the clinic", {"ct", "ultrasound"}),
        ("ultrasound-guided, fluoroscopy referred out", {"ultrasound"}),
        ("ultrasound in clinic and fluoroscopy at the hospital", {"ultrasound"}),
        ("We order an MRI, then inject with ultrasound guidance", {"ultrasound"}),
        ("diagnostic MRI, fluoroscopy", {"fluoroscopy"}),
        ("CT scan before, fluoroscopy during the injection", {"fluoroscopy"}),
    ],
)
def test_guidance_counts_beside_words_of_a_diagnosis(cell: str, terms: set[str]) -> None:
    """Imaging that guides the needle counts, even if the cell also mentions a diagnosis or a hospital."""
    stated = read(cell).stated
    assert (stated.terms, stated.ambiguous) == (terms, set())


@pytest.mark.parametrize("cell", ["double-blind", "double blind trial", "color blind", "blind people welcome"])
def test_blind_of_people_and_of_trials_states_no_imaging(cell: str) -> None:
    """Only blind injections are without imaging; anything else that is blind is reported and states nothing."""
    reading = recognizer("imaging").read(cell)
    assert not reading.stated.terms
    assert reading.findings


@pytest.mark.parametrize("cell", ["w/o imaging", "w/o any guidance", "never uses imaging", "dont use imaging"])
def test_imaging_that_is_denied_as_a_whole_is_none(cell: str) -> None:
    """However it is written, as "without image guidance" is."""
    assert recognizer("imaging").read(cell).stated.terms == {"none"}


def test_an_exam_by_ultrasound_guides_no_needle() -> None:
    """It is for the diagnosis, and the injection is guided as its own item says."""
    assert recognizer("imaging").read("ultrasound exam, landmark injection").stated.terms == {"none"}


def test_what_guides_nothing_is_named() -> None:
    """The problem names the imaging that was not counted."""
    (found,) = read("fluoroscopy referred out").findings
    assert found.code == "not_guidance"
    assert "Fluoroscopy" in found.message


@pytest.mark.parametrize("cell", ["fluoroscopy; none", "fluoroscopy; no", "ultrasound, by feel"])
def test_imaging_beside_none_is_still_a_contradiction(cell: str) -> None:
    """Imaging counts even if a cell also says that none is used, and the contradiction is a problem."""
    reading = read(cell)
    assert "none" not in reading.stated.terms
    assert reading.stated.terms
    assert [found.code for found in reading.findings] == ["none_with_imaging"]


@pytest.mark.parametrize("cell", ["no blind injections", "no palpation", "no additional cost for image guidance"])
def test_a_denial_of_blind_injections_is_not_none(cell: str) -> None:
    """Only words for it state that no imaging is used, not any denial."""
    assert not read(cell).stated.terms


@pytest.mark.parametrize(
    ("cell", "contrast"),
    [
        ("fluoroscopy", None),
        ("fluoroscopy with contrast", True),
        ("fluoroscopy w/ contrast", True),
        ("fluoroscopy; contrast", True),
        ("contrast-enhanced fluoroscopy", True),
        ("fluoroscopically guided with contrast", True),
        ("fluoroscopy, contrast confirmed", True),
        ("fluoroscopy with contrast confirmation", True),
        ("fluoroscopy with epidurography", True),
        ("fluoroscopy (live, with contrast dye)", True),
        ("fluoroscopy, no contrast used", False),
        ("fluoroscopy no contrast", False),
        ("fluoroscopy without contrast", False),
        ("fluoroscopy w/o contrast", False),
        ("fluoroscopy w/o dye", False),
        ("fluoroscopy (contrast not used)", False),
        ("non-contrast fluoroscopy", False),
        ("contrast-free fluoroscopy", False),
        ("MRI with contrast; fluoroscopy", None),
        ("CT scan with contrast; fluoroscopy", None),
    ],
)
def test_contrast_is_heard_with_the_imaging(cell: str, contrast: bool | None) -> None:
    """Contrast beside fluoroscopy is read as used, not used, or not stated, and never hides the fluoroscopy."""
    stated = read(cell).stated
    assert (stated.terms, stated.ambiguous, stated.contrast) == ({"fluoroscopy"}, set(), contrast)


@pytest.mark.parametrize("cell", ["fluoroscopy; contrast", "fluoroscopy w/o contrast", "fluoroscopy, no contrast used"])
def test_contrast_beside_imaging_is_no_problem(cell: str) -> None:
    """A statement about contrast is not a problem."""
    assert not read(cell).findings


@pytest.mark.parametrize("cell", ["epidurography", "contrast", "with contrast"])
def test_contrast_alone_names_no_imaging(cell: str) -> None:
    """Contrast by itself leaves open which imaging is used, and a problem says so."""
    reading = read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous, reading.stated.contrast) == (set(), set(), True)
    assert [found.code for found in reading.findings] == ["not_a_term"]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("US + fluoro", {"ultrasound", "fluoroscopy"}),
        ("US/fluoro guidance", {"ultrasound", "fluoroscopy"}),
        ("CT or US", {"ultrasound", "ct"}),
        ("US: yes", {"ultrasound"}),
        ("US \u2714 CT \u2718", {"ultrasound"}),
        ("image guided (US)", {"ultrasound"}),
        ("guided by X-ray", {"fluoroscopy"}),
        ("x-ray and fluoroscopy", {"fluoroscopy"}),
        ("US; fluoroscopy", {"fluoroscopy"}),
        ("US clinics", set()),
    ],
)
def test_us_is_ultrasound_where_a_sign_joins_it_to_imaging_or_a_yes_answers_it(cell: str, terms: set[str]) -> None:
    """The country is not joined to imaging or answered with yes; an x-ray beside imaging may be for a diagnosis."""
    assert read(cell).stated.terms == terms


@pytest.mark.parametrize(
    "cell", ["ultrasound technician", "ultrasound-trained", "none/unknown", "none or unknown", "none known"]
)
def test_a_trade_or_not_knowing_is_no_imaging(cell: str) -> None:
    """What somebody learned guides no needle, and not knowing is no statement that none is used."""
    reading = read(cell)
    assert (reading.stated.terms, reading.stated.ambiguous) == (set(), set())
    assert [found.code for found in reading.findings] == ["not_a_term"]


@pytest.mark.parametrize("said", ["not used", "never used", "none used", "Not used."])
@pytest.mark.parametrize("imaging", ["fluoroscopy", "fluoroscopy certified", "MRI", "ultrasound on site"])
def test_imaging_that_is_not_used_does_not_state_that_none_is(imaging: str, said: str) -> None:
    """Behind imaging these deny that one, which is neither counted nor a blind injection."""
    reading = read(f"{imaging}, {said}")
    assert reading.stated.terms == set()
    assert reading.findings


@pytest.mark.parametrize(
    "cell", ["not used", "guidance, not used", "not used, blind", "none used", "blind, never used"]
)
def test_imaging_as_a_whole_that_is_not_used_is_none(cell: str) -> None:
    """The same words of no imaging in particular state that none is used."""
    assert read(cell).stated.terms == {"none"}


@pytest.mark.parametrize("cell", ["fluoro and/or US", "US and/or fluoro", "CT, fluoro and/or US"])
def test_us_joined_by_and_or_is_ultrasound(cell: str) -> None:
    """As joined by "and" or "or" it is no country."""
    assert "ultrasound" in read(cell).stated.terms
