"""Notices beside scores: the caution for every grade, and which rubric is used if not the default."""

from __future__ import annotations

import streamlit as st

from dashboard.view import View
from scoring import Review
from scoring.rubric import DEFAULT


def draw_other_rubric(view: View) -> None:
    """Above all scores: which rubric is used if not the default."""
    with st.container(key="other_rubric"):
        if view.review.rubric.name != DEFAULT:
            st.info(view.review.rubric.title, icon=":material/rule:")


def draw_caution(review: Review) -> None:
    """The caution beside every grade."""
    statements = review.rubric.statements
    st.caption(f"{review.rubric.grades.meaning} {statements['caps_shown']} {statements['unlisted']}")
