"""Prices that leave something unsaid: one choice for each question settles all of a column."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from dashboard import safe_text
from dashboard.corrections.column_header import header_of
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from scoring import Review
from scoring.recipes import Recipe
from scoring.recognition import PRICE_ASSUMPTIONS, PriceAssumption, price_statement

# The question, the answer on the button, and the answer given; {example} is a cell, {price} how it would be read.
_WORDS: Mapping[PriceAssumption, tuple[str, str, str]] = MappingProxyType(
    {
        "decimal_comma": (
            "The period or comma in {example} may separate thousands or cents, so such prices are left out.",
            "{example} is {price}",
            "Prices such as {example} are read with a decimal comma, as {price}",
        ),
        "us_dollars": (
            "Some prices name another currency and others, such as {example}, name none, so these are left out.",
            "Those without a currency are in US dollars",
            "Prices without a currency, such as {example}, are read as US dollars",
        ),
        "per_treatment": (
            "{example} is a price per unit, and a treatment may take several units, so such prices are left out.",
            "Each is the price of a treatment",
            "Prices per unit, such as {example}, are read as the price of a treatment",
        ),
    }
)


def draw(review: Review, dataset: Dataset) -> None:
    """Ask what is unclear about the column of prices, and say what was settled, with a way to undo it."""
    reading = review.understood.prices
    questions = [assumption for assumption in PRICE_ASSUMPTIONS if assumption in reading.unsettled]
    unanswered = [assumption for assumption in questions if assumption not in reading.assumed]
    if unanswered:
        with st.container(border=True, key="prices_open"):
            st.markdown(f"**What do the prices in {header_of(review, 'price_usd')} mean?**")
            for assumption in unanswered:
                question, answer, _ = _sentences(assumption, reading.unsettled[assumption])
                st.markdown(question)
                st.button(
                    answer,
                    key=f"prices|{assumption}",
                    icon=":material/payments:",
                    on_click=_decided,
                    args=(assumption,),
                )
            st.caption("Your choice applies to all such prices and to nothing else. You can undo it.")
    for assumption in questions:
        if assumption in dataset.recipe.prices:
            _, _, settled = _sentences(assumption, reading.unsettled[assumption])
            with st.container(horizontal=True, vertical_alignment="center", key=f"prices_settled_{assumption}"):
                st.markdown(f"{settled}, as you decided.", width="content")
                st.button(
                    "Leave them out",
                    key=f"prices|not|{assumption}",
                    icon=":material/undo:",
                    on_click=_taken_back,
                    args=(assumption,),
                )


def _sentences(assumption: PriceAssumption, cell: str) -> tuple[str, ...]:
    statement = price_statement(cell)
    price = safe_text.markdown(str(statement.price)) if statement else ""
    return tuple(words.format(example=safe_text.markdown(cell), price=price) for words in _WORDS[assumption])


def _decided(assumption: PriceAssumption) -> None:
    """Assume this of all prices that need it (a callback)."""
    session_datasets.decide(lambda recipe: assuming(recipe, assumption))


def _taken_back(assumption: PriceAssumption) -> None:
    """No longer assume it (a callback)."""
    session_datasets.decide(lambda recipe: assuming(recipe, assumption, holds=False))


def assuming(recipe: Recipe, assumption: PriceAssumption, *, holds: bool = True) -> Recipe:
    """The recipe with or without an assumption about prices."""
    rest = tuple(other for other in recipe.prices if other != assumption)
    return recipe.model_copy(update={"prices": (*rest, assumption) if holds else rest})
