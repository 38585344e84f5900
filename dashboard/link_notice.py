"""The notice of what a link asks for and does not get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import parameters, safe_text
from dashboard.parameters import DATA


def draw(refused: Mapping[str, Sequence[str]]) -> None:
    """Name the values of the link that are ignored; nothing without any."""
    if refused:
        other_list = " These are not the clinics that the link means: copy it again, in full." * (DATA in refused)
        st.warning(
            f"Ignored, because it is not known here: {safe_text.markdown(parameters.refused_in_words(refused))}."
            f"{other_list}",
            title="Part of this link was not understood",
            icon=":material/link_off:",
        )
