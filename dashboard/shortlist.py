"""The shortlist: the clinics that a reader keeps, as ids in the address, on every page."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import streamlit as st

from dashboard import parameters, safe_text
from dashboard.filters import BOUND
from dashboard.parameters import SHORT

MOST = parameters.MOST_COMPARED  # all of it can be compared, and taken along on two to four pages of paper
_LONGEST_ID = 200  # characters; a longer id is a text that somebody put into the address

_STYLE = f"""<style>
.st-key-{SHORT} {{ display: none; }}
[data-testid="stBottomBlockContainer"] {{ padding-bottom: 1rem; }}
</style>"""


def widget() -> None:
    """Draw the widget that binds the shortlist to the address, once per run and before `ids` is read.

    It is hidden: its options are its own values, so it costs the same for every file.
    """
    st.html(_STYLE)
    st.multiselect(
        "Shortlist",
        [*dict.fromkeys([*st.query_params.get_all(SHORT), *parameters.widget_value(SHORT, [])])],
        key=SHORT,
        bind=BOUND,
        accept_new_options=True,
        label_visibility="collapsed",
    )


def ids() -> list[str]:
    """The ids on the shortlist in the order of choosing, at most `MOST`; whether the file holds them is not known."""
    chosen = dict.fromkeys(clinic_id for clinic_id in parameters.widget_value(SHORT, []) if _is_id(clinic_id))
    return list(chosen)[:MOST]


def left_out() -> int:
    """How many ids of the address are not on the shortlist, because it is full or because they cannot be ids."""
    return len(set(parameters.widget_value(SHORT, []))) - len(ids())


def add(clinic_ids: Iterable[str]) -> None:
    """Put clinics on the shortlist as long as there is room (a callback)."""
    replace([*ids(), *clinic_ids])


def remove(clinic_ids: Collection[str]) -> None:
    """Take clinics off the shortlist (a callback)."""
    replace(clinic_id for clinic_id in ids() if clinic_id not in clinic_ids)


def replace(clinic_ids: Iterable[str]) -> None:
    """Put these clinics on the shortlist in place of all others, as long as there is room (a callback)."""
    st.session_state[SHORT] = list(dict.fromkeys(clinic_ids))[:MOST]


def tick(clinic_id: str, title: str, *, key: str = "shortlist") -> None:
    """A button that puts a clinic on the shortlist or takes it off.

    `title`: of the clinic. `key`: of the list that it is in, if a page shows a clinic in several.
    """
    chosen = ids()
    if clinic_id in chosen:
        st.button(
            safe_text.label("Take off shortlist", title),
            key=f"{key}|{clinic_id}",
            icon=":material/bookmark_remove:",
            on_click=remove,
            args=([clinic_id],),
        )
        return
    why_not = None
    if not _is_id(clinic_id):
        why_not = f"The id of this clinic is longer than {_LONGEST_ID} characters, too long for an address."
    elif len(chosen) >= MOST:
        why_not = f"The shortlist holds {MOST} clinics. Take one off first."
    st.button(
        safe_text.label("Add to shortlist", title),
        key=f"{key}|{clinic_id}",
        icon=":material/bookmark_add:",
        help=why_not,
        disabled=why_not is not None,
        on_click=add,
        args=([clinic_id],),
    )


def _is_id(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_ID
