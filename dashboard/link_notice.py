"""The notices of what a link asks for and does not get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import parameters, safe_text
from dashboard.link_words import shortened
from dashboard.parameters import DATA

_ICON = ":material/link_off:"


def draw(refused: Mapping[str, Sequence[str]]) -> None:
    """Name the values of the link that are ignored; nothing without any."""
    if refused:
        other_list = " These are not the clinics that the link means: copy it again, in full." * (DATA in refused)
        st.warning(
            f"Ignored, because it is not known here: {safe_text.markdown(parameters.refused_in_words(refused))}."
            f"{other_list}",
            title="Part of this link was not understood",
            icon=_ICON,
        )


def draw_missing_page(number: str) -> None:
    """Say that the list has no page of this number; the page may say as well that other parts were not understood."""
    st.warning(
        "It is shown from its first page.",
        title=f"This list has no page {safe_text.markdown(shortened(number))}",
        icon=_ICON,
    )
