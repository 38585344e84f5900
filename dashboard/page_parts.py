"""Draws what pages share: key figures, filter chips, choices, and notices."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import filters, navigation, parameters, safe_text, settings, sharing
from dashboard.charts.registry import CHARTS
from dashboard.datasets import session_datasets
from dashboard.view import View
from scoring import Review, UnreadableFile
from scoring.reports import counted
from scoring.rubric import DEFAULT


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
    """The active filters, each a button that removes it, and a button that clears all; nothing without filters.

    The container exists even when empty, because the browser redraws elements whose position changes.
    """
    conditions = filters.conditions(view.filters)
    with st.container(horizontal=True, gap="small", key="chips"):
        if not conditions:
            return
        for condition in conditions:
            st.button(
                safe_text.markdown(condition.words),
                icon=":material/close:",
                key=f"chip|{condition.key}|{condition.value or ''}",
                help="Take this filter away",
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


def scoring_notes(view: View) -> None:
    """Above all scores: which rubric is used if not the default, and how changed weights affect who has a score."""
    with st.container(key="other_rubric"):
        if view.review.rubric.name != DEFAULT:
            st.info(view.review.rubric.title, icon=":material/rule:")
    with st.container(key="by_weights"):
        if by_weights := _scored_by_weights(view):
            st.caption(by_weights)


def key_figures(view: View) -> None:
    """Five key figures of the matching clinics."""
    figures, whole = view.figures, len(view.review)
    share = f"{figures.flagged / figures.clinics:.0%}" if figures.clinics else "\u2013"
    little = f"{figures.too_little / figures.clinics:.0%}" if figures.clinics else "\u2013"
    cards = (
        ("Clinics", f"{figures.clinics:,}", f"Of {whole:,} in the file"),
        ("Scored", f"{figures.scored:,}", "Their records state enough for a score"),
        (
            "Median score",
            "\u2013" if figures.median is None else f"{figures.median:.1f}",
            "Half score more, half less",
        ),
        ("Serious flag", share, "A flag that caps the grade; see the method page"),
        (
            "State too little",
            little,
            "Too much is left open for a score, which is not a low score",
        ),
    )
    with st.grid(5, min_column_width=150, gap="small"):
        for label, value, meaning in cards:
            st.metric(label, value, help=meaning, border=True, height="stretch")


def _scored_by_weights(view: View) -> str:
    """How many clinics gained or lost a score because the weights were changed; "" if none did."""
    if view.usual is None:
        return ""
    now, before = view.review.totals.scored, view.usual.totals.scored
    lost, won = (counted(int(view.counts[which].sum()), "clinic") for which in (before & ~now, now & ~before))
    changes = [f"{lost} lost the score" * bool((before & ~now & (view.counts > 0)).any())]
    changes += [f"{won} gained one" * bool((now & ~before & (view.counts > 0)).any())]
    return f"By the weights that you moved, {' and '.join(filter(None, changes))}." if any(changes) else ""


def caution(review: Review) -> None:
    """The caution beside every grade."""
    statements = review.rubric.statements
    st.caption(f"{review.rubric.grades.meaning} {statements['caps_shown']} {statements['unlisted']}")


def no_matches() -> None:
    """Shown when no clinic matches: why, and a button that clears the filters."""
    why = "No clinic matches all of the filters at once. Take one away, or start again."
    looks_in = " The search looks for every word in names, cities, postal codes and US states."
    st.info(
        why + looks_in * bool(parameters.widget_value(filters.SEARCH.key, "")),
        title="No clinics to show",
        icon=":material/search_off:",
    )
    st.button(
        "Clear all filters",
        icon=":material/filter_alt_off:",
        key="clear_here",
        on_click=parameters.clear_filters,
    )


def whose_data() -> None:
    """Above every page: where these clinics come from, and that nobody has checked them."""
    dataset = session_datasets.current()
    if dataset is None:
        return
    if dataset.file.digest == session_datasets.example().file.digest:
        changed = " You changed how it is read." if dataset.recipe else ""
        st.markdown(f":violet-badge[:material/theater_comedy: Example data] Every clinic here is fictional.{changed}")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="whose_data"):
        st.markdown(sharing.standing(dataset), width="content")
        contact = settings.correction_contact()
        if dataset.published and contact:
            st.link_button("Report or correct a record", contact, icon=":material/flag:", type="tertiary")
        _to_example()


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
        "Weigh the four questions equally",
        key="equal_here",
        on_click=parameters.reset_weights,
    )
