"""What a printed list says about how it was filtered, because the filters do not appear on paper."""

from __future__ import annotations

import streamlit as st

from dashboard import safe_text
from dashboard.citation import cite
from dashboard.datasets import session_datasets
from dashboard.view import View


def draw(view: View) -> None:
    """On paper only: what is listed, as of which day, by which rules."""
    citation = cite(view, session_datasets.current(), "")
    sentences = " ".join((citation.clinics, citation.source, citation.review))
    st.html(f'<p class="printed_basis" style="display: none">{safe_text.html(sentences)}</p>')
