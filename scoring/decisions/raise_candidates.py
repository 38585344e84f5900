"""What a record could state in addition: the same record with one term added, or one open word settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from scoring.recognition import Person, Stated
from scoring.rubric import Rubric
from scoring.vocabulary import DIMENSIONS, vocabulary

_BLIND = "none"  # the imaging term of a record that states that none is used


class Kind(Enum):
    """How a statement goes beyond the record."""

    SETTLED = "settled"  # says what an open word means
    ADDED = "added"
    CHECKED = "checked"  # a stated training is found in a register, or checked by the file's editor
    CONTRAST = "contrast"


@dataclass(frozen=True)
class Candidate:
    """A further statement. `columns`: where it is made; `terms`: one for each of these columns, none for contrast.

    `word`: the open word that it settles, "" for none. `rule`: the key of the rule that it falls under. `stated`: what
    these columns would then state.
    """

    kind: Kind
    columns: tuple[str, ...]
    terms: tuple[str, ...]
    rule: str
    stated: Mapping[str, Stated]
    word: str = ""


def candidates(rubric: Rubric, stated: Mapping[str, Stated]) -> Iterator[Candidate]:
    """Every further statement, in the order of the vocabulary.

    If neither targets nor imaging are stated, neither alone makes anything sure, so pairs of them are tried too.
    """
    yield from _people(rubric, stated)
    for dimension in DIMENSIONS[1:]:
        cell = stated[dimension]
        for word in sorted(cell.ambiguous):
            for term in vocabulary().ambiguous[dimension][word].may_be:
                settled = replace(_with_term(dimension, cell, term), ambiguous=cell.ambiguous - {word})
                yield _candidate(rubric, Kind.SETTLED, {dimension: settled}, (term,), word)
        for term in _missing(dimension, cell):
            yield _candidate(rubric, Kind.ADDED, {dimension: _with_term(dimension, cell, term)}, (term,))
    targets, imaging = stated["targets"], stated["imaging"]
    if imaging.terms - {_BLIND} and imaging.contrast is not True:
        with_contrast = {"imaging": replace(imaging, contrast=True)}
        yield Candidate(Kind.CONTRAST, ("imaging",), (), "contrast", with_contrast)
    if not (targets.terms or imaging.terms or imaging.ambiguous):
        for target in _missing("targets", targets):
            for guide in _missing("imaging", imaging):
                both = {"targets": Stated(frozenset({target})), "imaging": _with_term("imaging", imaging, guide)}
                yield _candidate(rubric, Kind.ADDED, both, (target, guide))


def _people(rubric: Rubric, stated: Mapping[str, Stated]) -> Iterator[Candidate]:
    """Each training for each person who counts, or for somebody if nobody does, and each check of a stated one."""
    cell, checked = stated["credentials"], stated["credentials_verified"]
    for person in cell.counting or (Person(frozenset()),):
        for word in sorted(person.ambiguous):
            for term in vocabulary().ambiguous["credentials"][word].may_be:
                settled = replace(person, terms=person.terms | {term}, ambiguous=person.ambiguous - {word})
                changed = {"credentials": _with_person(cell, person, settled)}
                yield _candidate(rubric, Kind.SETTLED, changed, (term,), word)
        for term in vocabulary().terms["credentials"]:
            if term not in person.terms:
                trained = replace(person, terms=person.terms | {term})
                changed = {"credentials": _with_person(cell, person, trained)}
                yield _candidate(rubric, Kind.ADDED, changed, (term,))
    for term in vocabulary().terms["credentials"]:
        if term in cell.terms - checked.terms:
            changed = {"credentials_verified": replace(checked, terms=checked.terms | {term})}
            yield Candidate(Kind.CHECKED, ("credentials_verified",), (term,), "verification", changed)


def _candidate(
    rubric: Rubric, kind: Kind, stated: Mapping[str, Stated], terms: tuple[str, ...], word: str = ""
) -> Candidate:
    columns = tuple(stated)
    return Candidate(kind, columns, terms, _rule(rubric, columns, terms), stated, word)


def _rule(rubric: Rubric, columns: tuple[str, ...], terms: tuple[str, ...]) -> str:
    """The key of the rule of a statement: people and products have their own, targets and imaging their questions'."""
    tables = {"credentials": rubric.who, "products": rubric.what}
    if columns[-1] not in tables:
        return {"targets": "where", "imaging": "how"}[columns[-1]]
    return next(key for key, rule in tables[columns[-1]].items() if terms[-1] in rule.terms)


def _missing(dimension: str, cell: Stated) -> list[str]:
    """The terms that a cell does not state. Nothing is gained by stating that no imaging is used."""
    return [term for term in vocabulary().terms[dimension] if term not in cell.terms and term != _BLIND]


def _with_term(dimension: str, cell: Stated, term: str) -> Stated:
    """A cell with one more term. Stated imaging replaces "none"."""
    replaced = {_BLIND} if dimension == "imaging" else set()
    return replace(cell, terms=cell.terms - replaced | {term})


def _with_person(cell: Stated, old: Person, new: Person) -> Stated:
    """A cell about people with one person changed, or added if there was none."""
    people = cell.people or ((old,) if cell.counting else ())
    changed = tuple(new if person == old else person for person in people)
    people = changed if old in people else (*people, new)
    return Stated(cell.terms | new.terms, cell.ambiguous, cell.board_not_named, people=people)
