"""A table for paper: an interactive table is a canvas, and a browser prints only the part of it in view."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

_LONG_WORD = re.compile(r"\S{20}(?=\S)")  # longer than nearly all words and phone numbers


def twin(table: pd.DataFrame, missing: str = "") -> None:
    """Draw a table as HTML that appears only in print, where `print.css` shows it and hides the interactive one.

    `missing`: the text for a missing value, as in the interactive table.
    """
    st.html(markup(table, missing))


def part(rows: slice, count: int, order: str = "") -> None:
    """On paper only: which rows these are, as buttons to turn pages are not printed. `order`: theirs, in words."""
    last = min(rows.stop, count)
    sentences = (f"Printed here: {rows.start + 1:,} to {last:,} of {count:,}", order)
    st.html(f'<p class="printed_part" style="display: none">{". ".join(filter(None, sentences))}.</p>')


def markup(table: pd.DataFrame, missing: str = "") -> str:
    """The table as hidden HTML. Cells are escaped, so that text of a record stays text; lists have commas."""
    words = table.map(partial(_words, missing=missing))
    text = words.to_html(index=False, classes="printed_table", border=0)
    return text.replace("<table", '<table style="display: none"', 1)


def _words(cell: Any, missing: str) -> str:
    """A cell as text: a float with one decimal, a tick as yes or no.

    A long word has places to break, or it would widen the paper.
    """
    if isinstance(cell, list | tuple):
        cell = ", ".join(map(str, cell))
    elif isinstance(cell, bool):
        return "yes" if cell else "no"
    elif pd.isna(cell):
        return missing
    elif isinstance(cell, float):
        return f"{cell:.1f}"
    return _LONG_WORD.sub("\\g<0>\u200b", str(cell))
