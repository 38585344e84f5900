"""The filter by country, for files with clinics in several."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pycountry
from numpy.typing import NDArray

from dashboard.facets import Index
from dashboard.filters.choice import NOT_STATED, Choice
from scoring import Review
from scoring.recognition import ELSEWHERE
from scoring.reports import country_name

NOT_RECOGNIZED = "Not recognized"


class Countries(Choice):
    """The clinics of some countries, as their records state them."""

    def labels(self) -> dict[str, str]:
        """The names of all countries in alphabetical order, then the labels for not recognized and not stated."""
        return _labels()

    def offered(self, index: Index) -> bool:
        """Whether records state more than one country."""
        return len(index.countries) > 1

    def mask(self, review: Review, criterion: frozenset[str]) -> NDArray[np.bool_]:
        """The clinics of any of the countries."""
        return review.understood.country.mask(criterion.__contains__)

    def counts(self, review: Review, index: Index, mask: NDArray[np.bool_]) -> dict[str, int]:
        """Number of clinics per country."""
        del index
        country = review.understood.country
        counts = country.counts(mask).tolist()
        return {country_label(code): count for code, count in zip(country.values, counts, strict=True)}

    def choices(self, counts: Mapping[str, int], clinics: int) -> list[tuple[str, int]]:
        """Only the countries in the file: a list of all would be long, and sent to the browser at every change."""
        return [choice for choice in super().choices(counts, clinics) if choice[0] in counts]


def country_label(code: str) -> str:
    """The label of a two-letter country, of `ELSEWHERE`, or of "", which means none is stated."""
    return {"": NOT_STATED, ELSEWHERE: NOT_RECOGNIZED}.get(code) or country_name(code)


@cache
def _labels() -> dict[str, str]:
    codes = (str(country.alpha_2) for country in pycountry.countries)
    names = sorted((country_label(code), code) for code in codes)
    return {**dict(names), NOT_RECOGNIZED: ELSEWHERE, NOT_STATED: ""}
