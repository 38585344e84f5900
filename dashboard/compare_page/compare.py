"""Clinics side by side: which ones are compared, and drawing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import navigation, offered_clinics, safe_text
from dashboard.clinic_search import Choice
from dashboard.compare_page.compared_columns import column_html, columns
from dashboard.parameters import COMPARE, MOST_COMPARED
from dashboard.view import View
from dashboard.wording import clinic_labels
from scoring.reports import Account, account, counted, positions_of


@dataclass(frozen=True)
class Chosen:
    """The clinics that the address names, in order. `unknown`: ids not in this file; `over`: ids beyond the limit."""

    positions: tuple[int, ...]
    unknown: tuple[str, ...]
    over: tuple[str, ...]


def chosen(view: View, requested_ids: Sequence[str]) -> Chosen:
    """The clinics with these ids, without repeats, at most `MOST_COMPARED`."""
    ids = list(dict.fromkeys(filter(None, requested_ids)))
    located = positions_of(view.review, ids)
    unknown = tuple(clinic_id for clinic_id in ids if clinic_id not in located)
    return Chosen(tuple(located.values())[:MOST_COMPARED], unknown, tuple(located)[MOST_COMPARED:])


def draw_clinics(view: View, compared: Sequence[Account]) -> None:
    """The clinics as columns on a wide screen and as blocks on a phone, each with ways to open, move and remove it.

    The stylesheet places them side by side, with a row for each question, because the server does not know the width.
    """
    ids = [clinic.clinic_id for clinic in compared]
    with st.container(key="compared"), st.container(key=f"compared_of_{len(compared)}"):
        for place, column in enumerate(columns(view, compared)):
            with st.container(border=True, key=f"compared_card_{place}"):
                st.html(column_html(column))
                with st.container(horizontal=True, gap="small", key=f"compared_actions_{place}"):
                    navigation.why(column.card.clinic_id, column.card.title, scored=not column.card.unscored)
                    _move("Move earlier", column.card.title, ids, place, place - 1)
                    _move("Move later", column.card.title, ids, place, place + 1)
                    st.button(
                        safe_text.label("Remove", column.card.title),
                        key=f"remove_{place}",
                        type="tertiary",
                        on_click=show,
                        args=([*ids[:place], *ids[place + 1 :]],),
                    )


# -- which clinics are compared --------------------------------------------------------------------------------


def draw_notes(selection: Chosen) -> None:
    """Warnings about the parts of the address that cannot be used."""
    if selection.unknown:
        unknown = ", ".join(safe_text.markdown(clinic_id[:80]) for clinic_id in selection.unknown[:6])
        st.warning(
            f"This file holds no clinic with the {'id' if len(selection.unknown) == 1 else 'ids'} {unknown}.",
            title="Part of this link was not understood",
            icon=":material/link_off:",
        )
    if selection.over:
        st.warning(
            f"{MOST_COMPARED} clinics can be compared at once; {counted(len(selection.over), 'clinic')} of the link "
            f"{'is' if len(selection.over) == 1 else 'are'} left out.",
            icon=":material/filter_6:",
        )


def _move(words: str, title: str, ids: list[str], place: int, to: int) -> None:
    moved = list(ids)
    if 0 <= to < len(ids):
        moved[place], moved[to] = moved[to], moved[place]
    st.button(
        safe_text.label(words, title),
        key=f"{words}_{place}",
        type="tertiary",
        disabled=moved == ids,
        on_click=show,
        args=(moved,),
    )


def accounts(view: View, positions: Sequence[int]) -> list[Account]:
    """An `Account` for each clinic position."""
    return [account(view.review, position) for position in positions]


def show(clinic_ids: list[str]) -> None:
    """Compare these clinics (a callback)."""
    navigation.go_to(COMPARE, clinic_ids)


def draw_too_few(view: View, ids: list[str], choice: Choice) -> None:
    """Shown for fewer than two clinics: what to do, and clinics to add."""
    if len(view.review) == 1:
        st.info("This file holds one clinic, so there is none to compare it with.", icon=":material/compare_arrows:")
        return
    st.info(
        f"Add {'one to five more' if ids else 'two to six clinics'}: from those below, by name above, or by the "
        "shortlist of Explore.",
        title="Nothing to compare yet" if not ids else "One clinic so far",
        icon=":material/compare_arrows:",
    )
    first = clinic_labels.ids(view.review, view.rows(scored=True, sort=view.usual_order)[:3])
    if len(first) > 1:
        st.button(
            f"Compare the first {'three' if len(first) > 2 else 'two'} of the list",
            key="compare_first",
            on_click=show,
            args=(list(dict.fromkeys([*ids, *first]))[:MOST_COMPARED],),
        )
    offered_clinics.draw(view, choice, without=ids)
