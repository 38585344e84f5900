"""The ticks of the lists: the clinics on the shortlist, kept across pages and filters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from dashboard import navigation, shortlist
from dashboard.view import View
from dashboard.wording import clinic_labels
from scoring.reports import counted, positions_of

_ROUND, _SHOWN, _DRAWN = "ticked_round", "ticked_shown", "ticks_drawn"


def ticked() -> list[str]:
    """The ids of the ticked clinics, in the order of ticking."""
    return shortlist.ids()


def ticked_rows(ids: Sequence[str]) -> list[int]:
    """The positions in `ids` of the ticked clinics."""
    chosen = set(ticked())
    return [place for place, clinic_id in enumerate(ids) if clinic_id in chosen]


def tick(ids: Sequence[str], rows: Sequence[int]) -> None:
    """Tick the clinics of one page that are at `rows`, and untick its others; other pages keep their ticks.

    Clinics for which the shortlist has no room are not ticked, and the table is redrawn without those ticks.
    """
    here, now = set(ids), [ids[row] for row in rows if row < len(ids)]
    still_ticked = [clinic_id for clinic_id in ticked() if clinic_id not in here or clinic_id in now]
    chosen = still_ticked + [clinic_id for clinic_id in now if clinic_id not in still_ticked]
    shortlist.replace(chosen)
    st.session_state[_DRAWN] = chosen


def untick() -> None:
    """Untick every clinic (a callback)."""
    shortlist.replace([])


def table_round(table: str, shown: object) -> int:
    """A number for a table's key. It changes when the rows change under ticks, because ticks are row positions.

    It changes too when the shortlist changes by other means than the ticks, such as Back or its bar.

    `shown`: what the table shows now. Without ticks the number stays, so that new rows replace the old in place.
    """
    before = f"{_SHOWN}_{table}"
    moved = bool(ticked()) and st.session_state.get(before, shown) != shown
    if moved or st.session_state.get(_DRAWN, []) != ticked():
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state[before] = shown
    st.session_state[_DRAWN] = ticked()
    return int(st.session_state.get(_ROUND, 0))


def actions(view: View, table: str, hint: str, alone: str = "") -> None:
    """Below each list: open the ticked clinic, or compare several; `hint` if none are ticked.

    `alone`: the hint in a file of one clinic, which has no other to compare it with.
    """
    here = positions_of(view.review, ticked())
    has_others = len(view.review) > 1
    with st.container(horizontal=True, vertical_alignment="center", key=f"{table}_actions"):
        if not here:
            if words := hint if has_others else alone:
                st.caption(words)
            return
        ids = list(here)
        if len(ids) == 1:
            name = clinic_labels.names(view.review, np.array([here[ids[0]]]))[0]
            navigation.open_clinic(ids[0], f"Open {name}")
            if has_others:
                navigation.compare([*navigation.basket(), ids[0]], "Compare it with others")
        else:
            navigation.compare(ids, f"Compare {counted(len(ids), 'clinic')}")
        st.button(
            "Clear selection",
            key=f"{table}_untick",
            icon=":material/check_box_outline_blank:",
            on_click=untick,
            type="tertiary",
        )
        if len(ids) >= shortlist.MOST:
            st.caption(f"The shortlist holds {shortlist.MOST} clinics. Clear one to choose another.")
