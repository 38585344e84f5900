"""What a filter is: its key, its words, its widget, which clinics it keeps and how many hold each of its values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from dashboard.facets import Index
from scoring import Review

BOUND: Final = "query-params"  # what a widget holds is in the address
T = TypeVar("T")


@dataclass(frozen=True)
class Condition:
    """One thing that a filter demands: the filter's key, the value to take out (None: all of it), and its words."""

    key: str
    value: str | None
    words: str


@dataclass(frozen=True, kw_only=True)
class Filter(ABC, Generic[T]):
    """One filter. Its criterion (`T`) is what it demands of a clinic.

    `key`: of its widget, and its parameter in links. `label`: above the widget. `name`: before each value that is
    demanded. `help`: beside the label. `placeholder`: in the widget while it is empty.
    """

    key: str
    label: str
    name: str
    placeholder: str = ""
    help: str | None = None
    counted: ClassVar[bool] = False
    """Whether the clinics that hold each value are counted under the widget."""

    @property
    @abstractmethod
    def nothing(self) -> T:
        """The criterion that keeps every clinic."""

    @property
    @abstractmethod
    def empty(self) -> Any:
        """What the widget holds while nothing is demanded."""

    @abstractmethod
    def draw(self) -> None:
        """Draw the widget."""

    @abstractmethod
    def criterion(self, value: Any) -> T:
        """The criterion of what the widget holds; values that it does not know are left out."""

    @abstractmethod
    def from_link(self, words: Sequence[str]) -> Any:
        """What the widget would hold on a link with these words (at least one), all of them understood."""

    @abstractmethod
    def conditions(self, criterion: T) -> list[Condition]:
        """What a criterion demands, in the order of the widget; the words are plain text."""

    @abstractmethod
    def mask(self, review: Review, criterion: T) -> NDArray[np.bool_]:
        """Which clinics a criterion keeps, one bool a clinic."""

    def not_understood(self, words: Sequence[str]) -> list[str]:
        """Words of a link that the widget cannot hold."""
        del words
        return []

    def refusal(self, words: Sequence[str]) -> str:
        """Why a machine's link may not demand this, where a page makes do with a part of it; "" where it may."""
        del words
        return ""

    def counts(self, review: Review, index: Index, mask: NDArray[np.bool_]) -> Mapping[str, int]:
        """Label -> clinics of the mask that hold it; nothing for a filter that has no labels."""
        del review, index, mask
        return {}
