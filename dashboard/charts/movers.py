"""The clinics in view whose rank moves most with the reader's weights: before and after, gains above losses."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import Chart, Figure
from dashboard.charts.rank_dumbbells import MOST, height, template_of, tied_names
from dashboard.view import View
from dashboard.wording import clinic_labels
from scoring import Review
from scoring.reports import WeightMoves, counted

UP, DOWN = "moves up", "moves down"
_SIGNS = {UP: "\u25b2", DOWN: "\u25bc"}


def movers(view: View, usual: Review, moves: WeightMoves) -> Figure | None:
    """The largest gains and losses of rank among the clinics in view; None where no rank moved.

    usual: the review under the rubric's own weights. moves: from it to the review of the view.
    """
    rows = np.concatenate([_largest(view, moves, up=True), _largest(view, moves, up=False)])
    if not len(rows):
        return None
    clinics = _clinics(rows, usual, view.review)
    finding = _finding(clinics, moves.places, view.counts)
    return Figure(
        title=f"Who moves most with your weights? {finding}",
        takeaway=f"With these weights {finding}.",
        chart=Chart(template_of("move", (UP, DOWN), None), clinics, height(len(rows), 1)),
        twin=partial(_table, clinics),
        note="Ring: the rank under the rubric\u2019s own weights. Dot: the rank under yours, 1 for the highest score. "
        f"Up to {MOST} clinics in view that move up most, then those that move down most; of equal moves the "
        "first by name. Ranks are within the whole file.",
        clinics=dict(zip(clinics["clinic_id"], clinics["name"], strict=True)),
    )


def _largest(view: View, moves: WeightMoves, *, up: bool) -> NDArray[np.int64]:
    """The positions of the matching clinics that move most one way, the largest move first; ties by name."""
    codes = view.review.profiles.codes
    rows = np.flatnonzero(moves.largest(view.counts, MOST, up=up)[codes] & view.mask)
    order = np.lexsort([view.index.name_order[rows], -np.abs(moves.places[codes[rows]])])
    return rows[order][:MOST]


def _clinics(rows: NDArray[np.int64], before: Review, after: Review) -> pd.DataFrame:
    """One row per clinic, in order: clinic_id, name, then rank, score and tier before and after.

    For the chart: place, label (how far it moved and its name, which may be cut), move (`UP`, `DOWN`), and words.
    """
    codes = before.profiles.codes[rows]
    names = pd.Series(clinic_labels.names(after, rows))
    clinics = pd.DataFrame(
        {
            "clinic_id": clinic_labels.ids(after, rows),
            "name": names,
            **_standing(before, codes, "before"),
            **_standing(after, codes, "after"),
            "place": np.arange(len(rows)),
        }
    )
    places = clinics["rank_before"] - clinics["rank_after"]
    move = [UP if number > 0 else DOWN for number in places]
    repeats = clinics.groupby("name").cumcount()  # an invisible character keeps clinics of the same name apart
    return clinics.assign(
        label=[
            f"{_SIGNS[way]} {abs(number):,} \u00b7 {name}" + "\u200b" * repeat
            for name, way, number, repeat in zip(names, move, places, repeats, strict=True)
        ],
        move=move,
        words=[_words(clinic) for clinic in clinics.to_dict("records")],
    )


def _standing(review: Review, codes: NDArray[np.int32], when: str) -> dict[str, NDArray[np.generic]]:
    """Rank, score and tier of some profiles: a whole table of scores would cost more than everything else here."""
    return {
        f"rank_{when}": review.totals.rank[codes],
        f"score_{when}": review.totals.score[codes] / 10,
        f"tier_{when}": review.robustness.tier[codes],
    }


def _words(clinic: Mapping[Hashable, Any]) -> str:
    """A row of `_clinics` as a sentence."""
    old, new = clinic["tier_before"], clinic["tier_after"]
    tiers = f"tier {new}, as before" if new == old else f"tier {old} to {new}"
    ranks = f"rank {clinic['rank_before']:,} to {clinic['rank_after']:,}"
    return f"{clinic['name']}: {ranks}, score {clinic['score_before']:.1f} to {clinic['score_after']:.1f}, {tiers}"


def _finding(clinics: pd.DataFrame, places: NDArray[np.int64], counts: NDArray[np.int64]) -> str:
    """The largest move each way, and whose it is. `places`, `counts`: moves and matching clinics by profile."""
    parts = []
    for way, singular, plural in ((UP, "rises", "rise"), (DOWN, "falls", "fall")):
        moved = clinics[clinics["move"] == way]
        if len(moved):
            most = int(moved["rank_before"].iloc[0] - moved["rank_after"].iloc[0])
            tied = int(counts[places == most].sum())
            distance = f"{singular if tied == 1 else plural} {counted(abs(most), 'place')}{' each' * (tied > 1)}"
            parts.append(f"{tied_names(moved['name'], tied)} {distance}")
    return ", ".join(parts)


def _table(clinics: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Clinic": clinics["name"],
            "Rank before": clinics["rank_before"],
            "Rank now": clinics["rank_after"],
            "Places up": clinics["rank_before"] - clinics["rank_after"],
            "Score before": clinics["score_before"],
            "Score now": clinics["score_after"],
            "Tier before": clinics["tier_before"],
            "Tier now": clinics["tier_after"],
        }
    )
