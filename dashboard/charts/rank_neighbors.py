"""The clinics around one in the order of scores: the ranks that other weights and open answers leave, and tiers."""

from __future__ import annotations

from functools import cache, partial
from weakref import WeakKeyDictionary

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard import sorts
from dashboard.charts.figure import BESIDE, ON_MARKS, ROWS, Chart, Figure, template
from dashboard.view import View
from scoring import Review
from scoring.reports import NO_NAME, Account, WeightRanks, possible_ranks, weight_ranks
from scoring.scores import FULL

EITHER_SIDE = 12  # clinics above and below: with more, names and whiskers no longer fit a screen
WEIGHTS, ANSWERS = "other weights", "open answers"
_ROW_HEIGHT = 24
_AROUND = 110  # for the legend and axis
_LABEL_WIDTH = 170
_HERE = "\u25b8 "  # before the name of the clinic that it is about
_weight_ranks: WeakKeyDictionary[Review, WeightRanks] = WeakKeyDictionary()  # of many profiles, a third of a second


def rank_neighbors(view: View, account: Account) -> Figure:
    """The ranks of a scored clinic and of those around it in the whole file, whatever is filtered."""
    ranks = _ranks(view, account)
    own = ranks[ranks["position"] == account.position].iloc[0]
    title = (
        f"Rank {own['rank']:,}: {_span(own['weights_best'], own['weights_worst'])} under {WEIGHTS}, "
        f"{_span(own['answers_best'], own['answers_worst'])} under {ANSWERS}"
    )
    rule = view.review.rubric.robustness
    return Figure(
        title=title,
        takeaway=f"{account.name}: {title[0].lower()}{title[1:]}. It is in tier {own['tier']}.",
        chart=Chart(_template(), _rows(ranks, account.position), _ROW_HEIGHT * len(ranks) + _AROUND),
        twin=partial(_table, ranks),
        note=f"Thick: {rule.high_percentile - rule.low_percentile}% of the ranks with every weight up to "
        f"{rule.spread_percent}% lower or higher. Thin: every rank that open answers allow under these weights. "
        f"Dot: the rank; further left is higher. Bands: tiers. "
        f"Up to {EITHER_SIDE} clinics of the whole file stand above it, and as many below.",
        counts=f"{account.name} and up to {EITHER_SIDE} of the file above and below it",
    )


def _span(best: int, worst: int) -> str:
    return f"{best:,}" if best == worst else f"{best:,}\u2013{worst:,}"


def _ranks(view: View, account: Account) -> pd.DataFrame:
    """A row a clinic, in order: position, name, rank, tier, and the best and worst rank by weights and by answers."""
    review = view.review
    if review not in _weight_ranks:
        _weight_ranks[review] = weight_ranks(review)
    moved, possible = _weight_ranks[review], possible_ranks(review.profiles, review.totals)
    rows = _around(view, account)
    codes = review.profiles.codes[rows]
    return pd.DataFrame(
        {
            "position": rows,
            "name": review.score_rows(rows)["name"].fillna(NO_NAME).to_numpy(),
            "rank": review.totals.rank[codes],
            "tier": review.robustness.tier[codes],
            "weights_best": moved.best[codes],
            "weights_worst": moved.worst[codes],
            "answers_best": possible.best[codes],
            "answers_worst": possible.worst[codes],
        }
    )


def _around(view: View, account: Account) -> NDArray[np.int64]:
    """The positions of the clinic and of those around it; only clinics with scores near its own are sorted."""
    profiles, totals = view.review.profiles, view.review.totals
    score, scored = totals.score, totals.scored
    at = np.bincount(score[scored], weights=profiles.counts[scored], minlength=FULL + 1)
    above, below = np.cumsum(at[account.score + 1 :]), np.cumsum(at[: account.score][::-1])
    highest = account.score + 1 + int(np.searchsorted(above, EITHER_SIDE))
    lowest = account.score - 1 - int(np.searchsorted(below, EITHER_SIDE))
    near = scored & (score >= lowest) & (score <= highest)
    rows = sorts.sorted_rows(sorts.USUAL, np.flatnonzero(near[profiles.codes]), view.review, view.index)
    place = int(np.flatnonzero(rows == account.position)[0])
    return rows[max(place - EITHER_SIDE, 0) : place + EITHER_SIDE + 1]


def _rows(ranks: pd.DataFrame, own: int) -> pd.DataFrame:
    """Two rows a clinic, one a kind: place, label, rank, tier_label, kind, best, worst, words.

    `is_shaded`: in every other tier. `is_first`: of its tier. `is_own`: the one that it is about.
    """
    repeats = ranks.groupby("name").cumcount()  # an invisible character keeps clinics of the same name apart
    here = np.where(ranks["position"] == own, _HERE, "")
    names = [f"{mark}{name}" + "\u200b" * n for mark, name, n in zip(here, ranks["name"], repeats, strict=True)]
    clinics = pd.DataFrame(
        {
            "place": np.arange(len(ranks)),
            "label": names,
            "rank": ranks["rank"],
            "is_shaded": ranks["tier"] % 2 == 0,
            "tier_label": [f"Tier {tier}" for tier in ranks["tier"].where(~ranks["tier"].duplicated(), 0)],
            "is_first": ~ranks["tier"].duplicated(),
            "is_own": ranks["position"] == own,
        }
    )
    halves = [
        clinics.assign(
            kind=kind,
            best=ranks[f"{key}_best"],
            worst=ranks[f"{key}_worst"],
            words=[
                f"{name}: rank {rank:,}, {_span(best, worst)} under {kind}"
                for name, rank, best, worst in zip(
                    ranks["name"], ranks["rank"], ranks[f"{key}_best"], ranks[f"{key}_worst"], strict=True
                )
            ],
        )
        for key, kind in (("answers", ANSWERS), ("weights", WEIGHTS))
    ]
    return pd.concat(halves, ignore_index=True)


def _table(ranks: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Clinic": ranks["name"],
            "Rank": ranks["rank"],
            "Tier": ranks["tier"],
            f"Best under {WEIGHTS}": ranks["weights_best"],
            f"Worst under {WEIGHTS}": ranks["weights_worst"],
            f"Best under {ANSWERS}": ranks["answers_best"],
            f"Worst under {ANSWERS}": ranks["answers_worst"],
        }
    )


@cache
def _template() -> str:
    """Bands of tiers, and in each row a thin bar (open answers), a thick one (weights) and a dot at the rank.

    Words of legend and axis are short, as names leave them half of a phone.
    """
    axis = alt.Axis(labelLimit=_LABEL_WIDTH, labelOverlap=False, ticks=False, domain=False, grid=False)
    base = alt.Chart(ROWS).encode(
        y=alt.Y(
            "label:N", sort=alt.EncodingSortField("place", op="min"), title=None, axis=axis, scale=alt.Scale(padding=0)
        ),
    )
    once = base.transform_filter(f"datum.kind == '{ANSWERS}'")
    x = alt.X(
        "best:Q",
        title="Rank",
        scale=alt.Scale(zero=False, nice=False, padding=8),
        axis=alt.Axis(tickCount=5, tickMinStep=1, grid=False),
    )
    legend = alt.Legend(title=None, orient="top", direction="vertical", columns=1, labelLimit=330)
    band = (
        once.transform_filter("datum.is_shaded")
        .mark_bar(aria=False, color=BESIDE, opacity=0.15, height={"band": 1})
        .encode(x=alt.value(0), x2=alt.value("width"))
    )
    bars = [
        base.transform_filter(f"datum.kind == '{kind}'")
        .mark_bar(height=height, opacity=1)
        .encode(
            x=x,
            x2="worst:Q",
            color=alt.Color("kind:N", scale=alt.Scale(domain=[WEIGHTS, ANSWERS]), legend=legend),
            description="words:N",
            tooltip=alt.Tooltip("words:N", title="Here"),
        )
        for kind, height in ((ANSWERS, 3), (WEIGHTS, 9))
    ]
    dot = once.mark_point(filled=True, fill="#ffffff", stroke=ON_MARKS, strokeWidth=1.5, opacity=1, aria=False)
    tier = once.transform_filter("datum.is_first").mark_text(
        aria=False, align="right", baseline="bottom", color=BESIDE, dx=-3, dy=-1, fontSize=10
    )
    layers = [
        band,
        *bars,
        dot.encode(x="rank:Q", size=alt.condition("datum.is_own", alt.value(170), alt.value(60))),
        tier.encode(x=alt.value("width"), text="tier_label:N"),
    ]
    return template(alt.LayerChart(layer=layers))
