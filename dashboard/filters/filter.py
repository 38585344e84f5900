"""The definition of a filter: its key, texts, and widget, which clinics it keeps, and the counts of its values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Generic, TypeVar

import numpy as np
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
    counted: ClassVar[bool] = False
    """Whether counts of its values are shown under the widget."""

    @property
    @abstractmethod
    def nothing(self) -> T:
        """The criterion that keeps every clinic."""

    @property
    @abstractmethod
    def empty(self) -> Any:
        """The widget's value without a criterion."""

    @abstractmethod
    def draw(self) -> None:
        """Draw the widget."""

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

    def not_understood(self, words: Sequence[str]) -> list[str]:
        """The words of a link that the widget does not accept."""
        del words
        return []

    def refusal(self, words: Sequence[str]) -> str:
        """Why the API refuses these words, although a page would use a part of them; "" if it does not."""
        del words
        return ""

    def offered(self, review: Review) -> bool:
        """Whether the filter tells clinics of this file apart; else its widget is out of sight while it is empty."""
        del review
        return True

    def counts(self, review: Review, index: Index, mask: NDArray[np.bool_]) -> Mapping[str, int]:
        """Label -> number of clinics of the mask that hold it; empty for a filter without labels."""
        del review, index, mask
        return {}
