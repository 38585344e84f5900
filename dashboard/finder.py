"""Finding one clinic among any number: a search on the server, and a few matches to choose from."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import clinics, parameters, safe
from dashboard.filters import Filters, matching
from dashboard.view import View
from scoring.account import position_of
from scoring.explanation import counted

MOST_MATCHES = 8


@dataclass(frozen=True)
class ListPlace:
    """Where a clinic stands in the list as filtered: its number from 1 (0: not in it), and its neighbours' ids."""

    number: int
    clinics: int
    previous: str | None
    following: str | None


def finder(view: View, label: str, key: str, pick: Callable[[str], None], without: Collection[str] = ()) -> None:
    """A search over every clinic of the file, whatever is filtered. `pick` is called with the id that is chosen."""
    text = st.text_input(label, key=key, placeholder="Name, city or postal code", icon=":material/search:").strip()
    if not text:
        return
    known = [position_of(view.review, clinic_id) for clinic_id in without]
    found = np.flatnonzero(matching(view.review, Filters(search=text)))
    rows: NDArray[np.int64] = np.setdiff1d(found, [at for at in known if at is not None])
    shown = rows[np.argsort(view.index.name_order[rows], kind="stable")][:MOST_MATCHES]

    def picked(clinic_id: str) -> None:
        st.session_state[key] = ""
        pick(clinic_id)

    labels = zip(*(of(view.review, shown) for of in (clinics.ids, clinics.names, clinics.places)), strict=True)
    with st.container(gap="xsmall", key=f"{key}_matches"):
        for clinic_id, name, place in labels:
            shown_as = safe.markdown(", ".join(filter(None, (name, place))))
            st.button(shown_as, key=f"{key}|{clinic_id}", on_click=picked, args=(clinic_id,), width="stretch")
    if len(rows) > len(shown):
        st.caption(f"The first {len(shown)} of {counted(len(rows), 'clinic')}: add another word to narrow them down.")
    elif not len(shown):
        st.caption("No other clinic of this file matches. Try fewer letters.")


def list_place(view: View, position: int) -> ListPlace:
    """The place of a clinic in the list of Explore: the scored as sorted there, then the others by name."""
    sort = parameters.held(parameters.SORT, parameters.SORTS[0])
    listed: NDArray[np.int64] = np.concatenate(
        [view.rows(scored=True, sort=sort), view.rows(scored=False, sort="name")]
    )
    at = np.flatnonzero(listed == position)
    if not len(at):
        return ListPlace(0, len(listed), None, None)
    place = int(at[0])
    before, after = listed[max(place - 1, 0) : place], listed[place + 1 : place + 2]
    previous, following = (next(iter(clinics.ids(view.review, rows)), None) for rows in (before, after))
    return ListPlace(place + 1, len(listed), previous, following)
