"""Explore: which clinics disclose good practice, and on which question."""

import streamlit as st

from dashboard import charts, drawing, tables
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile
from scoring.explanation import counted, few_weights

st.title("Which clinics disclose good practice?", anchor=False)
st.markdown(
    "Each clinic's record is scored on four questions: "
    "**who** injects, **what**, **where**, and **how** the needle is guided."
)

try:
    view = current_view()
except (BadSettings, UnreadableFile) as reason:
    drawing.refused(reason)
else:
    drawing.key_figures(view)

    if few_weights(view.review):
        drawing.refused(few_weights(view.review))

    elif view.figures.scored:
        drawing.figure(charts.ranked(view), key="ranked")
        drawing.caution(view.review)
        st.subheader(counted(view.figures.scored, "scored clinic"), anchor=False)
        tables.scored_table(view)

    if view.figures.too_little and not few_weights(view.review):
        unscored = counted(view.figures.too_little, "clinic")
        st.subheader(f"Too little stated for a score: {unscored}", anchor=False)
        st.caption("Not a low score: their records leave too many questions open. In alphabetical order.")
        tables.open_table(view)

    if view.figures.clinics:
        tables.download(view)
    else:
        drawing.nothing_found()
