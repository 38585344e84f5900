"""The sections and tables of the Method page: each row says what a rule gives, why, its source, and its date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from dashboard import page_outline
from scoring import QUESTIONS, Rubric, vocabulary
from scoring.reports import counted, place_sources
from scoring.rubric import Grounded, PersonRule, Rule

_LEVEL_SIGNS = {
    "preferred": ":green-badge[{}]",
    "adequate": ":green-badge[{}]",
    "acceptable": ":blue-badge[{}]",
    "investigational": ":orange-badge[{}]",
    "inadequate": ":orange-badge[{}]",
    "weak": ":orange-badge[{}]",
    "cannot": ":red-badge[{}]",
}

_EVERYTHING = "open_everything"

_SECTIONS = {
    "questions": "The four questions",
    "example": "A worked example",
    "who": "Who: points of a credential",
    "what": "What: points of a product",
    "guidance": "Where and how: can the guidance reach the target?",
    "grade": "From points to a grade",
    "decisions": "What decides between two clinics",
    "influence": "What drives the scores in this file",
    "flags": "Flags and what to ask",
    "evidence": "Evidence, and how far it goes",
    "law": "Approval and law",
    "file": "This file",
    "limits": "Limits, and who is behind the rules",
    "places": "Where place data comes from",
    "glossary": "Glossary",
    "sources": "Sources",
}


def outline() -> None:
    """Links to the sections of the page, and a switch that opens all that is closed."""
    page_outline.draw_list(contents())
    st.toggle(
        "Open everything",
        key=_EVERYTHING,
        help="Your browser finds words only in parts that are open. Paper has all of them.",
    )


def contents() -> dict[str, str]:
    """The sections of the page for its outline: anchor -> its name there."""
    return {_anchor(title): title.split(":")[0] for title in _SECTIONS.values()}


def section(name: str) -> None:
    """The heading of a section, which its link leads to. `name`: a key of `_SECTIONS`."""
    title = _SECTIONS[name]
    st.header(title, anchor=_anchor(title))


@contextmanager
def folded(says: str) -> Iterator[None]:
    """A part that opens on request, below the words that say what it holds; paper has it either way.

    It is in the page while it is closed, but the browser's search skips it, so one switch opens all.
    """
    is_open = bool(st.session_state.get(_EVERYTHING))
    with st.container(key=f"folded-{_anchor(says)}"), st.expander(says, expanded=is_open):
        yield


def folded_table(table: pd.DataFrame, says: str) -> None:
    """The same with a table, and how long it is."""
    with folded(f"{says} ({counted(len(table), 'row')})"):
        st.table(table, hide_index=True, alt=says)


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def questions(rubric: Rubric) -> pd.DataFrame:
    """The four questions, with their weights and how each earns points."""
    return _table(
        rubric,
        ["Question", "Weight", "How and why"],
        [
            (f"{q.title}: {q.asks}", str(q.weight), _earned(q.points_from), q)
            for q in (rubric.questions[question] for question in QUESTIONS)
        ],
    )


def _earned(words: str) -> str:
    """How points are earned, as a sentence that says "points" once."""
    says_so = "points" in words.partition(",")[0]
    return f"{words[:1].upper()}{words[1:]}." if says_so else f"Points: {words}."


def presets(rubric: Rubric) -> pd.DataFrame:
    """The presets of weights: what each sets, and for which priorities."""
    return _table(
        rubric,
        ["Preset", "Weights", "Why"],
        [
            (
                preset.title,
                ", ".join(f"{rubric.questions[question].title} {w}" for question, w in preset.weights.items()),
                "",
                preset,
            )
            for preset in rubric.presets.values()
        ],
    )


def people(rubric: Rubric) -> pd.DataFrame:
    """Who: the points of each credential, as base and as addition."""
    return _table(
        rubric,
        ["Credential", "Points", "Terms and why"],
        [
            (
                rule.title,
                person_points(rule),
                f"Terms: {_labels('credentials', rule.terms)}.",
                rule,
            )
            for rule in rubric.who.values()
        ],
    )


def person_points(rule: PersonRule) -> str:
    """What a credential gives, as the best that is stated and as the best other one."""
    as_addition = f"{rule.addition} as the best other" if rule.addition else ""
    return ", or ".join(filter(None, (str(rule.base) if rule.base or not as_addition else "", as_addition)))


def guidance(rubric: Rubric) -> pd.DataFrame:
    """Where x How: the level of each kind of guidance at each target, one row per target."""
    imaging = vocabulary().terms["imaging"]
    return pd.DataFrame(
        {
            label: {
                vocabulary().label("targets", target): _LEVEL_SIGNS.get(level, "{}").format(level)
                for target in rubric.guidance
                for level in [rubric.level[target, term]]
            }
            for term, label in imaging.items()
        }
    )


def guidance_reasons(rubric: Rubric) -> pd.DataFrame:
    """The reason for the level of each pair of target and guidance."""
    return _table(
        rubric,
        ["Target and guidance", "Level", "Why"],
        [
            (
                f"{vocabulary().label('targets', target)}: {_labels('imaging', rule.terms)}",
                rule.level,
                "",
                rule,
            )
            for target, rules in rubric.guidance.items()
            for rule in rules.values()
        ],
    )


def levels(rubric: Rubric) -> pd.DataFrame:
    """What each level means and earns."""
    return pd.DataFrame(
        [
            {
                "Level": f"**{name}**",
                "Points in How": str(level.points),
                "Counts in Where": "yes" if level.reached else "no",
                "Means and why": " ".join((f"{level.meaning.capitalize()}.", level.reason, grounds(rubric, level))),
            }
            for name, level in rubric.levels.items()
        ]
    )


def breadth(rubric: Rubric) -> pd.DataFrame:
    """Where: points by the number of reached targets."""
    last = len(rubric.where.points) - 1
    return pd.DataFrame(
        {
            "Targets reached": [f"{n} or more" if n == last else str(n) for n in range(last + 1)],
            "Points": [str(points) for points in rubric.where.points],
        }
    )


def enough_stated(rubric: Rubric) -> str:
    """How much a record has to answer for a score, and why, as Markdown."""
    least = rubric.coverage
    return (
        f"A clinic is scored if its record answers at least {least.least_questions} questions and "
        f"{least.least_percent}% of the weight. {least.reason}"
    )


def grades(rubric: Rubric) -> pd.DataFrame:
    """The lowest score of each grade."""
    return pd.DataFrame([{"Grade": f"**{grade}**", "From": str(lowest)} for grade, lowest in rubric.grades.steps])


def flags(rubric: Rubric) -> pd.DataFrame:
    """The flags: what each says, what to ask, and the best grade it allows."""
    return _table(
        rubric,
        ["Flag", "Best grade", "Says, asks and why"],
        [(flag.label, flag.cap or "any", f"{flag.sentence} Ask: *{flag.ask}*", flag) for flag in rubric.flags.values()],
    )


def visit(rubric: Rubric) -> pd.DataFrame:
    """The questions for every clinic that a reader takes along, and why; a gap is filled with what is looked for."""
    asks = [(entry.ask.replace("{terms}", "…"), entry) for entry in rubric.visit.values()]
    rows = [(f"*{ask}*", f"{entry.reason} {grounds(rubric, entry)}") for ask, entry in asks]
    return pd.DataFrame(rows, columns=["Question to take along", "Why"])


def glossary(rubric: Rubric) -> pd.DataFrame:
    """The terms of this app, with their meanings."""
    return pd.DataFrame([{"Word": f"**{word}**", "Meaning": meaning} for word, meaning in rubric.glossary.items()])


def sources(rubric: Rubric) -> pd.DataFrame:
    """The sources, by the short names that the rules use, linked if they have an address."""
    return pd.DataFrame(
        [
            {
                "Named": f"**{cited(rubric, [key])}**",
                "Source": " ".join(filter(None, (source.citation, source.note))),
            }
            for key, source in rubric.sources.items()
        ]
    )


def places() -> str:
    """Where ZIP codes, cities and their coordinates come from, and how a clinic is placed, as Markdown."""
    made = place_sources()
    listing = "\n".join(
        f"- [{source.name}]({source.url}) ({source.license}): {source.gives}."
        for source in (*made.sources, *made.outlines)
    )
    return (
        "Distances are in a straight line from the middle of the place that you name to where the record says that the "
        "clinic is: by its coordinates, else by its US ZIP code, else by its city with its state or country. "
        "Coordinates that lie far from the stated ZIP code or city are not used. No place that you type leaves this "
        f"server. It knows {made.holds}. {made.accuracy} Made on {made.made_on} from:\n{listing}"
    )


def _table(rubric: Rubric, headings: list[str], rows: list[tuple[str, str, str, Rule]]) -> pd.DataFrame:
    """A table of rules: subject, what the rule gives, and its words with its reason and source."""
    return pd.DataFrame(
        [
            (f"**{subject}**", gives, " ".join(filter(None, (words, rule.reason, grounds(rubric, rule)))))
            for subject, gives, words, rule in rows
        ],
        columns=headings,
    )


def grounds(rubric: Rubric, row: Grounded) -> str:
    """The source, date, and jurisdiction of a row, as small Markdown."""
    holds = "" if row.jurisdiction == "any" else f", {row.jurisdiction}"
    return f":gray[:small[Source: {cited(rubric, row.source)} (as of {row.as_of}{holds}).]]"


def cited(rubric: Rubric, keys: Iterable[str]) -> str:
    """Sources by their short names, as Markdown, linked if they have an address."""
    sources = [rubric.sources[key] for key in keys]
    return "; ".join(f"[{source.short}]({source.url})" if source.url else source.short for source in sources)


def _labels(dimension: str, terms: Iterable[str]) -> str:
    return ", ".join(vocabulary().label(dimension, term) for term in terms)
