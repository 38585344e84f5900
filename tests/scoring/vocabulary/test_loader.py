"""The words that files use: which are recognized, as what, and which labels links depend on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from scoring.recognition.cells.recognizer import Recognizer
from scoring.vocabulary import CANONICAL, DIMENSIONS, header_key, loader, plain, spelling, vocabulary
from scoring.vocabulary.patterns import any_of

# Every label is part of people's links: extend this, never edit it.
LABELS = {
    "credentials": {
        "physician": "Physician (MD or DO)",
        "pmr": "PM&R",
        "anesthesiology": "Anesthesiology",
        "pain_medicine": "Pain medicine",
        "sports_medicine": "Sports medicine",
        "spine_surgery": "Spine surgery",
        "neurosurgery": "Neurosurgery",
        "neuroradiology": "Neuroradiology",
        "interventional_radiology": "Interventional radiology",
        "iof": "IOF fellowship",
        "family_medicine": "Family medicine",
        "internal_medicine": "Internal medicine",
        "emergency_medicine": "Emergency medicine",
        "orthopaedics": "Orthopaedics",
        "rheumatology": "Rheumatology",
        "neurology": "Neurology",
        "radiology": "Radiology",
        "other_specialty": "Other medical specialty",
        "dermatology": "Dermatology",
        "plastic_surgery": "Plastic surgery",
        "np": "Nurse practitioner",
        "pa": "Physician assistant",
        "crna": "Nurse anaesthetist",
        "rn": "Registered nurse",
        "lpn": "Licensed practical nurse",
        "dc": "Chiropractor",
        "nd": "Naturopath",
        "acupuncturist": "Acupuncturist",
        "pt": "Physical therapist",
        "dpm": "Podiatrist",
        "non_clinical": "Title that is not clinical training",
    },
    "products": {
        "prp": "PRP",
        "platelet_lysate": "Platelet lysate",
        "bmc": "Bone marrow concentrate",
        "bma": "Bone marrow aspirate",
        "mfat": "Micro-fragmented fat",
        "svf": "Stromal vascular fraction",
        "cultured": "Culture-expanded cells",
        "birth_tissue": "Birth tissue",
        "exosome": "Exosomes",
        "prolotherapy": "Prolotherapy",
        "a2m": "Alpha-2-macroglobulin",
        "steroid": "Steroid",
        "ozone": "Ozone",
        "ha": "Hyaluronic acid",
    },
    "targets": {
        "disc": "Disc",
        "facet": "Facet joint",
        "si_joint": "SI joint",
        "nerve": "Nerve (epidural)",
        "ligament": "Ligament",
        "muscle": "Muscle",
        "fascia": "Fascia",
    },
    "imaging": {
        "fluoroscopy": "Fluoroscopy",
        "ct": "CT",
        "ultrasound": "Ultrasound",
        "none": "None (blind)",
    },
}

# What the domain brief lists under "Words people write".
WORDS = {
    ("products", "prp"): "platelet-rich plasma, platelet rich plasma, ACP, LP-PRP, LR-PRP, PRF",
    ("products", "platelet_lysate"): "platelet lysate, PL, PLT lysate",
    ("products", "bmc"): "BMC, BMAC, bone marrow concentrate, bone marrow aspirate concentrate",
    ("products", "bma"): "BMA, bone marrow aspirate",
    ("products", "mfat"): "Lipogems, micro-fragmented adipose, microfragmented fat",
    ("products", "svf"): "SVF, stromal vascular fraction",
    ("products", "birth_tissue"): (
        "Wharton's jelly, Whartons jelly, WJ, UC-MSC, umbilical cord, cord blood, amnion, amniotic fluid, placental"
    ),
    ("products", "exosome"): "exosomes, EVs, extracellular vesicles",
    ("products", "cultured"): "culture-expanded, cultured MSC, expanded MSC",
    ("targets", "disc"): "disk, IVD, intradiscal, annulus, nucleus",
    ("targets", "facet"): "zygapophyseal, zygapophysial, Z-joint, medial branch",
    ("targets", "si_joint"): "SI joint, S.I., S.I. joint, SIJ, sacroiliac",
    ("targets", "nerve"): ("epidural, TFESI, transforaminal, nerve root, exiting nerves, caudal, perineural"),
    ("targets", "ligament"): "ligaments, iliolumbar, supraspinous, interspinous",
    ("targets", "muscle"): "muscles, multifidus, paraspinal, trigger point",
    ("targets", "fascia"): "thoracolumbar fascia, TLF",
    ("imaging", "fluoroscopy"): "fluoro, C-arm, live x-ray, x-ray guided",
    ("imaging", "ultrasound"): "U/S, sonography, sono, MSK ultrasound",
    ("imaging", "ct"): "CT-guided",
    ("imaging", "none"): "blind, landmark, palpation, unguided, no imaging",
    ("credentials", "physician"): "MD, M.D., DO, D.O., MBBS",
    ("credentials", "pmr"): "PM&R, physiatry, physiatrist, physical medicine and rehabilitation",
    ("credentials", "anesthesiology"): "anesthesiology",
    ("credentials", "pain_medicine"): "pain medicine, pain management, interventional pain",
    ("credentials", "sports_medicine"): "sports medicine",
    ("credentials", "interventional_radiology"): "interventional radiology",
    ("credentials", "neuroradiology"): "neuroradiology",
    ("credentials", "spine_surgery"): "spine surgery",
    ("credentials", "neurosurgery"): "neurosurgery",
    ("credentials", "family_medicine"): "family medicine",
    ("credentials", "internal_medicine"): "internal medicine",
    ("credentials", "emergency_medicine"): "emergency medicine",
    ("credentials", "orthopaedics"): "orthopaedics",
    ("credentials", "rheumatology"): "rheumatology",
    ("credentials", "dermatology"): "dermatology",
    ("credentials", "plastic_surgery"): "plastic surgery",
    ("credentials", "iof"): "IOF fellowship",
    ("credentials", "np"): "NP, FNP, APRN, ARNP, DNP",
    ("credentials", "pa"): "PA, PA-C",
    ("credentials", "rn"): "RN, BSN",
    ("credentials", "dc"): "DC, D.C., chiropractor",
    ("credentials", "nd"): "ND, NMD, naturopath",
    ("credentials", "dpm"): "podiatrist",
}
TAXONOMY = {
    "pmr": "208100000X",
    "anesthesiology": "207L00000X",
    "pain_medicine": "2081P2900X 207LP2900X 208VP0000X 208VP0014X 2084P2900X",
    "sports_medicine": "2081S0010X 207QS0010X 207RS0010X 207XX0005X",
    "interventional_radiology": "2085R0204X",
    "neuroradiology": "2085N0700X",
    "spine_surgery": "207XS0117X",
    "neurosurgery": "207T00000X",
    "family_medicine": "207Q00000X 208D00000X",
    "internal_medicine": "207R00000X",
    "emergency_medicine": "207P00000X",
    "orthopaedics": "207X00000X",
    "rheumatology": "207RR0500X",
    "dermatology": "207N00000X",
    "plastic_surgery": "208200000X",
    "np": "363L00000X 363LF0000X",
    "pa": "363A00000X",
    "crna": "367500000X",
    "rn": "163W00000X",
    "lpn": "164W00000X",
    "dc": "111N00000X",
    "nd": "175F00000X",
    "acupuncturist": "171100000X",
    "pt": "225100000X",
    "dpm": "213E00000X",
}
PAIRS = [
    *((dimension, word, term) for (dimension, term), words in WORDS.items() for word in words.split(", ")),
    *(("credentials", code, term) for term, codes in TAXONOMY.items() for code in codes.split()),
    *((dimension, term, term) for dimension, terms in LABELS.items() for term in terms),
    *((dimension, label, term) for dimension, terms in LABELS.items() for term, label in terms.items()),
]


def written_variously(word: str) -> set[str]:
    """Equivalent ways of writing a word: case, blanks around it, hyphens for blanks."""
    return {word, word.upper(), word.capitalize(), f"  {word} ", word.replace(" ", "-")}


@pytest.mark.parametrize(("dimension", "word", "term"), dict.fromkeys(PAIRS))
def test_word_is_recognized(dimension: str, word: str, term: str) -> None:
    """Each listed word, however it is capitalized or hyphenated, states its term and nothing else."""
    for written in written_variously(word):
        reading = Recognizer(vocabulary(), dimension).read(written)
        assert reading.stated.terms == {term}, written
        assert not reading.stated.ambiguous, written
        assert not reading.findings, written


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_labels_are_frozen(dimension: str) -> None:
    """Labels and their order are part of people's links and never change."""
    assert list(vocabulary().terms[dimension].items()) == list(LABELS[dimension].items())


@pytest.mark.parametrize(
    ("dimension", "code", "words", "may_be"),
    [
        ("products", "stem_cells", "stem cells, MSC, cell therapy, cell-based therapy", set(LABELS["products"])),
        (
            "products",
            "fat_stem_cells",
            "adipose stem cells, fat-derived stem cells",
            {"mfat", "svf", "cultured"},
        ),
        ("products", "marrow_stem_cells", "bone marrow stem cells", {"bma", "bmc", "cultured"}),
        ("imaging", "image_guided", "image-guided", {"ultrasound", "fluoroscopy", "ct"}),
    ],
    ids=["any product", "fat", "marrow", "imaging"],
)
def test_ambiguous_word_lists_what_it_may_be(dimension: str, code: str, words: str, may_be: set[str]) -> None:
    """An ambiguous word states no term, and lists exactly the terms that it may be."""
    for word in words.split(", "):
        stated = Recognizer(vocabulary(), dimension).read(word).stated
        assert (stated.terms, stated.ambiguous) == (frozenset(), {code}), word
    assert set(vocabulary().ambiguous[dimension][code].may_be) == may_be


@pytest.mark.parametrize("word", ["Dr", "doctor"])
def test_doctor_is_an_ambiguous_credential(word: str) -> None:
    """A doctor may be a physician or another kind of doctor, such as a chiropractor, and no nurse."""
    stated = Recognizer(vocabulary(), "credentials").read(word).stated
    assert stated.ambiguous == {"doctor"}
    may_be = set(vocabulary().ambiguous["credentials"]["doctor"].may_be)
    assert {"physician", "pmr", "dc", "nd"} <= may_be
    assert not may_be & {"rn", "np", "pa"}


@pytest.mark.parametrize("canonical", CANONICAL)
def test_canonical_header_is_known(canonical: str) -> None:
    """Every canonical header means itself, in any case and with blanks for underscores."""
    for written in (canonical, canonical.upper(), canonical.replace("_", " "), f" {canonical.title()} "):
        assert vocabulary().headers[header_key(written)] == canonical


@pytest.mark.parametrize(
    ("header", "canonical"),
    [
        ("ZIP code", "postal_code"),
        ("Clinic Name", "name"),
        ("Who injects?", "credentials"),
        ("What is injected", "products"),
        ("Where", "targets"),
        ("Image guidance", "imaging"),
        ("Last updated", "as_of"),
        ("URL", "website"),
        ("Price (USD)", "price_usd"),
        ("lat", "latitude"),
        ("lng", "longitude"),
        ("Source", "source_url"),
    ],
)
def test_header_synonym_is_known(header: str, canonical: str) -> None:
    """Common names for a column are understood, whatever punctuation is in them."""
    assert vocabulary().headers[header_key(header)] == canonical


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Whärtón\u2019s  jelly", "Wharton's jelly"),
        ("micro\u2010fragmented", "micro-fragmented"),
        ("PRP\u00a0\u200b", "PRP"),
        ("a\nb", "a\nb"),
    ],
    ids=["accents and quotes", "typographic hyphen", "invisible blanks", "line breaks stay"],
)
def test_plain_text(text: str, expected: str) -> None:
    """Accents, typographic characters and runs of blanks become plain; line breaks stay."""
    assert plain(text) == expected


def test_spelling_ignores_case_blanks_and_hyphens() -> None:
    """Words that differ only in case, blanks, hyphens, underscores and accents are spelled the same."""
    assert {spelling(word) for word in ("SI joint", "si_joint", "S-I JOINT", "sí joint")} == {"sijoint"}


def test_longest_word_wins_and_only_whole_words_match() -> None:
    """Of two words that fit, the longer is found in a lower-case text, and never a part of a longer word."""
    pattern = any_of(["bone marrow", "bone marrow concentrate", "PL"])
    assert pattern.findall("bone-marrow concentrate, apple, upl, pl") == ["bone-marrow concentrate", "pl"]


def test_vocabulary_cannot_be_changed() -> None:
    """The vocabulary is shared by everyone, so it is read-only all the way down."""
    with pytest.raises(TypeError):
        vocabulary().terms["products"]["prp"] = "Plasma"  # type: ignore[index]
    with pytest.raises(TypeError):
        vocabulary().words["products"].entries["prp"] = None  # type: ignore[index]
    with pytest.raises(AttributeError):
        vocabulary().headers = {}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("no image guidance mentioned", "not_said"),
        ("imaging guidance: none reported", "not_said"),
        ("teaching musculoskeletal ultrasound", "skill"),
        ("credentialed in fluoro and ultrasound", "skill"),
    ],
)
def test_each_first_word_is_joined_to_each_that_follows(phrase: str, code: str) -> None:
    """Two lists stand for all phrases of one word from either, and none is written out besides."""
    with Path(loader.__file__).with_name("vocabulary.toml").open("rb") as file:
        group = tomllib.load(file)["not_a_term"]["imaging"][code]
    joined = {f"{first} {then}" for first in group["first"] for then in group["then"]}
    assert phrase in joined
    assert not joined & set(group["words"])
    assert {vocabulary().words["imaging"].entries[spelling(words)].code for words in joined} == {code}
