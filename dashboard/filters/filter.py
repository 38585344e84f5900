"""The definition of a filter: its key, texts, and widgets, which clinics it keeps, and the counts of its values.

A filter has two widgets. One is bound to the address, on every page, and hidden: so a link keeps its filters wherever
it leads. The other is the control that readers use, on the pages that the filter changes. The platform writes the
values of a bound list into the address as they are shown, so only a control can show counts beside them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Generic, TypeVar

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard.facets import Index
from scoring import Review

BOUND: Final = "query-params"  # binds a widget's value to the address
T = TypeVar("T")


@dataclass(frozen=True)
class Condition:
    """One condition of a filter: the filter's key, the value to remove (None: all of it), and its words."""

    key: str
    value: str | None
    words: str


@dataclass(frozen=True, kw_only=True)
class Filter(ABC, Generic[T]):
    """One filter. Its criterion (`T`) is what it requires of a clinic.

    `key`: of its widget, and its parameter in links. `label`: above the widget. `name`: before each value in a
    condition. `help`: beside the label. `placeholder`: in the empty widget.
    """

    key: str
    label: str
    name: str
    placeholder: str = ""
    help: str | None = None
    in_sidebar: ClassVar[bool] = True
    """Whether its control stands in the sidebar; else a page has it."""
    narrows: ClassVar[bool] = False
    """Whether a further value leaves fewer clinics, as all values must hold; else more, as any may."""
    by_weights: ClassVar[bool] = False
    """Whether other weights keep other clinics."""

    @property
    def control(self) -> str:
        """The key of the control; `key` is that of the hidden widget, and the parameter in links."""
        return control_key(self.key)

    @property
    @abstractmethod
    def nothing(self) -> T:
        """The criterion that keeps every clinic."""

    @property
    @abstractmethod
    def empty(self) -> Any:
        """The widget's value without a criterion."""

    @abstractmethod
    def bind(self) -> None:
        """Draw the widget that is bound to the address."""

    def draw(self, choices: Sequence[tuple[str, int]]) -> None:
        """Draw the control. `choices`: as `choices` returns them, for the clinics in view."""
        raise NotImplementedError(f"A page draws the control of {self.key}.")

    def put_in_address(self) -> None:
        """Put what the control holds into the address (a callback)."""
        st.session_state[self.key] = st.session_state[self.control]

    @abstractmethod
    def criterion(self, value: Any) -> T:
        """The criterion for a widget value; unknown parts are ignored."""

    def from_widgets(self, widget_value: Callable[[str, Any], Any]) -> T:
        """The criterion from widget values: `widget_value(key, default)`, such as `parameters.widget_value`."""
        return self.criterion(widget_value(self.key, self.empty))

    @abstractmethod
    def from_link(self, words: Sequence[str]) -> Any:
        """The widget's value for a link with these words (at least one, all valid)."""

    @abstractmethod
    def conditions(self, criterion: T) -> list[Condition]:
        """The conditions of a criterion, in the order of the widget; their words are plain text."""

    @abstractmethod
    def mask(self, review: Review, criterion: T) -> NDArray[np.bool_]:
        """Which clinics a criterion keeps, one bool per clinic."""

    def asks(self, review: Review, criterion: T) -> Hashable:
        """What a criterion asks for, as a key: the same whenever the same clinics are asked for."""
        return self.key, criterion, tuple(review.weights.values()) if self.by_weights else ()

    def bits(self, review: Review, index: Index, criterion: T) -> NDArray[np.uint8]:
        """Which clinics a criterion keeps, one bit each; neither Back nor a moved weight recomputes them."""
        return index.masks.get(self.asks(review, criterion), lambda: np.packbits(self.mask(review, criterion)))

    def not_understood(self, words: Sequence[str]) -> list[str]:
        """The words of a link that the widget does not accept."""
        del words
        return []

    def refusal(self, words: Sequence[str]) -> str:
        """Why the API refuses these words, although a page would use some of them; "" if it does not."""
        del words
        return ""

    def offered(self, index: Index) -> bool:
        """Whether the filter distinguishes clinics of this file; if not, its widget is hidden while it is empty."""
        del index
        return True

    def counts(self, review: Review, index: Index, mask: NDArray[np.bool_]) -> Mapping[str, int]:
        """Label -> number of clinics of the mask that hold it; empty for a filter without labels."""
        del review, index, mask
        return {}

    def choices(self, counts: Mapping[str, int], clinics: int) -> list[tuple[str, int]]:
        """The labels on offer, each with the number of clinics that choosing it leaves; empty for one without labels.

        `counts`: the labels with the number of clinics that hold them, among the `clinics` to choose from.
        """
        del counts, clinics
        return []


def control_key(key: str) -> str:
    """The key of the control that sets the bound widget with this key."""
    return f"{key}_control"


def follow(control: str, value: object) -> None:
    """Have a control show the value that the address holds, set by a link, Back, or a button.

    State is assigned only if it differs: otherwise what a reader is about to type would be lost.
    """
    if st.session_state.get(control) != value:
        st.session_state[control] = value
