"""Clinic: what one record states, how its score comes about, and what to ask."""

import streamlit as st

from dashboard import clinic, navigation, page_parts
from dashboard.clinic_search import Choice, finder, list_place
from dashboard.parameters import CLINIC
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile
from scoring.reports import account, position_of


def show(clinic_id: str) -> None:
    """Open a clinic here (a callback)."""
    navigation.go_to(CLINIC, clinic_id)


try:
    view = current_view()
except (BadSettings, UnreadableFile) as reason:
    page_parts.refused(reason)
else:
    asked = st.query_params.get(CLINIC, "")
    position = position_of(view.review, asked)

    if position is None:
        clinic.none_chosen(asked)
        finder(view, "Find a clinic by name", "find_clinic", Choice("Open", show))
        navigation.link("explore", "Choose from the list", ":material/insights:")
    else:
        told = account(view.review, position)
        clinic.steps_through(list_place(view, position), show)
        clinic.heading(told)
        clinic.figures(told)
        clinic.story(told)
        if told.scored:
            page_parts.caution(view.review)

        st.header("How the score comes about", anchor=False)
        clinic.formula(told)
        for question in told.questions.values():
            clinic.question(told, question)
        clinic.other_flags(told)

        st.header("Evidence for what it offers", anchor=False)
        clinic.evidence_table(told)

        st.header("The record", anchor=False)
        clinic.record(told)
        clinic.rows_behind(told)
        clinic.problems(told)

        st.header("Go on", anchor=False)
        clinic.compare_link(told)
        finder(view, "Find another clinic", "find_clinic", Choice("Open", show), without={told.clinic_id})
