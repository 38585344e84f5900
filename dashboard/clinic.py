"""Draws one clinic: what its record states, how its score is made, and what to ask."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import clinic_labels, navigation, safe_text, shortlist
from dashboard.clinic_record import cell_markdown
from dashboard.clinic_search import ListPlace
from dashboard.figure_words import grades_in_words, points_in_words, possible_in_words, ranks_in_words
from dashboard.method import cited, grounds
from dashboard.parameters import MOST_COMPARED
from scoring.reports import (
    Account,
    Answered,
    as_of,
    certainty,
    counted,
    day_in_words,
    evidence,
    few_weights,
    listed,
    sentences,
    to_ask,
)
from scoring.rubric import Flag
from scoring.scores import caps_that_count

_COLUMNS = {
    "credentials": "credentials",
    "credentials_verified": "checked by the file's editor",
    "products": "products",
    "targets": "targets",
    "imaging": "imaging",
}


def heading(account: Account) -> None:
    """Name, place, date and source of the record."""
    st.title(safe_text.markdown(account.name), anchor=False)
    place = next(iter(clinic_labels.places(account.review, np.array([account.position]))))
    day = as_of(account)
    dated = f"record as of {day_in_words(day)}" if day else "date of the record not stated"
    st.caption(" \u00b7 ".join((safe_text.markdown(place) if place else "Place not stated", dated)))
    if account.all_flags:
        st.markdown(" ".join(_badge(flag) for flag in account.all_flags.values()))
    shortlist.tick(account.clinic_id)


def figures(account: Account) -> None:
    """The score and how high it could be, grade, rank and tier."""
    if not account.scored:
        why = "these weights leave too little to score" if few_weights(account.review) else "not enough is stated"
        st.info(certainty(account), title=f"Not scored: {why}", icon=":material/help:")
        return
    row = account.review.score_rows(slice(account.position, account.position + 1))
    scores = row.iloc[0]
    scored = int(account.review.profiles.counts[account.review.totals.scored].sum())
    statements = account.review.rubric.statements
    cards = (
        ("Score", f"{scores['score']:.1f}", statements["bounds"]),
        ("Grade", grades_in_words(row).iloc[0], statements["caps_shown"]),
        (
            ranks_in_words(row).iloc[0].replace(str(scores["rank"]), "Rank", 1),
            f"{scores['rank']:,} of {scored:,}",
            statements["ranks"],
        ),
        ("Tier", str(scores["tier"]), statements["tiers"]),
    )
    with st.grid(4, min_column_width=150, gap="small"):
        for label, value, meaning in cards:
            st.metric(label, value, help=meaning, border=True, height="stretch")
    st.markdown(" ".join(filter(None, (_possible(account, row), _held_down(account)))))


def _possible(account: Account, row: pd.DataFrame) -> str:
    """The score, how high it could be with the best answers, and what leaves it open: 40.0, up to 81.3."""
    words = f"Score {row['score'].iloc[0]:.1f}, {possible_in_words(row).iloc[0]}"
    if row["score"].iloc[0] == row["score_high"].iloc[0]:
        return f"**{words}.**"
    titles = [answer.rule.title for answer in account.questions.values() if answer.matters]
    return f"**{words} if every open question had its best answer.** Open: {listed(titles)}."


def _held_down(account: Account) -> str:
    """Why the grade is below the one that the score alone would earn; "" where it is not."""
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


def story(account: Account) -> None:
    """The clinic in a few sentences, and the questions to ask it."""
    asks = to_ask(account) or ("Is what your record states still true?",)
    with st.grid(2, min_column_width=320, gap="medium"):
        with st.container(border=True, height="stretch"):
            st.subheader("In short", anchor=False)
            st.markdown("\n".join(f"{number}. {line}" for number, line in enumerate(sentences(account), 1)))
        with st.container(border=True, height="stretch"):
            st.subheader("Questions to ask this clinic", anchor=False)
            st.markdown("\n".join(f"- {ask}{_quoted(account, ask)}" for ask in asks))


def _quoted(account: Account, ask: str) -> str:
    """The claim that a question is about, quoted from the record; "" for other questions."""
    flag = account.flags.get("claims_concern")
    return f" It says: \u201c{cell_markdown(account.cell('claims'))}\u201d." if flag and ask == flag.ask else ""


def question(account: Account, answered: Answered) -> None:
    """One of the four questions: what the record states, what each term earns and why, and the flags."""
    with st.container(border=True, key=f"question_{answered.question}"):
        st.subheader(f"{answered.rule.title}: {points_in_words(answered)}", anchor=False)
        st.markdown(f"{answered.rule.asks} {_words(account, answered)}")
        for sentence in _listed_in_register(account) if answered.question == "who" else ():
            st.markdown(f":material/fact_check: {safe_text.markdown(sentence)}.")
        if answered.steps:
            st.table(
                _steps(account, answered), hide_index=True, border="horizontal", alt=f"Points of {answered.rule.title}"
            )
        st.markdown(f"**{safe_text.markdown(answered.sum)}** Weight: {answered.weight:g}.")
        for flag in answered.flags.values():
            _flag(account, flag)
        breadth = ""
        if answered.question == "where":
            steps = ", ".join(map(str, account.review.rubric.where.points))
            breadth = f" From no target upwards: {steps} points. {account.review.rubric.where.reason}"
        st.markdown(
            f":small[The rule: {answered.rule.points_from}.{breadth}] {grounds(account.review.rubric, answered.rule)}"
        )


def formula(account: Account) -> None:
    """The score as a formula that readers can recompute."""
    statements = account.review.rubric.statements
    st.markdown(f"{statements['total']} {statements['open_questions']}")
    st.caption(statements["sources_in_short"])
    if account.scored:
        st.code(account.formula, language=None, wrap_lines=True)


def general_flags(account: Account) -> None:
    """The flags that belong to no question."""
    for flag in account.flags.values():
        _flag(account, flag)


def evidence_table(account: Account) -> None:
    """What the sources found for each stated product in each stated target."""
    rubric = account.review.rubric
    findings = evidence(account)
    for entry in findings:
        if entry.row:
            st.markdown(
                f"**{entry.product}, {entry.target}** :blue-badge[{rubric.standings[entry.row.standing].title}] "
                f":gray-badge[{entry.row.result.capitalize()}] "
                f"{entry.row.finding} *Limits:* {entry.row.limits} {grounds(rubric, entry.row)}"
            )
    unstudied: dict[str, list[str]] = {}
    for entry in findings:
        if not entry.row:
            unstudied.setdefault(entry.product, []).append(entry.target)
    if unstudied:
        st.markdown(rubric.evidence_none_listed)
        st.markdown("\n".join(f"- **{product}:** {listed(targets)}" for product, targets in unstudied.items()))
    if not account.stated["products"].terms:
        st.markdown("Its record names no product, so there is no evidence to show.")
    st.caption(rubric.statements["evidence_is_per_product"])


def _words(account: Account, answered: Answered) -> str:
    """What the record states, quoted, and what its unclear words may mean."""
    words_of = dict(answered.words)
    if "credentials_verified" in words_of:
        words_of["credentials_verified"] = account.checked_by_editor
    quoted = [
        f"{_COLUMNS[name]}: \u201c{cell_markdown(words.replace('_', ' '))}\u201d"
        for name, words in words_of.items()
        if words
    ]
    if words_of.get("credentials_verified") and not account.stated["credentials_verified"].terms:
        quoted[-1] += ", which names no credential, so none counts as checked"
    parts = [f"Its record states {'; '.join(quoted)}"] * bool(quoted)
    parts += [
        f"{cell_markdown(word.replace('_', ' '))} may mean {listed(may, 'or')}"
        for word, may in answered.unclear.items()
    ]
    return " ".join(f"{part}." for part in parts)


def _listed_in_register(account: Account) -> list[str]:
    """Where a register lists what it checks, a sentence an entry."""
    check, source = account.review.recipe.register_check, account.register_source
    return list(dict.fromkeys(map(check.source_of, check.behind(source)))) if check else []


def _steps(account: Account, answered: Answered) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Stated, and what it gives": [f"**{step.label}:** {step.gives}" for step in answered.steps],
            "Why": [f"{step.rule.reason} {grounds(account.review.rubric, step.rule)}" for step in answered.steps],
        }
    ).drop(columns="Why" if answered.question == "where" else [])  # the same reasons stand under How


def _badge(flag: Flag) -> str:
    return f":orange-badge[:material/flag: {flag.label}]"


def _flag(account: Account, flag: Flag) -> None:
    counts = account.review.weights[flag.question] > 0 if flag.question else True
    caps = f" It holds the grade at {flag.cap} or below." if flag.cap and counts else ""
    source = cited(account.review.rubric, flag.source)
    st.markdown(
        f"{_badge(flag)} {flag.sentence}{caps} :gray[:small[{flag.reason} Source: {source} (as of {flag.as_of}).]]"
    )


def none_chosen(requested_id: str) -> None:
    """Shown when no clinic is open: why, and how to open one."""
    st.title("One clinic in full", anchor=False)
    if requested_id:
        st.warning(
            f"This file holds no clinic with the id {safe_text.markdown(requested_id[:80])}. "
            "It may be in another file.",
            title="Clinic not found",
            icon=":material/link_off:",
        )
    st.markdown("Open a clinic to see what its record states, how its score is calculated, and what to ask.")


def steps_through(place: ListPlace, show: Callable[[str], None]) -> None:
    """Links back to the filtered list, and to the previous and next clinic."""
    with st.container(horizontal=True, vertical_alignment="center"):
        navigation.link("explore", "Back to the list", ":material/arrow_back:")
        for label, clinic_id, icon in (
            ("Previous", place.previous, ":material/chevron_left:"),
            ("Next", place.following, ":material/chevron_right:"),
        ):
            st.button(label, key=f"step_{label}", on_click=show, args=(clinic_id,), disabled=not clinic_id, icon=icon)
        listed_as = f"{place.number:,} of {counted(place.clinics, 'clinic')} in the list"
        st.caption(listed_as if place.number else "Not among the clinics that match the filters")


def compare_link(account: Account) -> None:
    """A link that compares this clinic with the ones compared last."""
    compared = [clinic_id for clinic_id in navigation.basket() if clinic_id != account.clinic_id]
    if len(compared) < MOST_COMPARED:
        label = f"Compare with the {len(compared)} you compared before" if compared else "Compare with other clinics"
        navigation.compare([*compared, account.clinic_id], label)
    else:
        navigation.compare(compared, f"You are already comparing {MOST_COMPARED} clinics: open the comparison")
