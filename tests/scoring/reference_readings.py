"""What a record may mean, and so the low and high of each question, for the plain scorer of `reference.py`.

Open cells are tried out, reading by reading (clause 6 of the design).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache

from tests.scoring.reference_points import (
    ADDITION,
    IMAGING,
    PEOPLE,
    PHYSICIAN,
    PRODUCT,
    STAFF,
    TARGETS,
    Terms,
    how_points,
    penalised,
    what_points,
    where_points,
    who_points,
)

MAY_BE = {
    "stem_cells": tuple(PRODUCT),
    "fat_stem_cells": ("mfat", "svf", "cultured"),
    "marrow_stem_cells": ("bma", "bmc", "cultured"),
    "image_guided": ("ultrasound", "fluoroscopy", "ct"),
    "doctor": (*PHYSICIAN, "dc", "nd", "dpm", "non_clinical"),
    "surgeon": ("spine_surgery", "neurosurgery", "orthopaedics", "other_specialty", "plastic_surgery", "physician"),
}


@dataclass(frozen=True)
class Says:
    """The terms and the ambiguous words of one cell."""

    terms: Terms = frozenset()
    words: Terms = frozenset()

    def __bool__(self) -> bool:
        return bool(self.terms or self.words)

    def readings(self) -> list[Terms]:
        """Every set of terms that a filled cell may mean: for each word any set of its terms, except the empty one."""
        return meanings(self, (), 1000, lambda term: term)


@dataclass(frozen=True)
class Clinic:
    """What one record states.

    `people`: one person's degrees and fields. `contrast`: what the imaging cell says of it, "used", "not used" or, not
    stated, "". `board`: it says board certified and names no board.
    """

    people: Says = Says()
    checked: Terms = frozenset()
    products: Says = Says()
    targets: Terms = frozenset()
    imaging: Says = Says()
    contrast: str = ""
    country: str = ""
    claim: bool = False
    as_of: date | None = None
    board: bool = False


def subsets(terms: Collection[str], most: int = 1000) -> list[Terms]:
    """Every set of up to `most` of the terms, the empty one too."""
    sizes = range(min(most, len(terms)) + 1)
    return [frozenset(chosen) for size in sizes for chosen in itertools.combinations(terms, size)]


def alike(terms: Iterable[str], kind: Callable[[str], Hashable], most: int) -> list[str]:
    """The terms without those of a kind beyond the first `most`."""
    by_kind: dict[Hashable, list[str]] = {}
    for term in terms:
        by_kind.setdefault(kind(term), []).append(term)
    return [term for members in by_kind.values() for term in members[:most]]


def meanings(
    cell: Says, vocabulary: Sequence[str], most: int, kind: Callable[[str], Hashable], of_a_kind: int = 1
) -> list[Terms]:
    """What a cell may mean: blank, any set of the vocabulary; of each ambiguous word, any set of its terms but none.

    A set that holds a term of each word's list is what the words may mean together. `most`, `kind` and `of_a_kind`
    leave out sets that could make no difference: the callers say why.
    """
    lists = [set(MAY_BE[word]) for word in sorted(cell.words)]
    pool = vocabulary if not cell else list(dict.fromkeys(term for word in sorted(cell.words) for term in MAY_BE[word]))
    fewer = alike(pool, lambda term: (kind(term), tuple(term in listed for listed in lists)), of_a_kind)
    return [cell.terms | chosen for chosen in subsets(fewer, most) if all(chosen & listed for listed in lists)]


@lru_cache(maxsize=20_000)
def people_readings(people: Says, checked: Terms) -> list[Terms]:
    """What the people may be. A fellowship without anyone's degree or field leaves open who they are, as a blank does.

    Of any set at most three terms act: the base, the addition, and a degree that makes the person a physician. So two
    of the same points, checked alike, are as good as more, and a set acts as do these of its terms. Where they hold no
    term of an ambiguous word, neither is the degree among them, which both words list, and any term that the set has
    of "surgeon", or else of "doctor", can be the third: "doctor" lists all of "surgeon". It is no better base and no
    better addition, and it makes nobody a physician who was none, nor the reverse.
    """

    def kind(term: str) -> Hashable:
        return PHYSICIAN.get(term), STAFF.get(term), ADDITION.get(term), term in checked

    if people == Says(frozenset({"iof"})):
        return [people.terms | others for others in people_readings(Says(), checked)]
    return meanings(people, PEOPLE, 3, kind, of_a_kind=2)


@lru_cache(maxsize=20_000)
def product_readings(products: Says, country: str) -> list[Terms]:
    """What the products may be. Of those with the same points and no penalty one is enough."""
    return meanings(
        products, tuple(PRODUCT), 1000, lambda term: term if penalised(term, country) else str(PRODUCT[term])
    )


@cache
def imaging_readings(imaging: Says) -> list[Terms]:
    """What the imaging may be."""
    return meanings(imaging, IMAGING, 1000, lambda term: term)


def contrast_readings(clinic: Clinic) -> list[bool]:
    """Whether contrast may be used: as stated; otherwise not, or open where it is open which imaging is used."""
    if clinic.contrast:
        return [clinic.contrast == "used"]
    open_imaging = not clinic.imaging or clinic.imaging.words
    return [False, True] if open_imaging else [False]


@cache
def target_readings(targets: Terms) -> list[Terms]:
    """What may be treated."""
    return [targets] if targets else subsets(TARGETS)


Range = tuple[Fraction | None, Fraction, Fraction]
QUESTIONS = ("who", "what", "where", "how")


def as_range(points: Collection[int]) -> Range:
    """What is sure (None: nothing is), and the low and high, of the points of all readings."""
    low, high = Fraction(min(points)), Fraction(max(points))
    return (None if low == 0 < high else low), low, high


@lru_cache(maxsize=20_000)
def who_range(people: Says, checked: Terms, iof: int) -> Range:
    """Low and high of Who."""
    return as_range({who_points(terms, checked, iof) for terms in people_readings(people, checked)})


@lru_cache(maxsize=20_000)
def what_range(products: Says, country: str) -> Range:
    """Low and high of What."""
    return as_range({what_points(terms, country) for terms in product_readings(products, country)})


@lru_cache(maxsize=20_000)
def where_range(targets: Terms, imaging: Says) -> Range:
    """Low and high of Where."""
    pairs = itertools.product(target_readings(targets), imaging_readings(imaging))
    return as_range({where_points(aims, terms) for aims, terms in pairs})


@lru_cache(maxsize=20_000)
def how_range(targets: Terms, imaging: Says, contrast: tuple[bool, ...]) -> Range:
    """Low and high of How."""
    pairs = itertools.product(target_readings(targets), imaging_readings(imaging), contrast)
    return as_range({how_points(aims, terms, contrast=used) for aims, terms, used in pairs})


def questions(clinic: Clinic, iof: int = ADDITION["iof"]) -> dict[str, Range]:
    """Value, low and high of the four questions; the value of an empty one is None."""
    return {
        "who": who_range(clinic.people, clinic.checked, iof),
        "what": what_range(clinic.products, clinic.country),
        "where": where_range(clinic.targets, clinic.imaging),
        "how": how_range(clinic.targets, clinic.imaging, tuple(contrast_readings(clinic))),
    }
