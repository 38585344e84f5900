"""What a reader demands of the clinics by all filters together, and which clinics match."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    """A criterion for each filter, by its key; those that keep every clinic are left out. All of them must hold."""

    criteria: Mapping[str, Any]

    def __init__(self, **criteria: Any) -> None:
        demanding = {key: value for key, value in criteria.items() if value != FILTERS[key].nothing}
        object.__setattr__(self, "criteria", MappingProxyType(demanding))

    def __getitem__(self, entry: Filter[T]) -> T:
        """What is demanded by a filter."""
        criterion: T = self.criteria.get(entry.key, entry.nothing)
        return criterion

    def __bool__(self) -> bool:
        return bool(self.criteria)


def from_widgets(widget_value: Callable[[str, Any], Any]) -> Filters:
    """The filters from what widgets hold: `held(key, default)`, as `parameters.widget_value` or from a link."""
    return Filters(**{key: entry.criterion(widget_value(key, entry.empty)) for key, entry in FILTERS.items()})


def conditions(filters: Filters) -> list[Condition]:
    """Everything that is demanded, in the order of the widgets; the words are plain text."""
    demanding = ((entry, filters.criteria[key]) for key, entry in FILTERS.items() if key in filters.criteria)
    return [condition for entry, criterion in demanding for condition in entry.conditions(criterion)]


def masks(review: Review, filters: Filters) -> dict[str, NDArray[np.bool_]]:
    """Which clinics each filter keeps, one bool a clinic, by its key; only filters that demand anything."""
    return {key: FILTERS[key].mask(review, criterion) for key, criterion in filters.criteria.items()}


def matching(review: Review, filters: Filters) -> NDArray[np.bool_]:
    """Which clinics match, as one bool a clinic."""
    return all_of(masks(review, filters).values(), len(review))


def all_of(filter_masks: Iterable[NDArray[np.bool_]], size: int) -> NDArray[np.bool_]:
    """Which of `size` clinics every mask keeps."""
    matches = np.ones(size, dtype=bool)
    for mask in filter_masks:
        matches &= mask
    return matches
