"""Compare: two to six clinics side by side, and why their scores differ."""

import streamlit as st

from dashboard import compare, compared_pair, navigation, page_parts, study_findings
from dashboard.clinic_search import Choice, finder
from dashboard.figure_words import TIER_MEANING, grade_limits_in_words
from dashboard.parameters import COMPARE, MOST_COMPARED
from dashboard.score_distances import apart
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile
from scoring.reports import few_weights

st.title("How do these clinics compare?", anchor=False)

try:
    view = current_view()
except (BadSettings, UnreadableFile) as reason:
    page_parts.refused(reason)
else:
    selection = compare.chosen(view, st.query_params.get_all(COMPARE))
    compare.notes(selection)
    if few_weights(view.review):
        page_parts.refused(few_weights(view.review))
    compared = compare.accounts(view, selection.positions)
    ids = [clinic.clinic_id for clinic in compared]
    navigation.remember(ids)
    add = Choice("Add", lambda added: compare.show([*ids, added]), ":material/add:")

    if len(compared) > 1:
        st.markdown(apart(compared))
        if sum(clinic.scored for clinic in compared) > 1:
            st.markdown(view.review.rubric.statements["ahead"])
        compared_pair.draw(view, compared)
        st.header("Side by side", anchor=compared_pair.SIDE_BY_SIDE)
    if compared:
        compare.clinics(view, compared)
        study_findings.draw_compared(compared)
    if len(compared) > 1:
        st.caption(
            "Bold terms: only some of these clinics state them. Hatched: open, as it is not stated. Not stated is not "
            "none. Rank 1 has the highest score; it lies mostly where most tries end, as weights and open answers "
            "vary, and rarer ones can still turn an order round."
            f" Tiers: {TIER_MEANING}. {grade_limits_in_words(view.review.rubric)}"
        )
        page_parts.caution(view.review)
    if len(compared) < MOST_COMPARED:
        finder(view, "Add a clinic", "add_clinic", add, without=ids)
    if len(compared) < 2:
        compare.too_few(view, ids, add)
