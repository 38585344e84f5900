"""Filters: which clinics a reader wants to see.

In: the values of widgets or of a link. Out: `Filters`, and masks over the clinics. Open `registry.py` first.
"""

from dashboard.filters.choice import NOT_STATED, Choice, States, Terms
from dashboard.filters.criteria import Filters, all_of, conditions, from_widgets, masks, matching
from dashboard.filters.filter import BOUND, Condition, Filter
from dashboard.filters.registry import (
    CREDENTIAL,
    FILTERS,
    IMAGING,
    ONLY,
    PRODUCT,
    SCORE,
    SEARCH,
    STATE,
    TARGET,
    WITHOUT,
)
from dashboard.filters.score import EVERY_SCORE

__all__ = [
    "BOUND",
    "CREDENTIAL",
    "EVERY_SCORE",
    "FILTERS",
    "IMAGING",
    "NOT_STATED",
    "ONLY",
    "PRODUCT",
    "SCORE",
    "SEARCH",
    "STATE",
    "TARGET",
    "WITHOUT",
    "Choice",
    "Condition",
    "Filter",
    "Filters",
    "States",
    "Terms",
    "all_of",
    "conditions",
    "from_widgets",
    "masks",
    "matching",
]
