"""The bar at the bottom of every page: how many clinics are on the shortlist, comparing them, and taking them along."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard import downloads, navigation, safe_text, sharing, shortlist, visit_sheet
from dashboard.clinic_list import sort_order
from dashboard.datasets import session_datasets
from dashboard.parameters import CLINIC, COMPARE
from dashboard.view import View, current_view
from dashboard.wording import clinic_labels
from scoring import BadSettings, UnreadableFile
from scoring.reports import counted, positions_of


def draw(page: str) -> None:
    """Draw the bar if anything is on the shortlist. Errors of the file or settings are left to the page.

    `page`: the name of the current page, whose own address a link would not change.
    """
    chosen = shortlist.ids()
    if not chosen and not shortlist.left_out():
        return
    try:
        view = current_view()
    except (BadSettings, UnreadableFile):
        return
    positions = positions_of(view.review, chosen)
    unknown = [clinic_id for clinic_id in chosen if clinic_id not in positions]
    with st.bottom, st.container(key="shortlist_bar"):
        _notes(unknown)
        if positions:
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
                _clinics(view, positions, page)
                if len(positions) > 1:
                    _compare(list(positions), page)
                if st.button("Take along", key="take_along", type="primary"):
                    _take_along(view, list(positions.values()), "My shortlist")


def take_few(view: View) -> None:
    """If few clinics match, a button that takes all of them along, without a shortlist."""
    if view.figures.few and st.button("Questions to take along", key="take_few", icon=":material/description:"):
        _take_along(view, view.all_rows(sort_order.current()).all().tolist(), "Clinics that match")


def _notes(unknown: list[str]) -> None:
    """Which part of the link's shortlist cannot be used, with a button that drops it."""
    over = shortlist.left_out()
    if not unknown and not over:
        return
    notes = []
    if unknown:
        words = ", ".join(safe_text.markdown(clinic_id[:80]) for clinic_id in unknown)
        notes.append(f"This file holds no clinic with the {'id' if len(unknown) == 1 else 'ids'} {words}.")
    if over:
        notes.append(f"A shortlist holds {shortlist.MOST} clinics; {over} more of the link left out.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(" ".join(notes))
        st.button("Drop", key="shortlist_drop", type="tertiary", on_click=shortlist.remove, args=(unknown,))


def _compare(ids: list[str], page: str) -> None:
    if page == "compare":
        st.button(
            "Compare",
            key="shortlist_compare",
            icon=":material/compare_arrows:",
            on_click=navigation.go_to,
            args=(COMPARE, ids),
        )
    else:
        navigation.compare(ids, "Compare")


def _open(clinic_id: str, name: str, page: str) -> None:
    if page == "clinic":
        st.button(
            safe_text.markdown(name),
            key=f"shortlist_open|{clinic_id}",
            on_click=navigation.go_to,
            args=(CLINIC, clinic_id),
        )
    else:
        navigation.open_clinic(clinic_id, name)


def _clinics(view: View, positions: dict[str, int], page: str) -> None:
    """The clinics by name, each with a button that takes it off."""
    rows = np.array(list(positions.values()))
    names, titles = clinic_labels.names(view.review, rows), clinic_labels.titles(view.review, rows)
    with st.popover(f"Shortlist: {len(positions)}", key="shortlist_clinics"):
        for clinic_id, name, title in zip(positions, names, titles, strict=True):
            row = f"on_shortlist|{clinic_id}"
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=row):
                _open(clinic_id, name, page)
                st.button(
                    safe_text.label("Take off", title),
                    key=f"take_off|{clinic_id}",
                    type="tertiary",
                    on_click=shortlist.remove,
                    args=([clinic_id],),
                )
        st.button(
            "Clear shortlist", key="shortlist_clear", icon=":material/close:", on_click=shortlist.replace, args=([],)
        )


@st.dialog("Take along", width="large")
def _take_along(view: View, positions: list[int], heading: str) -> None:
    """The sheet as it prints, with its buttons. `heading`: what its clinics are."""
    dataset = session_datasets.current()
    opens_for_others = dataset is not None and dataset.opens_for_all
    sheet = visit_sheet.sheet(
        view,
        positions,
        heading=heading,
        origin=sharing.origin(dataset),
        link=sharing.address("") if opens_for_others else "",
    )
    with st.container(horizontal=True, key="sheet_actions"):
        st.button("Print", key="print_sheet", icon=":material/print:", type="primary")
        downloads.button(
            "Save to print later",
            visit_sheet.to_document(sheet).encode(),
            f"questions-{counted(len(positions), 'clinic').replace(' ', '-')}.html",
            key="save_sheet",
            meaning="One file that needs nothing else: it opens in every browser, which also makes a PDF of it.",
        )
    with st.expander("Copy as text", icon=":material/content_copy:"):
        st.code(visit_sheet.to_text(sheet), language=None, wrap_lines=True)
    with st.container(key="sheet"):
        st.html(visit_sheet.to_markup(sheet))
