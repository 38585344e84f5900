"""The four questions: from what a record states to the points that are sure, those that are possible, and flags.

Each answer is over the readings of what is open (`readings.py`) and the points of one reading (`points.py`). How the
points of a question are computed is explained in its `points_from`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from scoring.recognition import Person, Role, Stated
from scoring.rubric import Rubric
from scoring.scores.points import (
    base_of,
    best_level,
    how_points,
    levels_by_target,
    physician_terms,
    what_points,
    where_points,
    who_points,
)
from scoring.scores.readings import (
    Guidance,
    Terms,
    any_person,
    any_product,
    imaging_readings,
    people_readings,
    product_readings,
    target_readings,
    without_doubts,
)

# Answers kept for files that state the same: one for an open question has hundreds of readings. Questions are asked
# only with terms of the vocabulary, so that no key is larger than a few hundred bytes.
REMEMBERED = 4_096
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question gives, in tenths of points: `low` whatever the open words mean, `high` at most.

    `known`: whether its own column states a term that counts. `flags`: of what is stated. `possible` and `certain`:
    the flags that some reading brings, and those that every reading brings.
    """

    low: int
    high: int
    known: bool
    flags: frozenset[str] = _NONE
    possible: frozenset[str] = _NONE
    certain: frozenset[str] = _NONE


def who(rubric: Rubric, credentials: Stated, verified: Stated) -> Answer:
    """Who injects: the points of the best of the people who count."""
    people = [person for person in credentials.counting if _is_somebody(rubric, person)]
    terms = frozenset[str]().union(*(person.terms for person in people))
    board = {"unverified_board"} if credentials.board_not_named else set()
    if not people:
        low, high = open_who(rubric, credentials.terms, verified.terms)
        return Answer(low, high, known=False, flags=frozenset(board), possible=frozenset(_PEOPLE_FLAGS))
    answers = [_one_person(rubric, person, verified.terms) for person in people]
    no_physician = {"no_physician"} if not any(answer.may_be_physician for answer in answers) else set()
    possible = {"no_physician"} if all(answer.may_be_other for answer in answers) else set()
    pair = rubric.flags["chiropractor_and_nurse"]
    if no_physician and _both(terms, pair.chiropractor, pair.nurse):
        no_physician.add("chiropractor_and_nurse")
    may_be = terms.union(*(reading for person in people for reading in people_readings(person.terms, person.ambiguous)))
    if possible and _both(may_be, pair.chiropractor, pair.nurse):
        possible.add("chiropractor_and_nurse")
    stated = no_physician | board
    best = max(answers, key=lambda answer: answer.low)
    if best.unrelated:
        stated.add("unrelated_specialty")
    if not any(person.role is Role.INJECTS for person in people) and _is_mixed(rubric, people):
        stated.add("injector_unclear")
    return Answer(
        low=best.low,
        high=max(answer.high for answer in answers),
        known=any(not rubric.person[term].fellowship for term in terms),
        flags=frozenset(stated),
        possible=frozenset(possible | no_physician),
        certain=frozenset(no_physician),
    )


def what(rubric: Rubric, products: Stated, country: str) -> Answer:
    """What is injected: the best product less the penalties that hold in the record's country."""
    is_open = not products.terms and not products.ambiguous
    readings = any_product() if is_open else list(product_readings(rubric, products.terms, products.ambiguous, country))
    flags = _product_flags(rubric, products.terms, country)
    return _over(
        readings=[(what_points(rubric, terms, country), _product_flags(rubric, terms, country)) for terms in readings],
        known=bool(products.terms),
        flags=flags | {"ambiguous_product"} if without_doubts("products", products.ambiguous)[0] else flags,
    )


@lru_cache(maxsize=REMEMBERED)
def where(rubric: Rubric, targets: Stated, imaging: Stated) -> Answer:
    """Where it goes: points for the number of claimed targets that the guidance reaches."""
    readings = _guided(targets, imaging)
    answer = _over(
        readings=[
            (where_points(rubric, claimed, guidance.terms), _unreachable(rubric, claimed, guidance))
            for claimed, guidance in readings
        ],
        known=bool(targets.terms),
    )
    stated = answer.certain if targets.terms and _says_something(imaging) else _NONE
    return Answer(answer.low, answer.high, answer.known, stated, answer.possible, answer.certain)


@lru_cache(maxsize=REMEMBERED)
def how(rubric: Rubric, targets: Stated, imaging: Stated) -> Answer:
    """How the needle is guided: the points of the best guidance at the claimed target that it guides worst."""
    flags = {"blind"} if imaging.terms == {"none"} and not imaging.ambiguous else set()
    if targets.terms and _says_something(imaging):
        best = frozenset[str]().union(*(guidance.terms for guidance in imaging_readings(imaging)))
        levels = {best_level(rubric, target, best) for target in targets.terms}
        if levels.intersection(rubric.flags["imaging_limited"].levels):
            flags.add("imaging_limited")
    return _over(
        readings=[
            (how_points(rubric, claimed, guidance.terms, contrast=guidance.contrast), _blind(guidance))
            for claimed, guidance in _guided(targets, imaging)
        ],
        known=bool(imaging.terms),
        flags=frozenset(flags),
    )


# -- Who ---------------------------------------------------------------------------------------------------------

_PEOPLE_FLAGS = ("no_physician", "chiropractor_and_nurse")


@dataclass(frozen=True, slots=True)
class _PersonAnswer:
    low: int
    high: int
    may_be_physician: bool
    may_be_other: bool
    unrelated: bool


def _one_person(rubric: Rubric, person: Person, verified: frozenset[str]) -> _PersonAnswer:
    readings = list(people_readings(person.terms, person.ambiguous))
    points = [who_points(rubric, terms, verified) for terms in readings]
    physicians = [bool(physician_terms(rubric, terms)) for terms in readings]
    best = base_of(rubric, person.terms, verified)
    unrelated = bool(best) and rubric.person[best].unrelated and not person.ambiguous
    return _PersonAnswer(min(points), max(points), any(physicians), not all(physicians), unrelated)


def _is_somebody(rubric: Rubric, person: Person) -> bool:
    """Whether a person has a degree or a field: a fellowship alone does not say whose it is."""
    return bool(person.ambiguous) or any(not rubric.person[term].fellowship for term in person.terms)


@lru_cache(maxsize=REMEMBERED)
def open_who(rubric: Rubric, trained: frozenset[str], verified: frozenset[str]) -> tuple[int, int]:
    """The fewest and the most points of people of whom no more is stated than a fellowship."""
    points = [who_points(rubric, terms | trained, verified) for terms in any_person(rubric)]
    return min(points), max(points)


def _is_mixed(rubric: Rubric, people: Iterable[Person]) -> bool:
    """Whether a physician and somebody else of the field are stated. Titles without points name nobody else."""
    physicians = {term for person in people for term in physician_terms(rubric, person.terms)}
    rules = [rubric.person[term] for person in people for term in person.terms]
    return bool(physicians) and any(rule.base > 0 and not rule.physician for rule in rules)


def _both(terms: Collection[str], *kinds: Iterable[str]) -> bool:
    return all(any(term in terms for term in kind) for kind in kinds)


# -- What, Where and How -----------------------------------------------------------------------------------------


def _product_flags(rubric: Rubric, terms: Iterable[str], country: str) -> frozenset[str]:
    return frozenset(term for term in terms if term in rubric.flags and rubric.product[term].penalised_in(country))


def _guided(targets: Stated, imaging: Stated) -> list[tuple[Terms, Guidance]]:
    """The readings of the targets with those of the imaging."""
    return list(product(target_readings(targets.terms, targets.ambiguous), imaging_readings(imaging)))


def _unreachable(rubric: Rubric, claimed: Terms, guidance: Guidance) -> frozenset[str]:
    if not guidance.terms:
        return _NONE
    levels = levels_by_target(rubric, guidance.terms)
    unreachable = any(levels[target] in rubric.flags["target_unreachable"].levels for target in claimed)
    return frozenset({"target_unreachable"}) if unreachable else _NONE


def _blind(guidance: Guidance) -> frozenset[str]:
    return frozenset({"blind"}) if guidance.terms == {"none"} else _NONE


def _says_something(stated: Stated) -> bool:
    return bool(stated.terms or stated.ambiguous)


def _over(*, readings: Iterable[tuple[int, frozenset[str]]], known: bool, flags: frozenset[str] = _NONE) -> Answer:
    """The answer over the points and flags of every reading."""
    points, brought = zip(*readings, strict=True)
    return Answer(
        low=min(points),
        high=max(points),
        known=known,
        flags=flags,
        possible=frozenset().union(*brought),
        certain=frozenset.intersection(*brought),
    )
