"""A measure by groups of clinics: shares with their interval, spreads of numbers, and two groups side by side.

Every share is of all the clinics in its group. A clinic whose record is silent belongs to the group too, as one that
does not state what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.recognition import paired
from scoring.reports.groupings import Grouping, grouping
from scoring.review import Review

# 1.96 standard errors: the 95% interval that such figures are usually published with.
Z = 1.959964
# With fewer clinics, one more or less moves a share by over 20 points, and the interval spans half of the axis.
LEAST_CLINICS = 5
SPREAD = (0.1, 0.25, 0.5, 0.75, 0.9)
_SPREAD_COLUMNS = ("p10", "p25", "median", "p75", "p90")
COMPARED = ("Who", "What", "Where", "How", "Flag", "Price")  # what two groups are compared on


def wilson(holders: NDArray[np.int64], clinics: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ends of the 95% interval of a share, 0 to 1, by Wilson's score method; nan for no clinics.

    E. B. Wilson, Journal of the American Statistical Association 22 (1927): unlike the textbook interval it stays
    within 0 and 1, and is right for few clinics.
    """
    n = np.where(clinics > 0, clinics, np.nan).astype(float)
    share = holders / n
    shrink = 1 + Z**2 / n
    middle = (share + Z**2 / (2 * n)) / shrink
    half = Z * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / shrink
    # Rounding may leave an end of 0 or 1 slightly short of a share that is exactly that.
    return np.clip(np.minimum(middle - half, share), 0, 1), np.clip(np.maximum(middle + half, share), 0, 1)


def shares(groups: Grouping, mask: NDArray[np.bool_], holds: NDArray[np.bool_]) -> pd.DataFrame:
    """The share of each group that holds something, among the clinics of a mask; empty groups are left out.

    `mask`, `holds`: one bool per clinic. Columns: key, name, label, phrase (str), clinics, holders (int64), share, low,
    high (0 to 1; the ends of the 95% interval), in the order of the groups.
    """
    clinics, holders = groups.clinics(mask), groups.clinics(mask & holds)
    return _shares(_named(groups), clinics, holders)


def spreads(
    groups: Grouping, mask: NDArray[np.bool_], codes: NDArray[Any], values: NDArray[np.float64]
) -> pd.DataFrame:
    """How a number spreads within each group, among the clinics of a mask; groups without a number are left out.

    `codes`: each clinic's place in `values`; nan there: the clinic has no number. Columns: key, name, label, phrase,
    clinics (with a number), silent (without one), p10, p25, median, p75, p90.
    """
    numbers, place = np.unique(values, return_inverse=True)  # nan comes last
    pairs, ids = paired(groups.codes, place.astype(np.int32)[codes], len(numbers))
    counts = np.bincount(np.compress(mask, pairs), minlength=len(ids))
    rows, columns = np.divmod(ids, len(numbers))
    known = np.isfinite(numbers)
    spread = []
    for within in groups.grid.T:
        chosen = within[rows]
        at = np.bincount(columns[chosen], weights=counts[chosen], minlength=len(numbers)).astype(np.int64)
        clinics = int(at[known].sum())
        ends = quantiles(numbers[known], at[known], SPREAD) if clinics else [np.nan] * len(SPREAD)
        spread.append((clinics, int(at[~known].sum()), *ends))
    frame = pd.DataFrame(spread, columns=["clinics", "silent", *_SPREAD_COLUMNS])
    frame = pd.concat([_named(groups), frame], axis=1)
    return frame[frame["clinics"] > 0].reset_index(drop=True)


def medians(
    groups: NDArray[np.int32], size: int, mask: NDArray[np.bool_], codes: NDArray[Any], values: NDArray[np.float64]
) -> pd.DataFrame:
    """The median of a number in each of many disjoint groups, among the clinics of a mask.

    `groups`: each clinic's group, from 0; those from `size` on are left out. `codes`: each clinic's place in `values`;
    nan there: the clinic has no number. One row per group, with columns clinics, known (with a number), median (nan if
    none).
    """
    numbers, place = np.unique(values, return_inverse=True)  # nan comes last
    whole = int(max(groups.max(initial=0) + 1, size))
    at = np.compress(mask, groups).astype(np.int64) * len(numbers) + place[np.compress(mask, codes)]
    counts = np.bincount(at, minlength=whole * len(numbers)).reshape(whole, len(numbers))[:size]
    known = np.isfinite(numbers)
    below = counts[:, known].cumsum(axis=1)
    count = below[:, -1] if known.any() else np.zeros(size, dtype=np.int64)
    median = np.full(size, np.nan)
    some = np.flatnonzero(count)
    if len(some):
        halves = ((count[some] + 1) // 2, count[some] // 2 + 1)
        low, high = (numbers[(below[some] >= half[:, None]).argmax(axis=1)] for half in halves)
        median[some] = (low + high) / 2
    return pd.DataFrame({"clinics": counts.sum(axis=1), "known": count, "median": median})


def differences(review: Review, a: NDArray[np.bool_], b: NDArray[np.bool_]) -> pd.DataFrame:
    """What two groups of clinics state and carry, the largest gap first; what nobody in either holds is left out.

    `a`, `b`: one bool per clinic. Columns: key, name, label, phrase, clinics_a, holders_a, share_a, low_a, high_a, the
    same of b, and gap (share_a - share_b).
    """
    sides = []
    groupings = [grouping(review, by) for by in COMPARED]
    named = pd.concat([_named(groups) for groups in groupings], ignore_index=True)
    for side, mask in (("a", a), ("b", b)):
        holders = np.concatenate([groups.clinics(mask) for groups in groupings])
        clinics = np.full(len(holders), int(mask.sum()))
        low, high = wilson(holders, clinics)
        sides.append(
            pd.DataFrame(
                {
                    f"clinics_{side}": clinics,
                    f"holders_{side}": holders,
                    f"share_{side}": holders / np.maximum(clinics, 1),
                    f"low_{side}": low,
                    f"high_{side}": high,
                }
            )
        )
    frame = pd.concat([named, *sides], axis=1)
    frame = frame.assign(gap=frame["share_a"] - frame["share_b"], size=(frame["share_a"] - frame["share_b"]).abs())
    frame = frame[(frame["holders_a"] > 0) | (frame["holders_b"] > 0)]
    return frame.sort_values(["size", "label"], ascending=[False, True], ignore_index=True).drop(columns="size")


def quantiles(values: NDArray[np.float64], counts: NDArray[np.int64], parts: Sequence[float]) -> list[float]:
    """The quantiles at `parts` (0 to 1) of values with their counts.

    Between two values, their midpoint, so that the median of an even number is the usual one.
    """
    order = np.argsort(values, kind="stable")
    values, counts = values[order], counts[order]
    values, below = values[counts > 0], np.cumsum(counts[counts > 0])
    ranks = np.array(parts) * below[-1]
    first = np.searchsorted(below, ranks, side="left")
    second = np.searchsorted(below, ranks, side="right")
    last = len(values) - 1
    middles = (values[np.minimum(first, last)] + values[np.minimum(second, last)]) / 2
    return [float(middle) for middle in np.where(ranks == 0, values[0], middles)]


def _named(groups: Grouping) -> pd.DataFrame:
    names = [(group.key, group.name, group.label, group.phrase) for group in groups.groups]
    return pd.DataFrame(names, columns=["key", "name", "label", "phrase"], dtype="str")


def _shares(named: pd.DataFrame, clinics: NDArray[np.int64], holders: NDArray[np.int64]) -> pd.DataFrame:
    low, high = wilson(holders, clinics)
    share = holders / np.maximum(clinics, 1)
    frame = named.assign(clinics=clinics, holders=holders, share=share, low=low, high=high)
    return frame[frame["clinics"] > 0].reset_index(drop=True)
