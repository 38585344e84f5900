"""The sorts of the list of clinics, in the order on screen. A new sort is an entry here, with its own values.

Links, the API, the choice above the table, its words, and what a click on a header does are all made from these
entries. In a link a sort is its key, with a minus sign in front for the other direction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.facets import Index
from scoring import QUESTIONS, Review, Rubric, load_rubric
from scoring.scores import EMPTY, GRADES

Rows = NDArray[np.int64]  # positions of clinics
Values = Callable[[Review], tuple[NDArray[np.int64], NDArray[np.int32]]]
LAST = np.iinfo(np.int64).max  # the value of "not stated": it comes last in both directions
DOWN = "-"
_FARTHEST = 100_000_000  # thousandths of a mile, eight times half the earth's circumference
_TITLES = tuple(rule.title for rule in load_rubric().questions.values())


@dataclass(frozen=True)
class Sort:
    """A sort: its `key` in links, its two directions in words, and the headers of the table that sort by it.

    `values`: one integer each for distinct values, smallest first, `LAST` if nothing is stated; and which of them
    each clinic has. None: by names or by distances, which nearly all differ.
    """

    key: str
    up: str
    down: str
    values: Values | None
    headers: tuple[str, ...] = ()


def _ranks(review: Review) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    return review.totals.rank, review.profiles.codes


def _states(review: Review) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    state = review.understood.state
    order = {code: place for place, code in enumerate(sorted(set(state.values) - {""}))}
    return np.array([order.get(code, LAST) for code in state.values]), state.codes


def _grades(review: Review) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    places = {grade: place for place, grade in enumerate(GRADES)}
    by_profile = np.array([places.get(grade, LAST) for grade in review.totals.grade.tolist()], dtype=np.int64)
    return by_profile, review.profiles.codes


def _prices(review: Review) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    price = review.understood.price
    cents = [LAST if stated.amount is None else round(stated.amount * 100) for stated in price.values]
    return np.array(cents, dtype=np.int64), price.codes


def _days(review: Review) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    as_of = review.understood.as_of
    days = [LAST if day is None else day.toordinal() for day in as_of.values]
    return np.array(days, dtype=np.int64), as_of.codes


def _flags(review: Review) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    return np.bitwise_count(review.profiles.flags).astype(np.int64), review.profiles.codes


def _coverage(review: Review) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    return review.totals.coverage, review.profiles.codes


def _points(question: str, review: Review) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    value = review.profiles.value[:, QUESTIONS.index(question)].astype(np.int64)
    return np.where(value == EMPTY, LAST, value), review.profiles.codes


SORTS = MappingProxyType({
    sort.key: sort
    for sort in (
        Sort("rank", "Highest score first", "Lowest score first", _ranks, ("Rank", "Score")),
        Sort("distance", "Nearest first", "Farthest first", None, ("Distance",)),
        Sort("grade", "Best grade first", "Lowest grade first", _grades, ("Grade",)),
        Sort("name", "Name, A to Z", "Name, Z to A", None, ("Clinic",)),
        Sort("state", "State, A to Z", "State, Z to A", _states, ("Place",)),
        Sort("price", "Lowest price first", "Highest price first", _prices, ("Price",)),
        Sort("date", "Oldest record first", "Newest record first", _days, ("Record as of",)),
        Sort("flags", "Fewest flags first", "Most flags first", _flags, ("Flags",)),
        Sort("coverage", "Least stated first", "Most stated first", _coverage, ("Coverage",)),
        *(
            Sort(question, f"{title}: fewest points first", f"{title}: most points first", partial(_points, question))
            for question, title in zip(QUESTIONS, _TITLES, strict=True)
        ),
    )
})  # fmt: skip
ORDERS = tuple(sign + key for key in SORTS for sign in ("", DOWN))  # what a link may hold
USUAL, NEAREST = "rank", "distance"  # the order where none is chosen: by score, or near a place by distance
_BY_NAME = "name"


def by_header(rubric: Rubric) -> dict[str, str]:
    """Header of the table -> the key of its sort. The columns of the questions have the rubric's titles."""
    headers = {header: sort.key for sort in SORTS.values() for header in sort.headers}
    return headers | {rubric.questions[question].title: question for question in QUESTIONS}


def in_words(order: str) -> str:
    """An order in words, which name its column and direction."""
    sort = SORTS[order.removeprefix(DOWN)]
    return sort.down if order.startswith(DOWN) else sort.up


def usual(*, near_a_place: bool) -> str:
    """The order where none is chosen."""
    return NEAREST if near_a_place else USUAL


def distance_keys(order: str, miles: NDArray[np.float64]) -> NDArray[np.int64]:
    """The keys of an order by distance, smallest first and below 2**31; unknown distances come last."""
    keys = np.nan_to_num(miles * 1_000).astype(np.int64)
    if order.startswith(DOWN):
        keys = _FARTHEST - keys
    return np.where(np.isnan(miles), _FARTHEST + 1, keys)


def sort_keys(order: str, review: Review, *, is_near: bool) -> tuple[NDArray[Any], NDArray[Any]] | None:
    """The keys of an order: those of distinct values, smallest first, and which value each clinic has.

    `is_near`: whether distances are known; without them an order by distance means the usual one. None for names and
    distances, which nearly all differ. Raises `KeyError` for anything that is not an order.
    """
    key, down = order.removeprefix(DOWN), order.startswith(DOWN)
    if SORTS[key].values is None and (key == _BY_NAME or is_near):
        return None
    values, codes = (SORTS[key].values or _ranks)(review)
    return _smallest(_turned(values) if down and SORTS[key].values else values), codes


def sorted_rows(
    order: str,
    rows: Rows,
    review: Review,
    index: Index,
    miles: Callable[[Rows], NDArray[np.float64]] | None = None,
) -> Rows:
    """Positions of clinics in one of `ORDERS`; ties by name. Raises `KeyError` for any other order.

    `miles`: for the clinics at some positions, nan if not known.
    """
    key, down = order.removeprefix(DOWN), order.startswith(DOWN)
    keys = sort_keys(order, review, is_near=miles is not None)
    by_name = index.in_order_of_names(rows)
    if keys is not None:
        of_value, codes = keys
        return by_name[np.argsort(of_value[codes[by_name]], kind="stable")]
    if key == _BY_NAME or miles is None:
        return by_name[::-1] if down else by_name
    return by_name[np.argsort(distance_keys(order, miles(by_name)), kind="stable")]


def _turned(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """The values in the other direction; unstated ones stay last."""
    return np.where(values == LAST, LAST, -values)


def _smallest(values: NDArray[np.int64]) -> NDArray[np.unsignedinteger]:
    """The same order in integers of few bits: those of 16 are sorted by their digits, in a tenth of the time."""
    distinct, places = np.unique(values, return_inverse=True)
    return places.astype(np.min_scalar_type(len(distinct)))
