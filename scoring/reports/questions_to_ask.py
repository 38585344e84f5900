"""What to ask a clinic: one list, which begins with what would settle its score."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.reports.explanation import Account, Answered
from scoring.scores import FULL
from scoring.scores import points as score_points

_SHARED = ("where", "how")
_STILL_TRUE = "Is what your record states still true?"


def to_ask(account: Account) -> tuple[str, ...]:
    """Questions for the clinic: what settles its score first, then those of its flags, then what else is open.

    Each of these in order of weight, as lists that are cut keep the first.
    """
    flags = (flag.ask for flag in sorted(account.all_flags.values(), key=lambda flag: _place(account, flag.question)))
    still_open = (answer for answer in account.questions.values() if not answer.is_sure)
    return tuple(dict.fromkeys((*settling_questions(account), *flags, *_asks(account, still_open))))


def settling_questions(account: Account) -> tuple[str, ...]:
    """The questions whose answers would settle what leaves its score open; none if nothing does."""
    return _asks(account, (answer for answer in account.questions.values() if answer.matters))


def _asks(account: Account, still_open: Iterable[Answered]) -> tuple[str, ...]:
    """What to ask about open questions. Where and How use the same two columns: the question is what is not stated."""
    questions = {answer.question for answer in still_open}
    if not questions.isdisjoint(_SHARED):
        questions.update(_SHARED)
    return tuple(
        _about_guidance(account) if answer.question == "how" else answer.rule.ask
        for answer in sorted(account.questions.values(), key=lambda answer: _place(account, answer.question))
        if answer.question in questions and manner(account, answer) != "states"
    )


def _place(account: Account, question: str | None) -> tuple[float, int]:
    """Where something about a question stands: what weighs most first, then in the rubric's order; last without one."""
    order = list(account.questions)
    return (-account.questions[question].weight, order.index(question)) if question else (0, len(order))


def own_questions(account: Account) -> tuple[str, ...]:
    """What to ask this clinic: what its record raises, and how the needle is guided if that could give more.

    Otherwise whether the record still holds, because every clinic can be asked that.
    """
    how = account.questions["how"]
    better = [_about_guidance(account)] if how.low < FULL and how.weight > 0 else []
    return tuple(dict.fromkeys((*to_ask(account), *better))) or (_STILL_TRUE,)


def _about_guidance(account: Account) -> str:
    """The question on guidance, or the one on contrast if what is stated would give all points with it."""
    targets, imaging = account.stated["targets"].terms, account.stated["imaging"].terms
    rubric, ask = account.review.rubric, account.questions["how"].rule.ask
    if score_points.how_points(rubric, targets, imaging, contrast=True) < FULL:
        return ask
    return next((entry.ask for entry in rubric.visit.values() if not imaging.isdisjoint(entry.imaging)), ask)


def manner(account: Account, answer: Answered) -> str:
    """How a record answers a question. Words that name no known term, or nobody who injects, leave it unclear."""
    dimension = answer.rule.dimension
    stated = account.stated[dimension]
    clear = answer.question in _SHARED or (answer.is_sure and "injector_unclear" not in answer.flags)
    if stated.terms and not stated.ambiguous and clear:
        return "states"
    return "leaves unclear" if stated.ambiguous or account.cell(dimension) else "does not state"
