"""Clinic: what the record could state to raise the score, as questions to ask and to send."""

from __future__ import annotations

import streamlit as st

from dashboard import correction_form, safe_text
from dashboard.correction_form import Start
from scoring.reports import (
    Account,
    RaiseQuestion,
    points,
    raise_answers,
    raise_condition,
    raise_questions,
    raise_result,
    raise_statement,
)

RAISES = "raise"  # anchor
MOST_SHOWN = 4  # what a reader takes in at a glance, and about the number of questions


def draw(account: Account) -> None:
    """What the record could state, by what that would give: the most points first, the others on request."""
    st.header("What would change this score", anchor=RAISES)
    questions = raise_questions(account.review.rubric, account.raises)
    if not questions:
        st.markdown("No single further statement would raise this score.")
        return
    st.markdown(_lead(account))
    st.markdown(_asks(account, questions[:MOST_SHOWN]))
    if rest := questions[MOST_SHOWN:]:
        with st.expander(f"{len(rest)} more"):
            st.markdown(_asks(account, rest))
    with st.expander("For the clinic: what to send"):
        _for_the_clinic(account, questions)
    st.caption(account.review.rubric.statements["raising"])


def _lead(account: Account) -> str:
    if account.scored:
        possible = int(account.review.totals.high[account.profile])
        reached = max(entry.outcome.score for entry in account.raises) >= possible
        several = "" if reached else f", though none alone to the possible {points(possible)}"
        return f"Each of these alone, if true and stated, would raise the score{several}:"
    return "Each of these alone, if true and stated, would give it a score:"


def _asks(account: Account, questions: tuple[RaiseQuestion, ...]) -> str:
    """What the record could state and what that would give, one line each; several answers follow their line."""
    rubric, people = account.review.rubric, len(account.stated["credentials"].counting)
    lines = []
    for question in questions:
        line = f"- {safe_text.markdown(raise_condition(rubric, question, people))}"
        for answer, result in raise_answers(rubric, question, alone=account.is_alone):
            line += f"\n    - {safe_text.markdown(answer)}:" if answer else ""
            line += f" **{safe_text.markdown(result)}**"
        lines.append(line)
    return "\n".join(lines)


def _for_the_clinic(account: Account, questions: tuple[RaiseQuestion, ...]) -> None:
    """What the clinic would send to the host, and to which address."""
    entries = [entry for question in questions for entry in question.answers]
    lines = [
        f"{safe_text.markdown(raise_statement(entry))} "
        f":gray[{safe_text.markdown(raise_result(account.review.rubric, entry, alone=account.is_alone))}]"
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
