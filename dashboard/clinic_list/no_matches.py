"""What Explore offers when no clinic matches: which filter to remove, and which clinics come closest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import distances, filters, navigation, parameters, safe_text
from dashboard.view import View
from dashboard.wording import clinic_labels
from scoring.reports import counted, listed

TITLE = "No clinics to show"
_NEAREST = 3  # clinics that are named


@dataclass(frozen=True)
class WayOut:
    """An active filter, its conditions in words, and how many clinics match once it is removed."""

    key: str
    words: str
    clinics: int


def ways_out(view: View) -> list[WayOut]:
    """The filters whose removal alone leaves some clinics; those that leave most come first."""
    words: dict[str, list[str]] = {}
    for condition in filters.conditions(view.filters):
        words.setdefault(condition.key, []).append(condition.words)
    ways = [WayOut(key, ", ".join(parts), view.clinics_without(key)) for key, parts in words.items()]
    return sorted((way for way in ways if way.clinics), key=lambda way: -way.clinics)


def nearest(view: View) -> NDArray[np.int64]:
    """Positions of a few clinics that meet most of the filters.

    The nearest to a named place come first, even if they meet no filter; without a place they are ordered by name, and
    none is named if no clinic meets any filter.
    """
    met = view.filters_met
    most = int(met.max(initial=0))
    rows = np.flatnonzero(met == most)
    if not most:
        rows = rows[np.isfinite(view.miles_of(rows))] if view.is_near else rows[:0]
    names = view.index.name_order[rows]
    order = np.lexsort((names, view.miles_of(rows))) if view.is_near else np.argsort(names)  # not known: last
    return rows[order][:_NEAREST]


def draw(view: View) -> None:
    """Why nothing is listed, and the ways out of it."""
    why = "No clinic matches all of the filters. Remove one, or start over."
    looks_in = " The search looks for every word in names, cities, postal codes and US states."
    st.info(
        why + looks_in * bool(view.filters[filters.SEARCH]),
        title=TITLE,
        icon=":material/search_off:",
    )
    for way in ways_out(view):
        st.button(
            f"{counted(way.clinics, 'clinic')} without {safe_text.markdown(way.words)}",
            icon=":material/close:",
            key=f"without|{way.key}",
            on_click=parameters.release,
            args=(way.key,),
        )
    st.button(
        "Clear all filters",
        icon=":material/filter_alt_off:",
        key="clear_here",
        on_click=parameters.clear_filters,
    )
    _draw_nearest(view)


def _draw_nearest(view: View) -> None:
    rows = nearest(view)
    if not len(rows):
        return
    st.header("Closest matches", anchor=False)
    labels = clinic_labels.labels(view.review, rows)
    far = distances.on_cards(view, rows) or [""] * len(rows)
    for (clinic_id, name, place), distance, row in zip(labels, far, rows.tolist(), strict=True):
        navigation.open_clinic(clinic_id, ", ".join(filter(None, (name, place))))
        st.caption(f"{distance}. " * bool(distance) + f"Does not match {listed(_unmet(view, row))}.")


def _unmet(view: View, row: int) -> list[str]:
    """The conditions of the filters that a clinic does not meet, as Markdown."""
    unmet = {key for key in view.filters.criteria if not view.meets(key, row)}
    return [
        safe_text.markdown(condition.words) for condition in filters.conditions(view.filters) if condition.key in unmet
    ]
