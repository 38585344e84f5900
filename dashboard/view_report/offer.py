"""The button on the page that makes the report of a view, shows progress meanwhile, and then saves it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import downloads, parameters, sharing
from dashboard.charts.figure import Figure, Nothing
from dashboard.citation import cite
from dashboard.datasets import session_datasets
from dashboard.view import View
from dashboard.view_report.clinic_tables import MOST_RANKED
from dashboard.view_report.report import report
from dashboard.view_report.report_charts import Chart, figures_of, report_chart
from dashboard.view_report.report_document import to_document

_MEANING = (
    "Clinics, charts, method and citation of this view as one file. It needs nothing else: it opens in every browser, "
    "prints, and can be passed on."
)


def offer(view: View) -> None:
    """Draw the button. The report is made once it is pressed, because each of its charts takes a second."""
    if st.button("Report to print", icon=":material/print:", key="report"):
        _report(view)


@st.dialog("Report of this view", width="medium")
def _report(view: View) -> None:
    st.caption(_MEANING)
    if view.figures.scored > MOST_RANKED:
        st.caption(f"It lists the first {MOST_RANKED} clinics by rank; the download of clinics has all.")
    content = _content(view)
    downloads.button("Save the report", content, downloads.name_of_report(view.filters), key="save_report")


def _content(view: View) -> bytes:
    """The file, with the progress of its charts shown on the page until it is done."""
    progress = st.empty()
    progress.progress(0.0, "Counting the clinics")
    dataset = session_datasets.current()
    figures = figures_of(view, str(parameters.widget_value(parameters.CHART, "")))
    charts = _charts_with_progress(figures, progress)
    progress.empty()
    citation = cite(view, dataset, sharing.address())
    return to_document(report(view, citation, sharing.origin(dataset), figures, charts)).encode()


def _charts_with_progress(figures: dict[str, Figure | Nothing], progress: DeltaGenerator) -> dict[str, Chart]:
    charts = {}
    for number, (key, figure) in enumerate(figures.items()):
        progress.progress(number / len(figures), f"Drawing chart {number + 1} of {len(figures)}")
        charts[key] = report_chart(key, figure)
    return charts
