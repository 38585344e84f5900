"""How many clinics hold the values of one filter, as a few bars: a click on a bar filters by it."""

from __future__ import annotations

from functools import cache

import altair as alt
import pandas as pd

from dashboard.charts.figure import FULL, PALE, ROWS, Chart, Figure, Nothing, Toggle, clickable, template
from dashboard.filters import Choice
from dashboard.view import View
from dashboard.wording.figure_words import tied_in_words
from scoring.reports import counted, listed, percent

MOST_BARS = 5
_BAR, _AROUND = 21, 10  # pixels of a bar with its space, and around all bars
_LABEL_WIDTH = 135  # the same for every filter, so that their bars begin in line


def value_counts(view: View, entry: Choice, title: str) -> Figure | Nothing:
    """The most frequent values of a filter among the clinics that match the other filters, and always those in use.

    `title`: what the values are.
    """
    facet = view.facet(entry.key)
    chosen = {condition.value for condition in entry.conditions(view.filters[entry])}
    if not facet:
        return Nothing(title, "None among the clinics that match.", filters=bool(view.filters))
    clinics = view.clinics_without(entry.key)
    rows = _rows(facet, chosen, clinics)
    most = facet[0][1]
    leaders = [label for label, count in facet if count == most]
    return Figure(
        title=title,
        takeaway=_takeaway(title, leaders, most, clinics),
        chart=Chart(_template(title), rows, _BAR * len(rows) + _AROUND),
        twin=lambda: pd.DataFrame(facet, columns=[title, "Clinics"]),
        pick=Toggle(entry.key, "value"),
    )


def _takeaway(title: str, leaders: list[str], most: int, clinics: int) -> str:
    """The most frequent values and their share; of a single clinic, all that it states."""
    if clinics == 1:
        return f"{title}, at the one clinic: {listed(leaders)}."
    share = f"{most:,} of {counted(clinics, 'clinic')}{' each' * (len(leaders) > 1)}"
    return f"{title}: most often {tied_in_words(leaders, 'values')}, {share}."


def _rows(facet: list[tuple[str, int]], chosen: set[str | None], clinics: int) -> pd.DataFrame:
    """Columns value, clinics, percent, opacity and place, from the most frequent value on."""
    first = [pair for pair in facet if pair[0] in chosen]
    first += [pair for pair in facet if pair[0] not in chosen][: max(MOST_BARS - len(first), 0)]
    first.sort(key=lambda pair: -pair[1])
    return pd.DataFrame(
        {
            "value": [label for label, _ in first],
            "clinics": [count for _, count in first],
            "percent": [percent(count, clinics) for _, count in first],
            "opacity": [FULL if not chosen or label in chosen else PALE for label, _ in first],
            "place": range(len(first)),
        }
    )


@cache
def _template(title: str) -> str:
    y = alt.Y(
        "value:N",
        sort=alt.EncodingSortField("place", op="min"),
        title=None,
        axis=alt.Axis(
            minExtent=_LABEL_WIDTH,
            labelLimit=_LABEL_WIDTH,
            labelOverlap=False,
            labelFlush=False,
            labelBound=False,
            ticks=False,
            domain=False,
            labelPadding=6,
        ),
    )
    tooltip = [
        alt.Tooltip("value:N", title=title),
        alt.Tooltip("clinics:Q", title="Clinics", format=","),
        alt.Tooltip("percent:N", title="Of the matching clinics"),
    ]
    # Room for the number at the end of the longest bar.
    x = alt.X("clinics:Q", title=None, axis=None, scale=alt.Scale(domainMin=0, padding=28))
    opacity = alt.Opacity("opacity:Q", scale=None, legend=None)
    base = alt.Chart(ROWS)
    bars = base.mark_bar(height=_BAR - 8, cursor="pointer", cornerRadiusEnd=2).encode(
        x=x, y=y, opacity=opacity, tooltip=tooltip
    )
    numbers = base.mark_text(align="left", dx=4, aria=False, color="currentColor").encode(
        x=x, y=y, text=alt.Text("clinics:Q", format=",")
    )
    return template(alt.LayerChart(layer=[clickable(bars, "value"), numbers]))
