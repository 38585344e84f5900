"""The comparison of two editions of a list, kept for one reader.

Only the differences are kept, as small integers; both reviews stay in the one cache, within its budget.
"""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from scoring import Review
from scoring.reports import EditionChanges, EditionDifferences, edition_differences


def compare(before: Review, after: Review) -> EditionChanges:
    """What changed from one review to the other."""
    return EditionChanges(before, after, _differences((*_key(before), *_key(after)), before, after))


def _key(review: Review) -> tuple[Hashable, ...]:
    return (review.dataset, review.versions, review.reviewed_on, *review.weights.values())


@st.cache_resource(max_entries=1, show_spinner="Comparing the two editions", scope="session")
def _differences(key: tuple[Hashable, ...], _before: Review, _after: Review) -> EditionDifferences:  # noqa: ARG001
    return edition_differences(_before, _after)
