"""The clinics of a report: those with a score by rank, then those whose records do not state enough for one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard import distances
from dashboard.clinic_card import Answer, Card, cards
from dashboard.view import View
from dashboard.view_report.report_table import Table, cell, left_out
from dashboard.wording import clinic_labels
from dashboard.wording.figure_words import ranks_in_words
from scoring.reports import possible_ranks

MOST_RANKED = 200  # about ten sheets of paper, and all of a typical directory; a download has the others
MOST_UNSCORED = 100
_UNSURE = "open"


def ranked_table(view: View) -> Table:
    """The matching clinics with a score by rank: ranks, tier, grade, score, the four questions, and flags in words."""
    rows = view.rows(scored=True)
    shown = rows[:MOST_RANKED]
    scores = view.review.score_rows(shown)
    columns = (ranks_in_words(scores), _possible_ranks(view, shown), scores["tier"], *_clinics(view, shown))
    titles = _titles(view)
    return Table(
        columns=("Rank", "Possible rank", "Tier", "Clinic", "Grade", "Score", *titles, "Flags"),
        rows=tuple(
            (
                rank,
                possible,
                str(tier),
                cell(card.name, facts),
                cell(card.grade, f"up to {card.grade_high}" * (card.grade_high != card.grade)),
                cell(card.score, f"up to {card.score_high}" * bool(card.score_high)),
                *(answer.points for answer in card.answers),
                _flags(card),
            )
            for rank, possible, tier, card, facts in zip(*columns, strict=True)
        ),
        left_out=left_out(len(rows), MOST_RANKED, "clinics"),
    )


def unscored_table(view: View) -> Table:
    """The matching clinics without a score by name: what is open, and what their records state on each question."""
    rows = view.rows(scored=False, sort="name")
    return Table(
        columns=("Clinic", "Open questions", *_titles(view), "Flags"),
        rows=tuple(
            (
                cell(card.name, facts),
                ", ".join(answer.title for answer in card.answers if answer.weighs and answer.low < answer.high)
                or "none",
                *map(_statement, card.answers),
                _flags(card),
            )
            for card, facts in zip(*_clinics(view, rows[:MOST_UNSCORED]), strict=True)
        ),
        left_out=left_out(len(rows), MOST_UNSCORED, "clinics"),
    )


def _titles(view: View) -> tuple[str, ...]:
    return tuple(question.title for question in view.review.rubric.questions.values())


def _clinics(view: View, rows: NDArray[np.int64]) -> tuple[list[Card], list[str]]:
    """The clinics as on their cards, and each one's place and price, as far as they are known."""
    places, prices = clinic_labels.places(view.review, rows), clinic_labels.prices(view.review, rows)
    miles = distances.on_cards(view, rows) or [""] * len(rows)
    facts = [" \u00b7 ".join(filter(None, stated)) for stated in zip(places, miles, prices, strict=True)]
    return cards(view, rows), facts


def _possible_ranks(view: View, rows: NDArray[np.int64]) -> list[str]:
    """The best and the worst rank that open answers leave possible: 3-45, or 3 if there is only one."""
    codes = view.review.profiles.codes[rows]
    possible = possible_ranks(view.review.profiles, view.review.totals)
    ends = zip(possible.best[codes].tolist(), possible.worst[codes].tolist(), strict=True)
    return [f"{best:,}" if best == worst else f"{best:,}\u2013{worst:,}" for best, worst in ends]


def _statement(answer: Answer) -> str:
    """What a record states about a question, with its points if these are sure."""
    terms = ", ".join(term.words for term in answer.terms) + (f", and {answer.more} more" if answer.more else "")
    return cell(terms, "" if answer.points == _UNSURE else answer.points)


def _flags(card: Card) -> str:
    caps, others = (
        ", ".join(flag.words for flag in card.flags if flag.serious == serious) for serious in (True, False)
    )
    return cell(f"Caps the grade: {caps}" if caps else "", others)
