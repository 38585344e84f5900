"""Points of one reading: what a set of undoubted terms earns. Rules and numbers are the rubric's.

Points are whole tenths (0 to 1000), so that every figure on screen adds up to the digit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from scoring.rubric import Rubric
from scoring.vocabulary import vocabulary

FULL = 1000
_KEPT = 256  # of guidance by target: four imaging terms have sixteen sets, under several rubrics


def half_up(numerator: int, denominator: int) -> int:
    """The quotient of two whole numbers (numerator not negative), halves rounded up."""
    return (2 * numerator + denominator) // (2 * denominator)


# -- Who ---------------------------------------------------------------------------------------------------------


def physician_terms(rubric: Rubric, terms: Collection[str]) -> list[str]:
    """Those of one person's terms that make a physician. A specialty beside only other degrees makes none."""
    if "physician" in terms or rubric.other_degrees.isdisjoint(terms):
        return [term for term in terms if term in rubric.physicians]
    return []


def base_of(rubric: Rubric, terms: Collection[str], verified: Collection[str]) -> str:
    """The term that sets a person's base: the highest, among ties a verified one; "" if there is none.

    A fellowship does not say who somebody is, so it is no base.
    """
    candidates = physician_terms(rubric, terms) or [term for term in terms if term in rubric.other_degrees]
    place = _places()
    return max(
        candidates,
        key=lambda term: (rubric.person[term].base, term in verified, -rubric.person[term].addition, -place[term]),
        default="",
    )


def addition_of(rubric: Rubric, terms: Collection[str], verified: Collection[str]) -> str:
    """The other training that adds points to a physician's base, among ties a verified one; "" if none does."""
    return _addition_beside(rubric, base_of(rubric, terms, verified), terms, verified)


def _addition_beside(rubric: Rubric, base: str, terms: Collection[str], verified: Collection[str]) -> str:
    if base not in rubric.physicians:
        return ""
    candidates = [term for term in terms if term != base and rubric.person[term].addition]
    place = _places()
    return max(candidates, key=lambda term: (rubric.person[term].addition, term in verified, -place[term]), default="")


def who_points(rubric: Rubric, terms: Collection[str], verified: Collection[str]) -> int:
    """Tenths that one person with these terms earns."""
    base = base_of(rubric, terms, verified)
    if not base:
        return 0
    addition = _addition_beside(rubric, base, terms, verified)
    points = rubric.person[base].base + (rubric.person[addition].addition if addition else 0)
    if base in verified or addition in verified:
        points += rubric.verification.points
    return min(points, 100) * 10


# -- What --------------------------------------------------------------------------------------------------------


def what_points(rubric: Rubric, terms: Iterable[str], country: str) -> int:
    """Tenths that these products earn in a country."""
    products = set(terms)
    penalised = {term for term in products if rubric.product[term].penalised_in(country)}
    clean = [rubric.product_points[term] for term in products - penalised]
    penalty = sum(rubric.product[term].penalty for term in penalised)
    return max(max(clean, default=0) - penalty, 0) * 10


# -- Where and How -----------------------------------------------------------------------------------------------


def best_guide(rubric: Rubric, target: str, imaging: Collection[str]) -> str:
    """The imaging term (of at least one) that serves the target best; among ties the vocabulary's first."""
    return next(term for term in rubric.guides[target] if term in imaging)


def best_level(rubric: Rubric, target: str, imaging: Collection[str]) -> str:
    """The best level of guidance that the imaging terms (at least one) have at the target."""
    return levels_by_target(rubric, frozenset(imaging))[target]


@lru_cache(maxsize=_KEPT)
def levels_by_target(rubric: Rubric, imaging: frozenset[str]) -> Mapping[str, str]:
    """The best level of guidance that the imaging terms (at least one) have, by target."""
    guides = {target: best_guide(rubric, target, imaging) for target in rubric.guides}
    return MappingProxyType({target: rubric.level[target, guide] for target, guide in guides.items()})


def reached_targets(rubric: Rubric, targets: Iterable[str], imaging: Collection[str]) -> list[str]:
    """The targets that the imaging terms reach; none without imaging."""
    if not imaging:
        return []
    levels = levels_by_target(rubric, frozenset(imaging))
    return [target for target in targets if rubric.levels[levels[target]].reached]


def where_points(rubric: Rubric, targets: Iterable[str], imaging: Collection[str]) -> int:
    """Tenths for the number of targets that the imaging reaches."""
    steps = rubric.where.points
    return steps[min(len(reached_targets(rubric, targets, imaging)), len(steps) - 1)] * 10


def guidance_points(rubric: Rubric, target: str, guide: str, *, contrast: bool) -> int:
    """Points (0 to 100) of one kind of imaging at one target. `contrast`: it is stated as used."""
    level = rubric.level[target, guide]
    points = rubric.levels[level].points
    without = rubric.contrast
    if level == without.level and guide in without.imaging and not contrast:
        return min(points, without.points)
    return points


def weakest_target(rubric: Rubric, targets: Iterable[str], imaging: Collection[str], *, contrast: bool) -> str:
    """The target (of at least one) that the imaging terms (at least one) guide worst; among ties the first."""
    claimed, points = set(targets), _points_by_target(rubric, frozenset(imaging), contrast)
    return min((target for target in vocabulary().terms["targets"] if target in claimed), key=points.__getitem__)


def how_points(rubric: Rubric, targets: Iterable[str], imaging: Collection[str], *, contrast: bool) -> int:
    """Tenths of the best guidance at the target that it guides worst; over all targets if none is claimed."""
    if not imaging:
        return 0
    points = _points_by_target(rubric, frozenset(imaging), contrast)
    return min(points[target] for target in frozenset(targets) or rubric.guidance) * 10


@lru_cache(maxsize=_KEPT)
def _points_by_target(rubric: Rubric, imaging: frozenset[str], contrast: bool) -> Mapping[str, int]:
    """Points (0 to 100) of the best of the imaging terms (at least one), by target."""
    guides = {target: best_guide(rubric, target, imaging) for target in rubric.guides}
    return MappingProxyType(
        {target: guidance_points(rubric, target, guide, contrast=contrast) for target, guide in guides.items()}
    )


@cache
def _places() -> dict[str, int]:
    """The place of each credential in the vocabulary: among ties the first is used."""
    return {term: place for place, term in enumerate(vocabulary().terms["credentials"])}
