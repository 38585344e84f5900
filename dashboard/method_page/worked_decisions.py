"""What decides between clinics, on Method: the rules, each with the numbers of the current file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from dashboard import navigation, safe_text
from dashboard.filters import Filters
from dashboard.method_page import method
from dashboard.method_page.worked_example import middle_clinic
from dashboard.view import View
from scoring import Rubric
from scoring.reports import (
    Account,
    PairExplanation,
    counted,
    explain_pair,
    pair_sentences,
    possible_ranks,
    quantiles,
    raise_answers,
    raise_condition,
    raise_questions,
    unbeaten,
)


def draw(rubric: Rubric, view: View | None) -> None:
    """The six statements of the rubric; for a file that could be read, an example and figures behind each."""
    statements = rubric.statements
    clinic = middle_clinic(view) if view is not None else None
    pair = _with_next_below(view, clinic) if view is not None and clinic is not None else None
    st.markdown(f"{statements['gap']} {statements['swap']} {statements['order_sureness']} {statements['surely_ahead']}")
    if pair is not None:
        with method.folded("The clinic in the middle of this file and the next one with a lower score"):
            st.markdown("\n".join(f"- {safe_text.markdown(line)}" for line in pair_sentences(pair)))
            navigation.compare([side.clinic_id for side in pair.clinics], "Compare these two")
    st.markdown(statements["possible_ranks"])
    if view is not None and clinic is not None:
        st.markdown(ranks_in_words(view))
    st.markdown(statements["raising"])
    if clinic is not None:
        st.markdown(raise_in_words(clinic))


def _with_next_below(view: View, clinic: Account) -> PairExplanation | None:
    """A clinic with the next one below it whose score differs; None if none is below."""
    rows, totals = replace(view, filters=Filters()).rows(scored=True), view.review.totals
    level_or_above = int(view.review.profiles.counts[totals.scored & (totals.score >= clinic.score)].sum())
    return explain_pair(view.review, clinic.position, rows[level_or_above]) if level_or_above < len(rows) else None


def ranks_in_words(view: View) -> str:
    """How many clinics nobody is surely ahead of, and how wide the ranks of a clinic may range."""
    review = view.review
    totals, counts = review.totals, review.profiles.counts
    possible = possible_ranks(review.profiles, totals)
    widths = (possible.worst - possible.best + 1)[totals.scored]
    (median,) = quantiles(widths.astype(np.float64), counts[totals.scored], (0.5,))
    best = int(np.count_nonzero(unbeaten(review)))
    return (
        f"In this file {best:,} of {counted(review.scored, 'clinic')} with a score {'is' if best == 1 else 'are'} not "
        f"surely beaten by anyone. Half of the clinics with a score have {median:,.0f} possible ranks or more, "
        f"and none has more than {widths.max():,}."
    )


def raise_in_words(clinic: Account) -> str:
    """What would raise the score of a clinic most, as an example."""
    name = safe_text.markdown(clinic.name)
    rubric = clinic.review.rubric
    questions = raise_questions(rubric, clinic.raises)
    if not questions:
        return f"No single further statement would raise the score of {name}."
    ask, ((answer, gives), *_) = raise_condition(rubric, questions[0]), raise_answers(rubric, questions[0])
    words = f"{ask} {answer}: {gives}" if answer else f"{ask} {gives}"
    rest = sum(len(question.answers) for question in questions) - 1
    others = f" {counted(rest, 'other answer')} would raise it by as much or less." * bool(rest)
    return f"For {name} this would give most: {safe_text.markdown(words)}{others}"
