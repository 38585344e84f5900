"""Draws one clinic: what its record states, how its score comes about, and what to ask."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import clinics, navigation, safe_text, settings
from dashboard.clinic_search import ListPlace
from dashboard.figure_words import between, grades_in_words, ranks_in_words
from dashboard.method import cited, grounds
from dashboard.parameters import MOST_COMPARED
from scoring.reports import (
    Account,
    Answered,
    as_of,
    counted,
    day_in_words,
    evidence,
    few_weights,
    listed,
    points,
    sentences,
    to_ask,
)
from scoring.rubric import Flag

_MOST_ROWS = 50
_LONGEST = 1_000  # characters of a cell on the page; the download holds all
NOT_STATED = "not stated"
_COLUMNS = {
    "credentials": "credentials",
    "credentials_verified": "checked by the file's editor",
    "products": "products",
    "targets": "targets",
    "imaging": "imaging",
}


def heading(told: Account) -> None:
    """Name, place, date and source of the record."""
    st.title(safe_text.markdown(told.name), anchor=False)
    place = next(iter(clinics.places(told.review, np.array([told.position]))))
    day = as_of(told)
    dated = f"record as of {day_in_words(day)}" if day else "date of the record not stated"
    st.caption(" \u00b7 ".join((safe_text.markdown(place) if place else "Place not stated", dated)))
    if told.all_flags:
        st.markdown(" ".join(_badge(flag) for flag in told.all_flags.values()))


def figures(told: Account) -> None:
    """The score with its range, grade, rank and tier."""
    if not told.scored:
        why = "these weights leave too little" if few_weights(told.review) else "too little is stated"
        st.info(sentences(told)[3], title=f"Not scored: {why}", icon=":material/help:")
        return
    row = told.review.score_rows(slice(told.position, told.position + 1))
    one = row.iloc[0]
    earned = told.review.totals.earned[[told.profile]]
    scored = int(told.review.profiles.counts[told.review.totals.scored].sum())
    said = told.review.rubric.statements
    cards = (
        (f"Score ({between(one['score_low'], one['score_high'])})", f"{one['score']:.1f}", said["bounds"]),
        ("Grade", grades_in_words(row["grade"], earned).iloc[0], said["caps_shown"]),
        (
            ranks_in_words(row).iloc[0].replace(str(one["rank"]), "Rank", 1),
            f"{one['rank']:,} of {scored:,}",
            said["ranks"],
        ),
        ("Tier", str(one["tier"]), said["tiers"]),
    )
    with st.grid(4, min_column_width=150, gap="small"):
        for label, value, meaning in cards:
            st.metric(label, value, help=meaning, border=True, height="stretch")


def story(told: Account) -> None:
    """The account in five sentences, and what to ask."""
    asks = to_ask(told) or ("Is what your record states still so?",)
    with st.grid(2, min_column_width=320, gap="medium"):
        with st.container(border=True, height="stretch"):
            st.subheader("In five sentences", anchor=False)
            st.markdown("\n".join(f"{number}. {line}" for number, line in enumerate(sentences(told), 1)))
        with st.container(border=True, height="stretch"):
            st.subheader("Questions to ask this clinic", anchor=False)
            st.markdown("\n".join(f"- {ask}{_quoted(told, ask)}" for ask in asks))


def _quoted(told: Account, ask: str) -> str:
    """The claim that a question is about, in the record's own words."""
    flag = told.flags.get("claims_concern")
    return f" It says: \u201c{_shown(told.cell('claims'))}\u201d." if flag and ask == flag.ask else ""


def question(told: Account, asked: Answered) -> None:
    """One of the four questions: what is stated, what each term gives and why, and its flags."""
    with st.container(border=True, key=f"question_{asked.question}"):
        known = f"open, so {points(asked.counted)}" if asked.is_open else f"{points(asked.value)} of 100"
        st.subheader(f"{asked.rule.title}: {known}", anchor=False)
        st.markdown(f"{asked.rule.asks} {_words(told, asked)}")
        if asked.steps:
            st.table(_steps(told, asked), hide_index=True, border="horizontal", alt=f"Points of {asked.rule.title}")
        st.markdown(f"**{safe_text.markdown(asked.sum)}** It counts with weight {asked.weight:g}.")
        for flag in asked.flags.values():
            _flag(told, flag)
        breadth = ""
        if asked.question == "where":
            steps = ", ".join(map(str, told.review.rubric.where.points))
            breadth = f" From no target upwards: {steps} points. {told.review.rubric.where.reason}"
        st.markdown(f":small[The rule: {asked.rule.points_from}.{breadth}] {grounds(told.review.rubric, asked.rule)}")


def formula(told: Account) -> None:
    """The score as a sum that can be worked out again."""
    said = told.review.rubric.statements
    st.markdown(f"{said['total']} {said['not_stated_counts_half']}")
    st.caption(said["sources_in_short"])
    if told.scored:
        st.code(told.formula, language=None, wrap_lines=True)


def other_flags(told: Account) -> None:
    """Flags that belong to no question."""
    for flag in told.flags.values():
        _flag(told, flag)


def evidence_table(told: Account) -> None:
    """What the sources found of each product in each target that is stated."""
    rubric = told.review.rubric
    found = evidence(told)
    for one in found:
        if one.row:
            st.markdown(
                f"**{one.product}, {one.target}** :blue-badge[{rubric.standings[one.row.standing].title}] "
                f":gray-badge[{one.row.result.capitalize()}] "
                f"{one.row.finding} *Limits:* {one.row.limits} {grounds(rubric, one.row)}"
            )
    unstudied: dict[str, list[str]] = {}
    for one in found:
        if not one.row:
            unstudied.setdefault(one.product, []).append(one.target)
    if unstudied:
        st.markdown(rubric.evidence_none_listed)
        st.markdown("\n".join(f"- **{product}:** {listed(targets)}" for product, targets in unstudied.items()))
    if not told.stated["products"].terms:
        st.markdown("Its record names no product, so there is no evidence to show.")
    st.caption(rubric.statements["evidence_is_per_product"])


def problems(told: Account) -> None:
    """What of the record was not fully understood, and what its editor can do."""
    found = told.review.problems
    row = int(told.review.understood.rows[told.position])
    here = found[found["row"] == row]
    if here.empty:
        return
    with st.expander(f"{counted(len(here), 'entry', 'entries')} of this record to look at"):
        st.table(
            pd.DataFrame(
                {
                    "Column": [safe_text.markdown(column or "the row") for column in here["column"]],
                    "What was found, and what to do": [
                        safe_text.markdown(f"{message} {suggestion}")
                        for message, suggestion in zip(here["message"], here["suggestion"], strict=True)
                    ],
                }
            ),
            hide_index=True,
            border="horizontal",
            alt="What of this record was not fully understood",
        )


def record(told: Account) -> None:
    """The record itself: how to reach the clinic, price, source and date, and where to ask for a correction."""
    day = as_of(told)
    facts = {
        "Phone": told.cell("phone"),
        "Price": clinics.price(told.review, told.position),
        "Postal code": told.cell("postal_code"),
        "Provider number (NPI)": told.cell("npi"),
        "Claims": told.cell("claims"),
        "Notes": told.cell("notes"),
        "As of": day_in_words(day) if day else "",
    }
    table = pd.DataFrame({"Stated": {label: _shown(text) for label, text in facts.items()}})
    st.table(table, border="horizontal", hide_header=True, alt="The rest of the record")
    with st.container(horizontal=True):
        _address("Open the website", told.cell("website"), ":material/language:", "Website not stated")
        _address("Open the source", told.cell("source_url"), ":material/source:", "Source not given")
        contact = settings.correction_contact()
        if contact:
            st.link_button("Ask for a correction", contact, icon=":material/edit_note:")
    if not contact:
        st.caption("The host of this page has set no contact for corrections; write to the source of the record.")


def rows_behind(told: Account) -> None:
    """The rows of persons that a clinic was grouped from."""
    if told.review.file_rows.clinic is None:
        return
    rows = told.review.behind(told.position)
    with st.expander(f"{counted(len(rows), 'row')} of the file stand behind this clinic"):
        st.dataframe(
            rows.head(_MOST_ROWS), hide_index=True, placeholder="", alt="The rows of persons behind this clinic"
        )
        if len(rows) > _MOST_ROWS:
            st.caption(f"The first {_MOST_ROWS} rows are shown.")


def _address(label: str, written: str, icon: str, without: str) -> None:
    """A button that opens an address of the record, or the words for there being none to open."""
    address = safe_text.link(written) if written else None
    if address:
        st.link_button(f"{label} ({safe_text.host(address)})", address, icon=icon)
    else:
        st.markdown(f":gray[{without}]" if not written else f":gray[{label}: {_shown(written)}]")


def _words(told: Account, asked: Answered) -> str:
    """What the record says, in its own words."""
    quoted = [f"{_COLUMNS[name]}: \u201c{_shown(words)}\u201d" for name, words in asked.words.items() if words]
    if asked.words.get("credentials_verified") and not told.stated["credentials_verified"].terms:
        quoted[-1] += ", which names no credential, so none counts as checked"
    parts = [f"Its record states {'; '.join(quoted)}"] * bool(quoted)
    parts += [f"{_shown(word.replace('_', ' '))} may mean {listed(may, 'or')}" for word, may in asked.unclear.items()]
    return " ".join(f"{part}." for part in parts)


def _steps(told: Account, asked: Answered) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Stated, and what it gives": [f"**{step.label}:** {step.gives}" for step in asked.steps],
            "Why": [f"{step.rule.reason} {grounds(told.review.rubric, step.rule)}" for step in asked.steps],
        }
    ).drop(columns="Why" if asked.question == "where" else [])  # the same reasons stand under How


def _badge(flag: Flag) -> str:
    return f":orange-badge[:material/flag: {flag.label}]"


def _flag(told: Account, flag: Flag) -> None:
    counts = told.review.weights[flag.question] > 0 if flag.question else True
    caps = f" It holds the grade at {flag.cap} or below." if flag.cap and counts else ""
    source = cited(told.review.rubric, flag.source)
    st.markdown(
        f"{_badge(flag)} {flag.sentence}{caps} :gray[:small[{flag.reason} Source: {source} (as of {flag.as_of}).]]"
    )


def _shown(text: str) -> str:
    """A cell as safe text; a very long one is shortened, and says so."""
    if not text:
        return f":gray[{NOT_STATED}]"
    shown = safe_text.markdown(text[:_LONGEST])
    return shown if len(text) <= _LONGEST else f"{shown} \u2026 :gray[({len(text):,} characters; the download has all)]"


def none_chosen(asked: str) -> None:
    """No clinic is open: say why, and how to open one."""
    st.title("One clinic in full", anchor=False)
    if asked:
        st.warning(
            f"This file holds no clinic with the id {safe_text.markdown(asked[:80])}. "
            "It may have been in another file.",
            title="That clinic is not here",
            icon=":material/link_off:",
        )
    st.markdown("Open a clinic to see what its record states, how its score comes about, and what to ask.")


def steps_through(place: ListPlace, show: Callable[[str], None]) -> None:
    """The way back to the list as filtered, and to the clinics before and after this one."""
    with st.container(horizontal=True, vertical_alignment="center"):
        navigation.link("explore", "Back to the list", ":material/arrow_back:")
        for label, clinic_id, icon in (
            ("Previous", place.previous, ":material/chevron_left:"),
            ("Next", place.following, ":material/chevron_right:"),
        ):
            st.button(label, key=f"step_{label}", on_click=show, args=(clinic_id,), disabled=not clinic_id, icon=icon)
        listed_as = f"{place.number:,} of {counted(place.clinics, 'clinic')} in the list"
        st.caption(listed_as if place.number else "Not among the clinics that match the filters")


def compare_link(told: Account) -> None:
    """A link to compare this clinic with those compared before."""
    others = [clinic_id for clinic_id in navigation.basket() if clinic_id != told.clinic_id]
    if len(others) < MOST_COMPARED:
        label = f"Compare with the {len(others)} you compared before" if others else "Compare with other clinics"
        navigation.compare([*others, told.clinic_id], label)
    else:
        navigation.compare(others, f"You compare {MOST_COMPARED} clinics already: open the comparison")
