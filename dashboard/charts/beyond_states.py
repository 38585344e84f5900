"""Clinics that no map of the states has room for: those in territories and other countries, as bars by score."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import BESIDE, FULL, LEAVES_OUT, PALE, Chart, Figure, clickable, count_axis, template
from dashboard.charts.group_rows import AROUND, LOWER, ROW_HEIGHT, rows_with_labels
from dashboard.charts.map_layers import SCORES
from dashboard.charts.whereabouts import FILTERED, Whereabouts
from dashboard.filters import country_label
from dashboard.view import View
from dashboard.wording.figure_words import in_tenths
from scoring.recognition import HOME, Coded
from scoring.reports import TERRITORIES, counted, medians
from scoring.vocabulary import vocabulary

MOST_ROWS = 15


def beyond_states(view: View) -> Figure | None:
    """Matching clinics by territory and by country outside the US, most first; None if there are none."""
    understood = view.review.understood
    if set(understood.country.values) <= {"", HOME} and set(TERRITORIES).isdisjoint(understood.state.values):
        return None  # before any clinic is counted
    mask = view.without(*FILTERED)
    frame = _by_place(view, mask)
    if frame.empty:
        return None
    shown = frame.head(MOST_ROWS)
    selected = any(key in view.filters.criteria for key in FILTERED)
    title = _title(frame, int(np.count_nonzero(mask)))
    rest = len(frame) - len(shown)
    listing = ", ".join(f"{name} ({count:,})" for name, count in zip(shown["name"], shown["clinics"], strict=True))
    return Figure(
        title=title,
        takeaway=f"{title}. {listing}.",
        chart=Chart(_template(), _rows(shown), ROW_HEIGHT * len(shown) + AROUND),
        twin=lambda: pd.DataFrame(
            {
                "Place": frame["name"],
                "Clinics": frame["clinics"],
                "With a score": frame["known"],
                "Median score": frame["median"],
            }
        ),
        note=" ".join(filter(None, [f"The table has {rest} more." * bool(rest), LEAVES_OUT * selected])),
        pick=Whereabouts(),
    )


def _by_place(view: View, mask: NDArray[np.bool_]) -> pd.DataFrame:
    """One row per territory or country with clinics, most clinics first.

    Columns: name, state and country (the labels of filters, "" for none), clinics, known, median, matching.
    """
    understood, names = view.review.understood, vocabulary().states
    state, country = understood.state, understood.country
    in_territory = state.mask(TERRITORIES.__contains__)
    territories = _counted(view, state, mask & in_territory).assign(
        name=[names.get(code, "") for code in state.values], state=list(state.values), country=""
    )
    labels = [country_label(code) for code in country.values]
    countries = _counted(view, country, mask & ~in_territory).assign(name=labels, state="", country=labels)
    abroad = [code not in ("", HOME) for code in country.values]
    frame = pd.concat([territories, countries[abroad]], ignore_index=True)
    return frame[frame["clinics"] > 0].sort_values(["clinics", "name"], ascending=[False, True], ignore_index=True)


def _counted(view: View, column: Coded[str], mask: NDArray[np.bool_]) -> pd.DataFrame:
    totals, size = view.review.totals, len(column.values)
    scores = np.where(totals.scored, totals.score / 10, np.nan)
    frame = medians(column.codes, size, mask, view.review.profiles.codes, scores)
    return frame.assign(
        median=in_tenths(frame["median"].to_numpy()),
        matching=np.bincount(column.codes[mask & view.mask], minlength=size),
    )


def _rows(frame: pd.DataFrame) -> pd.DataFrame:
    medians_in_words = [
        f"median score {median:.1f}" if known else "none with a score"
        for median, known in zip(frame["median"], frame["known"], strict=True)
    ]
    labels = [
        f"{name} \u00b7 {clinics:,} \u00b7 {words}"
        for name, clinics, words in zip(frame["name"], frame["clinics"], medians_in_words, strict=True)
    ]
    return frame[["state", "country", "clinics"]].assign(
        near="",
        within="",
        place=np.arange(len(frame)),
        label=labels,
        score=frame["median"],
        scored=frame["known"] > 0,
        opacity=np.where(frame["matching"] > 0, FULL, PALE),
        words=[
            f"{name}: {counted(clinics, 'clinic')}, {words}"
            for name, clinics, words in zip(frame["name"], frame["clinics"], medians_in_words, strict=True)
        ],
    )


def _title(frame: pd.DataFrame, whole: int) -> str:
    """How many of all clinics these are, and where: in one place, or in how many."""
    clinics = int(frame["clinics"].sum())
    place = frame["name"].iloc[0] if len(frame) == 1 else f"{len(frame)} countries and territories outside the states"
    if whole == 1:
        return f"1 clinic in {place}"
    count = f"All {whole:,}" if clinics == whole else f"{clinics:,} of {whole:,}"
    return f"{count} clinics are in {place}"


@cache
def _template() -> str:
    """Bars under their labels: outlines, filled if a clinic has a score. Columns of the rows: those of `_rows`."""
    clinics = alt.X("clinics:Q", title="Clinics", axis=count_axis(5, grid=False))
    bar: dict[str, Any] = {"height": 13, "stroke": BESIDE, "strokeWidth": 1, "cursor": "pointer", "yOffset": LOWER}
    outlines = rows_with_labels().mark_bar(fill="transparent", **bar).encode(x=clinics)
    filled = rows_with_labels().transform_filter("datum.scored").mark_bar(aria=False, **bar)
    filled = filled.encode(
        x=clinics,
        color=alt.Color("score:Q", scale=SCORES, legend=None),
        fillOpacity=alt.FillOpacity("opacity:Q", scale=None, legend=None),
    )
    return template(alt.LayerChart(layer=[clickable(outlines, *Whereabouts().fields), filled]))
