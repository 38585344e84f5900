"""The products that records state, ordered by their evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from textwrap import wrap
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard import facets
from dashboard.charts.figure import (
    BESIDE,
    FULL,
    LEAVES_OUT,
    PALE,
    ROWS,
    Chart,
    Figure,
    Nothing,
    Toggle,
    clickable,
    template,
)
from dashboard.facets import AMBIGUOUS
from dashboard.filters import NOT_STATED, PRODUCT, STATE
from dashboard.view import View
from dashboard.wording.figure_words import none_of, percents, tied_in_words
from scoring import Rubric
from scoring.reports import counted, listed
from scoring.vocabulary import vocabulary

NOT_NAMED = "Product not named"
NOT_UNDERSTOOD = "of these, in unknown words"
_UNKNOWN_WORDS = "?words"  # not a term: counts some of the clinics that state none
MOST_STATES = 4  # side by side in the table
_NEUTRAL = "No product named"
# Not one of the four questions' colors. It pales with weaker evidence, inside an outline visible in both themes.
_HUE = "#7a6fd0"
_WEAKEST, _NEUTRAL_FILL = 0.15, 0.5
_NOT_ASSESSED = "not_assessed"
_BAR_HEIGHT = 24
_AROUND = 60
_LABEL_WIDTH = 200  # pixels: on a phone more would leave no room for the bars
_LONGEST_LINE = 32  # characters of a heading, which is bold: they fit this width
_LINE_HEIGHT = 12  # pixels: two lines of a heading fit its row
_NOTE = (
    "In bold: the best studies of the back that the rubric lists; the weaker they are, the paler the bars. A clinic "
    "counts under every product that its record states. A product that is not listed may still be offered."
)
_STRANGE = "The Data page lists the unknown words, and what they may mean."
_PICK = Toggle(PRODUCT.key, "pick")


def products(view: View) -> Figure | Nothing:
    """Clinics by product, grouped by the standing of its evidence; words that name no product are separate."""
    mask = view.without(PRODUCT.key)
    whole = int(np.count_nonzero(mask))
    counts = _counts(view, mask)
    selected = view.filters[PRODUCT]
    rows = _rows(counts, view.review.rubric, selected, whole)
    product_rows = rows[rows["term"].isin(vocabulary().terms["products"]) & (rows["clinics"] > 0)]
    if product_rows.empty:
        why = none_of(whole, "matching record", "name", "a product")
        return Nothing("No product is named", why, filters=bool(view.filters))
    standings = tuple(standing.title for standing in view.review.rubric.standings.values())
    unnamed = rows[rows["term"] == AMBIGUOUS]["clinics"].sum()
    words = f"{NOT_NAMED}: a word such as stem cells, which may mean several; no filter matches it." * bool(unnamed)
    strange = _STRANGE * bool(counts[_UNKNOWN_WORDS])
    states = _states(view)
    apart = f"The table has {listed(list(states))} side by side." * bool(states)
    title = _title(product_rows, whole)
    bars = _with_headings(rows)
    return Figure(
        title=title,
        takeaway=f"{title}. {_studied(product_rows, view.review.rubric, standings)}",
        chart=Chart(_template(standings), bars, _BAR_HEIGHT * len(bars) + _AROUND),
        twin=lambda: pd.DataFrame(
            {
                "Product": rows["product"],
                "Evidence for back pain": rows["standing"],
                "Clinics": rows["clinics"],
                "Share": percents(rows["clinics"], whole),
                **_side_by_side(view, mask, rows["term"], states),
            }
        ),
        note=" ".join(filter(None, (_NOTE, words, strange, apart, LEAVES_OUT * bool(selected)))),
        pick=_PICK,
    )


def _counts(view: View, mask: NDArray[np.bool_]) -> dict[str, int]:
    """Number of clinics of a mask per term, and how many of those without a term wrote unknown words."""
    counts = facets.by_term(view.index, "products", mask)
    return counts | {_UNKNOWN_WORDS: int((view.index.unknown_products & mask).sum())}


def _states(view: View) -> tuple[str, ...]:
    """The states that the reader selected, if there are at least two and few enough to set side by side."""
    chosen: frozenset[str] = view.filters[STATE]
    states = tuple(sorted(chosen))
    return states if 1 < len(states) <= MOST_STATES else ()


def _side_by_side(
    view: View, mask: NDArray[np.bool_], terms: pd.Series[str], states: Sequence[str]
) -> dict[str, pd.Series[Any]]:
    """Two columns per state: its clinics per term, and their share of its matching clinics."""
    columns: dict[str, pd.Series[Any]] = {}
    for state in states:
        here = mask & view.review.understood.state.mask(state.__eq__)
        columns[f"{state}, clinics"] = terms.map(_counts(view, here)).astype("int64")
        columns[f"{state}, share"] = percents(columns[f"{state}, clinics"], int(here.sum()))
    return columns


def _rows(counts: Mapping[str, int], rubric: Rubric, selected: frozenset[str], whole: int) -> pd.DataFrame:
    """A row per bar: term, product, standing (its title), clinics, share, percent, label, pick, opacity, hue, fill."""
    order = {key: place for place, key in enumerate(rubric.standings)}
    terms = vocabulary().terms["products"]
    drawn_terms = [term for term in terms if counts[term] or term in selected]
    drawn_terms.sort(key=lambda term: (order[rubric.product[term].standing], -counts[term], terms[term]))
    neutral = {AMBIGUOUS: NOT_NAMED, "": NOT_STATED, _UNKNOWN_WORDS: NOT_UNDERSTOOD}
    names = {term: terms[term] for term in drawn_terms} | {
        term: name for term, name in neutral.items() if counts[term] or term in selected
    }
    rows = pd.DataFrame({"term": list(names), "product": list(names.values())}, dtype="str")
    strength = _strength(rubric)
    fills = {term: strength.get(rubric.product[term].standing) for term in drawn_terms}
    titles = {term: rubric.standings[rubric.product[term].standing].title for term in drawn_terms}
    clinics = rows["term"].map(dict(counts)).astype("int64")
    return rows.assign(
        standing=[titles.get(term, _NEUTRAL) for term in names],
        clinics=clinics,
        share=clinics / max(whole, 1),
        percent=percents(clinics, whole),
        label=rows["product"] + "  " + clinics.map("{:,}".format).astype("str"),
        pick=rows["product"].mask(rows["term"].isin((AMBIGUOUS, _UNKNOWN_WORDS)), ""),
        opacity=[FULL if not selected or term in selected else PALE for term in rows["term"]],
        hue=[BESIDE if fills.get(term) is None else _HUE for term in names],
        fill=[fills.get(term) or _NEUTRAL_FILL for term in names],
    )


def _strength(rubric: Rubric) -> dict[str, float]:
    """Standing -> opacity of its bars, less for weaker evidence; unassessed products have none."""
    assessed = [key for key in rubric.standings if key != _NOT_ASSESSED]
    return dict(zip(assessed, np.linspace(FULL, _WEAKEST, len(assessed)).tolist(), strict=True))


def _with_headings(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a heading (no bar) above each standing's bars, and with each row's place."""
    first = rows.drop_duplicates("standing")
    headings = first[["standing"]].assign(label=first["standing"], pick="", opacity=FULL)
    whole = pd.concat([headings, rows]).sort_index(kind="stable", ignore_index=True)
    return whole.assign(place=range(len(whole)))


def _title(product_rows: pd.DataFrame, whole: int) -> str:
    most = int(product_rows["clinics"].max())
    leaders = product_rows["product"][product_rows["clinics"] == most].to_list()
    if whole == 1:
        return f"The one clinic states {tied_in_words(leaders, 'products')}"
    if len(leaders) > 3:
        return f"{len(leaders)} products are stated most often, by {counted(most, 'clinic')} of {whole:,} each"
    if len(leaders) > 1:
        return f"{listed(leaders)} are the most stated products: {most:,} of {counted(whole, 'clinic')} each"
    return f"{leaders[0]} is the most stated product: {most:,} of {counted(whole, 'clinic')}"


def _studied(product_rows: pd.DataFrame, rubric: Rubric, standings: tuple[str, ...]) -> str:
    """How many of the stated products have each standing."""
    counts = product_rows["standing"].value_counts()
    parts = [f"{counts[title]} under {title.lower()}" for title in standings if title in counts.index]
    return f"By evidence: {', '.join(parts)}." if rubric.standings else ""


@cache
def _template(standings: tuple[str, ...]) -> str:
    headings = [*standings, _NEUTRAL]
    two_lines = _lines(headings)
    chart: alt.Chart = (
        alt.Chart(ROWS)
        .mark_bar(height=_BAR_HEIGHT - 9, strokeWidth=1.5, cursor="pointer")
        .encode(
            y=alt.Y(
                "label:N",
                sort=alt.EncodingSortField("place", op="min"),
                title=None,
                axis=alt.Axis(
                    labelLimit=_LABEL_WIDTH,
                    labelExpr=f"({json.dumps(two_lines)})[datum.label] || datum.label",
                    labelLineHeight=_LINE_HEIGHT,
                    labelOffset=alt.condition(
                        alt.FieldOneOfPredicate("label", list(two_lines)), alt.value(-_LINE_HEIGHT / 2), alt.value(0)
                    ),
                    labelOverlap=False,
                    ticks=False,
                    domain=False,
                    labelFontWeight=alt.condition(
                        alt.FieldOneOfPredicate("label", headings), alt.value(700), alt.value(400)
                    ),
                ),
            ),
            x=alt.X(
                "share:Q",
                title="Share of the clinics",
                scale=alt.Scale(domain=[0, 1]),  # fixed, so that different selections can be compared
                axis=alt.Axis(tickCount=5, format=".0%"),
            ),
            fill=alt.Fill("hue:N", scale=None, legend=None),
            stroke=alt.Stroke("hue:N", scale=None, legend=None),
            fillOpacity=alt.FillOpacity("fill:Q", scale=None, legend=None),
            opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("product:N", title="Product"),
                alt.Tooltip("standing:N", title="Evidence"),
                alt.Tooltip("clinics:Q", title="Clinics", format=","),
                alt.Tooltip("percent:N", title="Of those matching"),
            ],
        )
    )
    return template(clickable(chart, "pick"))


def _lines(headings: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The two lines of each heading that is too long for one."""
    long = [heading for heading in headings if len(heading) > _LONGEST_LINE]
    first = {heading: wrap(heading, _LONGEST_LINE)[0] for heading in long}
    return {heading: (line, heading[len(line) :].lstrip()) for heading, line in first.items()}
