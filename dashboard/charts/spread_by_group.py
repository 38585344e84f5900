"""How scores or prices spread within each group: the middle half, the middle 80 percent and the median."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import LEAVES_OUT, Chart, Figure, Nothing, Toggle
from dashboard.charts.group_rows import AROUND, MOST_ROWS, ROW_HEIGHT, rows_of, spread_template
from dashboard.charts.share_by_group import (
    FILTER_OF,
    OF_LARGE_GROUPS,
    OVERLAPS,
    is_named,
    kept_apart,
    more_in_table,
    opacities,
    ordered,
    picks,
    too_small,
)
from dashboard.view import View
from dashboard.wording.figure_words import in_tenths, median_in_words, tied_in_words
from scoring import Review
from scoring.recognition import dollars
from scoring.reports import LEAST_CLINICS, counted, grouping, quantiles, spreads

_ENDS = {"p10": "10th percentile", "p25": "25th percentile", "median": "Median", "p75": "75th percentile"} | {
    "p90": "90th percentile"
}


_STRIPS = "White mark: the median. Thick strip: the middle half. Thin strip: from the 10th to the 90th percentile."


@dataclass(frozen=True)
class Number:
    """A number of clinics: its axis, its unit in the table, how it is written, and each clinic's place in its values.

    `silent`: what a clinic without it does not have. `rounded`: quantiles of it as the table has them.
    """

    axis: str
    unit: str
    form: str
    whole: tuple[float, float] | None
    noun: str
    silent: str
    written: Callable[[float], str]
    rounded: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    values: Callable[[Review], tuple[NDArray[np.int32], NDArray[np.float64]]]


def _scores(review: Review) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    totals = review.totals
    return review.profiles.codes, np.where(totals.scored, totals.score / 10, np.nan)


def _prices(review: Review) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    price = review.understood.price
    return price.codes, np.array([value.amount for value in price.values], dtype=float)


def _tenths(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    return amounts.round(1)


def _dollars(amount: float) -> str:
    return dollars(round(amount))


SCORES = Number("Score", "points", "d", (0, 100), "score", "a score", median_in_words, in_tenths, _scores)
PRICES = Number(
    "Price in US dollars", "US$", "$,.0f", None, "stated price", "a stated price", _dollars, _tenths, _prices
)


def spread_by_group(view: View, by: str, number: Number) -> Figure | Nothing:
    """The spread of a number in each group, the highest median first.

    Groups in which fewer than `LEAST_CLINICS` have the number are in the note and the table.
    """
    entry = FILTER_OF.get(by)
    mask = view.without(entry.key) if entry else view.mask
    groups = grouping(view.review, by)
    codes, values = number.values(view.review)
    frame = ordered(spreads(groups, mask, codes, values), by, "median")
    enough = frame[frame["clinics"] >= LEAST_CLINICS].reset_index(drop=True)
    if enough.empty:
        return too_small(view, by, int(mask.sum()))
    counts = np.bincount(np.compress(mask, codes), minlength=len(values))
    known = np.isfinite(values)
    clinics, without = int(counts[known].sum()), int(counts[~known].sum())
    (overall,) = quantiles(values[known], counts[known], (0.5,))
    rows = _rows(enough.head(MOST_ROWS), view, by, number, overall)
    of_all = f"{number.written(overall)}, of {counted(clinics, number.noun)}"
    small = frame[frame["clinics"] < LEAST_CLINICS]
    title = _title(enough, small[is_named(small)], number)
    notes = [
        f"{_STRIPS} Upright line: the median of all, {of_all}.",
        f"{counted(without, 'clinic')} without {number.silent} {'counts' if without == 1 else 'count'} in no strip."
        * bool(without),
        OVERLAPS * groups.overlaps,
        kept_apart(frame, [f"{row.clinics}: {number.written(row.median)}" for row in rows_of(small)]),
        more_in_table(len(enough)),
        LEAVES_OUT * bool(entry and view.filters[entry]),
    ]
    return Figure(
        title=title,
        takeaway=f"{title}. The median of all is {of_all}.",
        chart=Chart(spread_template(number.axis, number.form, number.whole), rows, ROW_HEIGHT * len(rows) + AROUND),
        twin=lambda: pd.DataFrame(
            {
                by: frame["name"],
                f"Clinics with {number.silent}": frame["clinics"],
                "Without": frame["silent"],
                **_ends(frame, number),
                "Drawn": np.where(frame["clinics"] >= LEAST_CLINICS, "yes", f"no, under {LEAST_CLINICS} clinics"),
            }
        ),
        note=" ".join(filter(None, notes)),
        pick=Toggle(entry.key, "pick") if entry else None,
    )


def _rows(frame: pd.DataFrame, view: View, by: str, number: Number, overall: float) -> pd.DataFrame:
    return frame[list(_ENDS)].assign(
        place=np.arange(len(frame)),
        label=[
            f"{row.name} \u00b7 {row.clinics:,} \u00b7 median {number.written(row.median)}" for row in rows_of(frame)
        ],
        overall=overall,
        opacity=opacities(frame, view, by),
        words=[
            f"{counted(row.clinics, 'clinic')} {row.phrase}: median {number.written(row.median)}, "
            f"middle half {number.written(row.p25)} to {number.written(row.p75)}"
            for row in rows_of(frame)
        ],
        pick=picks(frame, by),
    )


def _ends(frame: pd.DataFrame, number: Number) -> dict[str, NDArray[np.float64]]:
    return {f"{title} ({number.unit})": number.rounded(frame[column].to_numpy()) for column, title in _ENDS.items()}


def _title(enough: pd.DataFrame, small: pd.DataFrame, number: Number) -> str:
    """The groups with the highest and the lowest median."""
    named = enough[is_named(enough)] if is_named(enough).any() else enough
    by_median = named.sort_values("median", kind="stable")
    low, high = (next(rows_of(by_median.iloc[[end]])) for end in (0, -1))
    half = f"half of the {number.noun}s of clinics"
    if len(named) == 1:
        return f"{half.capitalize()} {high.phrase} are {number.written(high.median)} or more"
    if low.median == high.median:
        return f"The median {number.noun} is {number.written(high.median)} in all {len(named)} groups"
    lowest, highest = (
        tied_in_words(named["name"][named["median"] == end.median].to_list(), "groups") for end in (low, high)
    )
    beyond = (small["median"] < low.median) | (small["median"] > high.median)
    return (
        f"The median {number.noun} runs from {number.written(low.median)} ({lowest}) "
        f"to {number.written(high.median)} ({highest}){OF_LARGE_GROUPS * bool(beyond.any())}"
    )
