"""Where the clinics are: the states on a grid of tiles, and the other countries as ranked bars."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pycountry

from dashboard import facets
from dashboard.charts.figure import (
    BESIDE,
    LEAVES_OUT,
    ON_MARKS,
    ROWS,
    Chart,
    Figure,
    Nothing,
    Toggle,
    clickable,
    template,
)
from dashboard.charts.tiles import TILE_ROWS, TILES
from dashboard.filters import STATE
from dashboard.view import View
from scoring.recognition import ELSEWHERE, HOME
from scoring.reports import counted, listed
from scoring.vocabulary import vocabulary

MOST_COUNTRIES = 15
_NOT_RECOGNISED = "Country not recognized"
# The more clinics, the more vivid. All are equally bright, so that one dark text color works on each in both themes.
SHADES = ("#859098", "#7492a9", "#6094bb", "#4695cc", "#1a96de")
_TILE_HEIGHT = 42
_WIDTH = 620
_BAR_HEIGHT = 28
_AROUND = 60
_OF_STATE = "The table has the share of each state's own clinics; the chart Breakdown draws it with its interval."
_PICK = Toggle(STATE.key, "state")


def states(view: View) -> Figure | Nothing:
    """Clinics by US state, a tile each; the note counts the other clinics."""
    mask = view.without(STATE.key)
    counts = facets.by_state(view.review, mask)
    by_state = {code: count for code, count in counts.items() if code and count}
    selected = view.filters[STATE]
    whole = int(mask.sum())
    if not by_state:
        why = f"Of {counted(whole, 'matching record')} none states a US state."
        return Nothing("No US state is stated", why, filters=bool(view.filters))
    in_file = facets.by_state(view.review, np.ones(len(view.review), dtype=bool))
    narrowed = whole < len(view.review)
    rows = _tiles(by_state, selected, in_file if narrowed else {})
    title = _title(by_state, whole)
    listing = rows[rows["clinics"] > 0].sort_values(["clinics", "name"], ascending=[False, True], ignore_index=True)
    return Figure(
        title=title,
        takeaway=f"{title}. {_first(listing, whole)}",
        chart=Chart(_tile_template(), rows, _TILE_HEIGHT * TILE_ROWS),
        twin=lambda: pd.DataFrame(
            {
                "State": listing["name"],
                "Clinics": listing["clinics"],
                f"Of the {whole:,} that match": _percent(listing["clinics"], whole),
                **(_of_state(listing, in_file) if narrowed else {}),
            }
        ),
        note=" ".join(
            filter(None, (_without(view, counts.get("", 0)), LEAVES_OUT * bool(selected), _OF_STATE * narrowed))
        ),
        pick=_PICK,
        width=_WIDTH,
    )


def _of_state(listing: pd.DataFrame, in_file: dict[str, int]) -> dict[str, pd.Series[Any]]:
    """Two columns: the clinics of each state in the whole file, and the share of them that match."""
    clinics = listing["state"].map(in_file).astype("int64")
    return {"Clinics of the state in the file": clinics, "Of these": _percent(listing["clinics"], clinics)}


def _percent(clinics: pd.Series[int], whole: int | pd.Series[int]) -> pd.Series[str]:
    return (clinics / whole * 100).round().astype(int).astype("str") + "%"


def countries(view: View) -> Figure | None:
    """Matching clinics by country outside the US, most first; None if there are none."""
    country = view.review.understood.country
    counts = np.bincount(country.codes[view.mask], minlength=len(country.values))
    by_country = {
        _country(code): int(count)
        for code, count in zip(country.values, counts, strict=True)
        if count and code not in ("", HOME)
    }
    if not by_country:
        return None
    ranked = sorted(by_country.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = pd.DataFrame(ranked[:MOST_COUNTRIES], columns=["country", "clinics"])
    rows = rows.assign(
        label=rows["country"].astype("str") + "  " + rows["clinics"].map("{:,}".format).astype("str"),
        place=np.arange(len(rows)),
    )
    elsewhere, many = sum(by_country.values()), len(by_country)
    title = f"{counted(elsewhere, 'clinic')} in {_countries(many)} outside the US"
    rest = many - len(rows)
    return Figure(
        title=title,
        takeaway=f"{title}. Most: {', '.join(f'{name} ({count:,})' for name, count in ranked[:3])}.",
        chart=Chart(_bar_template(), rows, _BAR_HEIGHT * len(rows) + _AROUND),
        twin=lambda: pd.DataFrame(ranked, columns=["Country", "Clinics"]),
        note=f"The table has {rest} more." if rest else "",
    )


def _country(code: str) -> str:
    country = pycountry.countries.get(alpha_2=code) if code != ELSEWHERE else None
    return str(getattr(country, "common_name", country.name)) if country else _NOT_RECOGNISED


def _countries(number: int) -> str:
    return "one country" if number == 1 else f"{number} countries"


def _tiles(by_state: dict[str, int], selected: frozenset[str], in_file: dict[str, int]) -> pd.DataFrame:
    """A row per state, including states without clinics: state, name, column, row, clinics, label, words, shade, ink.

    `in_file`: the clinics of each state in the whole file, where fewer match.
    States that the filter excludes are drawn as outlines.
    """
    most = max(by_state.values())
    names = vocabulary().states
    tiles = []
    for code, (column, row) in TILES.items():
        clinics = by_state.get(code, 0)
        filled = clinics > 0 and (not selected or code in selected)
        shade = min(clinics * len(SHADES) // (most + 1), len(SHADES) - 1)
        tiles.append(
            {
                "state": code,
                "name": names[code],
                "column": column,
                "row": row,
                "clinics": clinics,
                "label": f"{clinics:,}" if clinics else "",
                "words": f"{names[code]}: {counted(clinics, 'clinic')}" + _of(in_file.get(code, 0)),
                "shade": SHADES[shade] if filled else "transparent",
                "ink": ON_MARKS if filled else BESIDE,
            }
        )
    return pd.DataFrame(tiles)


def _of(clinics: int) -> str:
    return f", of {clinics:,} in the file" if clinics else ""


def _title(by_state: dict[str, int], whole: int) -> str:
    names = vocabulary().states
    most = max(by_state.values())
    leaders = [names[code] for code in sorted(by_state) if by_state[code] == most]
    if len(by_state) == 1:
        return f"{'All' if whole == most and most > 1 else ''} {counted(most, 'clinic')} in {leaders[0]}".strip()
    if len(leaders) > 3:
        return f"{len(leaders)} states tie for the lead, with {counted(most, 'clinic')} each"
    have = f"{most:,} of {whole:,}"
    if len(leaders) > 1:
        return f"{listed(leaders)} have the most clinics: {have} each"
    return f"{leaders[0]} has the most clinics: {have}"


def _first(listing: pd.DataFrame, whole: int) -> str:
    """The share of the first three states; "" with fewer than four states."""
    if len(listing) < 4:
        return ""
    first = listing.head(3)
    return f"{listed(first['name'].to_list())} together have {first['clinics'].sum() / whole:.0%}."


def _without(view: View, stateless: int) -> str:
    """How many clinics belong to no tile, and why; "" if none."""
    country, state = view.review.understood.country, view.review.understood.state
    mask = view.without(STATE.key) & (state.codes == 0)
    away = int((country.mask(lambda code: code not in ("", HOME)) & mask).sum())
    silent = stateless - away
    parts = [
        f"{counted(away, 'clinic')} outside the US" * bool(away),
        f"{counted(silent, 'record')} without a state" * bool(silent),
    ]
    reasons = listed(list(filter(None, parts))) if any(parts) else ""
    return f"Not on the map: {reasons}." if reasons else ""


@cache
def _tile_template() -> str:
    base = alt.Chart(ROWS).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(padding=0.06)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(padding=0.06)),
        description="words:N",
        tooltip=[alt.Tooltip("name:N", title="State"), alt.Tooltip("words:N", title="Clinics")],
    )
    tile = base.mark_rect(stroke=BESIDE, strokeWidth=0.7, cornerRadius=3, cursor="pointer").encode(
        color=alt.Color("shade:N", scale=None, legend=None)
    )
    word = base.encode(color=alt.Color("ink:N", scale=None, legend=None))
    code = word.mark_text(fontSize=11, dy=-7, cursor="pointer", aria=False).encode(text="state:N")
    count = word.mark_text(fontSize=12, dy=8, fontWeight="bold", cursor="pointer", aria=False).encode(text="label:N")
    return template(alt.LayerChart(layer=[clickable(tile, "state"), code, count]))


@cache
def _bar_template() -> str:
    chart: alt.Chart = (
        alt.Chart(ROWS)
        .mark_bar(height=_BAR_HEIGHT - 10)
        .encode(
            y=alt.Y(
                "label:N",
                sort=alt.EncodingSortField("place", op="min"),
                title=None,
                axis=alt.Axis(labelLimit=220, labelOverlap=False, ticks=False, domain=False),
            ),
            x=alt.X("clinics:Q", title="Clinics", axis=alt.Axis(tickMinStep=1, tickCount=5, format="d")),
            tooltip=[alt.Tooltip("country:N", title="Country"), alt.Tooltip("clinics:Q", title="Clinics", format=",")],
        )
    )
    return template(chart)
