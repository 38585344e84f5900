"""Which clinics a reader has asked for: filters to a mask over the clinics, by way of the distinct values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from dashboard.parameters import FLAG, ONLY, SCORE, SCORE_RANGE, SEARCH, STATE, TERM_KEYS, flag_labels, term_labels
from scoring import Review
from scoring.recognition import Records, Stated
from scoring.scores import flag_bit
from scoring.vocabulary import vocabulary

EVERY_SCORE = SCORE_RANGE
LONGEST_SEARCH, MOST_WORDS = 200, 12  # signs and words: no clinic's name and place need more, and each word takes time
_AND = frozenset(("and", "&", "+"))
_SAINTS = frozenset(("st", "saint"))
_SAINT = r"\b(?:st|saint)\b"
_NAMES = {
    SEARCH: "Find",
    STATE: "State",
    "credential": "Who",
    "product": "What",
    "target": "Where",
    "imaging": "How",
    FLAG: "Leave out",
    ONLY: "Only with",
    SCORE: "Score",
}


@dataclass(frozen=True)
class Filters:
    """What is asked for. Within one filter any value will do; all filters must hold.

    `terms`: dimension -> terms, "" standing for what is not stated. `without`: flag codes to leave out.
    `only`: flag codes that a clinic must carry, every one.
    `score`: whole points, both ends included; anything but the whole range leaves out the unscored.
    """

    search: str = ""
    states: frozenset[str] = frozenset()
    terms: dict[str, frozenset[str]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    score: tuple[int, int] = EVERY_SCORE

    def __bool__(self) -> bool:
        return self != Filters()


def asked_for(held: Callable[[str, Any], Any]) -> Filters:
    """The filters from what widgets hold: `held(key, default)`, as `parameters.held` or from a link."""
    terms = {}
    for key, dimension in TERM_KEYS.items():
        labels = term_labels(key)
        if chosen := frozenset(labels[label] for label in held(key, []) if label in labels):
            terms[dimension] = chosen
    codes = flag_labels()
    least, most = held(SCORE, SCORE_RANGE)
    return Filters(
        search=searched(str(held(SEARCH, ""))),
        states=frozenset(held(STATE, [])),
        terms=terms,
        without=frozenset(codes[label] for label in held(FLAG, []) if label in codes),
        only=frozenset(codes[label] for label in held(ONLY, []) if label in codes),
        score=(int(least), int(most)),
    )


@dataclass(frozen=True)
class Asked:
    """One thing that is asked for: the key of its filter, the value to take out (None: all of it), and its words."""

    key: str
    value: str | None
    words: str


def asked(filters: Filters) -> list[Asked]:
    """Everything that is asked for, in the order of the widgets; the words are plain text."""
    terms = {key: filters.terms.get(dimension, frozenset()) for key, dimension in TERM_KEYS.items()}
    held: dict[str, list[str]] = {
        STATE: sorted(filters.states),
        **{key: [label for label, term in term_labels(key).items() if term in terms[key]] for key in TERM_KEYS},
        FLAG: [label for label, code in flag_labels().items() if code in filters.without],
        ONLY: [label for label, code in flag_labels().items() if code in filters.only],
    }
    found = [Asked(key, label, f"{_NAMES[key]}: {label}") for key, labels in held.items() for label in labels]
    if filters.search:
        found.insert(0, Asked(SEARCH, None, f"{_NAMES[SEARCH]}: {filters.search}"))
    if filters.score != EVERY_SCORE:
        found.append(Asked(SCORE, None, f"{_NAMES[SCORE]}: {filters.score[0]}\u2013{filters.score[1]}"))
    return found


def parts(review: Review, filters: Filters) -> dict[str, NDArray[np.bool_]]:
    """Which clinics each filter keeps, one bool a clinic, by the key of its widget; only filters that ask anything."""
    found: dict[str, NDArray[np.bool_]] = {}
    records = review.understood
    if filters.states:
        found[STATE] = records.state.mask(lambda code: code in filters.states)
    for key, dimension in TERM_KEYS.items():
        if wanted := filters.terms.get(dimension):
            found[key] = records.stated[dimension].mask(partial(_states, wanted))
    if filters.without:
        bits = sum(flag_bit(code) for code in filters.without)
        found[FLAG] = ((review.profiles.flags & bits) == 0)[review.profiles.codes]
    if filters.only:
        bits = sum(flag_bit(code) for code in filters.only)
        found[ONLY] = ((review.profiles.flags & bits) == bits)[review.profiles.codes]
    if filters.score != EVERY_SCORE:
        found[SCORE] = _scores_within(review, *filters.score)[review.profiles.codes]
    if words := search_words(filters.search):
        found[SEARCH] = _search(records, words)
    return found


def matching(review: Review, filters: Filters) -> NDArray[np.bool_]:
    """Which clinics match, as one bool a clinic."""
    return all_of(parts(review, filters).values(), len(review))


def all_of(masks: Iterable[NDArray[np.bool_]], size: int) -> NDArray[np.bool_]:
    """Which of `size` clinics every mask keeps."""
    found = np.ones(size, dtype=bool)
    for mask in masks:
        found &= mask
    return found


def _states(wanted: frozenset[str], stated: Stated) -> bool:
    return bool(stated.terms & wanted) or ("" in wanted and not stated.terms and not stated.ambiguous)


def _scores_within(review: Review, least: int, most: int) -> NDArray[np.bool_]:
    """Per profile. The range is of whole points, so that 60 to 64 holds 64.9 and ranges side by side share nothing."""
    points = review.totals.score // 10
    fits: NDArray[np.bool_] = review.totals.scored & (points >= least) & (points <= most)
    return fits


def searched(text: str) -> str:
    """The part of a search that is looked for: all of it, but for one that is longer than any name and place."""
    return " ".join(text[:LONGEST_SEARCH].split()[:MOST_WORDS])


def search_words(text: str) -> list[str]:
    """The words of a search in small letters, without commas and full stops around them, and without "and".

    A word of signs alone stays as it is; where nothing but "and" is asked, that is what is looked for.
    """
    words = [_bare(word) for word in text.lower().replace(",", " ").replace(";", " ").split()]
    return [word for word in words if word not in _AND] or words


def _bare(word: str) -> str:
    return word.strip(".:") if any(sign.isalnum() for sign in word) else word


def _search(records: Records, words: list[str]) -> NDArray[np.bool_]:
    """Clinics that hold every word somewhere in name, city, postal code or state, ignoring case.

    A state is found by its two letters or by a whole word of its name; "St" and "Saint" are one word.
    """
    columns = [records.known[name] for name in ("name", "city", "postal_code") if name in records.known]
    found = np.ones(len(records), dtype=bool)
    for word in words:
        finds = (
            partial(pc.match_substring_regex, pattern=_SAINT)
            if word in _SAINTS
            else partial(pc.match_substring, pattern=word)
        )
        hits = [finds(column, ignore_case=True).fill_null(fill_value=False) for column in columns]
        in_state = records.state.mask(partial(_is_of_state, word))
        found &= np.logical_or.reduce([*(np.asarray(hit) for hit in hits), in_state])
    return found


def _is_of_state(word: str, code: str) -> bool:
    return bool(code) and word in (code.lower(), *vocabulary().states[code].lower().split())
