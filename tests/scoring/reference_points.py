"""What one reading of a record earns, from the clauses of the design, for the plain scorer of `reference.py`.

The tables repeat the rubric's numbers on purpose, so that a number changed in only one place is noticed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from fractions import Fraction
from functools import cache

Terms = frozenset[str]

# -- Who ---------------------------------------------------------------------------------------------------------

RESIDENCY = ("pmr", "anesthesiology")
SUBSPECIALTY = (
    "pain_medicine",
    "sports_medicine",
    "spine_surgery",
    "neurosurgery",
    "neuroradiology",
    "interventional_radiology",
)
OTHER_FIELD = (
    "family_medicine",
    "internal_medicine",
    "emergency_medicine",
    "orthopaedics",
    "rheumatology",
    "neurology",
    "radiology",
    "other_specialty",
)
UNRELATED = ("dermatology", "plastic_surgery")
PHYSICIAN = {
    **dict.fromkeys((*RESIDENCY, *SUBSPECIALTY), 80),
    **dict.fromkeys(OTHER_FIELD, 55),
    **dict.fromkeys(UNRELATED, 45),
    "physician": 40,
}
STAFF = {
    **dict.fromkeys(("np", "pa", "crna"), 20),
    **dict.fromkeys(("rn", "lpn", "dc", "nd", "acupuncturist", "pt", "dpm"), 5),
    "non_clinical": 0,
}
PEOPLE = (*PHYSICIAN, *STAFF, "iof")
ADDITION = {**dict.fromkeys((*RESIDENCY, *SUBSPECIALTY), 15), "iof": 10}
VERIFIED = 5

# -- What --------------------------------------------------------------------------------------------------------

COMPARATORS = ("prolotherapy", "a2m", "steroid", "ozone", "ha")
PRODUCT = {
    "prp": 75,
    "bmc": 55,
    "cultured": 55,
    "platelet_lysate": 45,
    "mfat": 30,
    "bma": 20,
    **dict.fromkeys(COMPARATORS, 25),
    **dict.fromkeys(("birth_tissue", "exosome", "svf"), 0),
}
PENALTY = 85

# -- Where and How -----------------------------------------------------------------------------------------------

IMAGING = ("fluoroscopy", "ct", "ultrasound", "none")
FLUOROSCOPY_ULTRASOUND_NONE = {
    "disc": ("preferred", "inadequate", "cannot"),
    "nerve": ("preferred", "investigational", "weak"),
    "facet": ("preferred", "acceptable", "cannot"),
    "si_joint": ("preferred", "acceptable", "weak"),
    "ligament": ("adequate", "preferred", "weak"),
    "muscle": ("adequate", "preferred", "weak"),
    "fascia": ("adequate", "preferred", "weak"),
}
TARGETS = tuple(FLUOROSCOPY_ULTRASOUND_NONE)
LEVEL_POINTS = {
    "preferred": 100,
    "adequate": 85,
    "acceptable": 70,
    "investigational": 40,
    "inadequate": 20,
    "weak": 10,
    "cannot": 0,
}
REACHED = ("preferred", "adequate", "acceptable")
X_RAY_WITHOUT_CONTRAST = 95
BREADTH = (0, 50, 65, 80, 90, 100)


def to_tenth(number: Fraction) -> Fraction:
    """The number to one decimal, halves rounded up."""
    return Fraction(math.floor(number * 10 + Fraction(1, 2)), 10)


def is_physician(people: Terms) -> bool:
    """A degree makes a physician; a specialty does, unless only other degrees are beside it."""
    return "physician" in people or bool(people & PHYSICIAN.keys() and not people & STAFF.keys())


def who_points(people: Terms, checked: Terms, iof: int = ADDITION["iof"]) -> int:
    """Clause 2, for one person: best base, best other training once, what was checked; nobody earns nothing."""
    physician = is_physician(people)
    table = PHYSICIAN if physician else STAFF
    additions = {**ADDITION, "iof": iof} if physician else {}
    best = max((table[term] for term in people & table.keys()), default=0)
    totals = [0]
    for base in people & table.keys():
        if table[base] < best:
            continue
        others = {term: additions[term] for term in people - {base} if term in additions}
        most = max(others.values(), default=0)
        taken = {term for term, points in others.items() if points == most > 0}
        verified = checked & {base, *taken}
        totals.append(best + most + (VERIFIED if verified else 0))
    return min(max(totals), 100)


def penalised(product: str, country: str) -> bool:
    """Clause 3: cultured only in the rule's jurisdiction, a blank country being the United States."""
    at_home = (country or "US") == "US"
    return product in ("birth_tissue", "exosome", "svf") or (product == "cultured" and at_home)


def what_points(products: Terms, country: str) -> int:
    """Clause 3."""
    best = max((PRODUCT[term] for term in products if not penalised(term, country)), default=0)
    penalties = sum(PENALTY for term in products if penalised(term, country))
    return max(best - penalties, 0)


@cache
def best_level(target: str, imaging: Terms) -> str:
    """The best guidance for a target among the imaging, which is not empty."""
    x_ray, ultrasound, none = FLUOROSCOPY_ULTRASOUND_NONE[target]
    by_term = {"fluoroscopy": x_ray, "ct": x_ray, "ultrasound": ultrasound, "none": none}
    return max((by_term[term] for term in imaging), key=lambda level: LEVEL_POINTS[level])


def where_points(targets: Iterable[str], imaging: Terms) -> int:
    """Clause 4; no imaging reaches nothing."""
    reached = [target for target in targets if imaging and best_level(target, imaging) in REACHED]
    return BREADTH[min(len(reached), 5)]


def guided_points(target: str, imaging: Terms, *, contrast: bool) -> int:
    """Clause 5, at one target."""
    level = best_level(target, imaging)
    x_ray, _, _ = FLUOROSCOPY_ULTRASOUND_NONE[target]
    if level == x_ray == "preferred" and not contrast:
        return X_RAY_WITHOUT_CONTRAST
    return LEVEL_POINTS[level]


def how_points(targets: Collection[str], imaging: Terms, *, contrast: bool) -> int:
    """Clause 5: the worst guided target; with no target, the worst of all; no imaging guides nothing."""
    if not imaging:
        return 0
    return min(guided_points(target, imaging, contrast=contrast) for target in targets or TARGETS)
