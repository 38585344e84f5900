"""How sensitive the scores of the current file are to each question, each column, and the choice of rubric."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import pandas as pd
import streamlit as st

from dashboard.parameters import RUBRICS
from dashboard.view import View
from scoring import QUESTIONS, Review, load_rubric
from scoring.reports import RubricEffect, column_falls, counted, listed, question_shares, rubric_effect

_LEAST_SHOWN = 0.05  # points that are shown as 0.1, not as 0.0
_MOST_LOOKED_AT = 1_000_000  # clinics that the table is made from: a pass over more takes more than half a second
_falls: WeakKeyDictionary[Review, pd.DataFrame] = WeakKeyDictionary()  # one pass over the file for each column


def draw(view: View) -> None:
    """Which share of the differences each question carries, and how far scores fall without each column."""
    review = view.review
    shares = question_shares(review)
    if shares.isna().any():
        st.markdown("All scores in this file are the same, so no question accounts for a difference.")
    else:
        titles = [f"{review.rubric.questions[question].title} {shares[question]:.0%}" for question in QUESTIONS]
        st.markdown(
            f"How much of the difference between scores comes from each question: **{listed(titles)}**. "
            "A share can differ from the weight, because clinics differ more on some questions than on others."
        )
    st.table(falls_table(review), hide_index=True, width="content", alt="How far scores fall without each column")
    statements = review.rubric.statements
    if (step := _step(review)) > 1:
        st.caption(f"Calculated from one clinic in {step:,}, because the list is long.")
    st.caption(f"{statements['imaging_acts_twice']} {statements['saying_less']}")


def falls_table(review: Review) -> pd.DataFrame:
    """How far scores fall if one column of the file were blank, one row per column, in points."""
    if review not in _falls:
        _falls[review] = column_falls(review, _step(review))
    falls = _falls[review]
    return pd.DataFrame(
        {
            "If the file lacked": [f"**{dimension}**" for dimension in falls.index],
            "scores would fall by (mean)": [_points(fall) for fall in falls["mean"]],
            "and by at most": [_points(fall) for fall in falls["most"]],
        }
    )


def _step(review: Review) -> int:
    """Which share of the clinics is sampled for the table."""
    return -(-len(review) // _MOST_LOOKED_AT)


def _points(fall: float) -> str:
    return f"{fall:.1f} points" if fall >= 0 else "no clinic has a score"


def draw_other_rubrics(view: View) -> None:
    """What changes in this file under each of the other rubrics."""
    review = view.review
    if len(review) > _MOST_LOOKED_AT and not st.toggle(
        "Score this list under the other rubrics too, which takes a few seconds", key="other_rubrics"
    ):
        return
    others = [load_rubric(name) for name in RUBRICS if name != review.rubric.name]
    for rubric in others:
        st.markdown(f"- **{rubric.name}** ({rubric.title}): {effect_in_words(rubric_effect(review, rubric))}")


def effect_in_words(effect: RubricEffect) -> str:
    """How many clinics move under another rubric, and by how much."""
    if not effect.clinics:
        return "no clinic has a score under both."
    size = f"{effect.mean_points:+.1f} points" if abs(effect.mean_points) >= _LEAST_SHOWN else "less than 0.1 points"
    scores = f"scores change by {size} on average".replace("-", "\u2212")
    grades = f"{counted(effect.grades, 'grade')} {'changes' if effect.grades == 1 else 'change'}"
    if not effect.moved and not effect.grades and not effect.mean_points:
        return "no rank and no grade changes, and scores stay the same on average."
    if not effect.moved:
        return f"no rank moves, {grades}, {scores}."
    places = f"{effect.median_ranks:g} {'place' if effect.median_ranks == 1 else 'places'}"
    return (
        f"{effect.moved:,} of {counted(effect.clinics, 'scored clinic')} move in rank, half of these by {places} "
        f"or more and none by more than {effect.most_ranks:,}; {grades}, {scores}."
    )
