"""A second scorer, written from the clauses of the design in the plainest Python: slow, and easy to check.

It knows nothing of how files are written: it is given what each clinic states. Its tables repeat the rubric's
numbers on purpose, so that a number changed in one place only is noticed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

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
)
UNRELATED = ("dermatology", "plastic_surgery")
PHYSICIAN = {
    **dict.fromkeys(RESIDENCY, 75),
    **dict.fromkeys(SUBSPECIALTY, 80),
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
# By what studies of the low back found: trials partly in favor, trials without a clear difference, many patients
# compared with nobody, a few, not assessed, none.
PRODUCT = {
    "prp": 75,
    **dict.fromkeys(("bmc", "cultured"), 55),
    **dict.fromkeys(("platelet_lysate", "birth_tissue", "svf"), 45),
    **dict.fromkeys(("mfat", "exosome"), 30),
    **dict.fromkeys(("prolotherapy", "a2m", "steroid", "ozone", "ha"), 25),
    "bma": 20,
}
PENALTY = 85
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
BREADTH = (0, 50, 65, 80, 90, 100)
MAY_BE = {
    "stem_cells": tuple(PRODUCT),
    "fat_stem_cells": ("mfat", "svf", "cultured"),
    "marrow_stem_cells": ("bma", "bmc", "cultured"),
    "image_guided": ("ultrasound", "fluoroscopy", "ct"),
    "doctor": (*PHYSICIAN, "dc", "nd", "dpm", "non_clinical"),
    "surgeon": ("spine_surgery", "neurosurgery", "orthopaedics", "plastic_surgery", "physician"),
}
CAPPED_AT_C = {
    "no_physician": "who",
    "chiropractor_and_nurse": "who",
    "birth_tissue": "what",
    "exosome": "what",
    "svf": "what",
    "cultured": "what",
    "target_unreachable": "where",
    "blind": "how",
}
FLAG_ORDER = (
    "no_physician",
    "chiropractor_and_nurse",
    "unrelated_specialty",
    "birth_tissue",
    "exosome",
    "svf",
    "cultured",
    "ambiguous_product",
    "blind",
    "target_unreachable",
    "imaging_limited",
    "claims_concern",
    "stale_record",
    "unverified_board",
)

Terms = frozenset[str]


@dataclass(frozen=True)
class Says:
    """The terms and the ambiguous words of one cell."""

    terms: Terms = frozenset()
    words: Terms = frozenset()

    def __bool__(self) -> bool:
        return bool(self.terms or self.words)

    def readings(self) -> list[Terms]:
        """Every set of terms that may be meant."""
        options = [MAY_BE[word] for word in sorted(self.words)]
        return [self.terms | set(choice) for choice in itertools.product(*options)]


@dataclass(frozen=True)
class Clinic:
    """What one record states. `board`: it says board certified and names no board."""

    people: Says = Says()
    checked: Terms = frozenset()
    products: Says = Says()
    targets: Terms = frozenset()
    imaging: Says = Says()
    country: str = ""
    claim: bool = False
    as_of: date | None = None
    board: bool = False


@dataclass
class Result:
    """What the contract prints for one clinic. Unscored: None."""

    values: dict[str, Fraction | None]
    coverage: Fraction
    flags: list[str]
    score: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    grade: str | None = None
    rank: int | None = None
    bounds: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)


def to_tenth(number: Fraction) -> Fraction:
    """The number to one decimal, halves rounded up."""
    return Fraction(math.floor(number * 10 + Fraction(1, 2)), 10)


def is_physician(terms: Terms) -> bool:
    """A degree makes a physician; a specialty does, unless only other degrees stand beside it."""
    return "physician" in terms or bool(terms & PHYSICIAN.keys() and not terms & STAFF.keys())


def who_points(terms: Terms, checked: Terms, iof: int = ADDITION["iof"]) -> Fraction:
    """Clause 2."""
    addition = {**ADDITION, "iof": iof}
    table = PHYSICIAN if is_physician(terms) else {**STAFF, "iof": 0}
    stated = [term for term in terms if term in table]
    best = max(table[term] for term in stated)
    totals = []
    for base in stated:
        if table[base] == best:
            points = best + (5 if base in checked else 0)
            if is_physician(terms):
                points += max((addition.get(other, 0) for other in terms if other != base), default=0)
            totals.append(points)
    return Fraction(min(max(totals), 100))


def penalised(product: str, country: str) -> bool:
    """Clause 3: cultured only in the rule's jurisdiction, a blank country being the United States."""
    at_home = (country or "US") == "US"
    return product in ("birth_tissue", "exosome", "svf") or (product == "cultured" and at_home)


def what_points(terms: Terms, country: str) -> Fraction:
    """Clause 3."""
    earned = [0 if penalised(term, country) else PRODUCT[term] for term in terms]
    return Fraction(max(max(earned) - sum(PENALTY for term in terms if penalised(term, country)), 0))


def best_level(target: str, imaging: Iterable[str]) -> str:
    """The best stated guidance for a target."""
    fluoroscopy, ultrasound, none = FLUOROSCOPY_ULTRASOUND_NONE[target]
    by_term = {"fluoroscopy": fluoroscopy, "ct": fluoroscopy, "ultrasound": ultrasound, "none": none}
    return max((by_term[term] for term in imaging), key=lambda level: LEVEL_POINTS[level])


def where_points(targets: Iterable[str], imaging: Terms) -> Fraction:
    """Clause 4."""
    reached = [t for t in targets if best_level(t, imaging) in ("preferred", "adequate", "acceptable")]
    return Fraction(BREADTH[min(len(reached), 5)])


def how_points(targets: Iterable[str], imaging: Terms) -> Fraction:
    """Clause 5."""
    points = [LEVEL_POINTS[best_level(target, imaging)] for target in targets]
    return to_tenth(Fraction(sum(points), len(points)))


Range = tuple[Fraction | None, Fraction, Fraction]
OPEN: Range = (None, Fraction(0), Fraction(100))


def over_readings(cell: Says, points: Callable[[Terms], Fraction]) -> Range:
    """Clause 7: certain, or the lowest and highest over what the words may mean; known terms: the middle."""
    each = [points(terms) for terms in cell.readings()]
    low, high = min(each), max(each)
    value = to_tenth((low + high) / 2) if cell.terms else None
    return value, low, high


def questions(clinic: Clinic, iof: int = ADDITION["iof"]) -> dict[str, Range]:
    """Value, low and high of the four questions; the value of an empty one is None."""
    answers = dict.fromkeys(("who", "what", "where", "how"), OPEN)
    if clinic.people:
        answers["who"] = over_readings(clinic.people, lambda terms: who_points(terms, clinic.checked, iof))
    if clinic.products:
        answers["what"] = over_readings(clinic.products, lambda terms: what_points(terms, clinic.country))
    if clinic.imaging and clinic.targets:
        answers["where"] = over_readings(clinic.imaging, lambda terms: where_points(clinic.targets, terms))
        answers["how"] = over_readings(clinic.imaging, lambda terms: how_points(clinic.targets, terms))
    elif clinic.imaging:
        value, _, _ = over_readings(clinic.imaging, lambda terms: how_points(TARGETS, terms))
        single = [how_points([target], terms) for target in TARGETS for terms in clinic.imaging.readings()]
        answers["how"] = (value, min(single), max(single))
    return answers


def flags(clinic: Clinic, day: date) -> list[str]:
    """Clause 10, in the order of the contract."""
    found = flags_on_people(clinic) | flags_on_imaging(clinic)
    found |= {t for t in clinic.products.terms if t in FLAG_ORDER and penalised(t, clinic.country)}
    if clinic.products.words:
        found.add("ambiguous_product")
    if clinic.claim:
        found.add("claims_concern")
    if clinic.as_of and clinic.as_of < day.replace(year=day.year - 2):
        found.add("stale_record")
    return [code for code in FLAG_ORDER if code in found]


def flags_on_people(clinic: Clinic) -> set[str]:
    """Clause 10 for Who."""
    found = set()
    if clinic.people.terms and not any(is_physician(terms) for terms in clinic.people.readings()):
        found.add("no_physician")
        if "dc" in clinic.people.terms and clinic.people.terms & {"rn", "lpn", "np"}:
            found.add("chiropractor_and_nurse")
    if clinic.people.terms and not clinic.people.words and is_physician(clinic.people.terms):
        best = max((term for term in clinic.people.terms if term in PHYSICIAN), key=lambda t: PHYSICIAN[t])
        if best in UNRELATED:
            found.add("unrelated_specialty")
    if clinic.board and not clinic.people.terms - {"physician", "non_clinical"}:
        found.add("unverified_board")
    return found


def flags_on_imaging(clinic: Clinic) -> set[str]:
    """Clause 10 for Where and How; beside an ambiguous word, only what holds whatever it means."""
    found = set()
    if clinic.imaging.terms == {"none"} and not clinic.imaging.words:
        found.add("blind")
    if clinic.imaging and clinic.targets:
        levels = [{best_level(t, terms) for t in clinic.targets} for terms in clinic.imaging.readings()]
        if all(each & {"cannot", "inadequate"} for each in levels):
            found.add("target_unreachable")
        if all(each & {"acceptable", "investigational", "weak"} for each in levels):
            found.add("imaging_limited")
    return found


def grade(score: Fraction, clinic_flags: Sequence[str], shares: Mapping[str, Fraction], complete: bool) -> str:
    """Clause 6: the grade that the score earns, or the cap."""
    earned = next(letter for letter, least in zip("ABCDF", (85, 70, 55, 40, 0), strict=True) if score >= least)
    caps = ["C" for code in clinic_flags if code in CAPPED_AT_C and shares[CAPPED_AT_C[code]] > 0]
    return max([earned, *caps, *([] if complete else ["B"])])


def score_all(
    clinics: Sequence[Clinic], weights: Mapping[str, float], day: date, iof: int = ADDITION["iof"]
) -> list[Result]:
    """The results of a whole file."""
    shares = {question: Fraction(weight) for question, weight in weights.items()}
    whole = sum(shares.values())
    results = []
    for clinic in clinics:
        answers = questions(clinic, iof)
        stated = [question for question, (value, _, _) in answers.items() if value is not None]
        covered = sum((shares[question] for question in stated), Fraction(0)) / whole
        result = Result(
            values={question: value for question, (value, _, _) in answers.items()},
            coverage=to_tenth(covered * 100),
            flags=flags(clinic, day),
            bounds={question: (low, high) for question, (_, low, high) in answers.items()},
        )
        if covered >= Fraction(1, 2) and sum(shares[question] > 0 for question in stated) >= 2:
            counted = {
                question: to_tenth((low + high) / 2) if value is None else value
                for question, (value, low, high) in answers.items()
            }
            result.score = to_tenth(sum(shares[q] * counted[q] for q in shares) / whole)
            result.low = to_tenth(sum(shares[q] * answers[q][1] for q in shares) / whole)
            result.high = to_tenth(sum(shares[q] * answers[q][2] for q in shares) / whole)
            result.grade = grade(result.score, result.flags, shares, complete=covered == 1)
        results.append(result)
    for result in results:
        others = [other for other in results if other is not result and other.score is not None]
        if result.score is not None:
            result.rank = 1 + sum(other.score > result.score for other in others)
    return results
