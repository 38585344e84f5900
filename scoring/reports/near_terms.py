"""The likely meaning of the words behind a problem: the nearest term, state, country or column, for one click."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scoring.recognition import Recognizer, Role, nearest_word
from scoring.review import Review
from scoring.vocabulary import DIMENSIONS, LONGEST_HEADER, Vocabulary, header_key, spelling, vocabulary

_OF_TERMS = frozenset(("misspelling", "not_recognised", "partly_recognised"))
_PLACES = {"state_not_recognised": "state", "country_not_recognised": "country"}
_MOST_HEADERS = 200  # that are compared with the names of columns; a file with more is no list of clinics


@dataclass(frozen=True)
class NearTerm:
    """What a value may have meant: `terms` of a dimension, or a code of `field` state or country, and their label."""

    field: str
    value: str
    terms: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class NearColumn:
    """A column that may answer a field, by its header."""

    field: str
    header: str


def near_term(review: Review, code: str, column: str, value: str) -> NearTerm | None:
    """What the value of a problem may have meant in all rows that hold it; None if nothing is near."""
    if code in _PLACES:
        return _near_place(vocabulary(), _PLACES[code], value)
    if code not in _OF_TERMS or column not in DIMENSIONS:
        return None
    recognizer = Recognizer(vocabulary(), column, review.recipe.assigned.get(column, {}))
    reading = recognizer.read(value)
    codes = {problem.code for problem in reading.findings}
    in_a_role = any(person.role is not Role.UNSTATED for person in reading.stated.people)
    if codes - _OF_TERMS or reading.stated.ambiguous or in_a_role:
        return None
    labels = vocabulary().terms[column]
    terms = set(reading.stated.terms)
    if codes != {"misspelling"}:
        near = recognizer.nearest(recognizer.unknown_words(value))
        if not near:
            return None
        terms |= {term for term, label in labels.items() if label == near}
    shown = tuple(term for term in labels if term in terms)
    return NearTerm(column, value, shown, recognizer.labels(shown)) if shown else None


def _near_place(words: Vocabulary, field: str, value: str) -> NearTerm | None:
    codes: Mapping[str, str] = words.state_codes if field == "state" else words.country_codes
    near = nearest_word(spelling(value), codes.keys())
    if not near:
        return None
    code = codes[near]
    return NearTerm(field, value, (code,), words.states.get(code, code) if field == "state" else code)


def near_columns(review: Review, code: str, column: str, fields: Collection[str]) -> list[NearColumn]:
    """The columns that may settle a problem: a second one for a field, or one whose header is nearly its name.

    `column`: of the problem; `fields`: those that no column answers.
    """
    if code == "header_not_used":
        field = vocabulary().field_of(header_key(column))
        return [NearColumn(field, column)] if field else []
    if code != "no_column":
        return []
    free = [match.header for match in review.matches[:_MOST_HEADERS] if not match.fields and match.header.strip()]
    by_key = {header_key(header): header for header in free if len(header) <= LONGEST_HEADER}
    names = [(field, key) for key, field in vocabulary().headers.items() if field in fields]
    near = {(field, by_key[word]) for field, key in names if (word := nearest_word(key, by_key.keys()))}
    return [NearColumn(field, header) for field, header in sorted(near)]
