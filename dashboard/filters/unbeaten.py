"""The filter for clinics that nobody is surely ahead of, whatever the open answers are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard.facets import Index, unpacked
from dashboard.filters.filter import BOUND, Condition, Filter, follow
from scoring import Review
from scoring.reports import counted, unbeaten

_WORDS = {"true": True, "false": False}  # as the platform reads a bound checkbox


class Unbeaten(Filter[bool]):
    """The clinics that could rank first under these weights. Compared with the whole file, whatever else is filtered.

    Unscored clinics are left out, because nobody knows their rank.
    """

    narrows: ClassVar[bool] = True
    by_weights: ClassVar[bool] = True

    @property
    def nothing(self) -> bool:
        """Not required."""
        return False

    @property
    def empty(self) -> bool:
        """Not checked."""
        return False

    def bind(self) -> None:
        """Draw a checkbox."""
        st.checkbox(self.label, key=self.key, bind=BOUND)

    def draw(self, choices: Sequence[tuple[str, int]]) -> None:
        """Draw the checkbox that readers use, and how many clinics it leaves."""
        follow(self.control, bool(st.session_state.get(self.key, False)))
        st.checkbox(self.label, key=self.control, help=self.help, on_change=self.put_in_address)
        for _, clinics in choices:
            st.caption(f"Leaves {counted(clinics, 'clinic')}")

    def criterion(self, value: object) -> bool:
        """Whether it is required."""
        return bool(value)

    def from_link(self, words: Sequence[str]) -> bool:
        """The last word."""
        return _WORDS[words[-1].lower()]

    def not_understood(self, words: Sequence[str]) -> list[str]:
        """The words that are neither true nor false."""
        return [word for word in words if word.lower() not in _WORDS]

    def conditions(self, criterion: bool) -> list[Condition]:
        """The one condition, if it is required."""
        return [Condition(self.key, None, self.name)] * criterion

    def mask(self, review: Review, criterion: bool) -> NDArray[np.bool_]:
        """The clinics with rank 1 among their possible ranks."""
        return unbeaten(review) if criterion else np.ones(len(review), dtype=bool)

    def counts(self, review: Review, index: Index, mask: NDArray[np.bool_]) -> dict[str, int]:
        """How many clinics of the mask nobody is surely ahead of."""
        first = unpacked(self.bits(review, index, criterion=True), len(review))
        return {self.label: int(np.count_nonzero(mask & first))}

    def choices(self, counts: Mapping[str, int], clinics: int) -> list[tuple[str, int]]:
        """The one label with the number of clinics that it leaves."""
        del clinics
        return [(self.label, counts.get(self.label, 0))]
