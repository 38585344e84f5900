"""Stated prices: for each product the range, the middle half, and the median."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import (
    BESIDE,
    FULL,
    LEAVES_OUT,
    ON_MARKS,
    PALE,
    ROWS,
    Chart,
    Figure,
    Nothing,
    Toggle,
    clickable,
    template,
)
from dashboard.facets import Holders
from dashboard.filters import PRODUCT
from dashboard.view import View
from dashboard.wording.figure_words import none_of, tied_in_words
from scoring.recognition import Price
from scoring.reports import counted, quantiles
from scoring.vocabulary import vocabulary

_BAR_HEIGHT = 30
_AROUND = 60
_NOTE = (
    "A line runs from the lowest to the highest price, the bar holds the middle half, the dot is the median. A record "
    "does not say which of its products a price is for, so a clinic counts under each."
)
_PICK = Toggle(PRODUCT.key, "product")


def price(view: View) -> Figure | Nothing:
    """Stated prices (US dollars) by product, lowest median first."""
    mask = view.without(PRODUCT.key)
    pairs, prices = view.index.prices, view.review.understood.price.values
    amounts = np.array([price.amount for price in prices], dtype=float)  # nan if none is stated
    by_pair = np.where(np.isfinite(amounts[pairs.right]), pairs.clinics(mask), 0)
    whole, priced = int(np.count_nonzero(mask)), int(by_pair.sum())
    if not priced:
        why = none_of(whole, "matching record", "state", "a price")
        return Nothing("No price is stated", why, filters=bool(view.filters))
    selected = view.filters[PRODUCT]
    rows = _rows(view.index.holders["products"], pairs.left, amounts[pairs.right], by_pair, selected)
    by_price = np.bincount(pairs.right, weights=by_pair, minlength=len(prices)).astype(np.int64)
    title = _title([(price, count) for price, count in zip(prices, by_price.tolist(), strict=True) if count])
    if rows.empty:
        why = "No record with a price names a product, so there is nothing to compare by product."
        return Nothing(title, why, filters=bool(view.filters))
    return Figure(
        title=title,
        takeaway=f"{title}. {_ends(rows)}",
        chart=Chart(_template(), rows, _BAR_HEIGHT * len(rows) + _AROUND),
        twin=lambda: pd.DataFrame(
            {
                "Product": rows["product"],
                "Clinics with a price": rows["clinics"],
                **{
                    name: rows[column]
                    for name, column in (
                        ("Lowest (US$)", "low"),
                        ("Lower quarter (US$)", "quarter"),
                        ("Median (US$)", "median"),
                        ("Upper quarter (US$)", "three"),
                        ("Highest (US$)", "high"),
                    )
                },
            }
        ),
        note=" ".join(
            filter(
                None,
                (
                    _silent(whole - priced, whole),
                    _ends_stated(prices, by_price),
                    _NOTE,
                    LEAVES_OUT * bool(selected),
                ),
            )
        ),
        pick=_PICK,
    )


def _rows(
    products: Holders,
    cells: NDArray[np.int64],
    amounts: NDArray[np.float64],
    by_pair: NDArray[np.int64],
    selected: frozenset[str],
) -> pd.DataFrame:
    """A row per product: product, clinics, low, quarter, median, three (quarters), high, label, place, opacity."""
    holds = products.grid[cells]
    summaries = [
        (
            label,
            int(counts.sum()),
            *quantiles(amounts, counts, (0.0, 0.25, 0.5, 0.75, 1.0)),
            FULL if _is_selected(term, selected) else PALE,
        )
        for term, label in vocabulary().terms["products"].items()
        if (counts := np.where(holds[:, products.values.index(term)], by_pair, 0)).any()
    ]
    names = ["product", "clinics", "low", "quarter", "median", "three", "high", "opacity"]
    rows = pd.DataFrame(summaries, columns=names).sort_values(["median", "product"], ignore_index=True)
    return rows.assign(
        label=rows["product"].astype("str") + "  " + rows["clinics"].map("{:,}".format).astype("str"),
        place=np.arange(len(rows)),
    )


def _is_selected(term: str, selected: frozenset[str]) -> bool:
    return not selected or term in selected


def _title(prices: Sequence[tuple[Price, int]]) -> str:
    """The lowest and highest price stated, and the median of the amounts drawn. `prices`: with their clinics."""
    priced = sum(clinics for _, clinics in prices)
    if len(prices) == 1:
        only = prices[0][0]
        return f"One clinic states a price: {only}" if priced == 1 else f"{priced:,} clinics state a price, {only} each"
    amounts = [price.amount or 0.0 for price, _ in prices]
    low = min(amounts + [price.low for price, _ in prices if price.low is not None])
    high = max(amounts + [price.high for price, _ in prices if price.high is not None])
    (middle,) = quantiles(np.array(amounts), np.array([clinics for _, clinics in prices]), (0.5,))
    return f"Stated prices run from ${low:,.0f} to ${high:,.0f}; half are ${middle:,.0f} or less"


def _ends(rows: pd.DataFrame) -> str:
    """The products with the lowest and highest median; "" if there is no difference."""
    if len(rows) < 2:
        return ""
    low, high = (float(rows["median"].iloc[end]) for end in (0, -1))
    if low == high:
        return ""
    lowest, highest = (rows["product"][rows["median"] == median].to_list() for median in (low, high))
    return (
        f"By median, {tied_in_words(lowest, 'products')} {'is' if len(lowest) == 1 else 'are'} lowest (${low:,.0f}) "
        f"and {tied_in_words(highest, 'products')} highest (${high:,.0f})."
    )


def _ends_stated(prices: Sequence[Price], clinics: NDArray[np.int64]) -> str:
    """How prices that are not a single amount are drawn; "" if there are none. `clinics`: by price."""
    by_price = list(zip(prices, clinics.tolist(), strict=True))
    ranges = sum(count for price, count in by_price if price.is_range)
    ends = sum(count for price, count in by_price if price.is_open)
    sentences = []
    if ranges:
        verb, whose = ("is a range", "its") if ranges == 1 else ("are ranges", "their")
        sentences.append(f"{counted(ranges, 'price')} {verb}, drawn at {whose} middle.")
    if ends:
        verb = "is only a lowest or highest one" if ends == 1 else "are only lowest or highest ones"
        sentences.append(f"{counted(ends, 'price')} {verb} (\u201cfrom\u201d, \u201cup to\u201d), drawn at that end.")
    return " ".join(sentences)


def _silent(silent: int, whole: int) -> str:
    if not silent:
        return ""
    return f"{silent:,} of {counted(whole, 'clinic')} {'states' if silent == 1 else 'state'} no price."


@cache
def _template() -> str:
    dollars = "$,.0f"
    base = alt.Chart(ROWS).encode(
        y=alt.Y(
            "label:N",
            sort=alt.EncodingSortField("place", op="min"),
            title=None,
            axis=alt.Axis(labelLimit=190, labelOverlap=False, ticks=False, domain=False),
        ),
        opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
        tooltip=[
            alt.Tooltip("product:N", title="Product"),
            alt.Tooltip("clinics:Q", title="Clinics with a price", format=","),
            alt.Tooltip("low:Q", title="Lowest", format=dollars),
            alt.Tooltip("quarter:Q", title="Lower quarter", format=dollars),
            alt.Tooltip("median:Q", title="Median", format=dollars),
            alt.Tooltip("three:Q", title="Upper quarter", format=dollars),
            alt.Tooltip("high:Q", title="Highest", format=dollars),
        ],
    )
    axis = alt.Axis(format=dollars, tickCount=4)
    line = base.mark_rule(aria=False, color=BESIDE, size=2, cursor="pointer").encode(
        x=alt.X("low:Q", title="Price in US dollars", axis=axis), x2="high:Q"
    )
    box = base.mark_bar(height=12, cursor="pointer").encode(x="quarter:Q", x2="three:Q")
    dot = base.mark_point(aria=False, filled=True, fill="#ffffff", stroke=ON_MARKS, size=70, cursor="pointer").encode(
        x="median:Q"
    )
    return template(alt.LayerChart(layer=[clickable(line, "product"), box, dot]))
