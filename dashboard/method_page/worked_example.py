"""The method applied to the current file: the formula with one clinic's numbers, and how much the records state."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import navigation, safe_text, sharing
from dashboard.citation import cite
from dashboard.datasets import session_datasets
from dashboard.filters import Filters
from dashboard.view import View
from scoring.reports import Account, Answered, account, counted, coverage, percent, points, why_not_scored


def middle_clinic(view: View) -> Account | None:
    """The median clinic among the scored ones, which singles nobody out; None if none are scored.

    Of the whole file, because a page without filters cannot tell which clinics a link's filters keep.
    """
    rows = replace(view, filters=Filters()).rows(scored=True)
    return account(view.review, rows[len(rows) // 2]) if len(rows) else None


def worked(clinic: Account) -> pd.DataFrame:
    """One clinic's four questions, one row each, as Markdown: points, how they are made, and the weight."""
    return pd.DataFrame(
        [
            {
                "Question": f"**{answered.rule.title}**",
                "Counts with": points(answered.counted),
                "Why": safe_text.markdown(_why(answered)),
                "Weight": f"{answered.weight:g}",
            }
            for answered in clinic.questions.values()
        ]
    )


def _why(answered: Answered) -> str:
    """How the points are made; where that is numbers alone, with the steps that give them."""
    if "=" not in answered.sum and any(letter.isalpha() for letter in answered.sum):
        return answered.sum
    steps = "; ".join(f"{step.label}: {step.gives}" for step in answered.steps if step.points)
    return f"{steps}. {answered.sum if '=' in answered.sum else ''}".strip() if steps else answered.sum


def draw_middle_clinic(view: View) -> None:
    """The formula with the numbers of the middle clinic."""
    clinic = middle_clinic(view)
    if clinic is None:
        st.markdown("No clinic of this file has a score, so no calculation is shown here.")
        return
    scored = counted(view.review.scored, "scored clinic")
    st.markdown(f"The clinic in the middle of {scored}, so half of them score more and half less:")
    navigation.open_clinic(clinic.clinic_id, clinic.name)
    st.table(worked(clinic), hide_index=True, alt=f"The four questions of {safe_text.markdown(clinic.name)}")
    st.code(clinic.formula, language=None, wrap_lines=True)


def draw_this_file(view: View) -> None:
    """How many clinics state each question, and why some have no score."""
    review = view.review
    st.markdown(f"Of {counted(len(review), 'clinic')} in this file {review.scored:,} have a score.")
    reasons = why_not_scored(review)
    if reasons:
        st.markdown("\n".join(f"- {counted(number, 'clinic')}: {reason}." for reason, number in reasons))
    st.table(coverage_table(view), hide_index=True, alt="How many clinics state what")
    findings = len(review.problem_table)
    st.caption(
        f"Left out, merged, read by a guess, or not fully understood: {counted(findings, 'entry', 'entries')} of the "
        f"file. Reviewed on {review.reviewed_on}; the file's fingerprint starts with {review.fingerprint[:12]}, "
        f"its recipe's with {review.recipe_fingerprint[:12]}; {safe_text.markdown(review.versions)}."
    )


def draw_quotation(view: View) -> None:
    """A citation for quoted figures, which is under each chart too."""
    st.subheader("To cite these figures", anchor=False)
    citation = cite(view, session_datasets.current(), sharing.address(""))
    st.code(citation.text(), language=None, wrap_lines=True)


def coverage_table(view: View) -> pd.DataFrame:
    """How much the file states on each question, one row per question, in words."""
    table = coverage(view.review)
    shown = {
        label: [f"{number:,} ({percent(number, len(view.review))})" for number in table[name].tolist()]
        for name, label in (("stated", "Stated"), ("unclear", "Unclear"), ("not_stated", "Not stated"))
    }
    questions = view.review.rubric.by_dimension
    titles = [f"**{questions[dimension].title}** ({dimension})" for dimension in table.index]
    return pd.DataFrame({"Question": titles, **shown})
