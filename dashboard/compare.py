"""Clinics side by side: which ones are compared, their facts by question, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import clinic_labels, navigation, safe_text
from dashboard.figure_words import grades_in_words, possible_in_words, ranks_in_words
from dashboard.parameters import COMPARE, MOST_COMPARED
from dashboard.view import View
from scoring import DIMENSIONS, QUESTIONS
from scoring.reports import Account, Answered, account, as_of, counted, day_in_words, points, position_of

NOT_STATED = "not stated"
DIFFERS, PARTLY = ":blue-badge[differs]", ":orange-badge[not all state it]"
POINTS = "Points"
_STATED = (*(dimension.capitalize() for dimension in DIMENSIONS), "Flags", "Price", "Place", "As of")
_WITHOUT = dict.fromkeys(("Score", "Possible", "Grade", "Rank", "Tier"), "no score")


@dataclass(frozen=True)
class Chosen:
    """The clinics that the address names, in order. `unknown`: ids not in this file; `over`: ids beyond the limit."""

    positions: tuple[int, ...]
    unknown: tuple[str, ...]
    over: tuple[str, ...]


def chosen(view: View, requested_ids: Sequence[str]) -> Chosen:
    """The clinics with these ids, without repeats, at most `MOST_COMPARED`."""
    places = {clinic_id: position_of(view.review, clinic_id) for clinic_id in requested_ids}
    known = [clinic_id for clinic_id, place in places.items() if place is not None]
    positions = tuple(place for place in places.values() if place is not None)
    unknown = tuple(clinic_id for clinic_id, place in places.items() if place is None)
    return Chosen(positions[:MOST_COMPARED], unknown, tuple(known[MOST_COMPARED:]))


def blocks(compared: Sequence[Account]) -> dict[str, pd.DataFrame]:
    """Heading -> table in Markdown, one row per clinic and one column per fact; few columns, because phones are narrow.

    A stated fact that differs is marked; figures are not, as most differ. A term that not all clinics state is bold.
    """
    names = pd.Index(_apart([safe_text.markdown(clinic.name) for clinic in compared]))
    parts = {**_figures(compared), **_answers(compared), **_record_facts(compared)}
    return {heading: pd.DataFrame(_marked_cells(facts), index=names) for heading, facts in parts.items()}


def side_by_side(compared: Sequence[Account]) -> None:
    """Draw the blocks, two per row where there is room."""
    with st.grid(2, min_column_width=320, gap="small"):
        for heading, table in blocks(compared).items():
            with st.container(border=True, height="stretch"):
                st.subheader(heading, anchor=False)
                st.table(table, border="horizontal", alt=f"{heading} of each clinic")


def _marked_cells(facts: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    marked = {}
    for fact, cells in facts.items():
        mark = _mark(cells) if fact in _STATED else ""
        empty = f":gray[{_WITHOUT.get(fact, NOT_STATED)}]"
        marked[f"{fact} {mark}".rstrip()] = [cell or empty for cell in cells]
    return marked


def _mark(cells: Sequence[str]) -> str:
    stated = {cell for cell in cells if cell}
    return DIFFERS if len(stated) > 1 else PARTLY if stated and not all(cells) else ""


def largest_difference(compared: Sequence[Account]) -> str:
    """A sentence that names the question on which the clinics are furthest apart."""
    spans = {
        question: max(tenths) - min(tenths)
        for question in QUESTIONS
        if compared[0].questions[question].weight > 0
        for tenths in [[clinic.questions[question].counted for clinic in compared]]
    }
    widest = max(spans, key=lambda question: spans[question], default="")
    if not widest or not spans[widest]:
        return "They count the same on each of the four questions."
    answers = [clinic.questions[widest] for clinic in compared]
    low = min(answers, key=lambda answer: (answer.counted, answer.high))
    high = max(answers, key=lambda answer: (answer.counted, answer.is_sure))
    return f"They differ most on **{answers[0].rule.title}**: from {_points(low)} to {_points(high)} of 100."


def _figures(compared: Sequence[Account]) -> dict[str, dict[str, list[str]]]:
    rows = pd.concat([clinic.review.score_rows(np.array([clinic.position])) for clinic in compared], ignore_index=True)
    grades = grades_in_words(rows)
    scored = [clinic.scored for clinic in compared]

    def blank_unscored(cells: Sequence[str]) -> list[str]:
        return [cell if is_scored else "" for cell, is_scored in zip(cells, scored, strict=True)]

    return {
        "Score": {
            "Score": blank_unscored([f"{score:.1f}" for score in rows["score"]]),
            "Possible": blank_unscored(possible_in_words(rows).to_list()),
            "Grade": blank_unscored(grades.fillna("").to_list()),
        },
        "Rank": {
            "Rank": blank_unscored(ranks_in_words(rows).to_list()),
            "Tier": blank_unscored([str(tier) for tier in rows["tier"]]),
        },
    }


def _points(answer: Answered) -> str:
    """The points that are sure, and how many are possible: 50.0 (up to 80.0)."""
    sure = ":gray[open]" if answer.is_open else points(answer.value)
    return sure if answer.is_sure else f"{sure} :gray[(up to {points(answer.high)})]"


def _answers(compared: Sequence[Account]) -> dict[str, dict[str, list[str]]]:
    """Question title -> each clinic's points and stated terms; terms that not all clinics state are bold."""
    by_question = {}
    for question in QUESTIONS:
        answered = [clinic.questions[question] for clinic in compared]
        common = set.intersection(*(set(answer.terms) for answer in answered))
        points_of = [_points(answer) for answer in answered]
        by_question[answered[0].rule.title] = {
            POINTS: points_of,
            answered[0].rule.dimension.capitalize(): [
                ", ".join(
                    [term if term in common else f"**{term}**" for term in answer.terms]
                    + [f"{safe_text.markdown(word.replace('_', ' '))} (unclear)" for word in answer.unclear]
                )
                for answer in answered
            ],
        }
    return by_question


def _record_facts(compared: Sequence[Account]) -> dict[str, dict[str, list[str]]]:
    days = [as_of(clinic) for clinic in compared]
    places = [next(iter(clinic_labels.places(clinic.review, np.array([clinic.position])))) for clinic in compared]
    return {
        "Flags and date": {
            "Flags": [", ".join(flag.label for flag in clinic.all_flags.values()) or "none" for clinic in compared],
            "As of": [day_in_words(day) if day else "" for day in days],
        },
        "Record": {
            "Price": [safe_text.markdown(clinic_labels.price(clinic.review, clinic.position)) for clinic in compared],
            "Place": [safe_text.markdown(place) for place in places],
        },
    }


def _apart(names: Sequence[str]) -> list[str]:
    """Row headings: clinics that share a name get a number."""
    return [name if names.count(name) == 1 else f"{name} ({place})" for place, name in enumerate(names, 1)]


# -- which clinics are compared --------------------------------------------------------------------------------


def notes(selection: Chosen) -> None:
    """Warnings about the parts of the address that cannot be used."""
    if selection.unknown:
        unknown = ", ".join(safe_text.markdown(clinic_id[:80]) for clinic_id in selection.unknown[:6])
        st.warning(
            f"This file holds no clinic with the id {unknown}.",
            title="Part of this link was not understood",
            icon=":material/link_off:",
        )
    if selection.over:
        st.warning(
            f"{MOST_COMPARED} clinics can be compared at once; {counted(len(selection.over), 'clinic')} of the link "
            f"{'is' if len(selection.over) == 1 else 'are'} left out.",
            icon=":material/filter_6:",
        )


def cards(compared: Sequence[Account]) -> None:
    """The clinics in order, each with buttons to move or remove it."""
    ids = [clinic.clinic_id for clinic in compared]
    with st.grid(3, min_column_width=260, gap="small"):
        for place, clinic in enumerate(compared):
            with st.container(border=True, key=f"compared_{place}", height="stretch"):
                navigation.open_clinic(clinic.clinic_id, clinic.name)
                with st.container(horizontal=True, gap="small"):
                    _move("Move left", ids, place, place - 1)
                    _move("Move right", ids, place, place + 1)
                    st.button(
                        "Remove",
                        key=f"remove_{place}",
                        type="tertiary",
                        on_click=show,
                        args=([*ids[:place], *ids[place + 1 :]],),
                    )


def _move(label: str, ids: list[str], place: int, to: int) -> None:
    moved = list(ids)
    if 0 <= to < len(ids):
        moved[place], moved[to] = moved[to], moved[place]
    st.button(
        label,
        key=f"{label}_{place}",
        type="tertiary",
        disabled=moved == ids,
        on_click=show,
        args=(moved,),
    )


def accounts(view: View, positions: Sequence[int]) -> list[Account]:
    """An `Account` for each clinic position."""
    return [account(view.review, position) for position in positions]


def show(clinic_ids: list[str]) -> None:
    """Compare these clinics (a callback)."""
    navigation.go_to(COMPARE, clinic_ids)


def too_few(view: View, ids: list[str]) -> None:
    """Shown for fewer than two clinics: how to add some, and an offer of the three highest scores."""
    st.info(
        "Add two to six clinics by name above, or tick them in the list of Explore.",
        title="Nothing to compare yet" if not ids else "One clinic so far",
        icon=":material/compare_arrows:",
    )
    best = clinic_labels.ids(view.review, view.rows(scored=True)[:3])
    st.button(
        "Compare the three highest of the list",
        key="compare_best",
        on_click=show,
        args=(list(dict.fromkeys([*ids, *best]))[:MOST_COMPARED],),
        disabled=not len(best),
    )
