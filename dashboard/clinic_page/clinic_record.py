"""Draws the record behind one clinic's score: its cells, its problems, and its rows in the file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import correction_form, printed_table, safe_text
from dashboard.wording import clinic_labels, problem_advice
from dashboard.wording.column_words import column_in_words
from scoring.recognition import without_brackets
from scoring.reports import Account, as_of, counted, day_in_words

_MOST_ROWS = 50
_LONGEST = 1_000  # characters of a cell on the page; the download holds all of it


def draw(account: Account) -> None:
    """The record itself: contact details, price, source, and date, and where to request a correction."""
    day = as_of(account)
    facts = {
        "Phone": account.cell("phone"),
        "Website": account.cell("website"),
        "Price": clinic_labels.price(account.review, account.position),
        "Postal code": account.cell("postal_code"),
        "Provider number (NPI)": account.cell("npi"),
        "Claims": account.cell("claims"),
        "Notes": account.cell("notes"),
        "As of": day_in_words(day) if day else "",
    }
    table = pd.DataFrame({"Stated": {label: cell_markdown(text) for label, text in facts.items()}})
    st.table(table, border="horizontal", hide_header=True, alt="The rest of the record")
    with st.container(horizontal=True):
        _address("Open the source", account.cell("source_url"), ":material/source:", "Source not given")
        correction_form.button(account, "Ask for a correction", "correct_record")


def _address(label: str, written: str, icon: str, without: str) -> None:
    """A button that opens an address from the record, or text that says why none can be opened."""
    address = safe_text.link(written) if written else None
    if address:
        st.link_button(f"{label} ({safe_text.host(address)})", address, icon=icon)
    else:
        st.markdown(f":gray[{without}]" if not written else f":gray[{label}: {cell_markdown(written)}]")


def cell_markdown(text: str) -> str:
    """A cell as safe Markdown, a list literal as a plain list; a very long one is cut, with a note that says so."""
    if not text:
        return f":gray[{clinic_labels.NOT_STATED}]"
    if (items := without_brackets(text)) != text:
        text = items.replace(";", "; ")
    safe = safe_text.markdown(text[:_LONGEST])
    return safe if len(text) <= _LONGEST else f"{safe} \u2026 :gray[({len(text):,} characters; the download has all)]"


def draw_problems(account: Account) -> None:
    """What was not fully understood in the record, and what its editor can do."""
    here = account.review.problems_of(account.position)
    if here.empty:
        return
    advice = problem_advice.of_review(account.review, here)
    with st.expander(f"{counted(len(here), 'entry', 'entries')} of this record to look at"):
        st.table(
            pd.DataFrame(
                {
                    "Column": [safe_text.markdown(column_in_words(column or "the row")) for column in here["column"]],
                    "What was found, and what to do": [
                        safe_text.markdown(f"{problem_advice.sentence(message)} {suggestion}")
                        for message, suggestion in zip(here["message"], advice, strict=True)
                    ],
                }
            ),
            hide_index=True,
            border="horizontal",
            alt="What of this record was not fully understood",
        )


def draw_rows_behind(account: Account) -> None:
    """The rows of people that were grouped into this clinic, or the rows that were merged into it."""
    review = account.review
    if review.file_rows.clinic is None:
        return
    rows = review.behind(account.position)
    if len(rows) == 1 and review.recipe.one_row_is == "clinic":
        return
    with st.expander(f"Behind this clinic: {counted(len(rows), 'row')} of the file"):
        st.dataframe(
            rows.head(_MOST_ROWS), hide_index=True, placeholder="", alt="The rows of the file behind this clinic"
        )
        printed_table.twin(rows.head(_MOST_ROWS))
        if len(rows) > _MOST_ROWS:
            st.caption(f"The first {_MOST_ROWS} rows are shown.")
