"""Data: bring a file, see what was understood of it, mend what was not, and take it along."""

import streamlit as st

from dashboard import drawing, sharing, shelf
from dashboard.mending import bring, columns, keep, meanings, people, repairs, troubles, understood
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile

st.title("Your list of clinics", anchor=False)
bring.uploader()
bring.guide()
keep.template_button()
bring.refusal()
bring.differs()

dataset = shelf.current()
try:
    view = current_view()
except (BadSettings, UnreadableFile) as reason:
    drawing.refused(reason)
    if dataset is not None:
        understood.sheet_choice(dataset)
        understood.last_change(None, dataset)
else:
    if dataset is not None:
        understood.story(view.review, dataset)
        understood.sheet_choice(dataset)
        people.offer(view.review, dataset)
        understood.last_change(view.review, dataset)

        st.header("Mend what was not understood", anchor=False)
        part = understood.part_choice()
        if part == "Columns":
            columns.columns(view.review, dataset)
        elif part == "Values":
            meanings.meanings(view.review, dataset)
        elif part == "Problems":
            troubles.troubles(view.review)
            troubles.twice(view.review)
        elif part == "Clinics":
            repairs.repairs(view.review, dataset)
        else:
            keep.recipe(view.review, dataset)

        st.header("Take it along", anchor=False)
        keep.downloads(view.review, dataset)
        sharing.section(view.review, dataset)
