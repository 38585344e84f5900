"""Filters: which clinics a reader wants to see.

In: the values of widgets or of a link. Out: `Filters`, and masks over the clinics. Open `registry.py` first.
"""

from dashboard.filters.choice import NOT_STATED, Choice, States, Terms
from dashboard.filters.country import country_label
from dashboard.filters.criteria import Filters, conditions, from_widgets, matching
from dashboard.filters.filter import BOUND, Condition, Filter, control_key, follow
from dashboard.filters.near import ANY_DISTANCE, KILOMETERS_A_MILE, RADII, USUAL_RADIUS, WITHIN, Nearby, place_answer
from dashboard.filters.registry import (
    COUNTRY,
    CREDENTIAL,
    FILTERS,
    IMAGING,
    NEAR,
    ONLY,
    PRODUCT,
    SCORE,
    SEARCH,
    STATE,
    TARGET,
    UNBEATEN,
    WITHOUT,
)
from dashboard.filters.score import EVERY_SCORE
from dashboard.filters.search import LONGEST_SEARCH, corrections, is_name

__all__ = [
    "ANY_DISTANCE",
    "BOUND",
    "COUNTRY",
    "CREDENTIAL",
    "EVERY_SCORE",
    "FILTERS",
    "IMAGING",
    "KILOMETERS_A_MILE",
    "LONGEST_SEARCH",
    "NEAR",
    "NOT_STATED",
    "ONLY",
    "PRODUCT",
    "RADII",
    "SCORE",
    "SEARCH",
    "STATE",
    "TARGET",
    "UNBEATEN",
    "USUAL_RADIUS",
    "WITHIN",
    "WITHOUT",
    "Choice",
    "Condition",
    "Filter",
    "Filters",
    "Nearby",
    "States",
    "Terms",
    "conditions",
    "control_key",
    "corrections",
    "country_label",
    "follow",
    "from_widgets",
    "is_name",
    "matching",
    "place_answer",
]
