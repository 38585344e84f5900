"""Datasets to reviews. The only cache: bounded, keyed by digests, never by a frame.

Reviews of the example and of published datasets are shared by all readers; one that any of them still looks at is not
read again, however many others were opened since. Those of a reader's own file live in that reader's session, and are
given back with it.
"""

from __future__ import annotations

from datetime import date
from weakref import WeakValueDictionary

import streamlit as st

from dashboard import published, settings, shelf
from dashboard.facets import Index
from dashboard.parameters import EXAMPLE
from dashboard.shelf import Dataset
from publishing import About, Gone, StoreUnavailable
from scoring import Review, UnreadableFile, review, sheets, today
from scoring.errors import unexpected_as_unreadable

_MOST_REVIEWS = 8
_MOST_OWN = 4


class NotServed(LookupError):
    """A dataset that cannot be had by its id alone; the text says why. `status`: of HTTP, for machines."""

    def __init__(self, why: str, status: int) -> None:
        super().__init__(why)
        self.status = status


def load(dataset: str, rubric: str) -> Review:
    """The review of a dataset under a rubric as of today. Raises `UnreadableFile`, `BadSettings`."""
    found = shelf.find(dataset)
    if found is None:
        raise UnreadableFile(published.why_gone(_gone(dataset)))
    return read(found, rubric)


def shared(dataset: str, rubric: str) -> Review:
    """The review of a dataset that everybody may see. Raises `NotServed`, `BadSettings`."""
    found = shelf.shared(dataset)
    if found is None:
        gone = _gone(dataset)
        status = 503 if gone is None else 404 if gone.why == "unknown" else 410
        raise NotServed(published.why_gone(gone), status)
    try:
        return read(found, rubric)
    except UnreadableFile as reason:
        raise NotServed(str(reason), 503) from None


def read(dataset: Dataset, rubric: str) -> Review:
    """The same as `load` for a dataset that no address names yet."""
    cached = _review if dataset.id == EXAMPLE or dataset.published else _own_review
    try:
        return cached(dataset.file.digest, dataset.recipe.fingerprint, rubric, today().isoformat(), dataset)
    except StoreUnavailable as reason:
        raise UnreadableFile(str(reason)) from None


def sheet_names(dataset: Dataset) -> tuple[str, ...]:
    """The names of a workbook's sheets; none for any other file, and for one that cannot be opened."""
    try:
        return _sheet_names(dataset.file.digest, dataset)
    except (StoreUnavailable, UnreadableFile):
        return ()


def _gone(dataset: str) -> Gone | None:
    known = published.about(dataset)
    return Gone("unknown") if isinstance(known, About) else known


def index(found: Review) -> Index:
    """What views of a review look up again and again."""
    is_example = found.fingerprint == shelf.example().file.digest and not found.recipe
    cached = _index if is_example or shelf.shared(found.dataset) else _own_index
    return cached(found.fingerprint, found.recipe_fingerprint, found)


def _read(digest: str, recipe: str, rubric: str, day: str, _dataset: Dataset) -> Review:  # noqa: ARG001 - the key
    data, limits = _dataset.file.data, settings.limits()
    with unexpected_as_unreadable():
        return review(data, recipe=_dataset.recipe, rubric=rubric, reviewed_on=date.fromisoformat(day), limits=limits)


def _read_for_all(digest: str, recipe: str, rubric: str, day: str, _dataset: Dataset) -> Review:
    """The same, unless a reader holds it: the cache has let go of it, and the memory is taken anyway."""
    key = (digest, recipe, rubric, day)
    found = _in_view.get(key)
    if found is None:
        found = _in_view[key] = _read(*key, _dataset)
    return found


@st.cache_resource(max_entries=_MOST_OWN, show_spinner=False, scope="session")
def _sheet_names(digest: str, _dataset: Dataset) -> tuple[str, ...]:  # noqa: ARG001 - the key
    data, limits = _dataset.file.data, settings.limits()
    with unexpected_as_unreadable():
        return sheets(data, limits=limits)


def _indexed(digest: str, recipe: str, _review: Review) -> Index:  # noqa: ARG001 - the key
    return Index(_review)


_in_view: WeakValueDictionary[tuple[str, str, str, str], Review] = WeakValueDictionary()
_shared = st.cache_resource(max_entries=_MOST_REVIEWS, show_spinner=False)
_own = st.cache_resource(max_entries=_MOST_OWN, show_spinner=False, scope="session")
_review, _own_review = _shared(_read_for_all), _own(_read)
_index, _own_index = _shared(_indexed), _own(_indexed)
