"""Datasets to reviews. The only cache: bounded, shared by all readers, keyed by digests, never by a frame."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from dashboard.facets import Index
from scoring import Review, review, today
from scoring.reading import fingerprint

EXAMPLE_FILE = Path(__file__).parents[1] / "data" / "clinics.csv"
_MOST_REVIEWS = 8


def load(dataset: str, rubric: str) -> Review:
    """The review of a dataset under a rubric as of today. Raises `UnreadableFile`."""
    data, digest = _content(dataset)
    return _review(digest, rubric, today().isoformat(), data)


def index(found: Review) -> Index:
    """What views of a review look up again and again."""
    return _index(found.fingerprint, found.recipe_fingerprint, found)


def _content(dataset: str) -> tuple[bytes, str]:
    """A dataset's bytes and their digest."""
    del dataset  # only the example, so far: uploads and published files are found here by their id
    return _file(EXAMPLE_FILE, EXAMPLE_FILE.stat().st_mtime_ns)


@st.cache_resource(max_entries=1, show_spinner=False)
def _file(path: Path, changed: int) -> tuple[bytes, str]:  # noqa: ARG001 - the key
    data = path.read_bytes()
    return data, fingerprint(data)


@st.cache_resource(max_entries=_MOST_REVIEWS, show_spinner=False)
def _review(digest: str, rubric: str, day: str, _data: bytes) -> Review:  # noqa: ARG001 - the key
    return review(_data, rubric=rubric, reviewed_on=date.fromisoformat(day))


@st.cache_resource(max_entries=_MOST_REVIEWS, show_spinner=False)
def _index(digest: str, recipe: str, _review: Review) -> Index:  # noqa: ARG001 - the key
    return Index(_review)
