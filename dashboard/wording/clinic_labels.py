"""What labels a clinic on screen: its id, name, place and price in words, as record text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scoring import Review
from scoring.reading import Column, cells_at
from scoring.recognition import ELSEWHERE, HOME, dollars
from scoring.reports import names_shown, without_directions

NOT_STATED = "not stated"  # in place of a blank cell
NO_KNOWN_ANSWER = "no known answer"  # in place of the terms of a cell whose words state none


def ids(review: Review, rows: NDArray[np.int64]) -> list[str]:
    """The ids of the clinics at these positions."""
    return _cells(review, "clinic_id", rows)


def key_column(review: Review) -> Column:
    """The names by which a recipe merges clinics, for all of them."""
    keys = review.understood.keys
    return review.understood.known["clinic_id"] if keys is None else keys


def keys(review: Review, rows: NDArray[np.int64]) -> list[str]:
    """The names by which a recipe merges the clinics at these positions."""
    return [str(key) for key in cells_at(key_column(review), rows).to_pylist()]


def names(review: Review, rows: NDArray[np.int64]) -> list[str]:
    """The names of the clinics at these positions."""
    return names_shown(cells_at(review.understood.known["name"], rows).to_pylist())


def places(review: Review, rows: NDArray[np.int64]) -> list[str]:
    """City and state, or city and country outside the US; parts that are not stated are omitted."""
    records = review.understood
    states = [records.state.values[code] for code in records.state.codes[rows]]
    countries = [records.country.values[code] for code in records.country.codes[rows]]
    cities = map(without_directions, _cells(review, "city", rows))
    return [
        ", ".join(filter(None, (town, state or (country if country not in (HOME, ELSEWHERE) else ""))))
        for town, state, country in zip(cities, states, countries, strict=True)
    ]


def titles(review: Review, rows: NDArray[np.int64]) -> list[str]:
    """The name and place of the clinics at these positions, in one text each; a place that is not stated is omitted."""
    both = zip(names(review, rows), places(review, rows), strict=True)
    return [", ".join(filter(None, map(str.strip, words))) for words in both]


def labels(review: Review, positions: NDArray[np.int64]) -> list[tuple[str, str, str]]:
    """The id, name and place of each clinic at these positions."""
    return list(zip(ids(review, positions), names(review, positions), places(review, positions), strict=True))


def prices(review: Review, rows: NDArray[np.int64]) -> list[str]:
    """The stated prices of the clinics at these positions in dollars, ranges from low to high; "" for none."""
    stated = review.understood.price
    return [str(stated.values[code]) for code in stated.codes[rows].tolist()]


def price(review: Review, position: int) -> str:
    """The stated price of one clinic in dollars, "" for none. A range says that charts use its middle."""
    prices = review.understood.price
    stated = prices.values[prices.codes[position]]
    middle = f" (charts use the middle, {dollars(stated.amount or 0)})" if stated.is_range else ""
    return f"{stated}{middle}"


def silences(review: Review, dimension: str, rows: NDArray[np.int64]) -> list[str]:
    """In place of terms, where a clinic states none: that nothing is stated, or that its words are no known answer."""
    return [NO_KNOWN_ANSWER if cell else NOT_STATED for cell in _cells(review, dimension, rows)]


def _cells(review: Review, column: str, rows: NDArray[np.int64]) -> list[str]:
    known = review.understood.known
    return [cell or "" for cell in cells_at(known[column], rows).to_pylist()] if column in known else [""] * len(rows)
