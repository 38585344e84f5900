"""Datasets that anyone may open: what the store holds, and why it no longer holds one."""

from __future__ import annotations

import logging

import streamlit as st

from dashboard import settings
from publishing import About, Gone, Published, Store, StoreLimits, StoreUnavailable
from scoring.reports import day_in_words

_SECONDS = 5  # how long a withdrawn dataset may still open
_MEGABYTE = 1_000_000
_log = logging.getLogger(__name__)


def store() -> Store:
    """The store of this host, opened once. Raises `StoreUnavailable`."""
    if refusal := _refusal():
        raise StoreUnavailable(refusal)
    return _opened()


@st.cache_resource(ttl=_SECONDS, show_spinner=False)
def _refusal() -> str | None:
    """Why the store cannot be opened, or None. Cached, so that readers wait for one attempt and not one by one."""
    try:
        _opened()
    except StoreUnavailable as reason:
        return str(reason)
    return None


@st.cache_resource(show_spinner=False, on_release=Store.close)
def _opened() -> Store:
    limits = StoreLimits(
        days=settings.publish_days(),
        file_bytes=settings.publish_file_mb() * _MEGABYTE,
        total_bytes=settings.publish_total_mb() * _MEGABYTE,
        per_hour=settings.publish_per_hour(),
    )
    return Store(settings.store_url(), limits)


@st.cache_resource(max_entries=64, ttl=_SECONDS, show_spinner=False)
def about(dataset: str) -> About | Gone | None:
    """A published dataset without its bytes; None while the store is unavailable. Cached for a few seconds."""
    try:
        return store().about(dataset)
    except StoreUnavailable:
        return None


def data(dataset: str) -> bytes:
    """The verified bytes of a published dataset. Raises `StoreUnavailable` if they cannot be read."""
    published = store().find(dataset)
    if isinstance(published, Published):
        return published.data
    forget(dataset)
    raise StoreUnavailable("The clinics of this link could be opened a moment ago and cannot be now; reload the page.")


def close() -> None:
    """Close the store and drop its answers: the next use opens the store by the settings of that moment.

    A SQLite file that is closed holds all that was published, with no file beside it.
    """
    _opened.clear()
    _refusal.clear()
    about.clear()


def tidy() -> None:
    """Drop the bytes of expired datasets. An unavailable store is logged and stops nothing: it may return."""
    try:
        freed = store().tidy()
    except StoreUnavailable as reason:
        _log.warning("%s Until then nothing can be published, and links may not open.", reason)
    else:
        _log.info("%d bytes of ended datasets were dropped", freed)


def forget(dataset: str) -> None:
    """Drop the cached answer about a dataset that was just published or withdrawn."""
    about.clear(dataset)


def earlier_absence_sentence(absence: Gone | None) -> str:
    """Why an earlier edition cannot be opened, fit for the screen. None: the store is unavailable."""
    if absence is None:
        return "The earlier edition cannot be looked up on this host at the moment. Try again in a few minutes."
    day = f" on {day_in_words(absence.when)}" if absence.when else ""
    return {
        "unknown": (
            "The earlier edition is not here: an uploaded file can be opened only by the person who uploaded it, "
            "during that visit, unless it was published."
        ),
        "withdrawn": f"The earlier edition was withdrawn{day} by whoever published it.",
        "expired": f"The earlier edition was published for a limited time, which ended{day}.",
        "damaged": f"The earlier edition was found to be damaged{day} and was set aside.",
    }[absence.why]


def absence_sentence(absence: Gone | None) -> str:
    """Why a link opens nothing, and what to do, fit for the screen. None: the store is unavailable."""
    if absence is None:
        return (
            "Published clinics cannot be looked up on this host at the moment. Try again in a few minutes, upload the "
            "file again, or look at the example."
        )
    day = f" on {absence.when.day} {absence.when:%B %Y}" if absence.when else ""
    return {
        "unknown": (
            "The clinics of this link are not here: an uploaded file can be opened only by the person who uploaded it, "
            "during that visit, unless it was published. Upload the file again, or look at the example."
        ),
        "withdrawn": (
            f"The clinics of this link were withdrawn{day} by whoever published them. Upload a file of your "
            "own, or look at the example."
        ),
        "expired": (
            f"The clinics of this link were published for a limited time, which ended{day}. Ask for a new link, upload "
            "the file yourself, or look at the example."
        ),
        "damaged": (
            f"The clinics of this link were found to be damaged{day} and were set aside. Tell the host of this "
            "page, upload the file again, or look at the example."
        ),
    }[absence.why]
