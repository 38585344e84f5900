"""The criteria of all filters together, and which clinics match them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dashboard.filters.filter import Condition, Filter
from dashboard.filters.registry import FILTERS
from scoring import Review

T = TypeVar("T")


@dataclass(frozen=True, init=False)
class Filters:
    """Filter key -> criterion, without those that keep every clinic. A clinic must meet all of them."""

    criteria: Mapping[str, Any]

    def __init__(self, **criteria: Any) -> None:
        demanding = {key: value for key, value in criteria.items() if value != FILTERS[key].nothing}
        object.__setattr__(self, "criteria", MappingProxyType(demanding))

    def __getitem__(self, entry: Filter[T]) -> T:
        """The criterion of a filter."""
        criterion: T = self.criteria.get(entry.key, entry.nothing)
        return criterion

    def __bool__(self) -> bool:
        return bool(self.criteria)

    def without(self, *keys: str) -> Filters:
        """All filters except these, given by widget key."""
        return Filters(**{key: value for key, value in self.criteria.items() if key not in keys})


def from_widgets(widget_value: Callable[[str, Any], Any]) -> Filters:
    """The filters from widget values: `widget_value(key, default)`, such as `parameters.widget_value`."""
    return Filters(**{key: entry.from_widgets(widget_value) for key, entry in FILTERS.items()})


def conditions(filters: Filters) -> list[Condition]:
    """The conditions of all filters, in the order of the widgets; their words are plain text."""
    demanding = ((entry, filters.criteria[key]) for key, entry in FILTERS.items() if key in filters.criteria)
    return [condition for entry, criterion in demanding for condition in entry.conditions(criterion)]


def matching(review: Review, filters: Filters) -> NDArray[np.bool_]:
    """Which clinics match, one bool per clinic."""
    matches = np.ones(len(review), dtype=bool)
    for key, criterion in filters.criteria.items():
        matches &= FILTERS[key].mask(review, criterion)
    return matches
