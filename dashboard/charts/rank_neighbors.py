"""The clinics around one in the order of scores: the ranks that other weights and open answers leave, and tiers."""

from __future__ import annotations

from functools import cache, partial

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard import sorts
from dashboard.charts.figure import BESIDE, Chart, Figure, count_axis, template
from dashboard.charts.group_rows import HERE, LOWER, ROW_HEIGHT, rows_with_labels, tick_of
from dashboard.view import View
from dashboard.wording import clinic_labels
from dashboard.wording.figure_words import TIER_MEANING
from dashboard.wording.rank_ranges import ANSWERS, WEIGHTS, rank_ranges
from scoring.reports import Account, share_in_words
from scoring.scores import FULL

EITHER_SIDE = 6  # clinics above and below: with more, names and bars no longer fit a screen
_AROUND = 145  # for the legend and axis
_TIER_WIDTH = 60  # pixels at the end of a row, where the name of its tier stands


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
        chart=Chart(_template(), _rows(ranks, account.position), ROW_HEIGHT * len(ranks) + _AROUND),
        twin=partial(_table, ranks),
        note=f"Thick, blue: {rule.high_percentile - rule.low_percentile}% of the ranks with every weight up to "
        f"{share_in_words(rule.spread_percent)} lower or higher. Thin, orange: every rank that open answers allow with "
        f"these weights. White mark: the rank; further left is higher. Both at once are not drawn. Bands: tiers; "
        f"{TIER_MEANING}. "
        f"Up to {EITHER_SIDE} clinics of the whole file are above it, and as many below.",
        counts=f"{account.name} and up to {EITHER_SIDE} of the file above and below it",
    )


def _span(best: int, worst: int) -> str:
    return f"{best:,}" if best == worst else f"{best:,}\u2013{worst:,}"


def _ranks(view: View, account: Account) -> pd.DataFrame:
    """One row per clinic, in order: position, name, tier, and the columns of `rank_ranges`."""
    review = view.review
    rows = _around(view, account)
    names = clinic_labels.names(review, rows)
    tiers = review.robustness.tier[review.profiles.codes[rows]]
    return rank_ranges(review, rows).assign(position=rows, name=names, tier=tiers)


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
    """Two rows per clinic, one per kind: place, label, rank, tier_label, kind, best, worst, words.

    `is_shaded`: in every other tier. `is_first`: of its tier. `is_own`: the one that it is about.
    """
    repeats = ranks.groupby("name").cumcount()  # an invisible character keeps clinics of the same name apart
    here = np.where(ranks["position"] == own, HERE, "")
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
    """Bands of tiers, and in each row a thin bar (open answers), a thick one (weights) and a tick at the rank."""
    base = rows_with_labels(padding=0, spare=_TIER_WIDTH)
    once = base.transform_filter(f"datum.kind == '{ANSWERS}'")
    x = alt.X(
        "best:Q",
        title="Rank, 1 is the highest score",
        scale=alt.Scale(zero=False, nice=False, padding=8),
        axis=count_axis(5, least=1, grid=False),
    )
    legend = alt.Legend(title=None, orient="top", direction="vertical", columns=1, labelLimit=330)
    color = alt.Color("kind:N", scale=alt.Scale(domain=[WEIGHTS, ANSWERS]), legend=legend)
    band = (
        once.transform_filter("datum.is_shaded")
        .mark_bar(aria=False, color=BESIDE, opacity=0.1, height={"band": 1})
        .encode(x=alt.value(0), x2=alt.value("width"))
    )
    bars = [
        base.transform_filter(f"datum.kind == '{kind}'")
        .mark_bar(height=height, opacity=1, yOffset=LOWER)
        .encode(x=x, x2="worst:Q", color=color)
        for kind, height in ((ANSWERS, 4), (WEIGHTS, 11))
    ]
    rank = tick_of(once).encode(x="rank:Q", size=alt.condition("datum.is_own", alt.value(380), alt.value(200)))
    tier = once.transform_filter("datum.is_first").mark_text(
        aria=False, align="right", baseline="bottom", color=BESIDE, dx=-3, dy=-8, fontSize=10
    )
    return template(alt.LayerChart(layer=[band, *bars, rank, tier.encode(x=alt.value("width"), text="tier_label:N")]))
