"""Compare: two to six clinics side by side, with what differs marked."""

import streamlit as st

from dashboard import compare, navigation, page_parts
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
    found = compare.chosen(view, st.query_params.get_all(COMPARE))
    compare.notes(found)
    told = compare.accounts(view, found.positions)
    ids = [one.clinic_id for one in told]
    navigation.remember(ids)

    if told:
        compare.cards(told)
    if len(told) < MOST_COMPARED:
        add = Choice("Add", lambda added: compare.show([*ids, added]))
        finder(view, "Add a clinic", "add_clinic", add, without=ids)

    if len(told) < 2:
        compare.too_few(view, ids)
    else:
        page_parts.figure(ranked.compared(view, found.positions), key="compared")
        page_parts.caution(view.review)
        st.header("Side by side", anchor=False)
        st.markdown(compare.where_they_differ(told))
        st.caption("Terms in bold are not stated by all of them. Not stated is not the same as none.")
        compare.side_by_side(told)
