"""Which clinics a reader has asked for: filters to a mask over the clinics, by way of the distinct values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring import Review
from scoring.cells import Stated
from scoring.profiles import flag_bit

EVERY_SCORE = (0, 100)


@dataclass(frozen=True)
class Filters:
    """What is asked for. Within one filter any value will do; all filters must hold.

    `terms`: dimension -> terms, "" standing for what is not stated. `without`: flag codes to leave out.
    """

    search: str = ""
    states: frozenset[str] = frozenset()
    terms: dict[str, frozenset[str]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    score: tuple[int, int] = EVERY_SCORE

    def __bool__(self) -> bool:
        return self != Filters()


def matching(review: Review, filters: Filters) -> NDArray[np.bool_]:
    """Which clinics match, as one bool a clinic."""
    found = np.ones(len(review), dtype=bool)
    records = review.understood
    if filters.states:
        found &= records.state.mask(lambda code: code in filters.states)
    for dimension, wanted in filters.terms.items():
        found &= records.stated[dimension].mask(partial(_states, wanted))
    found &= _profiles_matching(review, filters)[review.profiles.codes]
    if words := filters.search.split():
        found &= _search(records.known, words)
    return found


def _states(wanted: frozenset[str], stated: Stated) -> bool:
    return bool(stated.terms & wanted) or ("" in wanted and not stated.terms and not stated.ambiguous)


def _profiles_matching(review: Review, filters: Filters) -> NDArray[np.bool_]:
    """A score range leaves out the unscored, unless it is the whole range."""
    fits: NDArray[np.bool_] = np.ones(len(review.profiles), dtype=bool)
    if filters.score != EVERY_SCORE:
        least, most = filters.score
        fits &= (review.totals.score >= 10 * least) & (review.totals.score <= 10 * most) & review.totals.scored
    bits = sum(flag_bit(code) for code in filters.without)
    fits &= (review.profiles.flags & bits) == 0
    return fits


def _search(known: Mapping[str, pa.Array], words: list[str]) -> NDArray[np.bool_]:
    """Clinics that hold every word somewhere in name, city or postal code, ignoring case."""
    columns = [known[name] for name in ("name", "city", "postal_code") if name in known]
    found = np.ones(len(columns[0]), dtype=bool)
    for word in words:
        hits = [pc.match_substring(column, word, ignore_case=True).fill_null(fill_value=False) for column in columns]
        found &= np.logical_or.reduce([np.asarray(hit) for hit in hits])
    return found
