"""The key figures of a view, in words, the same on screen and on paper; and their line on screen."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from dashboard.view import View
from dashboard.wording.figure_words import median_in_words
from scoring.reports import few_weights, percent

_NONE = "\u2013"


class HeadlineFigure(NamedTuple):
    """A figure with its label, and what it means."""

    label: str
    value: str
    meaning: str


def headline_figures(view: View) -> tuple[HeadlineFigure, ...]:
    """The key figures of the matching clinics."""
    figures, by_weights = view.figures, few_weights(view.review)
    return (
        HeadlineFigure("Clinics", f"{figures.clinics:,}", f"Of {len(view.review):,} in the file"),
        HeadlineFigure("Scored", f"{figures.scored:,}", "Their records state enough for a score"),
        HeadlineFigure(
            "Median score",
            _NONE if figures.median is None else median_in_words(figures.median),
            "Half of the clinics score higher, half lower",
        ),
        HeadlineFigure(
            "Serious flag", _share(figures.flagged, figures.clinics), "A flag that caps the grade; see the method page"
        ),
        HeadlineFigure(
            "Not enough stated",
            _NONE if by_weights else _share(figures.too_little, figures.clinics),
            "These weights leave too little to tell; give another question weight"
            if by_weights
            else "Too many questions are open for a score; this is not a low score",
        ),
    )


def draw(view: View) -> None:
    """Key figures of the matching clinics, in one line."""
    with st.container(horizontal=True, key="key_figures"):
        for label, value, meaning in headline_figures(view):
            st.metric(label, value, help=meaning, width="content")


def _share(number: int, clinics: int) -> str:
    return percent(number, clinics) if clinics else _NONE
