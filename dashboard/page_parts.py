"""Draws what pages share: key figures, filter chips, choices, and notices."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import (
    earlier_edition,
    filters,
    headline_figures,
    navigation,
    parameters,
    safe_text,
    settings,
    sharing,
)
from dashboard.charts.registry import CHARTS
from dashboard.citation import cite
from dashboard.datasets import session_datasets
from dashboard.figure_words import unscored_in_words
from dashboard.view import View
from scoring import Review, UnreadableFile
from scoring.reports import counted
from scoring.rubric import DEFAULT

CARDS, TABLE = LAYOUTS = ("Cards", "Table")


def chart_choice() -> str:
    """Draw the choice of a chart; returns a key of `CHARTS`."""
    return choice("Chart", tuple(CHARTS), parameters.CHART)


def choice(label: str, words: Sequence[str], key: str) -> str:
    """Draw a choice of words, bound to the address; returns the chosen one, at first the first. All fit on a phone."""
    return st.segmented_control(
        label,
        words,
        default=words[0],
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        wrap=True,
    )


def chips(view: View) -> None:
    """The active filters, each a button that removes it, and a button that clears all.

    On a phone a button with the number of active filters comes first. It opens them, by `filter_drawer.js`: the server
    does not know how wide the screen is. The container exists even without filters, because the browser redraws
    elements whose position changes.
    """
    conditions = filters.conditions(view.filters)
    with st.container(horizontal=True, gap="small", key="chips"):
        label = f"Filters ({len(conditions)})" if conditions else "Filters"
        st.button(label, icon=":material/tune:", key="open_filters")
        if not conditions:
            return
        for condition in conditions:
            st.button(
                safe_text.markdown(condition.words),
                icon=":material/close:",
                key=f"chip|{condition.key}|{condition.value or ''}",
                help="Remove this filter",
                on_click=parameters.release,
                args=(condition.key, condition.value),
            )
        st.button(
            "Clear all",
            icon=":material/filter_alt_off:",
            type="tertiary",
            key="clear_chips",
            on_click=parameters.clear_filters,
        )


def printed_basis(view: View) -> None:
    """On paper alone, where the buttons of the filters are not seen: what is listed, of which day, by which rules."""
    citation = cite(view, session_datasets.current(), "")
    sentences = " ".join((citation.clinics, citation.source, citation.review))
    st.html(f'<p class="printed_basis" style="display: none">{safe_text.html(sentences)}</p>')


def layout_choice(view: View) -> str:
    """Draw the heading of the list, and the choice between cards and a table; returns one of `LAYOUTS`.

    The choice holds until the page is reloaded.
    """
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="list_head"):
        st.subheader(counted(view.figures.scored, "scored clinic"), anchor=False, width="content")
        return st.segmented_control(
            "Show clinics as",
            LAYOUTS,
            default=LAYOUTS[0],
            required=True,
            key="layout",
            persist_state="session",
            label_visibility="collapsed",
        )


def other_rubric(view: View) -> None:
    """Above all scores: which rubric is used if not the default."""
    with st.container(key="other_rubric"):
        if view.review.rubric.name != DEFAULT:
            st.info(view.review.rubric.title, icon=":material/rule:")


def key_figures(view: View) -> None:
    """Key figures of the matching clinics, in one line."""
    with st.container(horizontal=True, key="key_figures"):
        for label, value, meaning in headline_figures.headline_figures(view):
            st.metric(label, value, help=meaning, width="content")


def open_list(view: View) -> DeltaGenerator | None:
    """The place for the clinics without a score, which opens on request; None while it is closed."""
    label = f"{unscored_in_words(view.review)}: {counted(view.figures.too_little, 'clinic')}"
    part = st.expander(label, expanded=not view.figures.scored, key="open_list", on_change="rerun")
    if not part.open:
        return None
    part.caption("Not a low score: their records leave too many questions open. In alphabetical order.")
    return part


def caution(review: Review) -> None:
    """The caution beside every grade."""
    statements = review.rubric.statements
    st.caption(f"{review.rubric.grades.meaning} {statements['caps_shown']} {statements['unlisted']}")


def whose_data(*, on_data_page: bool) -> None:
    """Above every page: where these clinics come from, that nobody has checked them, and what came before."""
    dataset = session_datasets.current()
    if dataset is None:
        return
    if session_datasets.is_example(dataset):
        changed = " You changed how it is read." if dataset.recipe else ""
        with st.container(horizontal=True, vertical_alignment="center", key="whose_example"):
            st.markdown(
                f":violet-badge[:material/theater_comedy: Example data] Every clinic here is fictional.{changed}",
                width="content",
            )
            if first := session_datasets.hosted():
                st.button(
                    "Show this site's list",
                    icon=":material/undo:",
                    key="hosted",
                    type="tertiary",
                    on_click=session_datasets.show,
                    args=(first,),
                )
        return
    with st.container(horizontal=True, vertical_alignment="center", key="whose_data"):
        st.markdown(sharing.standing(dataset), width="content")
        contact = settings.correction_contact()
        if (dataset.published or dataset.hosted) and contact:
            st.link_button("Report or correct a record", contact, icon=":material/flag:", type="tertiary")
        _to_example()
        earlier_edition.link(dataset, on_data_page=on_data_page)


def _to_example() -> None:
    st.button(
        "Show the example",
        icon=":material/undo:",
        key="example",
        type="tertiary",
        on_click=session_datasets.show,
        args=(session_datasets.example(),),
    )


def refused(reason: Exception | str) -> None:
    """Shown when settings or a file cannot be used: the reason, and what to do next."""
    sentence = f"{str(reason)[0].upper()}{str(reason)[1:].rstrip('.')}."
    if isinstance(reason, UnreadableFile):
        st.error(safe_text.markdown(sentence), title="These clinics cannot be shown", icon=":material/error:")
        with st.container(horizontal=True, vertical_alignment="center", key="no_clinics"):
            if not settings.read_only():
                navigation.link("data", "Upload a file", ":material/upload_file:")
            if session_datasets.current() is None:
                _to_example()
        return
    st.error(safe_text.markdown(sentence), title="This cannot be scored", icon=":material/error:")
    st.button(
        "Reset weights",
        key="equal_here",
        on_click=parameters.reset_weights,
    )
