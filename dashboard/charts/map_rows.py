"""The rows of the map: a view's states and marks with their clinics and scores, and the place to search near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import FULL, PALE
from dashboard.charts.group_rows import rows_of
from dashboard.charts.map_layers import CIRCLE, PLACE, SPOT, STATE_ROW
from dashboard.charts.whereabouts import FILTERED, Whereabouts, radius
from dashboard.filters import ANY_DISTANCE, NEAR
from dashboard.view import View
from dashboard.wording import clinic_labels
from dashboard.wording.figure_words import in_tenths
from scoring.reports import TERRITORIES, circle, counted, medians, on_us_map
from scoring.vocabulary import vocabulary

_SMALLEST, _LARGEST = 60, 500  # square pixels of a mark
_FEWEST = 10  # clinics for the largest mark, so that a mark of one is small if none has more
_POINTS = 72  # of the circle
_TEXTS = ("kind", *Whereabouts().fields, "words")


@dataclass(frozen=True, eq=False)
class Places:
    """All states and marks of a view, one row each, and the mask of the clinics that are counted.

    Columns: key (for a state its code, for a mark the text that a person types to find its place), name, clinics, known
    (clinics with a score), median (nan without), matching (clinics that the filters of places leave too), in_file, and
    code (of clinics, in the state column or in the spots).
    """

    states: pd.DataFrame
    spots: pd.DataFrame
    mask: NDArray[np.bool_]


def places(view: View) -> Places:
    """The states and marks of a view, whether or not they have clinics."""
    review, spots = view.review, view.index.spots
    state, names = review.understood.state, vocabulary().states
    mask = view.without(*FILTERED)
    by_state = _counted(view, mask, state.codes, len(state.values))
    by_state = by_state.assign(key=list(state.values), code=np.arange(len(by_state)))
    every = pd.DataFrame({"key": list(names), "name": list(names.values())}).merge(by_state, on="key", how="left")
    counts = ["clinics", "known", "matching", "in_file", "code"]
    every[counts] = every[counts].fillna(0).astype("int64")
    by_spot = _counted(view, mask, spots.codes, len(spots)).assign(
        key=[place.words for place in spots.places],
        name=[f"Around {place.label}" for place in spots.places],
        code=np.arange(len(spots)),
    )
    return Places(every, by_spot, mask)


def _counted(view: View, mask: NDArray[np.bool_], codes: NDArray[np.int32], size: int) -> pd.DataFrame:
    """The clinics of each group: shown, with a score and their median, left by all filters, and in the whole file."""
    totals = view.review.totals
    scores = np.where(totals.scored, totals.score / 10, np.nan)
    frame = medians(codes, size, mask, view.review.profiles.codes, scores)
    matching = np.bincount(np.compress(view.mask, codes), minlength=size)[:size]
    in_file = frame["clinics"] if mask.all() else np.bincount(codes, minlength=size)[:size]
    return frame.assign(median=in_tenths(frame["median"].to_numpy()), matching=matching, in_file=in_file)


def map_rows(view: View, places: Places, *, narrowed: bool) -> pd.DataFrame:
    """The rows of the map: every state, the marks with clinics, and the place that the reader named."""
    spots = view.index.spots
    on_map = places.states[~places.states["key"].isin(TERRITORIES)]
    by_state = _marks(on_map, narrowed=narrowed).assign(kind=STATE_ROW, state=on_map["key"])
    shown = places.spots[places.spots["clinics"] > 0].sort_values("clinics", ascending=False)
    names = _names_of_single(view, places)
    by_spot = _marks(shown, narrowed=narrowed).assign(
        kind=SPOT,
        latitude=spots.latitude[shown.index],
        longitude=spots.longitude[shown.index],
        near=shown["key"],
        within=[radius(miles) for miles in spots.reach[shown.index].tolist()],
        size=np.maximum(_LARGEST * shown["clinics"] / max(shown["clinics"].max(), _FEWEST), _SMALLEST),
    )
    by_spot["words"] = [
        f"{names.get(at, '')}{words}" for at, words in zip(shown.index.tolist(), by_spot["words"], strict=True)
    ]
    rows = pd.concat([by_state, by_spot, _named_place(view)], ignore_index=True)
    rows = rows.assign(scored=rows["scored"].eq(True))  # noqa: FBT003 - False where it is missing
    return rows.astype(dict.fromkeys(_TEXTS, "str")).fillna(dict.fromkeys(_TEXTS, ""))


def _marks(frame: pd.DataFrame, *, narrowed: bool) -> pd.DataFrame:
    """Columns of states and of marks: clinics, score, scored, words, and opacity."""
    words = [
        f"{row.name}: {counted(row.clinics, 'clinic')}{_median(row)}"
        f"{f', of {row.in_file:,} in the file' * (narrowed and bool(row.in_file))}"
        for row in rows_of(frame)
    ]
    return pd.DataFrame(
        {
            "clinics": frame["clinics"],
            "score": frame["median"],
            "scored": frame["known"] > 0,
            "words": words,
            "opacity": np.where((frame["matching"] > 0) | (frame["clinics"] == 0), FULL, PALE),
            "country": "",
        }
    )


def _median(row: Any) -> str:
    """The median score of a state or mark, in words."""
    if not row.clinics:
        return ""
    if not row.known:
        return ", no score" if row.clinics == 1 else ", none with a score"
    if row.clinics == 1:
        return f", score {row.median:.1f}"
    of_these = f" of the {row.known:,} with a score" * bool(row.known < row.clinics)
    return f", median score {row.median:.1f}{of_these}"


def _names_of_single(view: View, places: Places) -> dict[int, str]:
    """Mark -> the name of its clinic, for marks that represent one clinic."""
    codes = view.index.spots.codes
    alone = np.append(places.spots["clinics"].to_numpy(), 0) == 1  # the last: clinics without a mark
    if not alone.any():
        return {}
    rows = np.flatnonzero(alone[codes] & places.mask)
    names = clinic_labels.names(view.review, rows)
    return {at: f"{name}. " for at, name in zip(codes[rows].tolist(), names, strict=True)}


def _named_place(view: View) -> pd.DataFrame:
    """The place that the reader named, and the circle around it; no row without one, or if it is not on the map."""
    nearby = view.filters[NEAR]
    if nearby is None:
        return pd.DataFrame()
    place = nearby.place
    latitude, longitude = np.array([place.latitude]), np.array([place.longitude])
    if nearby.miles is not None:
        around = circle(place.latitude, place.longitude, nearby.miles, _POINTS)
        latitude, longitude = np.append(latitude, around[0]), np.append(longitude, around[1])
    rows = (
        pd.DataFrame({"kind": CIRCLE, "latitude": latitude, "longitude": longitude}).rename_axis("order").reset_index()
    )
    within = ANY_DISTANCE if nearby.miles is None else str(nearby.miles)
    rows.loc[0, ["kind", "words", "near", "within"]] = [PLACE, place.label, place.words, within]
    return rows[on_us_map(latitude, longitude)]
