"""Readings: what a cell may mean if it leaves something open.

For a blank cell any set of terms, for an ambiguous word any nonempty set of its terms. There are too many sets
to try, and points depend on few terms of a set. So only sets are listed at which points and caps are least or most: the
argument is given with each list, and the plain scorer of the tests tries all sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from scoring.recognition import Stated
from scoring.rubric import Rubric
from scoring.vocabulary import vocabulary

Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Guidance:
    """One reading of an imaging cell: its terms, and whether contrast is used."""

    terms: Terms
    contrast: bool


def people_readings(known: Terms, words: Terms) -> Iterator[Terms]:
    """What one person may be whose terms are `known` and whose ambiguous words are `words`.

    More training earns more, so one term of each word gives the fewest points and all of them the most; one term
    also tells whether the word may mean a physician, and whether somebody else.
    """
    return _joined(known, [_people_options(word) for word in words])


def any_person(rubric: Rubric) -> list[Terms]:
    """What a person may be if nothing is stated.

    No points depend on more than two terms, and on two only those of a physician and of other training.
    """
    training = [term for term, rule in rubric.person.items() if rule.physician or rule.addition]
    return [frozenset(), *_singles(rubric.person), *map(frozenset, combinations(training, 2))]


def product_readings(rubric: Rubric, known: Terms, words: Terms, country: str) -> Iterator[Terms]:
    """What products may be injected if `known` are stated beside ambiguous words.

    The most points come with one clean term of each word, the fewest with all of its penalized ones. Of the terms in
    doubt all clean ones give the most, and all penalized ones the fewest.
    """
    penalised = {term for term, rule in rubric.product.items() if rule.penalised_in(country)}

    def options(word: str) -> list[Terms]:
        terms = vocabulary().ambiguous["products"][word].may_be
        return [*_singles(terms), frozenset(terms) & penalised or frozenset(terms)]

    plain, doubted = without_doubts("products", words)
    of_doubted = [[frozenset(), doubted - penalised, doubted & penalised]] if doubted else []
    return _joined(known, [*map(options, plain), *of_doubted])


def any_product() -> tuple[Terms, ...]:
    """What may be injected if nothing is stated: nothing gives no points, the best term alone the most."""
    return (frozenset(), *_singles(vocabulary().terms["products"]))


def target_readings(known: Terms, words: Terms = frozenset()) -> tuple[Terms, ...]:
    """The targets with those in doubt, or, if none is stated, what they may be.

    No target is the fewest reached and all targets the most; How depends on the one that is guided worst.
    """
    _, doubted = without_doubts("targets", words)
    targets = doubted if known else frozenset(vocabulary().terms["targets"])
    return tuple(dict.fromkeys(known | more for more in (frozenset(), *_singles(targets), targets)))


def imaging_readings(imaging: Stated) -> tuple[Guidance, ...]:
    """What may guide the needle. More imaging never guides worse, and contrast never either.

    Contrast is open while the imaging is, unless the cell says that none is used.
    """
    if imaging.terms and not imaging.ambiguous:
        return (Guidance(imaging.terms, imaging.contrast is True),)
    return _open_imaging(imaging.terms, imaging.ambiguous, imaging.contrast)


@lru_cache(maxsize=256)
def _open_imaging(known: Terms, words: Terms, contrast: bool | None) -> tuple[Guidance, ...]:
    modalities = [term for term in vocabulary().terms["imaging"] if term != "none"]
    if not known and not words:
        sets: Iterable[Terms] = (frozenset(), frozenset({"none"}), *_singles(modalities), frozenset(modalities))
    else:
        entries = vocabulary().ambiguous["imaging"]
        plain, doubted = without_doubts("imaging", words)
        options = [[*_singles(entries[word].may_be), frozenset(entries[word].may_be)] for word in plain]
        sets = _joined(known, [*options, *([[frozenset(), doubted]] if doubted else [])])
    may_use = {None: (False, True), True: (True,), False: (False,)}[contrast]
    return tuple(Guidance(terms, used) for terms in sets for used in may_use)


@lru_cache(maxsize=64)
def _people_options(word: str) -> tuple[Terms, ...]:
    terms = vocabulary().ambiguous["credentials"][word].may_be
    return (*_singles(terms), frozenset(terms))


def without_doubts(dimension: str, words: Terms) -> tuple[Terms, Terms]:
    """The ambiguous words that surely mean something, and the terms that are in doubt."""
    entries = vocabulary().ambiguous[dimension]
    doubts = frozenset(word for word in words if entries[word].in_doubt)
    return words - doubts, frozenset(entries[word].may_be[0] for word in doubts)


def _singles(terms: Iterable[str]) -> list[Terms]:
    return [frozenset({term}) for term in terms]


def _joined(known: Terms, options: Sequence[Sequence[Terms]]) -> Iterator[Terms]:
    """The known terms with one of the options of each word."""
    for chosen in product(*options):
        yield known.union(*chosen)
