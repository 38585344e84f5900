"""Search for one clinic: the server searches, and the browser gets a few matches to choose from."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import parameters, safe_text
from dashboard.filters import SEARCH, Filters, matching
from dashboard.view import View
from dashboard.wording import clinic_labels
from scoring.reports import counted, positions_of

MOST_MATCHES = 8


@dataclass(frozen=True)
class ListPlace:
    """A clinic's place in the filtered list: its number from 1 (0: not listed), and its neighbors' ids."""

    number: int
    clinics: int
    previous: str | None
    following: str | None

    @property
    def is_alone(self) -> bool:
        """Whether the list has no other clinic."""
        return self.number == self.clinics == 1


@dataclass(frozen=True)
class Matches:
    """The first matches of a search as (id, label) pairs, and how many there are. Labels are record text."""

    clinics: tuple[tuple[str, str], ...]
    total: int


def matches(view: View, text: str, without: Collection[str] = ()) -> Matches:
    """The first matches by name among all clinics of the file; filters do not apply."""
    excluded = list(positions_of(view.review, without).values())
    hits = np.flatnonzero(matching(view.review, Filters(**{SEARCH.key: text})))
    rows: NDArray[np.int64] = np.setdiff1d(hits, excluded)
    first = rows[np.argsort(view.index.name_order[rows], kind="stable")][:MOST_MATCHES]
    titles = zip(clinic_labels.ids(view.review, first), clinic_labels.titles(view.review, first), strict=True)
    return Matches(tuple(titles), len(rows))


@dataclass(frozen=True)
class Choice:
    """What choosing a match does: the verb on its button, and the callback that receives the id."""

    verb: str
    pick: Callable[[str], None]
    icon: str = ":material/chevron_right:"


def finder(view: View, label: str, key: str, choice: Choice, without: Collection[str] = ()) -> None:
    """A search whose matches are buttons, on the page that shows the chosen clinic."""
    text = _search_field(label, key)
    if not text:
        return
    results = matches(view, text, without)

    def picked(clinic_id: str) -> None:
        st.session_state[key] = ""
        choice.pick(clinic_id)

    with st.container(gap="xsmall", key=f"{key}_matches"):
        for clinic_id, clinic_label in results.clinics:
            button_label = safe_text.markdown(f"{choice.verb} {clinic_label}")
            st.button(
                button_label,
                key=f"{key}|{clinic_id}",
                icon=choice.icon,
                on_click=picked,
                args=(clinic_id,),
                width="stretch",
            )
    _draw_count(results)


def _search_field(label: str, key: str) -> str:
    text: str = st.text_input(label, key=key, placeholder="Name, place or postal code", icon=":material/search:")
    return text.strip()


def _draw_count(results: Matches) -> None:
    if results.total > len(results.clinics):
        first = f"The first {len(results.clinics)} of {counted(results.total, 'clinic')}"
        st.caption(f"{first}: add another word to narrow them down.")
    elif not results.total:
        st.caption("No other clinic of this file matches. Try fewer letters.")


def list_place(view: View, position: int) -> ListPlace:
    """A clinic's place in Explore's list: scored clinics as sorted there, then unscored ones by name."""
    sort = parameters.widget_value(parameters.SORT, view.usual_order)
    listed = view.all_rows(sort)
    place = listed.place_of(position)
    if place is None:
        return ListPlace(0, len(listed), None, None)
    before, after = listed[max(place - 1, 0) : place], listed[place + 1 : place + 2]
    previous, following = (next(iter(clinic_labels.ids(view.review, rows)), None) for rows in (before, after))
    return ListPlace(place + 1, len(listed), previous, following)
