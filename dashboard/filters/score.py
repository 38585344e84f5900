"""The filter by score: a range of whole points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard.filters.filter import BOUND, Condition, Filter, follow
from dashboard.link_words import whole_number
from scoring import Review

Range = tuple[int, int]
EVERY_SCORE: Range = (0, 100)


class Score(Filter[Range]):
    """The clinics whose score is in a range of whole points, both ends included. The whole range keeps every clinic.

    Any other range leaves out unscored clinics.
    """

    by_weights: ClassVar[bool] = True

    @property
    def nothing(self) -> Range:
        """The whole range."""
        return EVERY_SCORE

    @property
    def empty(self) -> Range:
        """The whole range."""
        return EVERY_SCORE

    def bind(self) -> None:
        """Draw a slider with two ends."""
        st.slider(self.label, *EVERY_SCORE, EVERY_SCORE, key=self.key, bind=BOUND)

    def draw(self, choices: Sequence[tuple[str, int]]) -> None:
        """Draw the slider that readers use."""
        del choices
        follow(self.control, self.criterion(st.session_state.get(self.key, EVERY_SCORE)))
        st.slider(
            self.label, *EVERY_SCORE, EVERY_SCORE, key=self.control, help=self.help, on_change=self.put_in_address
        )

    def criterion(self, value: Range) -> Range:
        """The range of the slider, lower end first: a link may name them in any order."""
        least, most = sorted(value)
        return int(least), int(most)

    def from_link(self, words: Sequence[str]) -> Range:
        """Both ends."""
        first, second = map(int, words)
        return first, second

    def not_understood(self, words: Sequence[str]) -> list[str]:
        """All words, unless they are two whole numbers: what one or three of them mean is unknown."""
        are_ends = len(words) == 2 and all(whole_number(word, *EVERY_SCORE) is not None for word in words)
        return [] if are_ends else list(words)

    def conditions(self, criterion: Range) -> list[Condition]:
        """The range."""
        least, most = criterion
        return [Condition(self.key, None, f"{self.name}: {least}\u2013{most}")]

    def mask(self, review: Review, criterion: Range) -> NDArray[np.bool_]:
        """Scores are cut to whole points, so that 60 to 64 includes 64.9 and adjacent ranges do not overlap."""
        least, most = criterion
        points = review.totals.score // 10
        fits: NDArray[np.bool_] = review.totals.scored & (points >= least) & (points <= most)
        return fits[review.profiles.codes]
