"""Loads the review of a dataset, from the only cache: within a budget of bytes, keyed by digests, never by a frame.

Reviews of the example and of published datasets are shared by all readers. Reviews of a reader's own files live in that
reader's session, and are freed with it. The budget covers all of them together.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date

import streamlit as st

from dashboard import settings
from dashboard.datasets import published_datasets, review_execution, session_datasets
from dashboard.datasets.review_cache import Budget, CachedReview, Place
from dashboard.datasets.session_datasets import Dataset
from dashboard.parameters import RUBRICS
from publishing import About, Gone, StoreUnavailable
from scoring import FolderReview, Review, UnreadableFile, sheets, today, unexpected_as_unreadable
from scoring.reading import encodings

_MOST_BYTES = 300_000_000  # for all reviews together: room for the largest, or for many ordinary ones
_MOST_FILES = 4
_WRITTEN_OVER = "This list was changed while the site was showing it. The host has to restart the site."
_log = logging.getLogger(__name__)
_budget = Budget(_MOST_BYTES)


class NotServed(LookupError):
    """A dataset that its id alone does not open; the text says why. `status`: the HTTP status of the API."""

    def __init__(self, why: str, status: int) -> None:
        super().__init__(why)
        self.status = status


def load(dataset: str, rubric: str) -> CachedReview:
    """The review of a dataset under a rubric as of today. Raises `UnreadableFile`, `BadSettings`."""
    source = session_datasets.find(dataset)
    if source is None:
        raise UnreadableFile(published_datasets.absence_sentence(_why_absent(dataset)))
    return _cached_review(source, rubric)


def warm_up() -> None:
    """Load what every reader needs: the example, and the host's list. A failure does not stop the start."""
    for dataset in filter(None, (session_datasets.example(), session_datasets.hosted())):
        try:
            _ = load(dataset.id, RUBRICS[0]).index
        except UnreadableFile as reason:
            _log.warning("%s", reason)
    give_back()


def give_back() -> None:
    """Release the memory of what readers looked at in the host's folder; what they look at next is read again."""
    for cached in list(_for_all().reviews.values()):
        if isinstance(cached.review, FolderReview):
            cached.review.give_back()


def shared(dataset: str, rubric: str) -> CachedReview:
    """The review of a dataset that anyone may see. Raises `NotServed`, `BadSettings`."""
    source = session_datasets.shared(dataset)
    if source is None:
        absence = _why_absent(dataset)
        status = 503 if absence is None else 404 if absence.why == "unknown" else 410
        raise NotServed(published_datasets.absence_sentence(absence), status)
    try:
        return _cached_review(source, rubric)
    except UnreadableFile as reason:
        raise NotServed(str(reason), 503) from None


def read(dataset: Dataset, rubric: str) -> Review:
    """The review of a dataset that may not have an address yet. Raises `UnreadableFile`, `BadSettings`."""
    return _cached_review(dataset, rubric).review


def read_weighted(dataset: Dataset, rubric: str, weights: Mapping[str, float]) -> Review:
    """The review of a dataset under other weights; its figures are kept for this reader, and freed with the review.

    Raises `UnreadableFile`, `BadSettings`.
    """
    cached, reader = _cached_review(dataset, rubric), own_place()
    last = cached.weighted.get(reader)
    if last is None or last.weights != weights:
        last = cached.weighted[reader] = cached.review.with_weights(weights)
    return last


def _cached_review(dataset: Dataset, rubric: str) -> CachedReview:
    place = _for_all() if dataset.opens_for_all else own_place()
    day = today()
    key = (dataset.file.digest, dataset.file.folder, dataset.recipe.fingerprint, rubric, day)
    cached = _budget.get(place, key)
    if cached is None:
        cached = _fresh_review(dataset, rubric, day)
        _budget.put(place, key, cached)
    elif isinstance(cached.review, FolderReview) and cached.review.is_written_over:
        raise UnreadableFile(_WRITTEN_OVER)
    return cached


def _fresh_review(dataset: Dataset, rubric: str, day: date) -> CachedReview:
    with unexpected_as_unreadable():
        try:
            return review_execution.make_review(dataset, rubric, day)
        except StoreUnavailable as reason:
            raise UnreadableFile(str(reason)) from None


@st.cache_resource(show_spinner=False)
def _for_all() -> Place:
    return Place()


@st.cache_resource(show_spinner=False, scope="session")
def own_place() -> Place:
    """The place for the reviews of this reader's own files, for the length of the visit."""
    return Place()


def sheet_names(dataset: Dataset) -> tuple[str, ...]:
    """The names of a workbook's sheets; empty for other files, and for a workbook that cannot be opened."""
    try:
        return _sheet_names(dataset.file.digest, dataset)
    except (StoreUnavailable, UnreadableFile):
        return ()


def word_readings(dataset: Dataset) -> dict[str, str]:
    """The encodings that a text file may be given, the likeliest first, and how a few of its words read in each.

    Empty for a file that says how it is encoded, and for one that cannot be opened.
    """
    try:
        return _word_readings(dataset.file.digest, dataset)
    except (StoreUnavailable, UnreadableFile):
        return {}


def _why_absent(dataset: str) -> Gone | None:
    status = published_datasets.about(dataset)
    return Gone("unknown") if isinstance(status, About) else status


@st.cache_resource(max_entries=_MOST_FILES, show_spinner=False, scope="session")
def _sheet_names(digest: str, _dataset: Dataset) -> tuple[str, ...]:  # noqa: ARG001 - the key
    data, limits = _dataset.file.data, settings.limits()
    with unexpected_as_unreadable():
        return sheets(data, limits=limits)


@st.cache_resource(max_entries=_MOST_FILES, show_spinner=False, scope="session")
def _word_readings(digest: str, _dataset: Dataset) -> dict[str, str]:  # noqa: ARG001 - the key
    data, limits = _dataset.file.data, settings.limits()
    with unexpected_as_unreadable():
        return encodings(data, limits=limits)
