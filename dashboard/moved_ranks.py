"""Explore: what moved with the reader's weights. Under the usual weights nothing is computed or drawn."""

from __future__ import annotations

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import chart_panel, safe_text
from dashboard.charts.movers import movers
from dashboard.view import View
from dashboard.wording import clinic_labels
from scoring.reports import WeightMoves, counted, few_weights, listed, weight_moves

_LITTLE = "not enough is stated on what counts"
_NAMED = 12  # clinics that are named; if more, only their number


def draw(view: View) -> None:
    """How many clinics in view moved, in a line that opens: the largest moves, and who lost or gained a score.

    The content is made when it is opened. The container exists even without it, because the browser redraws elements
    whose position changes.
    """
    with st.container(key="moved_ranks"):
        if view.usual is None:
            return
        moves = weight_moves(view.usual, view.review)
        parts = moves_in_words(view, moves)
        if not parts:
            st.caption("With your weights no clinic in view has another rank.")
            return
        part = st.expander(f"What moved: {listed(parts)}", key="moved_list", on_change="rerun")
        if part.open:
            with part:
                chart_panel.figure(movers(view, view.usual, moves), "movers", view)
                why = "these weights leave too little" if few_weights(view.review) else _LITTLE
                _draw_names(view, f"No score now, as {why}", moves.lost)
                _draw_names(view, "A score only with your weights", moves.gained)


def moves_in_words(view: View, moves: WeightMoves) -> list[str]:
    """How many matching clinics moved up and down, lost a score and gained one; only what happened."""
    counts = (
        (moves.places > 0, "up"),
        (moves.places < 0, "down"),
        (moves.lost, "lost the score"),
        (moves.gained, "gained one" if moves.lost.any() else "gained a score"),
    )
    clinics = view.counts
    numbers = [(int(clinics[which].sum()), words) for which, words in counts]
    happened = [(number, words) for number, words in numbers if number]
    return [
        f"{counted(number, 'clinic') if place == 0 else f'{number:,}'} {words}"
        for place, (number, words) in enumerate(happened)
    ]


def _draw_names(view: View, heading: str, profiles: NDArray[np.bool_]) -> None:
    """Which clinics in view are among the profiles, the first by name; nothing if none is."""
    rows = np.flatnonzero(profiles[view.review.profiles.codes] & view.mask)
    if not len(rows):
        return
    order = view.index.name_order[rows]
    lowest = np.argpartition(order, min(_NAMED, len(rows) - 1))[:_NAMED]  # avoids sorting a hundred thousand clinics
    first = rows[lowest[np.argsort(order[lowest])]]
    names = [safe_text.markdown(name) for name in clinic_labels.names(view.review, first)]
    more = f" and {len(rows) - len(first):,} more" * (len(rows) > len(first))
    st.markdown(f"**{heading}** ({counted(len(rows), 'clinic')}): {', '.join(names)}{more}.")
