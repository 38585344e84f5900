"""Compare: two to six clinics side by side, with what differs marked."""

import streamlit as st

from dashboard import chart_panel, compare, navigation, page_parts
from dashboard.charts import ranked
from dashboard.clinic_search import Choice, finder
from dashboard.parameters import COMPARE, MOST_COMPARED
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile

st.title("How do these clinics compare?", anchor=False)

try:
    view = current_view()
except (BadSettings, UnreadableFile) as reason:
    page_parts.refused(reason)
else:
    selection = compare.chosen(view, st.query_params.get_all(COMPARE))
    compare.notes(selection)
    compared = compare.accounts(view, selection.positions)
    ids = [clinic.clinic_id for clinic in compared]
    navigation.remember(ids)

    if compared:
        compare.cards(compared)
    if len(compared) < MOST_COMPARED:
        add = Choice("Add", lambda added: compare.show([*ids, added]))
        finder(view, "Add a clinic", "add_clinic", add, without=ids)

    if len(compared) < 2:
        compare.too_few(view, ids)
    else:
        chart_panel.figure(ranked.compared(view, selection.positions), "compared", view)
        page_parts.caution(view.review)
        st.header("Side by side", anchor=False)
        st.markdown(compare.largest_difference(compared))
        st.caption("Terms in bold are not stated by all of them. Not stated is not the same as none.")
        compare.side_by_side(compared)
