"""The clinics that a reader has ticked in a list: kept across pages and filters, lost on reload."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from dashboard import clinic_labels, navigation
from dashboard.parameters import MOST_COMPARED
from dashboard.view import View
from scoring.reports import counted, position_of

_TICKED, _ROUND, _SHOWN = "ticked", "ticked_round", "ticked_shown"


def ticked() -> list[str]:
    """The ids of the ticked clinics, in the order of ticking."""
    return list(st.session_state.get(_TICKED, []))


def ticked_rows(ids: Sequence[str]) -> list[int]:
    """The positions in `ids` of the ticked clinics."""
    chosen = set(ticked())
    return [place for place, clinic_id in enumerate(ids) if clinic_id in chosen]


def tick(ids: Sequence[str], rows: Sequence[int]) -> None:
    """Tick the clinics of one page that are at `rows`, and untick its others; other pages keep their ticks."""
    here, now = set(ids), [ids[row] for row in rows if row < len(ids)]
    still_ticked = [clinic_id for clinic_id in ticked() if clinic_id not in here or clinic_id in now]
    st.session_state[_TICKED] = still_ticked + [clinic_id for clinic_id in now if clinic_id not in still_ticked]


def tick_box(clinic_id: str) -> None:
    """A box beside a clinic that ticks it, as its row in the table does."""
    key = f"tick|{clinic_id}"
    st.session_state[key] = clinic_id in ticked()
    st.checkbox("Compare", key=key, on_change=lambda: tick([clinic_id], [0] if st.session_state[key] else []))


def untick() -> None:
    """Untick every clinic (a callback)."""
    st.session_state[_TICKED] = []
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def table_round(table: str, shown: object) -> int:
    """A number for a table's key. It changes when the rows change under ticks, because ticks are row positions.

    `shown`: what the table shows now. Without ticks the number stays, so that new rows replace the old in place.
    """
    before = f"{_SHOWN}_{table}"
    if ticked() and st.session_state.get(before, shown) != shown:
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state[before] = shown
    return int(st.session_state.get(_ROUND, 0))


def actions(view: View, table: str, hint: str) -> None:
    """Below each list: open the ticked clinic, or compare several; `hint` where none is ticked."""
    located = [(clinic_id, position_of(view.review, clinic_id)) for clinic_id in ticked()]
    here = [(clinic_id, position) for clinic_id, position in located if position is not None]
    with st.container(horizontal=True, vertical_alignment="center", key=f"{table}_actions"):
        if not here:
            st.caption(hint)
            return
        ids = [clinic_id for clinic_id, _ in here]
        if len(ids) == 1:
            name = clinic_labels.names(view.review, np.array([here[0][1]]))[0]
            navigation.open_clinic(ids[0], f"Open {name}")
            navigation.compare([*navigation.basket(), ids[0]], "Compare it with others")
        elif len(ids) <= MOST_COMPARED:
            navigation.compare(ids, f"Compare {counted(len(ids), 'clinic')}")
        else:
            st.caption(f"{len(ids)} are ticked; at most {MOST_COMPARED} can be compared.")
        st.button(
            "Untick", key=f"{table}_untick", icon=":material/check_box_outline_blank:", on_click=untick, type="tertiary"
        )
        st.caption("Ticks are not part of the address: they are lost when the page is reloaded.")
