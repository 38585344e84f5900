"""Draws how the score of one clinic is made, and its sections."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import navigation, safe_text
from dashboard.clinic_page.clinic_contact import CHECKS, has_checks
from dashboard.clinic_page.clinic_opening import IN_SHORT, TO_ASK
from dashboard.clinic_page.clinic_rank import RANK
from dashboard.clinic_page.clinic_record import cell_markdown
from dashboard.clinic_page.score_raises import RAISES
from dashboard.method_page.method import cited, grounds
from dashboard.parameters import MOST_COMPARED
from dashboard.wording.figure_words import grade_limits_in_words, points_in_words
from scoring.reports import Account, Answered, capitalized, in_text, listed
from scoring.rubric import Flag
from scoring.vocabulary import Entry, vocabulary

SCORE, EVIDENCE, RECORD, OTHER_CLINICS = "score-made", "evidence", "record", "go-on"  # anchors
_REST = {EVIDENCE: "Evidence", RECORD: "The record", OTHER_CLINICS: "Other clinics"}
_COLUMNS = {
    "credentials": "credentials",
    "credentials_verified": "checked by the file's editor",
    "products": "products",
    "targets": "targets",
    "imaging": "imaging",
}


def draw_question(account: Account, answered: Answered) -> None:
    """One of the four questions: what the record states, what each term earns and why, and the flags."""
    with st.container(border=True, key=f"question_{answered.question}"):
        st.subheader(f"{answered.rule.title}: {points_in_words(answered)}", anchor=answered.question)
        st.markdown(f"{answered.rule.asks} {_words(account, answered)}")
        for sentence in _listed_in_register(account) if answered.question == "who" else ():
            st.markdown(f"{safe_text.markdown(sentence)}.")
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


def draw_formula(account: Account) -> None:
    """The score as a formula that readers can recompute."""
    statements = account.review.rubric.statements
    st.markdown(f"{statements['total']} {statements['open_questions']}")
    st.caption(statements["sources_in_short"])
    if account.scored:
        st.code(account.formula, language=None, wrap_lines=True)
        st.caption(grade_limits_in_words(account.review.rubric))
        with st.expander("What a possible score, a rank and a tier are"):
            st.markdown("\n\n".join(statements[name] for name in ("bounds", "ranks", "tiers")))


def draw_general_flags(account: Account) -> None:
    """The flags that belong to no question."""
    for flag in account.flags.values():
        _flag(account, flag)


def _words(account: Account, answered: Answered) -> str:
    """The words of the record, quoted, what its unclear words may mean, and what is in doubt."""
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
    parts += [_meaning(answered.rule.dimension, word) for word in answered.ambiguous]
    return " ".join(f"{part}." for part in parts)


def _meaning(dimension: str, word: Entry) -> str:
    """What an ambiguous word may mean, or the term that is in doubt, as a sentence without its period."""
    may_be = [in_text(label) for term, label in vocabulary().terms[dimension].items() if term in word.may_be]
    if word.in_doubt:
        return f"In doubt: {listed(may_be)}"
    return f"\u201c{capitalized(word.label)}\u201d may mean {listed(may_be, 'or')}"


def _listed_in_register(account: Account) -> list[str]:
    """Where a register lists what it confirms, one sentence per entry."""
    check, source = account.review.recipe.register_check, account.register_source
    return list(dict.fromkeys(map(check.source_of, check.behind(source)))) if check else []


def _steps(account: Account, answered: Answered) -> pd.DataFrame:
    silent = answered.question == "how" and not account.stated["targets"].terms
    stated = "If it treats, and what that would give" if silent else "Stated, and what it gives"
    return pd.DataFrame(
        {
            stated: [f"**{step.label}:** {step.gives}" for step in answered.steps],
            "Why": [f"{step.rule.reason} {grounds(account.review.rubric, step.rule)}" for step in answered.steps],
        }
    ).drop(columns="Why" if answered.question == "where" else [])  # the same reasons are under How


def _badge(flag: Flag) -> str:
    return f":orange-badge[{flag.label}]"


def _flag(account: Account, flag: Flag) -> None:
    counts = account.review.weights[flag.question] > 0 if flag.question else True
    caps = f" It holds the grade at {flag.cap} or below." if flag.cap and counts else ""
    source = cited(account.review.rubric, flag.source)
    st.markdown(
        f"{_badge(flag)} {flag.sentence}{caps} :gray[:small[{flag.reason} Source: {source} (as of {flag.as_of}).]]"
    )


def sections(account: Account) -> dict[str, str]:
    """The sections of the page for its outline: anchor -> its name there."""
    questions = {answer.question: answer.rule.title for answer in account.questions.values()}
    checks = {CHECKS: "Check"} if has_checks(account) else {}
    rank = {RANK: "Its rank"} if account.scored else {}
    made = {**rank, RAISES: "What would change it", SCORE: "The score", **questions}
    return {IN_SHORT: "In short", TO_ASK: "What to ask", **checks, **made, **_REST}


def draw_title() -> None:
    """The heading of the page while it shows no clinic."""
    st.title("One clinic in full", anchor=False)


def draw_none_chosen(requested_id: str) -> None:
    """Shown when no clinic is open: why, and how to open one."""
    draw_title()
    if requested_id:
        st.warning(
            f"This file holds no clinic with the id {safe_text.markdown(requested_id[:80])}. "
            "It may be in another file.",
            title="Clinic not found",
            icon=":material/link_off:",
        )
    st.markdown("Open a clinic to see what its record states, how its score is calculated, and what to ask.")


def draw_compare_link(account: Account) -> None:
    """A link that compares this clinic with the ones compared last; none in a file of one clinic."""
    if len(account.review) == 1:
        return
    compared = [clinic_id for clinic_id in navigation.basket() if clinic_id != account.clinic_id]
    if len(compared) < MOST_COMPARED:
        label = f"Compare with the {len(compared)} you compared before" if compared else "Compare with other clinics"
        navigation.compare([*compared, account.clinic_id], label)
    else:
        navigation.compare(compared, f"You are already comparing {MOST_COMPARED} clinics: open the comparison")
