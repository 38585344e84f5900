"""A measure by groups: the share of each group that states or carries something, with its 95% interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import FULL, LEAVES_OUT, PALE, Chart, Figure, Nothing, Toggle
from dashboard.charts.group_rows import AROUND, MOST_ROWS, ROW_HEIGHT, rows_of, share_template
from dashboard.filters import COUNTRY, CREDENTIAL, IMAGING, ONLY, PRODUCT, STATE, TARGET
from dashboard.view import View
from scoring.reports import (
    LEAST_CLINICS,
    NOT_STATED,
    ORDERED,
    UNCLEAR,
    Grouping,
    counted,
    fixed_groups,
    grouping,
    listed,
    listed_at_most,
    percent,
    shares,
)
from scoring.scores import caps_that_count, flag_bit

# The filter of a group -> what a click on its row changes. Others have no filter.
FILTER_OF = {
    "State": STATE,
    "Country": COUNTRY,
    "Who": CREDENTIAL,
    "What": PRODUCT,
    "Where": TARGET,
    "How": IMAGING,
    "Flag": ONLY,
}
_MOST_NAMED = 12  # groups below the minimum size that the note names; the table has all
_FAINT = 0.4  # of an interval beside its dot
OVERLAPS = "A clinic counts in every group it belongs to, so the groups add up to more than all clinics."
# What a title adds where a group too small to be drawn lies beyond those that it names.
OF_LARGE_GROUPS = f", among groups with {LEAST_CLINICS} clinics or more"


@dataclass(frozen=True)
class Measure:
    """What a share is of: `does`, the verb for several clinics and for one; and which clinics do it, as bools."""

    does: tuple[str, str]
    holds: NDArray[np.bool_]
    silent: str = ""


def share_by_group(view: View, by: str, labels: Sequence[str]) -> Figure | Nothing:
    """The share of each group that states or carries any of `labels` (none: any serious flag), the highest first.

    Every share is of the clinics of its own group. Groups with fewer than `LEAST_CLINICS` are in the note and table.
    """
    entry = FILTER_OF.get(by)
    mask = view.without(entry.key) if entry else view.mask
    measure = _measure(view, labels, mask)
    groups = grouping(view.review, by)
    frame = shares(groups, mask, measure.holds)
    own = frame["label"].isin(labels)
    frame = ordered(frame[~own], by, "share")
    enough = frame[frame["clinics"] >= LEAST_CLINICS].reset_index(drop=True)
    whole, holders = int(np.count_nonzero(mask)), int((mask & measure.holds).sum())
    if enough.empty:
        return too_small(view, by, whole)
    title = _title(enough, _small(frame[is_named(frame)]), measure, holders, whole)
    overall = holders / whole
    rows = _rows(enough.head(MOST_ROWS), view, by, measure, overall)
    of_all = f"{holders:,} of {counted(whole, 'clinic')}, {percent(holders, whole)}"
    notes = [
        _example(enough, measure),
        f"Upright line: the share of all, {of_all}. Beside a dot: its 95% interval.",
        measure.silent,
        "Groups that are themselves counted are left out, because all of their clinics have it." * bool(own.any()),
        OVERLAPS * groups.overlaps,
        kept_apart(frame, [f"{row.holders:,} of {row.clinics:,}" for row in rows_of(_small(frame))]),
        more_in_table(len(enough)),
        LEAVES_OUT * bool(entry and view.filters[entry]),
    ]
    return Figure(
        title=title,
        takeaway=f"{title}. Of all, {of_all}. {_apart(enough, overall)}".strip(),
        chart=Chart(share_template(), rows, ROW_HEIGHT * len(rows) + AROUND),
        twin=lambda: pd.DataFrame(
            {
                by: frame["name"],
                "Clinics": frame["clinics"],
                _heading(measure): frame["holders"],
                "Share (%)": (frame["share"] * 100).round(1),
                "95% interval from (%)": (frame["low"] * 100).round(1),
                "95% interval to (%)": (frame["high"] * 100).round(1),
                "Drawn": np.where(frame["clinics"] >= LEAST_CLINICS, "yes", f"no, under {LEAST_CLINICS} clinics"),
            }
        ),
        note=" ".join(filter(None, notes)),
        pick=Toggle(entry.key, "pick") if entry else None,
    )


def ordered(frame: pd.DataFrame, by: str, column: str) -> pd.DataFrame:
    """The groups in their own order if they have one, else by a column, the highest first; the nameless come last.

    The group that states nothing is named after what is missing, because a share may itself be of what is missing.
    """
    frame = frame.assign(name=frame["name"].replace(NOT_STATED, f"{by} not stated"))
    if by in ORDERED:
        return frame.sort_values("key", key=lambda keys: keys.map(_place), kind="stable", ignore_index=True)
    by_value = frame.assign(nameless=~is_named(frame)).sort_values(
        ["nameless", column, "clinics", "name"], ascending=[True, False, False, True], ignore_index=True
    )
    return by_value.drop(columns="nameless")


def is_named(frame: pd.DataFrame) -> pd.Series[bool]:
    """Whether a group has a name: none if it states nothing or an unclear word. Titles are about named groups."""
    return ~frame["key"].isin(("", UNCLEAR))


def _place(key: str) -> tuple[int, int, str]:
    return (not key, int(key) if key.isdigit() else 0, key)


def too_small(view: View, by: str, whole: int) -> Nothing:
    """Why there is nothing to draw if no group has enough clinics."""
    why = (
        f"Of {counted(whole, 'matching clinic')} no group by {by.lower()} has {LEAST_CLINICS}, "
        "and a share or a median of fewer would say little."
    )
    return Nothing("The groups are too small", why, filters=bool(view.filters))


def kept_apart(frame: pd.DataFrame, numbers: Sequence[str]) -> str:
    """The groups below the minimum size with their numbers; "" if there are none."""
    names = [f"{name} ({number})" for name, number in zip(_small(frame)["name"], numbers, strict=True)]
    if not names:
        return ""
    return f"Not drawn, with fewer than {LEAST_CLINICS} clinics: {listed_at_most(names, _MOST_NAMED)}."


def more_in_table(groups: int) -> str:
    """That only the first groups are drawn; "" if all are."""
    return f"The first {MOST_ROWS} of {groups:,} groups are drawn; the table has all." if groups > MOST_ROWS else ""


def opacities(frame: pd.DataFrame, view: View, by: str) -> list[float]:
    """Full for the groups that the filter of their kind keeps, pale for the others."""
    entry = FILTER_OF.get(by)
    selected = view.filters[entry] if entry else frozenset()
    return [FULL if not selected or key in selected else PALE for key in frame["key"]]


def picks(frame: pd.DataFrame, by: str) -> list[str]:
    """The label by which a filter knows each group; "" for a group that no filter matches."""
    if by not in FILTER_OF:
        return [""] * len(frame)
    unfiltered = {UNCLEAR, ""} if by in ("Flag", "State") else {UNCLEAR}
    values = (label.removeprefix(f"{by}: ") for label in frame["label"])
    return ["" if key in unfiltered else value for key, value in zip(frame["key"], values, strict=True)]


def _small(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["clinics"] < LEAST_CLINICS]


def _measure(view: View, labels: Sequence[str], mask: NDArray[np.bool_]) -> Measure:
    known = fixed_groups()
    chosen = [label for label in labels if label in known]
    review = view.review
    if not chosen:
        bits = sum(flag_bit(code) for code in caps_that_count(review.weights, review.rubric))
        holds = ((review.profiles.flags & bits) != 0)[review.profiles.codes]
        return Measure(("carry a flag that caps the grade", "carries a flag that caps the grade"), holds)
    kinds = list(dict.fromkeys(label.split(": ")[0] for label in chosen))
    by_kind = {kind: grouping(review, kind) for kind in kinds}
    holds = np.logical_or.reduce([groups.members(chosen) for groups in by_kind.values()])
    does = [known[label].does for label in chosen]
    return Measure(
        (_any_of([several for several, _ in does]), _any_of([single for _, single in does])),
        holds,
        _silent(by_kind, mask, any(known[label].key == "" for label in chosen)),
    )


def _any_of(verbs: Sequence[str]) -> str:
    """Several things that clinics may do, as one: list birth tissue or exosomes; things with one verb are joined."""
    objects: dict[str, list[str]] = {}
    for verb, thing in (verb.split(" ", 1) for verb in verbs):
        objects.setdefault(verb, []).append(thing)
    return " or ".join(f"{verb} {listed(things, 'or')}" for verb, things in objects.items())


def _silent(by_kind: dict[str, Grouping], mask: NDArray[np.bool_], counts_silence: bool) -> str:
    """How many clinics do not answer the question that a share is about; "" if the share is about silence itself."""
    if counts_silence or len(by_kind) > 1:
        return ""
    ((kind, groups),) = by_kind.items()
    place = next((place for place, group in enumerate(groups.groups) if group.name == NOT_STATED), None)
    if place is None or kind == "Price":
        return ""
    silent = int(groups.clinics(mask)[place])
    does = groups.groups[place].does[silent == 1]
    return f"{counted(silent, 'clinic')} {does}, which is not none; they count in their group." if silent else ""


def _rows(frame: pd.DataFrame, view: View, by: str, measure: Measure, overall: float) -> pd.DataFrame:
    opacity = opacities(frame, view, by)
    return frame[["share", "low", "high"]].assign(
        place=np.arange(len(frame)),
        label=[
            f"{row.name} \u00b7 {row.holders:,} of {row.clinics:,} \u00b7 {percent(row.holders, row.clinics)}"
            for row in rows_of(frame)
        ],
        hue="share",
        overall=overall,
        opacity=opacity,
        faint=[_FAINT * shade for shade in opacity],
        words=[_sentence(row, measure) for row in rows_of(frame)],
        pick=picks(frame, by),
    )


def _sentence(row: Any, measure: Measure) -> str:
    does = measure.does[row.holders == 1]
    share = percent(row.holders, row.clinics)
    return f"{row.holders:,} of the {counted(row.clinics, 'clinic')} {row.phrase} {does}: {share}"


def _example(enough: pd.DataFrame, measure: Measure) -> str:
    first = next(rows_of(enough.head(1)))
    return f"Each share is of the clinics of its own group: {_sentence(first, measure)}."


def _heading(measure: Measure) -> str:
    return f"Of them {measure.does[0]}"


def _title(enough: pd.DataFrame, small: pd.DataFrame, measure: Measure, holders: int, whole: int) -> str:
    """The group with the highest share, or that several share it."""
    if not holders:
        return f"None of {counted(whole, 'clinic')} {measure.does[1]}"
    named = enough[is_named(enough)] if is_named(enough).any() else enough
    most = named["share"].max()
    leaders = named[named["share"] == most]
    if len(named) == 1 or not most:
        return _sentence(next(rows_of(leaders)), measure)
    among = OF_LARGE_GROUPS * bool((small["share"] > most).any())
    leader = next(rows_of(leaders))
    if len(leaders) > 1:
        several = f"{len(leaders)} groups" if len(leaders) > 3 else listed(leaders["name"].to_list())
        share = percent(leader.holders, leader.clinics)
        return f"{several} tie for the lead: {share} of their clinics {measure.does[0]}{among}"
    return f"Clinics {leader.phrase} {measure.does[0]} most often: {leader.holders:,} of {leader.clinics:,}{among}"


def _apart(enough: pd.DataFrame, overall: float) -> str:
    """How many groups differ from all clinics by more than their interval."""
    if len(enough) < 2:
        return ""
    above, below = int((enough["low"] > overall).sum()), int((enough["high"] < overall).sum())
    verb = "is" if above < 2 else "are"
    return (
        f"Of {len(enough)} intervals, {above or 'none'} {verb} entirely above that, {below or 'none'} entirely below."
    )
