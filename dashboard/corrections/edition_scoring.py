"""By which rules and weights an earlier edition is scored: those of the page, the usual ones, or those in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.datasets import loading
from dashboard.datasets.session_datasets import Dataset
from dashboard.parameters import RUBRICS
from scoring import BadSettings, Review, load_rubric
from scoring.reports import read_settings

SAME, USUAL, ITS_OWN = "As this list is scored", "By the usual rules and weights", "As its file says it was scored"


@dataclass(frozen=True)
class EditionScoring:
    """A shipped rubric by name, and weights by question."""

    rubric: str
    weights: Mapping[str, float]


def read_edition(earlier: Dataset, now: Review) -> Review:
    """The review of an earlier edition, scored as the reader chooses; draws the choice, if there is one.

    `now`: the review of the current list. Raises `UnreadableFile`, `BadSettings`.
    """
    same = EditionScoring(now.rubric.name, now.weights)
    before = _read(earlier, same)
    offered = scorings(same, before)
    if len(offered) == 1:
        return before
    chosen = st.segmented_control(
        "How is the earlier edition scored?",
        list(offered),
        default=SAME,
        required=True,
        key=f"edition_scoring|{earlier.id}",
        help="Scored as this list is, only records move ranks. Otherwise the table says what rules and weights did.",
        wrap=True,
    )
    return _read(earlier, offered[chosen])


def _read(earlier: Dataset, scoring: EditionScoring) -> Review:
    with st.spinner("Reading and scoring the earlier edition", show_time=True):
        return loading.read_weighted(earlier, scoring.rubric, scoring.weights)


def scorings(same: EditionScoring, before: Review) -> dict[str, EditionScoring]:
    """The options, by their words, the page's own first; an option equal to an earlier one is left out."""
    usual = load_rubric(RUBRICS[0])
    choices = {SAME: same, USUAL: EditionScoring(usual.name, usual.weights)}
    if before.settings_in_file:
        try:
            settings = read_settings(before.settings_in_file)
        except BadSettings:  # the page of that file says why
            settings = None
        if settings is not None and settings.rubric in RUBRICS:
            choices[ITS_OWN] = EditionScoring(settings.rubric, settings.weights)
    distinct: dict[str, EditionScoring] = {}
    for words, scoring in choices.items():
        if all((scoring.rubric, dict(scoring.weights)) != (o.rubric, dict(o.weights)) for o in distinct.values()):
            distinct[words] = scoring
    return distinct
