"""The view: a review as one reader has filtered and weighted it. Counts by profile, no loop over rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from dashboard import loading, parameters
from dashboard.filters import Filters, matching
from dashboard.parameters import DATA, FLAG, RUBRIC, SCORE, SEARCH, STATE, TERM_KEYS
from scoring import QUESTIONS, Review
from scoring.answers import EMPTY
from scoring.profiles import flag_bit
from scoring.totals import caps_that_count


@dataclass(frozen=True)
class View:
    """A review, the filters, and which clinics match them."""

    review: Review
    filters: Filters
    mask: NDArray[np.bool_]
    name_order: NDArray[np.int32]

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """Matching clinics by profile."""
        return np.bincount(self.review.profiles.codes[self.mask], minlength=len(self.review.profiles))

    @cached_property
    def figures(self) -> Figures:
        """The key figures of the matching clinics."""
        totals, profiles = self.review.totals, self.review.profiles
        scored = int(self.counts[totals.scored].sum())
        bits = sum(flag_bit(code) for code in caps_that_count(self.review.weights, self.review.rubric))
        return Figures(
            clinics=int(self.counts.sum()),
            scored=scored,
            median=_median(totals.score[totals.scored], self.counts[totals.scored]),
            flagged=int(self.counts[(profiles.flags & bits) != 0].sum()),
        )

    def rows(self, *, scored: bool, sort: str = "rank") -> NDArray[np.int64]:
        """Positions of the matching clinics with or without a score, sorted; level ones by name.

        `sort`: one of `parameters.SORTS`; what is not stated comes after what is.
        """
        chosen = np.flatnonzero(self.mask & (self.review.totals.scored[self.review.profiles.codes] == scored))
        keys = self._sort_keys(sort.lstrip("-"), chosen)
        if sort.startswith("-"):
            keys = np.where(keys == _LAST, _LAST, -keys)
        return chosen[np.lexsort((self.name_order[chosen], keys))]

    def _sort_keys(self, column: str, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        records, codes = self.review.understood, self.review.profiles.codes[rows]
        if column == "name":
            return self.name_order[rows].astype(np.int64)
        if column == "state":
            order = {code: place for place, code in enumerate(sorted(set(records.state.values) - {""}))}
            places = np.array([order.get(code, _LAST) for code in records.state.values])
            return places[records.state.codes[rows]]
        if column in QUESTIONS:
            value = self.review.profiles.value[:, QUESTIONS.index(column)].astype(np.int64)
            return np.where(value == EMPTY, _LAST, value)[codes]
        by_profile = self.review.totals.coverage if column == "coverage" else self.review.totals.rank
        return by_profile[codes]

    def best(self, count: int) -> pd.DataFrame:
        """The matching clinics with the highest scores, a row for each question of each.

        Columns: clinic_id, name, rank, rank_low, rank_high, score, grade, earned (the grade
        before caps), place (0 is best), question, points (its part of the score), stated (`ANSWERED` or `OPEN`).
        """
        rows = self.rows(scored=True)[:count]
        scores = self.review.score_rows(rows)
        codes = self.review.profiles.codes[rows]
        shares = np.array([self.review.weights[question] for question in QUESTIONS], dtype=float)
        points = self.review.totals.counted[codes] / 10 * shares / shares.sum()
        stated = np.where(self.review.profiles.value[codes] == EMPTY, OPEN, ANSWERED)
        each = len(QUESTIONS)
        titles = [self.review.rubric.questions[question].title for question in QUESTIONS]
        return pd.DataFrame(
            {
                **{
                    name: np.repeat(scores[name].to_numpy(), each)
                    for name in ("clinic_id", "name", "rank", "rank_low", "rank_high", "score", "grade")
                },
                "earned": np.repeat(self.review.totals.earned[codes], each),
                "place": np.repeat(np.arange(len(rows)), each),
                "question": np.tile(titles, len(rows)),
                "points": points.ravel(),
                "stated": stated.ravel(),
            }
        )


@dataclass(frozen=True)
class Figures:
    """Key figures of the matching clinics; `median` is None where none is scored."""

    clinics: int
    scored: int
    median: float | None
    flagged: int

    @property
    def too_little(self) -> int:
        """Clinics whose records state too little for a score."""
        return self.clinics - self.scored


ANSWERED, OPEN = "answered", "open: counts at the middle of its range"
_LAST = np.iinfo(np.int64).max


def _median(score: NDArray[np.int64], counts: NDArray[np.int64]) -> float | None:
    """The median of scores (tenths) by their counts."""
    at = np.bincount(score, weights=counts)
    below, whole = np.cumsum(at), at.sum()
    if not whole:
        return None
    low, high = (int(np.searchsorted(below, half)) for half in ((whole + 1) // 2, whole // 2 + 1))
    return (low + high) / 20


def current_filters() -> Filters:
    """The filters as the sidebar's widgets stand."""
    terms = {}
    for key, dimension in TERM_KEYS.items():
        labels = parameters.term_labels(key)
        if chosen := frozenset(labels[label] for label in parameters.held(key, []) if label in labels):
            terms[dimension] = chosen
    codes = parameters.flag_labels()
    least, most = parameters.held(SCORE, parameters.SCORE_RANGE)
    return Filters(
        search=str(parameters.held(SEARCH, "")).strip(),
        states=frozenset(parameters.held(STATE, [])),
        terms=terms,
        without=frozenset(codes[label] for label in parameters.held(FLAG, []) if label in codes),
        score=(int(least), int(most)),
    )


def current_view() -> View:
    """What the reader sees now; defaults where a page runs alone.

    Raises `BadSettings` and `UnreadableFile`.
    """
    with st.spinner("Reading and scoring the clinics", show_time=True):
        found = loading.load(parameters.held(DATA, parameters.EXAMPLE), parameters.held(RUBRIC, parameters.RUBRICS[0]))
    weighted = found.with_weights(parameters.weights())
    filters = current_filters()
    return View(weighted, filters, matching(weighted, filters), loading.name_order(found))
