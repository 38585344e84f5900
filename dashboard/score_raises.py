"""Clinic: what the record could state that would raise the score, to ask and to send."""

from __future__ import annotations

import streamlit as st

from dashboard import correction_form, safe_text
from dashboard.correction_form import Start
from scoring.reports import (
    Account,
    Raise,
    raise_question,
    raise_result,
    raise_statement,
    raise_title,
    raises,
)

RAISES = "raise"  # anchor
MOST_SHOWN = 4  # what a reader takes in at a glance, and about as many as there are questions


def draw(account: Account) -> None:
    """What to ask the clinic, by what the answer would give: the most points first, the others on request."""
    st.header("What would change this score", anchor=RAISES)
    entries = raises(account.review, account.position)
    if not entries:
        st.markdown("No single further statement would raise this score.")
        return
    st.markdown(_lead(account))
    st.markdown(_asks(account, entries[:MOST_SHOWN]))
    if rest := entries[MOST_SHOWN:]:
        with st.expander(f"{len(rest)} more"):
            st.markdown(_asks(account, rest))
    with st.expander("For the clinic: what to send"):
        _for_the_clinic(account, entries)
    st.caption(account.review.rubric.statements["raising"])


def _lead(account: Account) -> str:
    if account.scored:
        return "**To ask this clinic.** What a yes, or proof, would give if only that changed in the record:"
    return "**To ask this clinic.** A yes to one of these would give it a score, if the record stated it:"


def _asks(account: Account, entries: tuple[Raise, ...]) -> str:
    """A line an entry: what to ask, and what a yes would give."""
    rubric = account.review.rubric
    return "\n".join(
        f"- {safe_text.markdown(raise_question(rubric, entry))} **{safe_text.markdown(raise_result(rubric, entry))}** "
        f":gray[:small[{safe_text.markdown(raise_title(rubric, entry))}]]"
        for entry in entries
    )


def _for_the_clinic(account: Account, entries: tuple[Raise, ...]) -> None:
    """What the clinic would send to the host, and where to."""
    lines = [
        f"{safe_text.markdown(raise_statement(entry))} "
        f":gray[{safe_text.markdown(raise_result(account.review.rubric, entry))}]"
        for entry in entries
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    hints: dict[str, list[str]] = {}
    for entry in entries:
        for column in entry.columns:
            hints.setdefault(column.removesuffix("_verified"), []).append(raise_statement(entry))
    shown = {column: tuple(lines[:MOST_SHOWN]) for column, lines in hints.items()}
    start = Start(field=next(iter(shown)), sender="clinic", hints=shown)
    correction_form.button(account, "Send a correction", "correct_from_raises", start)
