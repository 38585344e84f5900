"""The first screen of Clinic: the clinic's grade, score and picture, what its record says, and what to ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import correction_form, distances, navigation, safe_text, settings, shortlist
from dashboard.clinic_card import card_html, cards
from dashboard.clinic_page import clinic_contact
from dashboard.clinic_page.clinic_record import cell_markdown
from dashboard.clinic_page.score_raises import RAISES
from dashboard.clinic_search import ListPlace
from dashboard.view import View
from dashboard.visit_sheet import questions_for_every_clinic
from dashboard.wording import clinic_labels
from dashboard.wording.figure_words import rank_of_scored, tier_in_words, usual_ranks_in_words
from scoring import recognise
from scoring.reports import (
    Account,
    as_of,
    certainty,
    counted,
    day_in_words,
    few_weights,
    listed,
    not_understood,
    open_topics,
    own_questions,
    points,
    position_of,
    raises_beyond,
    sentences,
    warnings,
)
from scoring.scores import caps_that_count

IN_SHORT, TO_ASK = "in-short", "questions"  # anchors
_ANSWERS = {
    "who": "degree or training",
    "what": "product",
    "where": "structure of the back",
    "how": "needle guidance",
}


def draw_steps(place: ListPlace, show: Callable[[str], None]) -> None:
    """Links back to the filtered list, and to the previous and next clinic, where the list has others."""
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        navigation.link("explore", "Back to the list", ":material/arrow_back:")
        steps = (
            ("Previous", place.previous, ":material/chevron_left:"),
            ("Next", place.following, ":material/chevron_right:"),
        )
        for label, clinic_id, icon in () if place.is_alone else steps:
            st.button(
                label,
                key=f"step_{label}",
                type="tertiary",
                on_click=show,
                args=(clinic_id,),
                disabled=not clinic_id,
                icon=icon,
            )
        st.caption(_listed_as(place))


def _listed_as(place: ListPlace) -> str:
    if not place.number:
        return "Not among the clinics that match the filters"
    if place.is_alone:
        return "The only clinic in the list"
    return f"Place {place.number:,} in the list of {counted(place.clinics, 'clinic')}, with a score or without"


def draw(view: View, account: Account, place: ListPlace) -> None:
    """Name, place, price and date; grade, score, rank and the four questions; and what to do with the clinic next."""
    rows = np.array([account.position])
    (card,) = cards(view, rows, distances.on_cards(view, rows))
    row = account.review.score_rows(rows)
    day = as_of(account)
    dated = f"record as of {day_in_words(day)}" if day else "date of the record not stated"
    st.title(safe_text.markdown(account.name), anchor=False)
    st.caption(" \u00b7 ".join((*map(safe_text.markdown, card.facts), dated)))
    with st.container(border=True, gap="small", key="clinic_card_opening"):
        picture = replace(card, facts=_standing(account, row))
        st.html(card_html(picture, heading="", where="below"))
        if account.scored:
            st.markdown(" ".join(filter(None, (_possible(account), _held_down(account)))))
        else:
            why = "these weights leave too little to score" if few_weights(account.review) else "not enough is stated"
            st.info(certainty(account), title=f"Not scored: {why}", icon=":material/help:")
        for line in _not_understood(account):
            st.markdown(line)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="contact"):
            shortlist.tick(account.clinic_id, card.title)
            clinic_contact.draw_reach(account)
            _compare_with_neighbor(account, place)
            if settings.correction_form():
                correction_form.button(account, "Correct this record", "correct_from_head")


def _standing(account: Account, row: pd.DataFrame) -> tuple[str, ...]:
    """Rank and tier in words, and what a tier is: Rank 10 of the 150 with a score, mostly 8 to 14.

    Nothing without a score.
    """
    if not account.scored:
        return ()
    if account.is_alone:
        return ("The only clinic in this file with a score",)
    rank = rank_of_scored(account)
    moves = usual_ranks_in_words(row).iloc[0].partition(",")[2]
    return f"Rank {rank}", *([moves.strip()] if moves else []), tier_in_words(row["tier"].iloc[0])


def _possible(account: Account) -> str:
    """The score, how high it could be, what that depends on, and whether further statements could raise it."""
    totals = account.review.totals
    now, high = points(account.score), points(int(totals.high[account.profile]))
    further = raises_beyond(account)
    ends = "could still raise it." if now == high else "could raise it further."
    beyond = f" [Stating more](#{RAISES}) {ends}" if further else ""
    if now == high:
        return f"Score {now}; nothing unclear in its record could move it.{beyond}"
    return (
        f"Score {now}, up to {high} with the best answers to what is unclear: {listed(open_topics(account))}.{beyond}"
    )


def _not_understood(account: Account) -> list[str]:
    """Words of the record that state nothing known, one line for each question that they should answer, as Markdown.

    Only words that the vocabulary lists as not a term are sure to be none.
    """
    lines = []
    for answer in not_understood(account):
        cell = account.cell(answer.rule.dimension)
        is_none = any(problem.code == "not_a_term" for problem in recognise(answer.rule.dimension, cell).problems)
        known = "" if is_none else " that is known here"
        says = f"**{answer.rule.title}:** its record says \u201c{cell_markdown(cell)}\u201d"
        lines.append(f"{says}, which states no {_ANSWERS[answer.question]}{known}.")
    return lines


def _held_down(account: Account) -> str:
    """Why the grade is below the one that the score alone would earn; "" if it is not."""
    totals, rubric = account.review.totals, account.review.rubric
    earned, grade = str(totals.earned[account.profile]), str(totals.grade[account.profile])
    if earned == grade:
        return ""
    caps = caps_that_count(account.review.weights, rubric)
    labels = [rubric.flags[code].label.lower() for code in account.all_flags if caps.get(code) == grade]
    if not labels:
        return f"The score alone would earn {earned}; an open word could mean what holds the grade at {grade}."
    verb = "a flag holds" if len(labels) == 1 else "flags hold"
    return f"The score alone would earn {earned}; {verb} the grade at {grade}: {listed(labels)}."


def _compare_with_neighbor(account: Account, place: ListPlace) -> None:
    """A link that compares it with the clinic above it in the list, or the first one with the clinic below."""
    neighbor = place.previous or place.following
    position = position_of(account.review, neighbor) if neighbor else None
    if neighbor is None or position is None:
        return
    name = clinic_labels.names(account.review, np.array([position]))[0]
    pair = [neighbor, account.clinic_id] if place.previous else [account.clinic_id, neighbor]
    navigation.compare(pair, f"Compare with the {'previous' if place.previous else 'next'} one: {name}")


def draw_story(account: Account, view: View) -> None:
    """The clinic in a few sentences, and the questions to ask it: its own, then those for every clinic."""
    asks = own_questions(account)
    with st.container(key="clinic_story"), st.grid(2, min_column_width=320, gap="medium"):
        with st.container(border=True, height="stretch"):
            st.header("In short", anchor=IN_SHORT)
            if worst := warnings(account):
                st.markdown("\n".join(f"- **{line}**" for line in worst))
            st.markdown("\n".join(f"{number}. {line}" for number, line in enumerate(sentences(account), 1)))
        with st.container(border=True, height="stretch"):
            st.header("Questions to ask this clinic", anchor=TO_ASK)
            st.markdown("\n".join(f"{number}. {ask}{_quoted(account, ask)}" for number, ask in enumerate(asks, 1)))
            with st.expander("Questions for every clinic, good ones too", expanded=len(asks) < 2):
                general = (ask for ask in questions_for_every_clinic(view) if ask not in asks)
                st.markdown("\n".join(f"- {safe_text.markdown(ask)}" for ask in general))


def _quoted(account: Account, ask: str) -> str:
    """The words that a question is about, quoted from the record: a claim, or an answer that states nothing known."""
    flag = account.flags.get("claims_concern")
    columns = ["claims"] if flag and ask == flag.ask else []
    columns += [answer.rule.dimension for answer in not_understood(account) if ask == answer.rule.ask]
    return "".join(f" Its record says: \u201c{cell_markdown(account.cell(column))}\u201d." for column in columns)
