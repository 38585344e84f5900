"""The twin of a table for paper: an interactive table is a canvas, of which a browser prints only what is in view."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

_LONG_WORD = re.compile(r"\S{20}(?=\S)")  # longer than nearly all words and phone numbers


def twin(table: pd.DataFrame, missing: str = "") -> None:
    """Draw a table as HTML that is seen in print alone, where `print.css` shows it and hides the interactive one.

    `missing`: what stands for a value that is not there, as in the interactive table.
    """
    st.html(markup(table, missing))


def markup(table: pd.DataFrame, missing: str = "") -> str:
    """The table as hidden HTML. Cells are escaped, so that text of a record stays text; lists stand with commas."""
    text = table.map(_breakable).to_html(
        index=False,
        na_rep=missing,
        float_format="{:.1f}".format,
        classes="printed_table",
        border=0,
    )
    return text.replace("<table", '<table style="display: none"', 1)


def _breakable(cell: object) -> object:
    """A cell with places to break its long words, which would push others off the paper; a list as one text."""
    text = ", ".join(map(str, cell)) if isinstance(cell, list | tuple) else cell
    if isinstance(text, str):
        return _LONG_WORD.sub("\\g<0>\u200b", text)
    return None if text is pd.NA else text  # pandas would write <NA>
