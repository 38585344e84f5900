"""Dates that may be day first or month first: one choice settles all of a column."""

from __future__ import annotations

import streamlit as st

from dashboard import safe_text
from dashboard.corrections.column_header import header_of
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from scoring import Review
from scoring.recognition import DATE_ORDERS, ORDER_IN_WORDS, DateOrder, days_by_order
from scoring.reports import counted, day_in_words


def draw(review: Review, dataset: Dataset) -> None:
    """Ask which comes first if the column does not show it; else say how it was read, with the other choice."""
    reading = review.understood.dates
    if not reading.ambiguous:
        return
    header, example = header_of(review, "as_of"), safe_text.markdown(reading.ambiguous)
    if reading.order is None:
        clinics = len(review.understood.problems.rows_with("date_ambiguous", "as_of"))
        days = {order: day_in_words(day) for order, day in days_by_order(reading.ambiguous).items()}
        with st.container(border=True, key="dates_open"):
            st.markdown(
                f"**Dates in {header}: does the day or the month come first?** {example} may be "
                f"{days['day_first']} or {days['month_first']}; {counted(clinics, 'clinic')} "
                f"{'has' if clinics == 1 else 'have'} such a date.{_mixed(reading.day_first, reading.month_first)}"
            )
            with st.container(horizontal=True):
                for order in DATE_ORDERS:
                    _choice(order, f"{ORDER_IN_WORDS[order].capitalize()}: {days[order]}")
            st.caption("Your choice applies to all of them and to nothing else. You can undo it.")
        return
    forced = f"because {safe_text.markdown(reading.evidence)} can only be read that way"
    why = "as you decided" if dataset.recipe.dates else forced
    other = next(order for order in DATE_ORDERS if order != reading.order)
    with st.container(horizontal=True, vertical_alignment="center", key="dates_settled"):
        st.markdown(
            f"Dates in {header} that could be either, such as {example}, are read "
            f"{ORDER_IN_WORDS[reading.order]}, {why}.",
            width="content",
        )
        _choice(other, f"Read them {ORDER_IN_WORDS[other]}")


def _mixed(day_first: str, month_first: str) -> str:
    """What the other dates of the column show, if they show both."""
    if not (day_first and month_first):
        return ""
    return (
        f" Others show both: {safe_text.markdown(day_first)} is day first, "
        f"{safe_text.markdown(month_first)} month first."
    )


def _choice(order: DateOrder, label: str) -> None:
    st.button(label, key=f"dates|{order}", icon=":material/calendar_month:", on_click=_decided, args=(order,))


def _decided(order: DateOrder) -> None:
    """Read all ambiguous dates in this order (a callback)."""
    session_datasets.decide(lambda recipe: recipe.model_copy(update={"dates": order}))
