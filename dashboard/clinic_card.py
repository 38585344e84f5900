"""What a card says about a clinic, and its HTML. Values only: nothing here draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard import filters, safe_text
from dashboard.view import View
from dashboard.wording import clinic_labels
from dashboard.wording.figure_words import flags_in_order, unscored_in_words
from scoring import QUESTIONS
from scoring.scores import FULL
from scoring.vocabulary import vocabulary

_MOST_TERMS = 3  # of a question on a card, besides those that a filter asks for; Clinic has all
_OF_DIMENSION = {
    entry.dimension: entry for entry in (filters.CREDENTIAL, filters.PRODUCT, filters.TARGET, filters.IMAGING)
}


@dataclass(frozen=True)
class Term:
    """A stated term in words. `matches`: whether a filter asks for it."""

    words: str
    matches: bool


@dataclass(frozen=True)
class Answer:
    """A question of a card: its title, and tenths of points that are sure and possible.

    `terms`: what the record states, terms that a filter asks for first; `more`: how many terms are not named.
    """

    title: str
    low: int
    high: int
    weighs: bool
    terms: tuple[Term, ...]
    more: int

    @property
    def points(self) -> str:
        """95, or 50-80 if the answer leaves more possible, or "open"."""
        if not self.weighs:
            return "not counted"
        if self.low == self.high:
            return f"{self.low / 10:g}"
        return f"{self.low / 10:g}\u2013{self.high / 10:g}" if self.low else "open"


@dataclass(frozen=True)
class CardFlag:
    """A flag in words. `serious`: it caps the grade. `matches`: a filter asks for it."""

    words: str
    serious: bool
    matches: bool


@dataclass(frozen=True)
class Card:
    """A clinic on its card, in words. `grade`, `score` and what is possible are "" without a score.

    `title`: its name and place, by which its buttons are told apart.
    `unscored`: why there is no score, "" with one.
    """

    clinic_id: str
    name: str
    title: str
    facts: tuple[str, ...]
    grade: str
    grade_high: str
    score: str
    score_high: str
    unscored: str
    answers: tuple[Answer, ...]
    flags: tuple[CardFlag, ...]


def cards(view: View, rows: NDArray[np.int64], distances: Sequence[str] = ()) -> list[Card]:
    """The cards of the clinics at these positions. `distances`: each clinic's in words, "" if not known."""
    scores = view.review.score_rows(rows, ranges=False)
    answers = _answers(view, rows)
    facts = _facts(view, rows, distances)
    unscored = unscored_in_words(view.review)
    columns = zip(
        scores["clinic_id"],
        clinic_labels.names(view.review, rows),
        clinic_labels.titles(view.review, rows),
        scores["grade"].fillna(""),
        scores["grade_high"].fillna(""),
        [None if pd.isna(score) else score for score in scores["score"]],
        scores["score_high"],
        scores["flags"].fillna(""),
        strict=True,
    )
    return [
        Card(
            clinic_id=clinic_id,
            name=name,
            title=title,
            facts=facts[number],
            grade=grade,
            grade_high=grade_high,
            score="" if score is None else f"{score:.1f}",
            score_high="" if score is None or score == high else f"{high:.1f}",
            unscored=unscored if score is None else "",
            answers=answers[number],
            flags=_flags(view, flags),
        )
        for number, (clinic_id, name, title, grade, grade_high, score, high, flags) in enumerate(columns)
    ]


def _facts(view: View, rows: NDArray[np.int64], distances: Sequence[str]) -> list[tuple[str, ...]]:
    """Place, distance and price of each clinic; a missing price says so, a missing distance is omitted."""
    places = clinic_labels.places(view.review, rows)
    prices = clinic_labels.prices(view.review, rows)
    known = distances or [""] * len(rows)
    return [
        tuple(filter(None, (place or "Place not stated", distance, price or "Price not stated")))
        for place, distance, price in zip(places, known, prices, strict=True)
    ]


def _answers(view: View, rows: NDArray[np.int64]) -> list[tuple[Answer, ...]]:
    """The four answers of each clinic."""
    review = view.review
    codes = review.profiles.codes[rows]
    low, high = review.profiles.low[codes].tolist(), review.profiles.high[codes].tolist()
    rules = [review.rubric.questions[question] for question in QUESTIONS]
    weighs = [review.weights[question] > 0 for question in QUESTIONS]
    terms = [_terms(view, rule.dimension, rows) for rule in rules]
    return [
        tuple(
            Answer(rule.title, low[clinic][place], high[clinic][place], weighs[place], *terms[place][clinic])
            for place, rule in enumerate(rules)
        )
        for clinic in range(len(rows))
    ]


def _terms(view: View, dimension: str, rows: NDArray[np.int64]) -> list[tuple[tuple[Term, ...], int]]:
    """What each clinic states in a dimension, cut to a few terms, and how many are cut."""
    column = view.review.understood.stated[dimension]
    filtered = view.filters[_OF_DIMENSION[dimension]]
    labels, words = vocabulary().terms[dimension], vocabulary().ambiguous[dimension]
    stated_terms = []
    silences = clinic_labels.silences(view.review, dimension, rows)
    for code, silence in zip(column.codes[rows].tolist(), silences, strict=True):
        stated = column.values[code]
        known = [Term(label, term in filtered) for term, label in labels.items() if term in stated.terms]
        known.sort(key=lambda term: not term.matches)
        unclear = [Term(words[word].unclear_label, matches=False) for word in sorted(stated.ambiguous)]
        every = [*known, *unclear] or [Term(silence, "" in filtered)]
        most = max(_MOST_TERMS, sum(term.matches for term in every))
        stated_terms.append((tuple(every[:most]), len(every[most:])))
    return stated_terms


def _flags(view: View, codes: str) -> tuple[CardFlag, ...]:
    """The flags of a clinic, those that cap the grade first."""
    rubric, filtered = view.review.rubric, view.filters[filters.ONLY]
    return tuple(
        CardFlag(rubric.flags[code].label, serious, code in filtered)
        for code, serious in flags_in_order(view.review, codes.split(";"))
    )


# -- HTML --------------------------------------------------------------------------------------------------------


def card_html(card: Card, heading: str = "h3", where: str = "") -> str:
    """The card as HTML, in which text of the record is literal. The stylesheet styles it.

    `heading`: the element of the name, "" to omit the name. `where`: where to find the terms that it does not name.
    """
    answers = "".join(_answer_html(answer, where) for answer in card.answers)
    return f'{head_html(card, heading)}<div class="card-answers">{answers}</div>{flags_html(card)}'


def head_html(card: Card, heading: str) -> str:
    """Name, facts, grade and score. The stylesheet draws the grade first; heard, it belongs to the name before it."""
    facts = " \u00b7 ".join(f"<bdi>{safe_text.html(fact)}</bdi>" for fact in card.facts)
    name = f"<{heading}><bdi>{safe_text.html(card.name)}</bdi></{heading}>" if heading else ""
    return (
        f'<div class="card-head"><div class="card-name">{name}'
        f'<div class="card-facts">{facts}</div></div>{_grade_html(card)}{_score_html(card)}</div>'
    )


def flags_html(card: Card) -> str:
    """The flags in words; "" without any."""
    flags = "".join(map(_flag_html, card.flags))
    return f'<div class="card-flags">{flags}</div>' if flags else ""


def _grade_html(card: Card) -> str:
    if not card.grade:
        return '<div class="card-grade grade-none" aria-hidden="true">\u2013</div>'
    possible = f'<div class="grade-high">up to {card.grade_high}</div>' if card.grade_high != card.grade else ""
    return (
        f'<div class="card-grades"><div class="card-grade grade-{card.grade}"><span class="unseen">Grade </span>'
        f"{card.grade}</div>{possible}</div>"
    )


def _score_html(card: Card) -> str:
    if not card.score:
        return f'<div class="card-score score-none">{card.unscored}</div>'
    possible = f"up to {card.score_high}" if card.score_high else "of 100"
    return (
        f'<div class="card-score"><span class="unseen">Score </span><strong>{card.score}</strong>'
        f"<div>{possible}</div></div>"
    )


def bar_html(answer: Answer) -> str:
    """The title of a question, its points, and its bar, in which what is open is hatched."""
    sure, possible = (100 * points / FULL for points in (answer.low, answer.high))
    unclear = f'<span class="unseen">, up to {answer.high / 10:g} possible</span>' if answer.low < answer.high else ""
    return (
        f'<div class="answer-points"><b>{answer.title}</b> <span>{answer.points}{unclear}</span></div>'
        f'<div class="answer-bar" aria-hidden="true"><i style="width:{sure:.1f}%"></i>'
        f'<i class="open" style="width:{possible - sure:.1f}%"></i></div>'
    )


def _answer_html(answer: Answer, where: str) -> str:
    more = f", and {answer.more} more {where}".rstrip() if answer.more else ""
    terms = ", ".join(map(_term_html, answer.terms)) + more
    return f'<div class="card-answer">{bar_html(answer)}<div class="answer-terms">{terms}</div></div>'


def _term_html(term: Term) -> str:
    words = safe_text.html(term.words)
    return f"<mark>{words}</mark>" if term.matches else words


def _flag_html(flag: CardFlag) -> str:
    words = safe_text.html(flag.words)
    return (
        f'<span class="card-flag{" serious" * flag.serious}">'
        f"{f'<mark>{words}</mark>' if flag.matches else words}</span>"
    )
