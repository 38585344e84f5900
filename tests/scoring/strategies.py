"""Random clinics, and the many ways in which a file may write what they state."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import combinations
from random import Random

from hypothesis import strategies as st

from tests.scoring import reference
from tests.scoring.files import Row
from tests.scoring.reference import Clinic, Says

SPELLED = {
    "physician": ("MD", "M.D.", "DO", "MBBS", "physician"),
    "pmr": ("PM&R", "physiatrist", "Physical Medicine and Rehabilitation"),
    "anesthesiology": ("anesthesiology", "Anesthesiologist"),
    "pain_medicine": ("pain medicine", "Pain Management", "interventional pain"),
    "sports_medicine": ("sports medicine",),
    "spine_surgery": ("spine surgery", "spine surgeon"),
    "neurosurgery": ("neurosurgery",),
    "neuroradiology": ("neuroradiology",),
    "interventional_radiology": ("interventional radiology",),
    "family_medicine": ("family medicine",),
    "internal_medicine": ("internal medicine",),
    "emergency_medicine": ("emergency medicine",),
    "orthopaedics": ("orthopaedics", "orthopedic surgeon"),
    "rheumatology": ("rheumatology",),
    "neurology": ("neurologist",),
    "radiology": ("radiology",),
    "other_specialty": ("cardiology", "urologist"),
    "dermatology": ("dermatology", "dermatologist"),
    "plastic_surgery": ("plastic surgery",),
    "np": ("NP", "FNP", "APRN"),
    "pa": ("PA", "PA-C"),
    "crna": ("CRNA",),
    "rn": ("RN", "BSN"),
    "lpn": ("LPN",),
    "dc": ("DC", "chiropractor"),
    "nd": ("ND", "naturopath"),
    "acupuncturist": ("acupuncturist",),
    "pt": ("PT", "physical therapist"),
    "dpm": ("DPM", "podiatrist"),
    "non_clinical": ("PhD", "IFMCP"),
    "iof": ("IOF", "IOF fellowship"),
    "doctor": ("Dr.", "doctor"),
    "surgeon": ("surgeon",),
    "prp": ("PRP", "platelet-rich plasma", "LP-PRP"),
    "bmc": ("BMAC", "bone marrow concentrate"),
    "platelet_lysate": ("platelet lysate", "PL"),
    "bma": ("bone marrow aspirate", "BMA"),
    "mfat": ("Lipogems", "micro-fragmented fat"),
    "cultured": ("culture-expanded", "cultured MSC"),
    "prolotherapy": ("prolotherapy",),
    "a2m": ("A2M",),
    "steroid": ("cortisone", "steroid"),
    "ozone": ("ozone",),
    "ha": ("HA", "hyaluronic acid"),
    "birth_tissue": ("Wharton's jelly", "umbilical cord stem cells", "amniotic fluid"),
    "exosome": ("exosomes", "extracellular vesicles"),
    "svf": ("SVF", "stromal vascular fraction"),
    "stem_cells": ("stem cells", "mesenchymal stem cells", "MSC"),
    "fat_stem_cells": ("adipose stem cells", "fat-derived stem cells"),
    "marrow_stem_cells": ("bone marrow stem cells",),
    "disc": ("disc", "Intradiscal", "annulus"),
    "facet": ("facet joint", "Z-joint", "medial branch"),
    "si_joint": ("SI joint", "SIJ", "sacroiliac"),
    "nerve": ("epidural", "nerve root", "TFESI"),
    "ligament": ("ligaments", "iliolumbar"),
    "muscle": ("multifidus", "trigger points"),
    "fascia": ("thoracolumbar fascia", "TLF"),
    "fluoroscopy": ("fluoro", "C-arm", "live x-ray"),
    "ct": ("CT", "CT-guided"),
    "ultrasound": ("ultrasound", "MSK ultrasound", "sono"),
    "none": ("none", "blind", "landmark"),
    "image_guided": ("image-guided",),
}
ATTACHES_CONTRAST = ("fluoro", "live x-ray", "ct-guided")
CLAIMS = ("free seminar", "No risk!", "patient stories")
DATES = (None, date(2021, 5, 6), date(2024, 11, 21), date(2024, 11, 22), date(2026, 11, 1))


def subsets(terms: tuple[str, ...], most: int = 4) -> st.SearchStrategy[frozenset[str]]:
    """Up to `most` of the terms, each number equally likely; listed, as drawing each term is five times slower."""
    sizes = range(min(most, len(terms)) + 1)
    return st.one_of([st.sampled_from([*map(frozenset, combinations(terms, size))]) for size in sizes])


def cells(terms: tuple[str, ...], words: tuple[str, ...]) -> st.SearchStrategy[Says]:
    """What a cell may state."""
    return st.builds(Says, subsets(terms), st.one_of(st.just(frozenset()), subsets(words, 2)))


PEOPLE = cells(reference.PEOPLE, ("doctor", "surgeon"))
PRODUCTS = cells(tuple(reference.PRODUCT), ("stem_cells", "fat_stem_cells", "marrow_stem_cells"))
TARGETS = subsets(reference.TARGETS, 7)
SURE_IMAGING = st.one_of(subsets(("fluoroscopy", "ct", "ultrasound"), 3), st.just(frozenset({"none"})))
IMAGING = st.builds(Says, SURE_IMAGING, subsets(("image_guided",)))


def contrasts(imaging: Says) -> tuple[str, ...]:
    """What may be stated about contrast beside the imaging; nothing where no needle is guided."""
    return ("",) if imaging.terms == {"none"} else ("", "used", "not used")


one_of = cache(st.sampled_from)  # making a strategy takes longer than drawing from it
# Seeded by the example: one whose numbers are each a separate choice takes ten times as long.
RANDOMS = st.randoms(use_true_random=True)
CHECKED = st.one_of(st.just(frozenset()), subsets(reference.PEOPLE, 2))
MASKS = st.integers(0, 15)  # which of four people are checked
COUNTRIES = st.sampled_from(("", "US", "KY"))
DAYS = st.sampled_from(DATES)


@st.composite
def clinics(draw: st.DrawFn) -> Clinic:
    """What a clinic may state."""
    people, imaging = draw(PEOPLE), draw(IMAGING)
    mask = draw(MASKS) if people.terms else 0
    checked = frozenset(term for place, term in enumerate(sorted(people.terms)) if mask >> place & 1)
    return Clinic(
        people=people,
        checked=checked | draw(CHECKED),
        products=draw(PRODUCTS),
        targets=draw(TARGETS),
        imaging=imaging,
        contrast=draw(one_of(contrasts(imaging))),
        country=draw(COUNTRIES),
        claim=draw(st.booleans()),
        as_of=draw(DAYS),
        board=draw(st.booleans()),
    )


def _list(items: list[str], random: Random, *, only_semicolons: bool = False) -> str:
    if only_semicolons or len(items) < 2:
        return "; ".join(items)
    if random.random() < 0.2:
        return str(items)
    return random.choice(("; ", ";", " | ", "\n", ", ", " / ")).join(items)


def _with_contrast(items: list[str], contrast: str, random: Random) -> list[str]:
    """A statement on contrast is in the x-ray's item, or is a separate item."""
    phrase = {"used": "with contrast", "not used": random.choice(("without contrast", "no contrast"))}[contrast]
    x_rays = [place for place, item in enumerate(items) if item.strip().lower() in ATTACHES_CONTRAST]
    if x_rays and random.random() < 0.5:
        place = random.choice(x_rays)
        return [*items[:place], f"{items[place].strip()} {phrase}", *items[place + 1 :]]
    return [*items, {"used": random.choice(("contrast", "with contrast")), "not used": "no contrast"}[contrast]]


def _spelled(cell: Says, random: Random, *also: str, contrast: str = "") -> str:
    codes = sorted(cell.terms | cell.words)
    random.shuffle(codes)
    items = [random.choice(SPELLED[code]) for code in codes]
    items = [random.choice((item, item.upper(), f" {item} ")) for item in items]
    items = _with_contrast(items, contrast, random) if contrast else items
    return _list([*items, *also], random, only_semicolons=bool(cell.words))


def as_row(clinic: Clinic, name: str, random: Random) -> Row:
    """One of the ways to write a clinic down. `random` decides between them."""
    return {
        "name": name,
        "credentials": _spelled(clinic.people, random, *(["board certified"] if clinic.board else [])),
        "credentials_verified": _spelled(Says(clinic.checked), random),
        "products": _spelled(clinic.products, random),
        "targets": _spelled(Says(clinic.targets), random),
        "imaging": _spelled(clinic.imaging, random, contrast=clinic.contrast),
        "country": clinic.country,
        "claims": random.choice(CLAIMS) if clinic.claim else "",
        "as_of": clinic.as_of.isoformat() if clinic.as_of else "",
    }


WEIGHTS = st.fixed_dictionaries(
    {
        question: st.one_of(st.just(25), st.integers(0, 100), st.sampled_from((0, 0.5, 12.25, 33.3125)))
        for question in ("who", "what", "where", "how")
    }
).filter(lambda weights: any(weights.values()))
