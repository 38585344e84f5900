"""The view: a review as one reader has filtered and weighted it. Counts by profile, no loop over rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial, reduce
from weakref import ref

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import facets, parameters, sorts
from dashboard.datasets import loading, session_datasets
from dashboard.facets import Index, unpacked
from dashboard.filters import FILTERS, NEAR, Filters, from_widgets
from dashboard.parameters import MOST_COMPARED, RUBRIC
from dashboard.sorted_list import Chosen, Distances, SortedList, sorted_list
from scoring import Review
from scoring.scores import caps_that_count, flag_bit


@dataclass(frozen=True, eq=False)
class View:
    """A review, the filters, and the index of the file.

    `loaded`: the review as it was read, under the rubric's own weights, with everything computed under these.
    Readers' views are kept during their visits, so a view holds no array of a byte or more per clinic: masks are kept
    as bits, those of filters in the index, shared by all readers.
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

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Which clinics match, one bool per clinic."""
        return unpacked(self._bits, len(self.review))

    @cached_property
    def _bits(self) -> NDArray[np.uint8]:
        return self._bits_without()

    def without(self, *keys: str) -> NDArray[np.bool_]:
        """Which clinics match every filter except these, given by widget key: what a chart of these filters counts."""
        if not self.filters.criteria.keys() & set(keys):
            return self.mask
        return unpacked(self._bits_without(*keys), len(self.review))

    def _bits_without(self, *keys: str) -> NDArray[np.uint8]:
        every = np.full(-(-len(self.review) // 8), 255, dtype=np.uint8)
        return reduce(np.bitwise_and, (self._bits_of(key) for key in self.filters.criteria if key not in keys), every)

    def _bits_of(self, key: str) -> NDArray[np.uint8]:
        """Which clinics one filter keeps, a bit each."""
        return FILTERS[key].bits(self.review, self.index, self.filters.criteria[key])

    def _asks_without(self, *keys: str) -> frozenset[Hashable]:
        """What all filters except these ask for, as a key."""
        criteria = self.filters.criteria.items()
        return frozenset(FILTERS[key].asks(self.review, value) for key, value in criteria if key not in keys)

    @property
    def filters_met(self) -> NDArray[np.int8]:
        """The number of active filters that each clinic of the file meets."""
        met = np.zeros(len(self.review), dtype=np.int8)
        for key in self.filters.criteria:
            met += unpacked(self._bits_of(key), len(self.review))
        return met

    def meets(self, key: str, row: int) -> bool:
        """Whether the clinic at this position meets a filter, given by its widget key."""
        return key not in self.filters.criteria or bool(unpacked(self._bits_of(key), len(self.review))[row])

    def facet(self, key: str) -> list[tuple[str, int]]:
        """The labels of a filter with their counts among the clinics that match all other filters; highest first."""
        return facets.most_first(self._counts_by_label(key, key))

    def _counts_by_label(self, key: str, *without: str) -> Mapping[str, int]:
        """The counts of a filter's labels among the clinics that match every filter except some."""
        entry = FILTERS[key]
        return self.index.label_counts.get(
            (entry.asks(self.review, entry.nothing), self._asks_without(*without)),
            lambda: entry.counts(self.review, self.index, self.without(*without)),
        )

    def choices(self, key: str) -> list[tuple[str, int]]:
        """The labels of a filter, each with the number of clinics that choosing it leaves under all other filters.

        Where another label narrows the list, also under the labels that are already chosen. Those that most clinics
        hold come first.
        """
        entry = FILTERS[key]
        without = () if entry.narrows and key in self.filters.criteria else (key,)
        return entry.choices(self._counts_by_label(key, *without), self.clinics_without(*without))

    def clinics_without(self, *keys: str) -> int:
        """The number of clinics that match every filter except these."""
        return int(np.count_nonzero(self.without(*keys)))

    @property
    def counts(self) -> NDArray[np.int64]:
        """Number of matching clinics per profile."""
        return self.counts_without()

    def counts_without(self, *keys: str) -> NDArray[np.int64]:
        """Number of clinics per profile that match every filter except these. The array is shared: do not change it."""
        if not self.filters.criteria.keys() - set(keys):
            return self.review.profiles.counts
        return self._kept_counts("profiles", self.review.profiles.counts_of, *keys)

    def guidance_without(self, *keys: str) -> NDArray[np.int64]:
        """The same per pair of `index.guidance`."""
        return self._kept_counts("guidance", self.index.guidance.clinics, *keys)

    def day_counts(self, *, whole_file: bool) -> NDArray[np.int64]:
        """Number of matching clinics, or of all in the file, per distinct day of their records."""
        without = tuple(self.filters.criteria) if whole_file else ()
        return self._kept_counts("days", self.review.understood.as_of.counts, *without)

    def _kept_counts(
        self, what: str, count: Callable[[NDArray[np.bool_]], NDArray[np.int64]], *without: str
    ) -> NDArray[np.int64]:
        key = what, self._asks_without(*without)
        return self.index.code_counts.get(key, lambda: count(self.without(*without)))

    @cached_property
    def figures(self) -> Figures:
        """The key figures of the matching clinics."""
        totals, profiles, counts = self.review.totals, self.review.profiles, self.counts
        scored = int(counts[totals.scored].sum())
        bits = sum(flag_bit(code) for code in caps_that_count(self.review.weights, self.review.rubric))
        return Figures(
            clinics=int(counts.sum()),
            scored=scored,
            median=_median(totals.score[totals.scored], counts[totals.scored]),
            flagged=int(counts[(profiles.flags & bits) != 0].sum()),
        )

    def miles_of(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Miles of some clinics from the place that the reader named, nan if not known, and without a place."""
        nearby = self.filters[NEAR]
        if nearby is None:
            return np.full(len(rows), np.nan)
        return self.review.understood.locations.miles_from(nearby.place, rows)

    @property
    def is_near(self) -> bool:
        """Whether the reader named a place."""
        return self.filters[NEAR] is not None

    @cached_property
    def unplaced(self) -> int:
        """Number of clinics that match every filter except the distance, and whose place is not known."""
        if not self.is_near:
            return 0
        return int(np.count_nonzero(~self.review.understood.locations.known & self.without(NEAR.key)))

    @property
    def usual_order(self) -> str:
        """The order of the list if the reader chose none."""
        return sorts.usual(near_a_place=self.is_near)

    def rows(self, *, scored: bool, sort: str = sorts.USUAL) -> SortedList:
        """Positions of the matching clinics with or without a score, sorted; ties by name.

        `sort`: one of `sorts.ORDERS`; missing values come last.
        """
        profiles = self.review.totals.scored == scored
        chosen = Chosen(self.mask, profiles, self.review.profiles.codes, self.counts)
        if (nearby := self.filters[NEAR]) is None:
            return sorted_list(sort, chosen, self.review, self.index)
        within = partial(self.review.understood.locations.within, nearby.place)
        return sorted_list(sort, chosen, self.review, self.index, Distances(self.miles_of, within))

    def all_rows(self, sort: str) -> SortedList:
        """Positions of all matching clinics: scored ones in the given order, then the others by name."""
        return self.rows(scored=True, sort=sort).before(self.rows(scored=False, sort="name"))


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
    """The placeholder before there is a last view."""


def last_view() -> View | None:
    """What this reader saw last, without any work; None if that is no longer kept."""
    view: View | None = st.session_state.get(_LAST_VIEW, _nothing)()
    return view


def current_view() -> View:
    """The current view; with defaults if a page runs alone.

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
