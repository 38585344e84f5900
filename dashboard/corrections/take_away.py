"""Downloads of the Data page: the cleaned file, its problems, the recipe, and an empty template."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import safe_text, sharing
from dashboard.corrections.upload import draw_recipe_uploader
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.downloads import MOST_IN_WORKBOOK, TEMPLATE_NAME, button, name_of_result, offer
from scoring import Review
from scoring.recipes import Recipe
from scoring.recognition import template
from scoring.reports import exports

_LONGEST_SHOWN = 20_000  # characters of a recipe on the page; one that merges many clinics has millions


def draw_downloads(review: Review, dataset: Dataset) -> None:
    """Downloads of the corrected file, its problems, and the recipe."""
    source = dataset.file.name
    with st.container(horizontal=True, key="downloads"):
        offer(
            "Cleaned file",
            partial(exports.clinics_csv, review),
            name_of_result(source, "scored"),
            meaning="Scores first, then every column of the file, after your changes.",
            key="cleaned",
            workbook=partial(_workbook, review) if len(review) <= MOST_IN_WORKBOOK else None,
        )
        offer(
            "Problems",
            partial(_problems, review),
            name_of_result(source, "problems"),
            meaning="Row, column, value, what was found and what to do.",
            key="problems",
        )
        button(
            "Recipe",
            dataset.recipe.to_json().encode(),
            name_of_result(source, "recipe", ".json"),
            meaning="What you decided, to apply to the next export.",
            key="download|Recipe",
        )


def draw_template_button() -> None:
    """A button that saves an empty list with examples of what each column holds."""
    button(
        "Empty template",
        template(),
        TEMPLATE_NAME,
        meaning="Opens in any spreadsheet; two rows show how to fill it in.",
        key="download|Empty template",
        dataset=session_datasets.example(),  # the same for every reader
    )


def _workbook(review: Review) -> bytes:
    return exports.workbook_bytes(review, notes=sharing.notes())


def _problems(review: Review) -> bytes:
    return exports.problems_csv(review)


def draw_recipe(review: Review, dataset: Dataset) -> None:
    """The recipe of the current file, and a way to apply an earlier one."""
    if dataset.recipe:
        st.markdown(
            "Everything you decided about this file, kept apart from it. Apply it to the next export here, or on the "
            "command line with `--recipe`."
        )
        text = dataset.recipe.to_json()
        st.code(text[:_LONGEST_SHOWN], language="json", height=320)
        if len(text) > _LONGEST_SHOWN:
            st.caption("Only the beginning is shown; the download has all of it.")
        st.button(
            "Undo everything",
            icon=":material/restart_alt:",
            key="no_recipe",
            on_click=session_datasets.decide,
            args=(lambda _recipe: Recipe(),),
        )
    else:
        st.markdown(
            "You have not changed anything yet. What you change in the other parts is recorded here, to apply to the "
            "next export."
        )
    st.caption(
        f"File {review.fingerprint[:12]}, recipe {review.recipe_fingerprint[:12]}: "
        f"{safe_text.markdown(dataset.file.name)}. "
        f"Read under {safe_text.markdown(review.versions)}."
    )
    draw_recipe_uploader(dataset)
