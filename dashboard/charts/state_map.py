"""Where the clinics are and what they score: a map of the US states, with marks of the clinics."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.figure import LEAVES_OUT, Chart, Figure, Nothing
from dashboard.charts.map_layers import map_template
from dashboard.charts.map_rows import Places, map_rows, places
from dashboard.charts.whereabouts import FILTERED, Whereabouts
from dashboard.view import View
from dashboard.wording.figure_words import none_of, percents, tied_in_words
from scoring.recognition import HOME
from scoring.reports import LEAST_CLINICS, LOCATION_SOURCES, TERRITORIES, counted, listed, percent

HEIGHT = 380  # pixels, with the legend
_WIDTH = 640
_LOCATED = {"coordinates": "By coordinates", "postal_code": "By ZIP code", "city": "By city", "": "Place not known"}
_LEGEND = (
    "A state has the color of the median score of its clinics, even of only one. Striped: none there has a score. "
    "Empty: no clinics. A dot stands for the clinics nearby: the larger, the more; hollow: none has a score."
)
_OF_STATE = "The table has the share of each state's own clinics; the chart Breakdown draws it with its interval."


def states(view: View) -> Figure | Nothing | None:
    """The matching clinics on a map; None for a file whose places are all outside it, which `beyond_states` draws."""
    located = places(view)
    mask, whole = located.mask, int(np.count_nonzero(located.mask))
    narrowed = whole < len(view.review)
    if not located.states["clinics"].any() and not located.spots["clinics"].any():
        if _abroad(view, mask) and not narrowed:
            return None
        why = none_of(whole, "matching record", "state", "a US state")
        return Nothing("No US state is stated", why, filters=bool(view.filters))
    selected = any(key in view.filters.criteria for key in FILTERED)
    title = _title(located.states, whole)
    notes = [_LEGEND, _not_drawn(view, located), LEAVES_OUT * selected, _OF_STATE * narrowed]
    return Figure(
        title=title,
        takeaway=f"{title}. {_first(located.states, whole)}".strip(),
        chart=Chart(map_template(), map_rows(view, located, narrowed=narrowed), HEIGHT),
        twin=lambda: _twin(view, located, narrowed=narrowed),
        note=" ".join(filter(None, notes)),
        pick=Whereabouts(),
        width=_WIDTH,
        follows_width=True,
    )


def _title(frame: pd.DataFrame, whole: int) -> str:
    """Which state has the most clinics, and between which states the median scores lie."""
    frame = frame[frame["clinics"] > 0]
    if frame.empty:
        return f"{counted(whole, 'clinic')} on the map, without a stated state"
    scores = _scores(frame)
    return f"{_lead(frame, whole)}; {scores}" if scores else _lead(frame, whole)


def _lead(frame: pd.DataFrame, whole: int) -> str:
    most = int(frame["clinics"].max())
    leaders = sorted(frame["name"][frame["clinics"] == most])
    if len(frame) == 1:
        return f"{'All' if whole == most and most > 1 else ''} {counted(most, 'clinic')} in {leaders[0]}".strip()
    if len(leaders) > 3:
        return f"{len(leaders)} states tie for the lead, with {counted(most, 'clinic')} each"
    have = f"{most:,} of {whole:,}"
    if len(leaders) > 1:
        return f"{listed(leaders)} have the most clinics: {have} each"
    return f"{leaders[0]} has the most clinics: {have}"


def _scores(frame: pd.DataFrame) -> str:
    """The lowest and highest median score of states with enough clinics; "" for fewer than two of them."""
    enough = frame[frame["known"] >= LEAST_CLINICS].sort_values(["median", "name"])
    if len(enough) < 2:
        return ""
    low, high = (enough["median"].iloc[end] for end in (0, -1))
    if low == high:
        return f"the median score is {low:.1f} in each of {len(enough)} states"
    lowest, highest = (
        tied_in_words(enough["name"][enough["median"] == median].to_list(), "states") for median in (low, high)
    )
    beyond = ((frame["known"] > 0) & ((frame["median"] < low) | (frame["median"] > high))).any()
    large = f", among states with {LEAST_CLINICS} scored clinics or more" * bool(beyond)
    return f"the median score runs from {low:.1f} ({lowest}) to {high:.1f} ({highest}){large}"


def _first(frame: pd.DataFrame, whole: int) -> str:
    """The share of the first three states; "" with fewer than four, or if the fourth has as many as the third."""
    first = frame[frame["clinics"] > 0].sort_values(["clinics", "name"], ascending=[False, True])
    if len(first) < 4 or first["clinics"].iloc[2] == first["clinics"].iloc[3]:
        return ""
    share = percent(int(first["clinics"].head(3).sum()), whole)
    return f"{listed(first['name'].head(3).to_list())} together have {share}."


def _abroad(view: View, mask: NDArray[np.bool_]) -> int:
    country = view.review.understood.country
    return int((country.mask(lambda code: code not in ("", HOME)) & mask).sum())


def _not_drawn(view: View, located: Places) -> str:
    """How many clinics count in no state's color, and how many in no mark, and why; "" if none."""
    review, mask = view.review.understood, located.mask
    stateless = mask & (review.state.codes == 0)
    away = _abroad(view, stateless)
    beyond = int(located.states["clinics"][located.states["key"].isin(TERRITORIES)].sum())
    silent = int(stateless.sum()) - away
    unmarked = int((mask & (review.locations.source == LOCATION_SOURCES.index(""))).sum())
    parts = [
        f"{counted(away, 'clinic')} outside the US" * bool(away),
        f"{counted(beyond, 'clinic')} in territories" * bool(beyond),
        f"{counted(silent, 'record')} without a state" * bool(silent),
    ]
    outside = listed(list(filter(None, parts))) if any(parts) else ""
    sentences = [f"In no state: {outside}." * bool(outside)]
    have = "has no known place, and" if unmarked == 1 else "have no known place, and"
    sentences += [f"{counted(unmarked, 'clinic')} {have} no dot." * bool(unmarked)]
    return " ".join(filter(None, sentences))


def _twin(view: View, located: Places, *, narrowed: bool) -> pd.DataFrame:
    """The states and then the marks that have clinics, most clinics first, with how these were located."""
    review, whole = view.review.understood, int(np.count_nonzero(located.mask))
    kinds = (("State", located.states, review.state.codes), ("Dot", located.spots, view.index.spots.codes))
    tables = []
    for kind, frame, codes in kinds:
        shown = frame[frame["clinics"] > 0].sort_values(["clinics", "name"], ascending=[False, True])
        tables.append(
            pd.DataFrame(
                {
                    "Place": shown["name"],
                    "Drawn as": kind,
                    "Clinics": shown["clinics"],
                    "With a score": shown["known"],
                    "Median score": shown["median"],
                    f"Of the {whole:,} that match": percents(shown["clinics"], whole),
                    **(
                        {
                            "Clinics there in the file": shown["in_file"],
                            "Of these": percents(shown["clinics"], shown["in_file"]),
                        }
                        if narrowed
                        else {}
                    ),
                    **_by_source(view, located.mask, codes, shown["code"].to_numpy()),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def _by_source(
    view: View, mask: NDArray[np.bool_], codes: NDArray[np.int32], rows: NDArray[np.int64]
) -> dict[str, NDArray[np.int64]]:
    """How many clinics of some groups are located by which source: one column per source."""
    sources = len(LOCATION_SOURCES)
    groups = int(codes.max(initial=0)) + 1
    source = np.compress(mask, view.review.understood.locations.source)
    pairs = np.compress(mask, codes).astype(np.int64) * sources + source
    counts = np.bincount(pairs, minlength=groups * sources).reshape(groups, sources)
    return {words: counts[rows, LOCATION_SOURCES.index(source)] for source, words in _LOCATED.items()}
