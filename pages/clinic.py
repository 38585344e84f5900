"""Clinic: what one record states, how its score is made, and what to ask."""

import streamlit as st

from dashboard import (
    navigation,
    offered_clinics,
    page_outline,
    printed_basis,
    refusal_notice,
    score_notices,
    study_findings,
)
from dashboard.clinic_page import clinic, clinic_contact, clinic_opening, clinic_rank, clinic_record, score_raises
from dashboard.clinic_search import Choice, finder, list_place
from dashboard.parameters import CLINIC
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile
from scoring.reports import account, position_of


def show(clinic_id: str) -> None:
    """Open a clinic here (a callback)."""
    navigation.go_to(CLINIC, clinic_id)


opens = Choice("Open", show)
try:
    view = current_view()
except (BadSettings, UnreadableFile) as reason:
    clinic.draw_title()
    refusal_notice.draw(reason)
else:
    requested_id = st.query_params.get(CLINIC, "")
    position = position_of(view.review, requested_id)

    if position is None:
        clinic.draw_none_chosen(requested_id)
        finder(view, "Find a clinic by name", "find_clinic", opens)
        offered_clinics.draw(view, opens)
    else:
        clinic_account = account(view.review, position)
        place = list_place(view, position)
        clinic_opening.draw_steps(place, show)
        clinic_opening.draw(view, clinic_account, place)
        printed_basis.draw(view, f"{clinic_account.name}, of the {len(view.review):,} of the file")
        page_outline.draw(clinic.sections(clinic_account))
        clinic_opening.draw_story(clinic_account, view)
        clinic_contact.draw_checks(clinic_account)
        if clinic_account.scored:
            score_notices.draw_caution(view.review)
        clinic_rank.draw(view, clinic_account)
        score_raises.draw(clinic_account)

        st.header("How the score is calculated", anchor=clinic.SCORE)
        clinic.draw_formula(clinic_account)
        for question in clinic_account.questions.values():
            clinic.draw_question(clinic_account, question)
        clinic.draw_general_flags(clinic_account)

        st.header("Evidence for what it offers", anchor=clinic.EVIDENCE)
        study_findings.draw(clinic_account)

        st.header("The record", anchor=clinic.RECORD)
        clinic_record.draw(clinic_account)
        clinic_record.draw_rows_behind(clinic_account)
        clinic_record.draw_problems(clinic_account)

        st.header("Other clinics", anchor=clinic.OTHER_CLINICS)
        clinic.draw_compare_link(clinic_account)
        finder(view, "Find another clinic", "find_clinic", opens, without={clinic_account.clinic_id})
