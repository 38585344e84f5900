"""A second scorer, written from the clauses of the design in the plainest Python: slow, and easy to check.

It knows nothing about how files are written: it is given what each clinic states. The points of one reading are in
`reference_points.py`, the readings those of `reference_readings.py`; tiers and intervals of ranks are in
`reference_ranks.py`.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache

from tests.scoring.reference_points import (
    ADDITION,
    IMAGING,
    PENALTY,
    PEOPLE,
    PHYSICIAN,
    PRODUCT,
    STAFF,
    TARGETS,
    UNRELATED,
    Terms,
    best_level,
    how_points,
    is_physician,
    penalised,
    to_tenth,
    what_points,
    where_points,
    who_points,
)
from tests.scoring.reference_readings import (
    MAY_BE,
    QUESTIONS,
    Clinic,
    Says,
    imaging_readings,
    people_readings,
    product_readings,
    questions,
    target_readings,
)

__all__ = [
    "ADDITION",
    "IMAGING",
    "MAY_BE",
    "PENALTY",
    "PEOPLE",
    "PRODUCT",
    "STAFF",
    "TARGETS",
    "Clinic",
    "Result",
    "Says",
    "Terms",
    "best_level",
    "flags",
    "how_points",
    "penalised",
    "questions",
    "score_all",
    "to_tenth",
    "what_points",
    "where_points",
    "who_points",
]

# The questions of which at least one must have weight for a cap at C to count.
CAPPED_AT_C = {
    "no_physician": {"who"},
    "birth_tissue": {"what"},
    "exosome": {"what"},
    "svf": {"what"},
    "cultured": {"what"},
    "target_unreachable": {"where", "how"},
    "blind": {"how"},
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
    "injector_unclear",
)


@dataclass
class Result:
    """What the contract prints for one clinic. Unscored, or nothing sure: None."""

    values: dict[str, Fraction | None]
    coverage: Fraction
    flags: list[str]
    score: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    grade: str | None = None
    grade_high: str | None = None
    rank: int | None = None
    bounds: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)


def known(clinic: Clinic) -> dict[str, bool]:
    """Whether each question has a known term in its own cell; a fellowship alone names nobody."""
    return {
        "who": bool(clinic.people.terms - {"iof"}),
        "what": bool(clinic.products.terms),
        "where": bool(clinic.targets),
        "how": bool(clinic.imaging.terms),
    }


# -- Clause 10: what is stated -----------------------------------------------------------------------------------


def flags(clinic: Clinic, day: date) -> list[str]:
    """Clause 10, in the contract's order."""
    raised = flags_on_people(clinic) | flags_on_imaging(clinic)
    raised |= {term for term in clinic.products.terms if term in FLAG_ORDER and penalised(term, clinic.country)}
    if clinic.products.words:
        raised.add("ambiguous_product")
    if clinic.claim:
        raised.add("claims_concern")
    if clinic.as_of and clinic.as_of < day.replace(year=day.year - 2):
        raised.add("stale_record")
    return [code for code in FLAG_ORDER if code in raised]


def flags_on_people(clinic: Clinic) -> set[str]:
    """Clause 10 for Who. Both ambiguous words may be a physician, so beside one a physician may be stated."""
    raised = set()
    terms = clinic.people.terms
    if terms - {"iof"} and not is_physician(terms) and not clinic.people.words:
        raised.add("no_physician")
        if "dc" in terms and terms & {"rn", "lpn", "np"}:
            raised.add("chiropractor_and_nurse")
    if is_physician(terms) and not clinic.people.words:
        best = max(terms & PHYSICIAN.keys(), key=lambda term: PHYSICIAN[term])
        if best in UNRELATED:
            raised.add("unrelated_specialty")
    if is_physician(terms) and any(STAFF[term] > 0 for term in terms & STAFF.keys()):  # a bare title is no person
        raised.add("injector_unclear")
    if clinic.board and not terms - {"physician", "non_clinical"}:
        raised.add("unverified_board")
    return raised


def flags_on_imaging(clinic: Clinic) -> set[str]:
    """Clause 10 for Where and How; beside an ambiguous word, only what holds whatever it means."""
    raised = set()
    if clinic.imaging == Says(frozenset({"none"})):
        raised.add("blind")
    if clinic.imaging and clinic.targets:
        levels = [{best_level(t, terms) for t in clinic.targets} for terms in imaging_readings(clinic.imaging)]
        if all(reading & {"cannot", "inadequate"} for reading in levels):
            raised.add("target_unreachable")
        if all(reading & {"acceptable", "investigational", "weak"} for reading in levels):
            raised.add("imaging_limited")
    return raised


# -- Clause 7: grades --------------------------------------------------------------------------------------------


def any_and_every(readings: Iterable[set[str]]) -> tuple[set[str], set[str]]:
    """The flags that some reading brings, and those that every reading brings."""
    raised = list(readings)
    return set.union(*raised), set.intersection(*raised)


@lru_cache(maxsize=20_000)
def people_caps(people: Says, checked: Terms) -> tuple[set[str], set[str]]:
    """The capping flag of Who; that of a chiropractor and nurse never occurs without it, and caps alike."""
    readings = people_readings(people, checked)
    return any_and_every(
        {"no_physician"} if terms - {"iof"} and not is_physician(terms) else set() for terms in readings
    )


@lru_cache(maxsize=20_000)
def product_caps(products: Says, country: str) -> tuple[set[str], set[str]]:
    """The capping flags of What."""
    readings = product_readings(products, country)
    return any_and_every({term for term in terms if penalised(term, country)} for terms in readings)


@lru_cache(maxsize=20_000)
def guidance_caps(targets: Terms, imaging: Says) -> tuple[set[str], set[str]]:
    """The capping flags of Where and How."""

    def raised(aims: Terms, terms: Terms) -> set[str]:
        blind = {"blind"} if terms == {"none"} else set()
        missed = terms and any(best_level(target, terms) in ("cannot", "inadequate") for target in aims)
        return blind | ({"target_unreachable"} if missed else set())

    pairs = itertools.product(target_readings(targets), imaging_readings(imaging))
    return any_and_every(raised(aims, terms) for aims, terms in pairs)


def caps(clinic: Clinic) -> tuple[set[str], set[str]]:
    """The capping flags that some reading brings, and those that every one brings; the cells vary independently."""
    possible, sure = zip(
        people_caps(clinic.people, clinic.checked),
        product_caps(clinic.products, clinic.country),
        guidance_caps(clinic.targets, clinic.imaging),
        strict=True,
    )
    return set.union(*possible), set.union(*sure)


def grade(score: Fraction, raised: Collection[str], shares: Mapping[str, Fraction], *, claim: bool) -> str:
    """Clause 7: the grade that the score earns, or the cap."""
    earned = next(letter for letter, least in zip("ABCDF", (85, 70, 55, 40, 0), strict=True) if score >= least)
    weighing = {question for question, share in shares.items() if share > 0}
    at_c = ["C" for code in raised if CAPPED_AT_C[code] & weighing]
    return max([earned, *at_c, *(["B"] if claim else [])])


# -- A whole file --------------------------------------------------------------------------------------------------


def result_of(
    clinic: Clinic, shares: Mapping[str, Fraction], day: date, iof: int = ADDITION["iof"], *, half: bool = False
) -> Result:
    """The result of one clinic, except its rank. `half`: an open question counts at the middle of its range."""
    whole = sum(shares.values())
    answers, is_known = questions(clinic, iof), known(clinic)
    covered = sum((shares[question] for question in QUESTIONS if is_known[question]), Fraction(0)) / whole
    result = Result(
        values={question: value for question, (value, _, _) in answers.items()},
        coverage=to_tenth(covered * 100),
        flags=flags(clinic, day),
        bounds={question: (low, high) for question, (_, low, high) in answers.items()},
    )
    if covered < Fraction(1, 2) or sum(is_known[question] and shares[question] > 0 for question in QUESTIONS) < 2:
        return result

    def total(points: Mapping[str, Fraction]) -> Fraction:
        return to_tenth(sum((shares[question] * points[question] for question in QUESTIONS), Fraction(0)) / whole)

    result.low = total({question: low for question, (_, low, _) in answers.items()})
    result.high = total({question: high for question, (_, _, high) in answers.items()})
    middles = {question: to_tenth((low + high) / 2) for question, (_, low, high) in answers.items()}
    result.score = total(middles) if half else result.low
    possible, sure = caps(clinic)
    result.grade = grade(result.score, possible, shares, claim=clinic.claim)
    result.grade_high = grade(result.high, sure, shares, claim=clinic.claim)
    return result


def score_all(
    clinics: Sequence[Clinic],
    weights: Mapping[str, float],
    day: date,
    iof: int = ADDITION["iof"],
    *,
    half: bool = False,
) -> list[Result]:
    """The results of a whole file."""
    shares = {question: Fraction(weight) for question, weight in weights.items()}
    results = [result_of(clinic, shares, day, iof, half=half) for clinic in clinics]
    scores = [result.score for result in results if result.score is not None]
    for result in results:
        if result.score is not None:
            result.rank = 1 + sum(score > result.score for score in scores)
    return results
