"""Two groups of clinics side by side: what they state and carry, as pairs, the largest gap first."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import Chart, Figure, Nothing
from dashboard.charts.group_rows import AROUND, ROW_HEIGHT, pair_template, rows_of
from dashboard.filters import FILTERS
from dashboard.parameters import REST
from dashboard.view import View
from dashboard.wording.figure_words import median_in_words
from scoring.reports import LEAST_CLINICS, counted, differences, fixed_groups, grouping, percent, quantiles

MOST_PAIRS = 12
_LEGEND = 80  # pixels
_KEYS = {"State": "state", "Who": "credential", "What": "product", "Where": "target", "How": "imaging", "Flag": "only"}


def two_groups(view: View, group_a: str, group_b: str) -> Figure | Nothing:
    """The shares of two groups, by the labels of fixed groups; `group_b` may be `REST`, all that are not in A.

    Both are of the clinics that match the filters, except the filters of the groups' own kinds.
    """
    kinds = [label.split(": ", maxsplit=1)[0] for label in (group_a, group_b)]
    set_aside = tuple(_KEYS[kind] for kind in kinds if kind in _KEYS)
    mask = view.without(*set_aside)
    a = mask & _members(view, group_a)
    b = mask & (~a if group_b == REST else _members(view, group_b))
    names = _phrase(group_a), "all others" if group_b == REST else _phrase(group_b)
    sizes = int(a.sum()), int(b.sum())
    if group_a == group_b:
        return Nothing("Both groups are the same", "Choose another group to compare it with.")
    if min(sizes) < LEAST_CLINICS:
        needs = f"Shares of fewer than {LEAST_CLINICS} clinics say little, so none is drawn."
        return Nothing("A group is too small", f"{_sides(sizes, names)} {needs}", filters=bool(view.filters))
    frame = differences(view.review, a, b)
    own = {group_a, group_b}
    silent = (frame["key"] == "") & frame["label"].str.split(": ").str[0].isin(kinds)  # follows from the groups
    apart = frame[~frame["label"].isin(own) & ~silent].drop_duplicates(
        ["name", "holders_a", "holders_b"], ignore_index=True
    )
    shown = apart.head(MOST_PAIRS)
    rows = _rows(shown, (f"A: {names[0]} ({sizes[0]:,})", f"B: {names[1]} ({sizes[1]:,})"))
    title = _title(shown, names)
    both = int((a & b).sum())
    notes = [
        f"Each share is of its own group, A of {sizes[0]:,} and B of {sizes[1]:,} clinics, with its 95% interval.",
        f"{counted(both, 'clinic')} {'is' if both == 1 else 'are'} in both." * bool(both),
        _medians(view, a, b),
        f"The {len(shown)} largest gaps of {len(apart)}; the table has all." * (len(apart) > len(shown)),
        _ignored(view, kinds),
    ]
    return Figure(
        title=title,
        takeaway=f"{title}. {_sides(sizes, names)}",
        chart=Chart(pair_template(), rows, ROW_HEIGHT * len(shown) + AROUND + _LEGEND),
        twin=lambda: _table(frame, names),
        note=" ".join(filter(None, notes)),
        sets_aside=set_aside,
    )


def _sides(sizes: tuple[int, int], names: tuple[str, str]) -> str:
    return " ".join(f"{letter}: {size:,}, {name}." for letter, size, name in zip("AB", sizes, names, strict=True))


def _members(view: View, label: str) -> NDArray[np.bool_]:
    return grouping(view.review, label.split(": ", maxsplit=1)[0]).members([label])


def _phrase(label: str) -> str:
    return f"clinics {fixed_groups()[label].phrase}"


def _rows(shown: pd.DataFrame, sides: tuple[str, str]) -> pd.DataFrame:
    """Two rows per pair: place, label, side, shift, share, low, high, words."""
    labels = [f"{row.label} \u00b7 A {_percent(row, 'a')}, B {_percent(row, 'b')}" for row in rows_of(shown)]
    halves = []
    for shift, (letter, side) in enumerate(zip("ab", sides, strict=True)):
        own = shown[[f"{column}_{letter}" for column in ("clinics", "holders", "share", "low", "high")]]
        own.columns = pd.Index(["clinics", "holders", "share", "low", "high"])
        halves.append(
            own[["share", "low", "high"]].assign(
                place=np.arange(len(shown)),
                label=labels,
                side=side,
                shift=shift,
                words=[
                    f"{side[0]}, {label}: {row.holders:,} of {row.clinics:,}, {percent(row.holders, row.clinics)}"
                    for label, row in zip(shown["label"], rows_of(own), strict=True)
                ],
            )
        )
    return pd.concat(halves, ignore_index=True)


def _table(frame: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    columns: dict[str, object] = {"What is counted": frame["label"]}
    for letter, name in zip("ab", names, strict=True):
        head = f"{letter.upper()}, {name}"
        columns |= {
            f"{head}: clinics": frame[f"clinics_{letter}"],
            f"{head}: of them": frame[f"holders_{letter}"],
            f"{head}: share (%)": (frame[f"share_{letter}"] * 100).round(1),
            f"{head}: 95% interval from (%)": (frame[f"low_{letter}"] * 100).round(1),
            f"{head}: to (%)": (frame[f"high_{letter}"] * 100).round(1),
        }
    return pd.DataFrame(columns | {"Gap (points)": (frame["gap"] * 100).round(1)})


def _title(shown: pd.DataFrame, names: tuple[str, str]) -> str:
    """The largest gap between the groups."""
    if shown.empty or not shown["gap"].iloc[0]:
        return "The two groups list the same"
    first = next(rows_of(shown.head(1)))
    kind, name = first.label.split(": ", 1)
    does = fixed_groups()[first.label].does[0] if first.label in fixed_groups() else f"list {kind}: {name}"
    more = names if first.gap > 0 else names[::-1]
    most, least = (_percent(first, side) for side in ("ab" if first.gap > 0 else "ba"))
    return f"Largest gap: {most} of {more[0]} {does}, {least} of {more[1]}"


def _percent(row: Any, side: str) -> str:
    return percent(getattr(row, f"holders_{side}"), getattr(row, f"clinics_{side}"))


def _medians(view: View, a: NDArray[np.bool_], b: NDArray[np.bool_]) -> str:
    """The median scores of both groups; "" if either has none."""
    totals = view.review.totals
    medians = []
    for mask in (a, b):
        counts = view.review.profiles.counts_of(mask)[totals.scored]
        if not counts.sum():
            return ""
        medians += quantiles(totals.score[totals.scored] / 10, counts, (0.5,))
    return f"Median score: {median_in_words(medians[0])} in A, {median_in_words(medians[1])} in B."


def _ignored(view: View, kinds: list[str]) -> str:
    """That the filters of the groups' own kinds do not apply here; "" if none is set."""
    keys = [_KEYS[kind] for kind in kinds if kind in _KEYS]
    names = [FILTERS[key].name.lower() for key in dict.fromkeys(keys) if key in view.filters.criteria]
    return f"The filter by {' and '.join(names)} is ignored here, because the groups set it." if names else ""
