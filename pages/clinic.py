"""Clinic: what one record states, how its score is made, and what to ask."""

import streamlit as st

from dashboard import clinic, clinic_record, navigation, page_parts
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
    requested_id = st.query_params.get(CLINIC, "")
    position = position_of(view.review, requested_id)

    if position is None:
        clinic.none_chosen(requested_id)
        finder(view, "Find a clinic by name", "find_clinic", Choice("Open", show))
        navigation.link("explore", "Choose from the list", ":material/insights:")
    else:
        clinic_account = account(view.review, position)
        clinic.steps_through(list_place(view, position), show)
        clinic.heading(clinic_account)
        clinic.figures(clinic_account)
        clinic.story(clinic_account)
        if clinic_account.scored:
            page_parts.caution(view.review)

        st.header("How the score is calculated", anchor=False)
        clinic.formula(clinic_account)
        for question in clinic_account.questions.values():
            clinic.question(clinic_account, question)
        clinic.general_flags(clinic_account)

        st.header("Evidence for what it offers", anchor=False)
        clinic.evidence_table(clinic_account)

        st.header("The record", anchor=False)
        clinic_record.record(clinic_account)
        clinic_record.rows_behind(clinic_account)
        clinic_record.problems(clinic_account)

        st.header("Other clinics", anchor=False)
        clinic.compare_link(clinic_account)
        finder(view, "Find another clinic", "find_clinic", Choice("Open", show), without={clinic_account.clinic_id})
