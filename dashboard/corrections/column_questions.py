"""Columns that are not read and may answer something, as questions: the reader's yes or no counts at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import safe_text
from dashboard.corrections import decision_transfer
from dashboard.corrections.pagination import page_of
from dashboard.datasets.session_datasets import Dataset
from scoring import CANONICAL, DIMENSIONS, Review
from scoring.recipes import Recipe
from scoring.recognition import Match
from scoring.reports import counted, listed, quoted

_MOST_IN_VIEW = 3  # questions; the others wait in an expander, so that the table of columns is within reach
_ASKS = {
    "credentials": "Does it say who injects?",
    "products": "Does it say what the clinic offers?",
    "targets": "Does it say where the clinic injects?",
    "imaging": "Does it say what guides the needle?",
}


def draw(review: Review, dataset: Dataset) -> None:
    """A card for each column on offer, those for the four questions first; and which columns are read together."""
    places = [place for place, match in enumerate(review.matches) if match.offered and not match.fields]
    order = list(dict.fromkeys((*DIMENSIONS, *CANONICAL)))
    places.sort(key=lambda place: _urgency(review.matches[place], order))
    for place in places[:_MOST_IN_VIEW]:
        _card(review, dataset, place)
    if rest := places[_MOST_IN_VIEW:]:
        with st.expander(f"{counted(len(rest), 'more column')} that may answer a question"):
            for place in rest[page_of(len(rest), "offers_page", _MOST_IN_VIEW)]:
                _card(review, dataset, place)
    for line in read_together(review):
        st.caption(safe_text.markdown(line))


def _urgency(match: Match, order: Sequence[str]) -> tuple[int, int]:
    return order.index(match.offered), -(match.understood or 0)


def _card(review: Review, dataset: Dataset, place: int) -> None:
    match = review.matches[place]
    taken = taken_for(review.matches, match.offered)
    with st.container(border=True, key=f"offer|{place}"):
        st.markdown(question(match, taken, title(review, match.offered)))
        with st.container(horizontal=True):
            for label, icon, columns in choices(match, taken):
                st.button(
                    safe_text.markdown(label),
                    key=f"offer|{dataset.id}|{place}|{label}",
                    icon=icon,
                    on_click=_decide,
                    args=(columns,),
                )


def taken_for(matches: Sequence[Match], field: str) -> list[Match]:
    """The columns that are read for a field, except those of yes and no, which are read in any case."""
    return [match for match in matches if field in match.fields and match.matched_by != "yes_no"]


def title(review: Review, field: str) -> str:
    """A field as the page names it: Who for credentials."""
    by_dimension = review.rubric.by_dimension
    return by_dimension[field].title if field in by_dimension else field


def question(match: Match, taken: Sequence[Match], field: str) -> str:
    """The question that a card asks, as Markdown. `field`: the title of what the column is offered for."""
    header = f"**{safe_text.markdown(column_name(match))}**"
    cells = safe_text.markdown(", ".join(quoted(cell) for cell in match.examples))
    if not taken:
        return (
            f"The column {header} reads like {safe_text.markdown(match.offered)} in {match.understood}% of the rows: "
            f"{cells}. **{_ASKS[match.offered]}**"
        )
    names = safe_text.markdown(listed([quoted(column_name(other)) for other in taken]))
    shares = [other.understood for other in taken if other.understood is not None]
    known = f", understood in {max(shares)}% of the rows" if shares else ""
    better = bool(shares) and (match.understood or 0) > max(shares)
    asks = f" **Did you mean the column {safe_text.markdown(column_name(match))}?**" if better else ""
    return (
        f"{safe_text.markdown(field)} is read from {names}{known}.{asks} {header} is not read; it is understood in "
        f"{match.understood}% of the rows: {cells}."
    )


def choices(match: Match, taken: Sequence[Match]) -> list[tuple[str, str, dict[str, tuple[str, ...]]]]:
    """The buttons of a card: label, icon, and what each decides, header -> fields.

    A column with the same header as one that is read cannot be named separately.
    """
    field, this = match.offered, (match.offered,)
    if not taken:
        return [("Yes", ":material/check:", {match.header: this}), ("No", ":material/close:", {match.header: ()})]
    both = {other.header: other.fields for other in taken} | {match.header: this}
    label = "Read both" if len(taken) == 1 else "Read it too"
    if match.header in {other.header for other in taken}:
        return [(label, ":material/join:", both)]
    instead = {other.header: tuple(name for name in other.fields if name != field) for other in taken}
    return [
        (f"Read {quoted(column_name(match))} instead", ":material/swap_horiz:", instead | {match.header: this}),
        (label, ":material/join:", both),
        ("Leave it out", ":material/close:", {match.header: ()}),
    ]


def read_together(review: Review) -> list[str]:
    """A sentence for each question that is read from several columns, as their cells complement each other."""
    lines = []
    for dimension, rule in review.rubric.by_dimension.items():
        joined = [
            match
            for match in taken_for(review.matches, dimension)
            if match.matched_by in ("name", "synonym") and match.understood is not None
        ]
        if len(joined) > 1:
            parts = [f"{quoted(column_name(match))} ({match.understood}% of the rows)" for match in joined]
            lines.append(
                f"{rule.title} is read from {listed(parts)} together. If one of them says something else, clear "
                "its **Read as**."
            )
    return lines


def column_name(match: Match) -> str:
    """The header of a column on one line, or that it has none."""
    return " ".join(match.header.split()) or "(no title)"


def _decide(columns: dict[str, tuple[str, ...]]) -> None:
    """Assign headers to fields (a callback)."""
    decision_transfer.decide(lambda recipe: assigned(recipe, columns))


def assigned(recipe: Recipe, columns: dict[str, tuple[str, ...]]) -> Recipe:
    """The recipe with these headers assigned to these fields, none for a column that is not used."""
    return recipe.model_copy(update={"columns": {**recipe.columns, **columns}})
