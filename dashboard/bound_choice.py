"""A choice of words that the address keeps."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def draw(label: str, words: Sequence[str], key: str) -> str:
    """Draw a choice, bound to the address as `key`; returns the chosen one, at first the first. All fit on a phone."""
    return st.segmented_control(
        label,
        words,
        default=words[0],
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        wrap=True,
    )
