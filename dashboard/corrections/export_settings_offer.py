"""A file that was exported here states the settings that it was made with: one click uses them again."""

from __future__ import annotations

import streamlit as st

from dashboard import parameters, safe_text
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.parameters import RUBRIC, RUBRICS
from scoring import BadSettings, Review
from scoring.recipes import Recipe
from scoring.reports import ExportSettings, counted, day_in_words, listed, read_settings


def draw(review: Review, dataset: Dataset) -> None:
    """Say what the export was made with, with a button that uses it; nothing for any other file."""
    if not review.settings_in_file:
        return
    try:
        settings = read_settings(review.settings_in_file)
    except BadSettings as reason:
        st.caption(f"This file was exported from this program. {safe_text.markdown(str(reason))}")
        return
    made = f"on {day_in_words(settings.reviewed_on)} with {_in_words(settings)}"
    if _in_use(settings, review, dataset):
        st.caption(f"This file was exported from this program {made}. These settings are in use.{_limits(settings)}")
        return
    with st.container(border=True, key="export_settings"):
        st.markdown(f"**This file was exported from this program** {made}.{_limits(settings)}")
        st.button(
            "Use its settings",
            type="primary",
            icon=":material/settings_backup_restore:",
            key="use_export_settings",
            on_click=_use,
            args=(settings,),
        )


def _in_words(settings: ExportSettings) -> str:
    """The settings as Markdown: the weights Who 40, ..., the rubric, and how many decisions."""
    questions = parameters.rubric().questions
    weights = listed(
        [f"{questions[question].title} {weight:g}" for question, weight in settings.weights.items()], "and"
    )
    decisions = _decisions(settings.recipe)
    also = f", and {counted(decisions, 'decision')} about words and columns" if decisions else ""
    return f"the weights {weights}, the rubric {safe_text.markdown(settings.rubric)}{also}"


def _decisions(recipe: Recipe) -> int:
    meanings = sum(len(values) for values in recipe.values.values())
    return meanings + len(recipe.columns) + len(recipe.prices) + (recipe.dates is not None)


def _limits(settings: ExportSettings) -> str:
    """Which of the settings cannot be used here, as further sentences."""
    limits = []
    if settings.rubric not in RUBRICS:
        limits.append("This program does not have that rubric, so the current one stays.")
    if _weights(settings) != settings.weights:
        limits.append("The sliders take whole numbers, so its weights are rounded.")
    if settings.recipe_left_out:
        limits.append("Its decisions did not fit into the file; apply its recipe below.")
    return "".join(f" {limit}" for limit in limits)


def _weights(settings: ExportSettings) -> dict[str, int]:
    """The weights as the sliders take them: whole numbers, and no positive weight becomes 0."""
    return {question: max(round(weight), int(weight > 0)) for question, weight in settings.weights.items()}


def _in_use(settings: ExportSettings, review: Review, dataset: Dataset) -> bool:
    rubric = settings.rubric == review.rubric.name or settings.rubric not in RUBRICS
    return rubric and _weights(settings) == review.weights and settings.added_to(dataset.recipe) == dataset.recipe


def _use(settings: ExportSettings) -> None:
    """Set the sliders, the rubric and the recipe to those of the export (a callback)."""
    st.session_state.update(_weights(settings))
    if settings.rubric in RUBRICS:
        st.session_state[RUBRIC] = settings.rubric
    session_datasets.decide(settings.added_to)
