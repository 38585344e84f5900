"""Compare: two to six clinics side by side, and why their scores differ."""

import streamlit as st

from dashboard import navigation, printed_basis, refusal_notice, score_notices, study_findings
from dashboard.clinic_search import Choice, finder
from dashboard.compare_page import compare, compared_pair
from dashboard.compare_page.score_distances import apart
from dashboard.parameters import COMPARE, MOST_COMPARED
from dashboard.view import current_view
from dashboard.wording.figure_words import TIER_MEANING, grade_limits_in_words
from scoring import BadSettings, UnreadableFile
from scoring.reports import few_weights

st.title("How do these clinics compare?", anchor=False)

try:
    view = current_view()
except (BadSettings, UnreadableFile) as reason:
    refusal_notice.draw(reason)
else:
    selection = compare.chosen(view, st.query_params.get_all(COMPARE))
    compare.draw_notes(selection)
    if few_weights(view.review):
        refusal_notice.draw(few_weights(view.review))
    compared = compare.accounts(view, selection.positions)
    ids = [clinic.clinic_id for clinic in compared]
    navigation.remember(ids)
    if compared:
        printed_basis.draw(view, f"the {len(compared):,} compared, of the {len(view.review):,} of the file")
    add = Choice("Add", lambda added: compare.show([*ids, added]), ":material/add:")

    if len(compared) > 1:
        st.markdown(apart(compared))
        if sum(clinic.scored for clinic in compared) > 1:
            st.markdown(view.review.rubric.statements["ahead"])
        compared_pair.draw(view, compared)
        st.header("Side by side", anchor=compared_pair.SIDE_BY_SIDE)
    if compared:
        compare.draw_clinics(view, compared)
        study_findings.draw_compared(compared)
    if len(compared) > 1:
        st.caption(
            "Bold terms: only some of these clinics state them. Hatched: open, as it is not stated. Not stated is not "
            "none. Rank 1 has the highest score; \u201cmostly\u201d is the range in which most tries put it, as "
            "weights and open answers vary, and rare ones can still reverse an order."
            f" Tiers: {TIER_MEANING}. {grade_limits_in_words(view.review.rubric)}"
        )
        score_notices.draw_caution(view.review)
    if len(compared) < min(MOST_COMPARED, len(view.review)):
        finder(view, "Add a clinic", "add_clinic", add, without=ids)
    if len(compared) < 2:
        compare.draw_too_few(view, ids, add)
