"""Draws what pages share: figures with their table twin, key figures and notices."""

from __future__ import annotations

import streamlit as st

from dashboard import parameters, safe
from dashboard.charts import Figure
from dashboard.view import View
from scoring import Review
from scoring.rubric_file import DEFAULT


def figure(drawn: Figure, key: str) -> None:
    """A chart under its title, with its numbers as a table for those who want them."""
    with st.container(border=True, key=key):
        st.subheader(safe.markdown(drawn.title), anchor=False)
        st.altair_chart(drawn.chart, alt=drawn.takeaway, key=f"{key}_chart")
        if drawn.note:
            st.caption(drawn.note)
        twin = st.expander("The same as a table", key=f"{key}_table", on_change="rerun")
        if twin.open:
            twin.dataframe(drawn.table, hide_index=True, alt=drawn.title)


def key_figures(view: View) -> None:
    """The matching clinics in five numbers."""
    found, whole = view.figures, len(view.review)
    share = f"{found.flagged / found.clinics:.0%}" if found.clinics else "\u2013"
    little = f"{found.too_little / found.clinics:.0%}" if found.clinics else "\u2013"
    cards = (
        ("Clinics", f"{found.clinics:,}", f"Of {whole:,} in the file"),
        ("Scored", f"{found.scored:,}", "Their records state enough for a score"),
        (
            "Median score",
            "\u2013" if found.median is None else f"{found.median:.1f}",
            "Half score more, half less",
        ),
        ("Serious flag", share, "A flag that caps the grade; see the method page"),
        (
            "State too little",
            little,
            "Too much is left open for a score, which is not a low score",
        ),
    )
    if view.review.rubric.name != DEFAULT:
        st.info(view.review.rubric.title, icon=":material/rule:")
    with st.grid(5, min_column_width=150, gap="small"):
        for label, value, meaning in cards:
            st.metric(label, value, help=meaning, border=True, height="stretch")


def caution(review: Review) -> None:
    """What stands beside every grade."""
    said = review.rubric.statements
    st.caption(f"{review.rubric.grades.meaning} {said['caps_shown']} {said['unlisted']}")


def nothing_found() -> None:
    """No clinic matches: say why, and offer the way back."""
    st.info(
        "No clinic matches all of the filters at once. Take one away, or start again.",
        title="No clinics to show",
        icon=":material/search_off:",
    )
    st.button(
        "Clear all filters",
        icon=":material/filter_alt_off:",
        type="primary",
        key="clear_here",
        on_click=parameters.clear_filters,
    )


def refused(reason: Exception | str) -> None:
    """Settings or a file that cannot be used: the sentence that says so, and a way to mend weights."""
    sentence = f"{str(reason)[0].upper()}{str(reason)[1:].rstrip('.')}."
    st.error(safe.markdown(sentence), title="This cannot be scored", icon=":material/error:")
    st.button(
        "Weigh the four questions equally",
        type="primary",
        key="equal_here",
        on_click=parameters.reset_weights,
    )
