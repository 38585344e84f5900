"""The content of the sheet, as plain text: nothing in it is escaped, and what draws it must do that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard import filters, safe_text
from dashboard.filters import CREDENTIAL, IMAGING, PRODUCT, TARGET, Filters, Terms
from dashboard.view import View
from dashboard.wording import clinic_labels
from dashboard.wording.figure_words import flags_in_words, grades_in_words, points_in_words, possible_in_words
from scoring import Rubric
from scoring.reports import Account, account, as_of, counted, day_in_words, sentences, to_ask, visit_questions, warnings

_SOUGHT: tuple[Terms, ...] = (CREDENTIAL, PRODUCT, TARGET, IMAGING)


@dataclass(frozen=True)
class Bar:
    """One of the four questions: its title, its points in words, and the percentages that are sure and possible."""

    title: str
    words: str
    low: float
    high: float


@dataclass(frozen=True)
class ClinicPart:
    """One clinic. `still_open`: why each open question that counts is open. `questions`: those that its record raises.

    `record`: facts of the record by label.
    """

    name: str
    place: str
    grade: str
    score: str
    bars: tuple[Bar, ...]
    why: tuple[str, ...]
    flags: tuple[str, ...]
    still_open: tuple[str, ...]
    questions: tuple[str, ...]
    record: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """The whole sheet. `origin`: whose data these are. `basis`: filters, day and rubric. `link`: "" without one.

    `questions`: those for every clinic, however good.
    """

    title: str
    origin: str
    basis: tuple[str, ...]
    lead: str
    clinics: tuple[ClinicPart, ...]
    questions: tuple[str, ...]
    seek_care: str
    limits: tuple[str, ...]
    link: str


def sheet(view: View, positions: Sequence[int], *, heading: str, origin: str, link: str = "") -> Sheet:
    """The sheet of the clinics at these positions, in their order, for the reader of this view.

    `heading`: what the clinics are, such as "My shortlist". `origin`: a sentence on whose data these are, for example
    that they are fictional.
    """
    rubric = view.review.rubric
    questions = questions_for_every_clinic(view)
    return Sheet(
        title=f"{heading}: {counted(len(positions), 'clinic')}",
        origin=origin,
        basis=_basis(view),
        lead=rubric.statements["take_along"],
        clinics=tuple(_clinic_part(view, account(view.review, position), questions) for position in positions),
        questions=questions,
        seek_care=rubric.statements["seek_care"],
        limits=_limits(rubric),
        link=link,
    )


def questions_for_every_clinic(view: View) -> tuple[str, ...]:
    """What to ask at any clinic, however good, for what the reader of this view looks for."""
    return visit_questions(view.review.rubric, _sought(view.filters))


def _basis(view: View) -> tuple[str, ...]:
    review = view.review
    wishes = [condition.words for condition in filters.conditions(view.filters)]
    weights = ", ".join(f"{review.rubric.questions[key].title} {weight:g}" for key, weight in review.weights.items())
    return (
        f"I looked for: {'; '.join(wishes)}" if wishes else "No filters",
        f"Reviewed on {day_in_words(review.reviewed_on)}",
        f"Rubric {review.rubric.name} {review.rubric.version}, weights {weights}",
    )


def _limits(rubric: Rubric) -> tuple[str, ...]:
    keys = ("account_limits", "unlisted", "not_advice")
    sentences_of_rubric = (rubric.grades.meaning, *(rubric.statements[key] for key in keys))
    return tuple(map(safe_text.without_emphasis, sentences_of_rubric))


def _clinic_part(view: View, clinic: Account, general: Sequence[str]) -> ClinicPart:
    row = view.review.score_rows(np.array([clinic.position]))
    place = next(iter(clinic_labels.places(view.review, np.array([clinic.position]))))
    *why, _ = sentences(clinic)  # the last, on limits, appears once under all clinics
    claim = warnings(clinic)[-1:] if "claims_concern" in clinic.flags else ()  # the other flags have labels
    score = f"{row['score'].iloc[0]:.1f} of 100, {possible_in_words(row).iloc[0]}" if clinic.scored else ""
    return ClinicPart(
        name=safe_text.line(clinic.name),
        place=safe_text.line(place) or "Place not stated",
        grade=str(grades_in_words(row).iloc[0]) if clinic.scored else "No score",
        score=score,
        bars=tuple(
            Bar(answer.rule.title, points_in_words(answer), answer.low / 10, answer.high / 10)
            for answer in clinic.questions.values()
        ),
        why=tuple(map(safe_text.line, (*claim, *why))),
        flags=flags_in_words(view.review, clinic.all_flags),
        still_open=tuple(
            f"{answer.rule.title}: {safe_text.line(answer.sum)}"
            for answer in clinic.questions.values()
            if answer.matters
        ),
        questions=tuple(question for question in to_ask(clinic) if question not in general),
        record=_record(view, clinic),
    )


def _sought(chosen: Filters) -> dict[str, frozenset[str]]:
    """What the reader looks for: dimension -> terms."""
    return {entry.dimension: chosen.criteria.get(entry.key, entry.nothing) for entry in _SOUGHT}


def _record(view: View, clinic: Account) -> tuple[tuple[str, str], ...]:
    """What else the record states: how to reach the clinic, price, claims, date and source."""
    day = as_of(clinic)
    website, source = (safe_text.link(clinic.cell(column)) or "" for column in ("website", "source_url"))
    stated = {
        "Phone": clinic.cell("phone"),
        "Website": website,
        "Price": clinic_labels.price(view.review, clinic.position),
        "It says": clinic.cell("claims") if "claims_concern" in clinic.flags else "",
        "Record as of": day_in_words(day) if day else "date not stated",
        "Source": source or "not given",
    }
    return tuple((label, safe_text.line(text)) for label, text in stated.items() if text)
