"""The four questions: from what a record states to points, their bounds, and flags.

Points are whole tenths (0 to 1000), so that every figure on screen adds up to the digit. The rules are the
rubric's; the arithmetic of each is told in `points_from` of its question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

from scoring.recognition import Stated
from scoring.rubric import PersonRule, Rubric
from scoring.vocabulary import vocabulary

EMPTY = -1
FULL = 1000
_MOST_COMBINATIONS = 4_000


@dataclass(frozen=True, slots=True)
class Answer:
    """Tenths of points: `value` (`EMPTY` if unknown), the lowest and highest it may be, and flags."""

    value: int
    low: int
    high: int
    flags: frozenset[str] = frozenset()


UNKNOWN = Answer(EMPTY, 0, FULL)


def half_up(numerator: int, denominator: int) -> int:
    """The quotient of two whole numbers (numerator not negative), halves rounded up."""
    return (2 * numerator + denominator) // (2 * denominator)


def who(rubric: Rubric, credentials: Stated, verified: Stated) -> Answer:
    """Who injects: points of the best base and the best other training, and the flags on people."""
    flags = {"unverified_board"} if credentials.board_not_named else set()
    if not credentials.terms and not credentials.ambiguous:
        return _with_flags(UNKNOWN, flags)
    points = _over_readings(credentials, "credentials", lambda terms: who_points(rubric, terms, verified.terms))
    sure = credentials.terms and not any(rubric.person[term].physician for term in _may_be(credentials, "credentials"))
    if sure and not _physicians(rubric, credentials.terms):
        flags.add("no_physician")
        pair = rubric.flags["chiropractor_and_nurse"]
        if credentials.terms.intersection(pair.chiropractor) and credentials.terms.intersection(pair.nurse):
            flags.add("chiropractor_and_nurse")
    best = base_of(rubric, credentials.terms, verified.terms)
    if best and rubric.person[best].unrelated and not credentials.ambiguous:
        flags.add("unrelated_specialty")
    return _with_flags(points, flags)


def what(rubric: Rubric, products: Stated, country: str) -> Answer:
    """What is injected: the best product less the penalties that hold in the record's country."""
    if not products.terms and not products.ambiguous:
        return UNKNOWN
    points = _over_readings(products, "products", lambda terms: what_points(rubric, terms, country))
    flags = {term for term in products.terms if term in rubric.flags and rubric.product[term].penalised_in(country)}
    if products.ambiguous:
        flags.add("ambiguous_product")
    return _with_flags(points, flags)


def where(rubric: Rubric, targets: Stated, imaging: Stated) -> Answer:
    """Where it goes: points for the number of stated targets that the stated imaging reaches."""
    if not targets.terms or not (imaging.terms or imaging.ambiguous):
        return UNKNOWN
    answer = _over_readings(imaging, "imaging", partial(where_points, rubric, targets.terms))
    hoped = _best_levels(rubric, targets.terms, imaging.terms | _may_be(imaging, "imaging"))
    flag = rubric.flags["target_unreachable"]
    return _with_flags(answer, {"target_unreachable"} if hoped.intersection(flag.levels) else set())


def how(rubric: Rubric, targets: Stated, imaging: Stated) -> Answer:
    """How the needle is guided: the mean points of the best stated guidance over the targets."""
    if not (imaging.terms or imaging.ambiguous):
        return UNKNOWN
    claimed = targets.terms or frozenset(rubric.guidance)
    answer = _over_readings(imaging, "imaging", partial(how_points, rubric, claimed))
    if not targets.terms:  # any target may be meant: the bounds are the worst and the best single one
        single = [_over_readings(imaging, "imaging", partial(how_points, rubric, {target})) for target in claimed]
        low, high = min(one.low for one in single), max(one.high for one in single)
        answer = Answer(answer.value, low, high)
    flags = set()
    if imaging.terms == {"none"} and not imaging.ambiguous:
        flags.add("blind")
    if targets.terms:
        hoped = _best_levels(rubric, targets.terms, imaging.terms | _may_be(imaging, "imaging"))
        if hoped.intersection(rubric.flags["imaging_limited"].levels):
            flags.add("imaging_limited")
    return _with_flags(answer, flags)


# -- points of a set of terms that is certain ------------------------------------------------------------------


def _physicians(rubric: Rubric, terms: Iterable[str]) -> list[str]:
    """Terms of a physician. A specialty beside only non-physician degrees makes none."""
    degrees = [term for term in terms if term == "physician"]
    specialties = [term for term in terms if rubric.person[term].physician and term != "physician"]
    others = [term for term in terms if not rubric.person[term].physician and not rubric.person[term].fellowship]
    return degrees + specialties if degrees or not others else []


def base_of(rubric: Rubric, terms: frozenset[str], verified: frozenset[str]) -> str:
    """The term that sets the base: the highest, a checked one first where several are level."""
    physicians = _physicians(rubric, terms)
    candidates = physicians or [term for term in terms if not rubric.person[term].physician]
    rank = vocabulary().terms["credentials"]
    order = {term: place for place, term in enumerate(rank)}
    return max(
        candidates,
        key=lambda term: (
            rubric.person[term].base,
            term in verified,
            -rubric.person[term].addition,
            -order[term],
        ),
        default="",
    )


def who_points(rubric: Rubric, terms: frozenset[str], verified: frozenset[str]) -> int:
    """Tenths that these credentials earn."""
    base = base_of(rubric, terms, verified)
    if not base:
        return 0
    rule: PersonRule = rubric.person[base]
    points = rule.base + (rubric.verification.points if base in verified else 0)
    if rule.physician:  # other training counts beside a physician's
        points += max((rubric.person[term].addition for term in terms - {base}), default=0)
    return min(points, 100) * 10


def what_points(rubric: Rubric, terms: frozenset[str], country: str) -> int:
    """Tenths that these products earn in a country."""
    penalised = {term for term in terms if rubric.product[term].penalised_in(country)}
    clean = [rubric.product_points[term] for term in terms if term not in penalised]
    penalty = sum(rubric.product[term].penalty for term in penalised)
    return max(max(clean, default=0) - penalty, 0) * 10


def best_guide(rubric: Rubric, target: str, imaging: Collection[str]) -> str:
    """The stated imaging term (one at least) that serves the target best; of level ones the vocabulary's first."""
    return next(term for term in rubric.guides[target] if term in imaging)


def best_level(rubric: Rubric, target: str, imaging: Collection[str]) -> str:
    """The best level of guidance that the stated imaging terms (one at least) have at the target."""
    return rubric.level[target, best_guide(rubric, target, imaging)]


def _best_levels(rubric: Rubric, targets: Iterable[str], imaging: Collection[str]) -> set[str]:
    return {best_level(rubric, target, imaging) for target in targets}


def where_points(rubric: Rubric, targets: Iterable[str], imaging: frozenset[str]) -> int:
    """Tenths for the number of targets that the imaging reaches."""
    reached = sum(rubric.levels[best_level(rubric, target, imaging)].reached for target in targets)
    steps = rubric.where.points
    return steps[min(reached, len(steps) - 1)] * 10


def how_points(rubric: Rubric, targets: Iterable[str], imaging: frozenset[str]) -> int:
    """Tenths for how well the imaging guides the needle, over the targets."""
    points = [rubric.levels[best_level(rubric, target, imaging)].points for target in targets]
    return half_up(sum(points) * 10, len(points))


# -- ambiguous words ---------------------------------------------------------------------------------------------


def _may_be(stated: Stated, dimension: str) -> frozenset[str]:
    entries = vocabulary().ambiguous[dimension]
    return frozenset(term for word in stated.ambiguous for term in entries[word].may_be)


@lru_cache(maxsize=256)
def readings_of(known: frozenset[str], words: frozenset[str], dimension: str) -> tuple[frozenset[str], ...] | None:
    """Every set of terms that the words may stand for beside the known ones; None if there are too many."""
    entries = vocabulary().ambiguous[dimension]
    sets = {known}
    for word in sorted(words):
        sets = {terms | {term} for terms in sets for term in entries[word].may_be}
        if len(sets) > _MOST_COMBINATIONS:
            return None
    return tuple(sets)


def _over_readings(stated: Stated, dimension: str, points: Callable[[frozenset[str]], int]) -> Answer:
    """Lowest and highest points over the readings of ambiguous words, and the value they leave."""
    if not stated.ambiguous:
        certain = points(stated.terms)
        return Answer(certain, certain, certain)
    readings = readings_of(stated.terms, stated.ambiguous, dimension)
    each = [0, FULL] if readings is None else [points(terms) for terms in readings]
    low, high = min(each), max(each)
    return Answer(half_up(low + high, 2) if stated.terms else EMPTY, low, high)


def _with_flags(answer: Answer, flags: set[str]) -> Answer:
    return Answer(answer.value, answer.low, answer.high, frozenset(flags))
