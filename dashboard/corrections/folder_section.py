"""The Data page of a reviewed folder: what it holds, its problems by kind, and where to change what is wrong."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import downloads
from dashboard.corrections import file_summary, take_away
from dashboard.corrections.problem_cells import problem_cell
from dashboard.datasets.session_datasets import Dataset
from dashboard.wording import problem_advice
from scoring import FolderReview, Review
from scoring.reports import counted

CLINICS = "clinics"  # of a reviewed folder, the folder of its Parquet files


def draw(review: Review, dataset: Dataset) -> None:
    """What became of the rows, the problems, and the downloads. Nothing in a folder is changed here."""
    file_summary.draw(review, dataset)
    st.info(
        "These clinics were reviewed before this site was started, and cannot be changed here. Fix the "
        "files, or keep what you decide in a recipe, and have the host review them again.",
        icon=":material/lock:",
    )
    st.header("What was not understood", anchor=False)
    _problems(review)
    if twice := listed_twice(review):
        st.subheader("Clinics listed twice", anchor=False)
        st.markdown(twice)
    st.header("Download", anchor=False)
    if len(review) > downloads.MOST_OF_A_FOLDER:
        st.markdown(
            f"**{counted(len(review), 'clinic')}** are too many for one download. Filter them on Explore and download "
            f"those, up to {downloads.MOST_OF_A_FOLDER:,}."
        )
    else:
        take_away.draw_downloads(review, dataset)
    st.markdown(whole_list(review))


def listed_twice(review: Review) -> str:
    """How many clinics may be listed twice, where they are named, and what to do, in Markdown; "" if none."""
    clinics = int(np.count_nonzero(review.alike.like >= 0))
    if not clinics:
        return ""
    named = (
        "In the Parquet files below, the columns `duplicate_group`, `duplicate_of`, and `duplicate_why` say which, "
        "and why. " * bool(_parquet_parts(review))
    )
    return (
        f"**{counted(clinics, 'clinic')}** may be listed more than once. All are kept and scored. {named}Where rows "
        "are one clinic, keep one of them in the files, with what all of them say, and have the host review the files "
        "again."
    )


def _parquet_parts(review: Review) -> tuple[str, ...]:
    return review.parquet_parts if isinstance(review, FolderReview) else ()


def whole_list(review: Review) -> str:
    """Where all clinics are in one place, and how to read them, in Markdown."""
    parts = _parquet_parts(review)
    if not parts:
        return "To get all clinics at once, ask the host for the files that were reviewed."
    names = f"`{parts[0]}`" if len(parts) == 1 else f"`{parts[0]}` to `{parts[-1]}`"
    files = "one Parquet file" if len(parts) == 1 else f"{len(parts):,} Parquet files"
    return (
        f"The reviewed folder, which the host of this site has, holds the whole list as {files}, {names}: a row for "
        f"each clinic, its scores first, then every column. Python reads it with "
        f"`pandas.read_parquet(\"{CLINICS}\")`, and DuckDB with `FROM '{CLINICS}/*.parquet'`."
    )


def _problems(review: Review) -> None:
    if not len(review.problem_table):
        st.success("No problems were found in these files.", icon=":material/check:")
        return
    kinds = review.problem_table.kinds()
    st.markdown(
        f"**{counted(len(review.problem_table), 'problem')}** of **{counted(len(kinds), 'kind')}**, the most frequent "
        "first, each with its first occurrence."
        + " Rows are counted through all files of the list, one after another."
        * bool(_parquet_parts(review))
    )
    st.table(
        kinds_table(kinds), hide_index=True, border="horizontal", alt="Problems by kind, with the first of each kind"
    )


def kinds_table(kinds: pd.DataFrame) -> pd.DataFrame:
    """Kinds of problems in Markdown for display. Columns: Problems, and the first one with what to do and its row."""
    places = kinds[["column", "row", "value"]].itertuples(index=False, name=None)
    firsts = zip(kinds["message"], problem_advice.in_parts(kinds), places, strict=True)
    return pd.DataFrame(
        {
            "Problems": kinds["problems"].map("{:,}".format),
            "The first one, and what to do": [
                problem_cell(message, advice, place, row_word="Row") for message, advice, place in firsts
            ],
        },
        dtype="str",
    )
