"""Data: upload a file, see what was understood, correct the rest, and download the result."""

import streamlit as st

from dashboard import earlier_edition, refusal_notice, sharing
from dashboard.corrections import (
    clinic_editor,
    column_editor,
    date_order,
    duplicate_clinics,
    edition_report,
    encoding_choice,
    export_settings_offer,
    file_summary,
    folder_section,
    price_reading,
    problem_list,
    received_corrections,
    register_section,
    row_grouping,
    take_away,
    upload,
    value_editor,
)
from dashboard.datasets import session_datasets
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile

st.title("Your list of clinics", anchor=False)
upload.draw_uploader()
upload.draw_guide()
take_away.draw_template_button()
upload.draw_refusal()
upload.warn_if_other_file()

dataset = session_datasets.current()
try:
    view = current_view()
except (BadSettings, UnreadableFile) as reason:
    sharing.draw_notice()
    refusal_notice.draw(reason, uploader_in_view=True)
    if dataset is not None and dataset.file.folder is None:
        file_summary.draw_sheet_choice(dataset)
        encoding_choice.draw(dataset)
        file_summary.draw_last_change(None, dataset)
else:
    if dataset is not None and dataset.file.folder is not None:
        folder_section.draw(view.review, dataset)
    elif dataset is not None:
        export_settings_offer.draw(view.review, dataset)
        file_summary.draw(view.review, dataset)
        file_summary.draw_sheet_choice(dataset, view.review)
        encoding_choice.draw(dataset, view.review)
        row_grouping.draw(view.review, dataset)
        date_order.draw(view.review, dataset)
        price_reading.draw(view.review, dataset)
        file_summary.draw_last_change(view.review, dataset)

        st.header("Fix what was not understood, or see what changed", anchor=earlier_edition.ANCHOR)
        part = file_summary.draw_part_choice()
        if part == "Columns":
            column_editor.draw(view.review, dataset)
        elif part == "Values":
            value_editor.draw(view.review, dataset)
        elif part == "Problems":
            problem_list.draw(view.review, dataset)
            duplicate_clinics.draw(view.review, dataset)
        elif part == "Clinics":
            clinic_editor.draw(view.review, dataset)
        elif part == "Corrections":
            received_corrections.draw(view.review, dataset)
        elif part == "Recipe":
            take_away.draw_recipe(view.review, dataset)
        else:
            edition_report.draw(view, dataset)

        register_section.draw(view.review, dataset)

        st.header("Download", anchor=False)
        take_away.draw_downloads(view.review, dataset)
        sharing.draw(view.review, dataset)
