"""The view: a review as one reader has filtered and weighted it. Counts by profile, no loop over rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import ref

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import facets, parameters, sorts
from dashboard.datasets import loading, session_datasets
from dashboard.facets import Index
from dashboard.filters import FILTERS, NEAR, Filters, all_of, from_widgets, masks
from dashboard.parameters import MOST_COMPARED, RUBRIC
from scoring import Review
from scoring.scores import caps_that_count, flag_bit


@dataclass(frozen=True, eq=False)
class View:
    """A review, the filters, and the index of the file.

    `loaded`: the review as it was read, under the rubric's own weights; it keeps what was worked out for these.
    """

    review: Review
    filters: Filters
    index: Index
    loaded: Review | None = None

    def weighs(self, review: Review, weights: Mapping[str, float], index: Index) -> bool:
        """Whether this view already has this review, weights, and index, so that no score must be recomputed."""
        same_rules = self.review.rubric is review.rubric and self.review.reviewed_on == review.reviewed_on
        return self.index is index and same_rules and self.review.weights == weights

    @cached_property
    def usual(self) -> Review | None:
        """The same file under the rubric's own weights; None if the weights are unchanged."""
        weights = self.review.rubric.weights
        return None if self.review.weights == weights else (self.loaded or self.review).with_weights(weights)

    @cached_property
    def mask(self) -> NDArray[np.bool_]:
        """Which clinics match, one bool per clinic."""
        return all_of(self._masks.values(), len(self.review))

    @cached_property
    def _masks(self) -> dict[str, NDArray[np.bool_]]:
        return masks(self.review, self.filters)

    @cached_property
    def _masks_without(self) -> dict[tuple[str, ...], NDArray[np.bool_]]:
        return {}

    def without(self, *keys: str) -> NDArray[np.bool_]:
        """Which clinics match every filter except these, given by widget key: what a chart of these filters counts."""
        excluded = tuple(key for key in keys if key in self._masks)
        if not excluded:
            return self.mask
        if excluded not in self._masks_without:
            remaining = (mask for key, mask in self._masks.items() if key not in excluded)
            self._masks_without[excluded] = all_of(remaining, len(self.review))
        return self._masks_without[excluded]

    @property
    def filters_met(self) -> NDArray[np.int64]:
        """The number of active filters that each clinic of the file meets."""
        met = np.zeros(len(self.review), dtype=np.int64)
        for mask in self._masks.values():
            met += mask
        return met

    def meets(self, key: str, row: int) -> bool:
        """Whether the clinic at this position meets a filter, given by its widget key."""
        return key not in self._masks or bool(self._masks[key][row])

    def facet(self, key: str) -> list[tuple[str, int]]:
        """The labels of a filter with their counts among the clinics that match all other filters; highest first."""
        return facets.most_first(self._counts_by_label(key))

    def _counts_by_label(self, key: str) -> Mapping[str, int]:
        if key not in self._label_counts:
            self._label_counts[key] = FILTERS[key].counts(self.review, self.index, self.without(key))
        return self._label_counts[key]

    @cached_property
    def _label_counts(self) -> dict[str, Mapping[str, int]]:
        return {}

    def choices(self, key: str) -> list[tuple[str, int]]:
        """The labels of a filter, each with the number of clinics that choosing it leaves under all other filters.

        Where a further label narrows the list, under the labels that are chosen already, too. Those that most clinics
        hold come first.
        """
        entry = FILTERS[key]
        if entry.narrows and key in self._masks:
            mask, counts = self.mask, entry.counts(self.review, self.index, self.mask)
        else:
            mask, counts = self.without(key), self._counts_by_label(key)
        return entry.choices(counts, int(np.count_nonzero(mask)))

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """Number of matching clinics per profile."""
        return self.counts_of(self.mask)

    def counts_of(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Number of clinics of a mask per profile."""
        return self.review.profiles.counts_of(mask)

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

    @cached_property
    def miles(self) -> NDArray[np.float64] | None:
        """Miles of every clinic from the place that the reader named, nan where it is not known; None without one."""
        nearby = self.filters[NEAR]
        return None if nearby is None else self.review.understood.locations.miles_from(nearby.place)

    @cached_property
    def unplaced(self) -> int:
        """Number of clinics that match every filter but the distance, and whose place is not known."""
        return 0 if self.miles is None else int((np.isnan(self.miles) & self.without(NEAR.key)).sum())

    @property
    def usual_order(self) -> str:
        """The order of the list where the reader chose none."""
        return sorts.usual(near_a_place=self.miles is not None)

    def rows(self, *, scored: bool, sort: str = sorts.USUAL) -> NDArray[np.int64]:
        """Positions of the matching clinics with or without a score, sorted; ties by name.

        `sort`: one of `sorts.ORDERS`; missing values come last.
        """
        chosen = np.flatnonzero(self.mask & (self.review.totals.scored[self.review.profiles.codes] == scored))
        return sorts.sorted_rows(sort, chosen, self.review, self.index, self.miles)

    def all_rows(self, sort: str) -> NDArray[np.int64]:
        """Positions of all matching clinics: scored ones in the given order, then the others by name."""
        return np.concatenate([self.rows(scored=True, sort=sort), self.rows(scored=False, sort="name")])


@dataclass(frozen=True)
class Figures:
    """Key figures of the matching clinics; `median` is None if none is scored."""

    clinics: int
    scored: int
    median: float | None
    flagged: int

    @property
    def few(self) -> bool:
        """Whether the clinics are so few that their names say more than figures."""
        return 0 < self.clinics <= MOST_COMPARED

    @property
    def too_little(self) -> int:
        """The number of clinics whose records do not state enough for a score."""
        return self.clinics - self.scored


def _median(score: NDArray[np.int64], counts: NDArray[np.int64]) -> float | None:
    """The median, in points, of scores given in tenths with their counts; None if there are none."""
    at = np.bincount(score, weights=counts)
    below, whole = np.cumsum(at), at.sum()
    if not whole:
        return None
    low, high = (int(np.searchsorted(below, half)) for half in ((whole + 1) // 2, whole // 2 + 1))
    return (low + high) / 20


_LAST_VIEW = "last_view"  # the sidebar, the page, and the next rerun need the same view


def _nothing() -> None:
    """Stands in for the last view before there is one."""


def last_view() -> View | None:
    """What this reader saw last, without any work; None if that is not kept any more."""
    view: View | None = st.session_state.get(_LAST_VIEW, _nothing)()
    return view


def current_view() -> View:
    """The current view; with defaults if a page runs on its own.

    Raises `BadSettings` and `UnreadableFile`.
    """
    with st.spinner("Reading and scoring the clinics", show_time=True):
        rubric = parameters.widget_value(RUBRIC, parameters.RUBRICS[0])
        loaded = loading.load(session_datasets.chosen(), rubric)
    weights, filters, reader = parameters.weights(), from_widgets(parameters.widget_value), loading.own_place()
    last = last_view()
    if last is None or not last.weighs(loaded.review, weights, loaded.index):
        last = View(loaded.review.with_weights(weights), filters, loaded.index, loaded.review)
    elif last.filters != filters:
        last = replace(last, filters=filters)
    loaded.views[reader] = last
    st.session_state[_LAST_VIEW] = ref(last)
    return last
