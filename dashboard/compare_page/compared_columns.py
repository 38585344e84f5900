"""What a clinic's column on Compare contains, and its HTML. Values only: nothing here draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard import distances, safe_text
from dashboard.clinic_card import Answer, Card, Term, bar_html, cards, flags_html, head_html
from dashboard.view import View
from dashboard.wording import clinic_labels
from dashboard.wording.figure_words import usual_ranks_in_words
from scoring import QUESTIONS
from scoring.reports import (
    ADDS_NOTHING,
    ANY_TARGET,
    NOT_REACHED,
    Account,
    Answered,
    Step,
    as_of,
    by_result,
    day_in_words,
    evidence,
    in_text,
    listed,
    own_questions,
    quoted,
)
from scoring.scores import FULL

LONGEST_WORDS = 60  # characters of words that state nothing known
MOST_ASKS = 3  # the clinic's page has all of them


@dataclass(frozen=True)
class ComparedAnswer:
    """A question of one clinic beside the same question of the others.

    `bar`: its points and terms; a term `matches` if not all of the clinics state it. `reasons`: what gave or cost
    the points that differ, each with its points; `total`: how they add up. Both are empty if the
    clinics count the same.
    """

    bar: Answer
    reasons: tuple[tuple[str, str], ...] = ()
    total: str = ""


@dataclass(frozen=True)
class Column:
    """A clinic of a comparison. `rank`: its rank and tier in words, "" without a score or if scored alone.

    `studies`: products with targets that it states, and what studies found of them in short. `asks`: the questions to
    ask it, as on its page. `studied_where`: the targets that the studies are about, "" for those that it states.
    """

    card: Card
    rank: str
    answers: tuple[ComparedAnswer, ...]
    studies: tuple[tuple[str, str], ...]
    asks: tuple[str, ...]
    studied_where: str


def columns(view: View, compared: Sequence[Account]) -> list[Column]:
    """The columns of the compared clinics, in their order."""
    rows = np.array([clinic.position for clinic in compared], dtype=np.int64)
    scores = view.review.score_rows(rows)
    ranks = [
        f"{rank}, tier {tier}" if rank and not clinic.is_alone else ""
        for rank, tier, clinic in zip(usual_ranks_in_words(scores), scores["tier"], compared, strict=True)
    ]
    by_question = [_beside([clinic.questions[question] for clinic in compared]) for question in QUESTIONS]
    dated = [
        replace(card, facts=(*card.facts, _day(clinic)))
        for card, clinic in zip(cards(view, rows, distances.on_cards(view, rows)), compared, strict=True)
    ]
    studies, asks = map(_studies, compared), map(own_questions, compared)
    return [
        Column(*parts)
        for parts in zip(
            dated, ranks, zip(*by_question, strict=True), studies, asks, map(_scope, compared), strict=True
        )
    ]


def _studies(clinic: Account) -> tuple[tuple[str, str], ...]:
    """Its products, with the targets that share a finding, and the finding."""
    groups = by_result(clinic.review.rubric, evidence(clinic))
    return tuple(
        (f"{product}, {listed(list(map(in_text, targets)))}", result) for (product, result), targets in groups.items()
    )


def _scope(clinic: Account) -> str:
    return "" if clinic.stated["targets"].terms else ANY_TARGET


def _day(clinic: Account) -> str:
    day = as_of(clinic)
    return f"as of {day_in_words(day)}" if day else "Date not stated"


def _beside(answers: Sequence[Answered]) -> list[ComparedAnswer]:
    """One question of all clinics: what they state, and why their points differ, if they do and count."""
    shared = set.intersection(*(set(answer.terms) for answer in answers))
    differs = answers[0].weight > 0 and len({_what_counts(answer) for answer in answers}) > 1
    compared = []
    for answer in answers:
        terms = [Term(term, term not in shared) for term in answer.terms]
        terms += [Term(word.unclear_label, matches=True) for word in answer.ambiguous]
        bar = Answer(
            title=answer.rule.title,
            low=answer.low,
            high=answer.high,
            weighs=answer.weight > 0,
            terms=tuple(terms) or (Term(_silence(answer), matches=False),),
            more=0,
        )
        compared.append(_explained(bar, answer) if differs else ComparedAnswer(bar))
    return compared


def _what_counts(answer: Answered) -> tuple[object, ...]:
    """What makes clinics differ on a question: points, and for Where, which counts targets, the targets too."""
    return answer.low, answer.high, answer.terms if answer.question == "where" else ()


def _silence(answer: Answered) -> str:
    """The words if they state nothing known, else "not stated"."""
    words = answer.words[answer.rule.dimension]
    return f"{quoted(words[:LONGEST_WORDS])}: not a known answer" if words else clinic_labels.NOT_STATED


def _explained(bar: Answer, answer: Answered) -> ComparedAnswer:
    """A question with the parts of its points. A sum with a single part would only repeat that part."""
    reasons = _reasons(answer)
    says_all = len(reasons) == 1 and answer.is_sure and answer.question != "where"
    return ComparedAnswer(bar, reasons, "" if says_all else answer.sum)


def _reasons(answer: Answered) -> tuple[tuple[str, str], ...]:
    """What decides the points, each with its points; targets that are guided alike are grouped."""
    if answer.question in ("who", "what"):
        return tuple((step.label, _gives(step, answer)) for step in answer.steps if step.gives != ADDS_NOTHING)
    if answer.question == "where":
        missed = [step.target for step in answer.steps if step.gives == NOT_REACHED]
        return ((_in_a_row(missed), NOT_REACHED),) if missed else ()
    alike: dict[tuple[str, str], list[str]] = {}
    worst = _guided_worst(answer)
    for step in worst:
        alike.setdefault((step.guidance, step.gives), []).append(step.target)
    rows = [(f"{_in_a_row(targets)}, {guidance}", gives) for (guidance, gives), targets in alike.items()]
    if len(worst) == len(answer.steps):
        return tuple(rows)
    return tuple((f"Guided worst: {in_text(label)}", gives) for label, gives in rows)


def _guided_worst(answer: Answered) -> list[Step]:
    """The targets whose guidance decides the points of How; none if it gives all points."""
    worst = min((step.points for step in answer.steps if step.points is not None), default=FULL)
    return [step for step in answer.steps if step.points == worst and 10 * worst < FULL]


def _in_a_row(targets: Sequence[str]) -> str:
    return listed([targets[0], *map(in_text, targets[1:])])


def _gives(step: Step, answer: Answered) -> str:
    """What a step gives; an addition to a base has a plus: +5 as checked."""
    return f"+{step.gives}" if answer.question == "who" and step.points and step is not answer.steps[0] else step.gives


# -- HTML --------------------------------------------------------------------------------------------------------


def column_html(column: Column) -> str:
    """The column as HTML, in which text of the record is literal: its head, four questions and flags, one row each."""
    facts = " \u00b7 ".join(f"<bdi>{safe_text.html(fact)}</bdi>" for fact in column.card.facts)
    rank = f'<div class="card-facts">{safe_text.html(column.rank)}</div>' if column.rank else ""
    head = head_html(replace(column.card, facts=()), "h3")
    answers = "".join(map(_answer_html, column.answers))
    below = f"{flags_html(column.card)}{_studies_html(column.studies, column.studied_where)}{_asks_html(column.asks)}"
    return (
        f'<div class="column-head">{head}{rank}<div class="card-facts">{facts}</div></div>{answers}'
        f'<div class="column-flags">{below}</div>'
    )


def _studies_html(studies: Sequence[tuple[str, str]], where: str) -> str:
    if not studies:
        return ""
    lines = "".join(f"<li>{safe_text.html(pair)}: <b>{safe_text.html(result)}</b></li>" for pair, result in studies)
    heading = f"What studies found{', ' * bool(where)}{where}"
    return f'<div class="column-studies"><b>{heading}</b><ul class="answer-reasons">{lines}</ul></div>'


def _asks_html(asks: Sequence[str]) -> str:
    """The first questions, numbered as on the clinic's page, and how many there are if there are more."""
    lines = "".join(f"<li>{safe_text.html(ask)}</li>" for ask in asks[:MOST_ASKS])
    more = f" ({MOST_ASKS} of {len(asks)}; all on the clinic's page)" if len(asks) > MOST_ASKS else ""
    return f'<div class="column-asks"><b>What to ask</b>{more}<ol class="answer-reasons">{lines}</ol></div>'


def _answer_html(answer: ComparedAnswer) -> str:
    terms = ", ".join(map(_term_html, answer.bar.terms))
    reasons = "".join(
        f"<li>{safe_text.html(label)}: <b>{safe_text.html(gives)}</b></li>" for label, gives in answer.reasons
    )
    why = f'<ul class="answer-reasons">{reasons}</ul>' if reasons else ""
    why += f'<div class="answer-total">{safe_text.html(answer.total)}</div>' if answer.total else ""
    return f'<div class="card-answer">{bar_html(answer.bar)}<div class="answer-terms">{terms}</div>{why}</div>'


def _term_html(term: Term) -> str:
    words = safe_text.html(term.words)
    return f"<b>{words}</b>" if term.matches else words
