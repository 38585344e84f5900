"""What a printed page says about where its figures come from, because filters and settings do not appear on paper."""

from __future__ import annotations

import streamlit as st

from dashboard import safe_text
from dashboard.citation import cite
from dashboard.datasets import session_datasets
from dashboard.view import View


def draw(view: View, counts: str = "") -> None:
    """On paper only: which clinics these are, as of which day, by which rules.

    `counts`: which they are, if not those that match the filters.
    """
    citation = cite(view, session_datasets.current(), "", counts)
    sentences = " ".join((citation.clinics, citation.source, citation.review))
    st.html(f'<p class="printed_basis" style="display: none">{safe_text.html(sentences)}</p>')
