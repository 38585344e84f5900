"""Two of the compared clinics: why one is above the other, how sure that is, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import streamlit as st

from dashboard import chart_panel, page_outline, safe_text
from dashboard.charts.pair_gap import pair_gap
from dashboard.view import View
from scoring.reports import Account, PairExplanation, explain_pair, pair_sentences, points, term_sentences, verdict

WHY, SURE, SIDE_BY_SIDE = "why", "how-sure", "side-by-side"  # anchors


def pairs(compared: Sequence[Account]) -> list[tuple[Account, Account]]:
    """The pairs of the scored clinics, the higher score first; neighbors in the order of scores before others."""
    scored = sorted((clinic for clinic in compared if clinic.scored), key=lambda clinic: -clinic.score)
    apart = [(below - above, above, below) for above, below in combinations(range(len(scored)), 2)]
    neighbors = [entry for entry in apart if entry[0] == 1]
    others = [entry for entry in apart if entry[0] > 1]
    return [(scored[above], scored[below]) for _, above, below in (*neighbors, *others)]


def draw(view: View, compared: Sequence[Account]) -> None:
    """An outline, and the sentences of a pair beside its chart, on a phone before it. Nothing without two scores."""
    offered = pairs(compared)
    if not offered:
        return
    page_outline.draw(
        {SURE: "How sure", WHY: "Why one is above the other", SIDE_BY_SIDE: "Side by side, with what to ask"}
    )
    st.header("Why one is above the other", anchor=WHY)
    chosen = offered[0] if len(offered) == 1 else _choice(offered)
    explanation = explain_pair(view.review, *(clinic.position for clinic in chosen))
    with st.grid(2, min_column_width=320, gap="medium"):
        with st.container(border=True, height="stretch", key="pair_words"):
            _words(explanation)
        chart_panel.figure(pair_gap(explanation), "pair_gap", view)


def _weights_in_words(explanation: PairExplanation) -> str:
    """The four questions, and what each counts: Weights now: Who 25."""
    weights, questions = explanation.review.weights, explanation.review.rubric.questions
    return "Weights now: " + " \u00b7 ".join(f"{rule.title} {weights[key]:g}" for key, rule in questions.items())


def _choice(offered: Sequence[tuple[Account, Account]]) -> tuple[Account, Account]:
    """The pair that the reader chose, by default the first. Options of a list are literal text."""
    by_ids = {(above.clinic_id, below.clinic_id): (above, below) for above, below in offered}
    ids = st.selectbox(
        "Which two?",
        list(by_ids),
        format_func=lambda pair: " and ".join(f"{clinic.name} ({points(clinic.score)})" for clinic in by_ids[pair]),
        key="pair",
        help="First the neighbors in the order of scores, then all other pairs.",
    )
    return by_ids[ids]


def _words(explanation: PairExplanation) -> None:
    """What the chart does not say: which weights and answers would swap the two, their ranks, and their terms."""
    st.subheader("How sure is that, and what would change it?", anchor=SURE)
    if answer := verdict(explanation):
        st.markdown(f"**{answer}**")
    lines = [line for line in pair_sentences(explanation)[1:] if line != answer]
    st.markdown("\n".join(f"- {safe_text.markdown(line)}" for line in lines))
    st.markdown(f"Questions for each clinic are listed [side by side](#{SIDE_BY_SIDE}).")
    st.caption(_weights_in_words(explanation))
    if terms := term_sentences(explanation):
        with st.expander("What makes each part"):
            st.markdown("\n".join(f"- {safe_text.markdown(line)}" for line in terms))
    statements = explanation.review.rubric.statements
    with st.expander("What these words mean"):
        st.markdown("\n\n".join(statements[name] for name in ("order_sureness", "swap", "possible_ranks")))
