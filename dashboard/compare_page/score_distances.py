"""How far apart the scores of compared clinics are, how sure that is, and on which question they differ most."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import safe_text
from scoring import QUESTIONS
from scoring.reports import (
    Account,
    Answered,
    assurance,
    counted,
    explain_pair,
    few_weights,
    listed,
    points,
    sides,
)


def apart(compared: Sequence[Account]) -> str:
    """How far apart the scores are, how sure that is, and what favors which of the clinics, as Markdown."""
    scored = sorted((clinic for clinic in compared if clinic.scored), key=lambda clinic: -clinic.score)
    words = list(_scores_apart(scored[0], scored[-1])) if len(scored) > 1 else [largest_difference(compared)]
    if unscored := len(compared) - len(scored):
        words.append(_without_score(unscored, by_weights=bool(few_weights(compared[0].review))))
    return " ".join(words)


def _without_score(clinics: int, *, by_weights: bool) -> str:
    has, record, does = ("has", "its record", "does") if clinics == 1 else ("have", "their records", "do")
    why = "as these weights leave too little" if by_weights else f"as {record} {does} not state enough"
    return f"{counted(clinics, 'clinic')} {has} no score, {why}."


def _scores_apart(highest: Account, lowest: Account) -> tuple[str, ...]:
    """For the ends of several clinics, or for two: the distance with how sure the order is, then both sides."""
    gap = highest.score - lowest.score
    pair = explain_pair(highest.review, highest.position, lowest.position)
    high, low = map(safe_text.markdown, pair.names)
    both_sides = sides(pair, (high, low))
    if not gap:
        lead = f"**All with a score have the same: {points(highest.score)}.**"
        return lead, *(both_sides or [_all_level((highest, lowest))])
    lead = f"**{high} ({points(highest.score)}) is {points(gap)} points ahead of {low} ({points(lowest.score)}), "
    return f"{lead}and {assurance(pair)}.**", *both_sides


def largest_difference(compared: Sequence[Account]) -> str:
    """A sentence that names the question on which the clinics are furthest apart, as Markdown."""
    spans = {
        question: max(tenths) - min(tenths)
        for question in QUESTIONS
        if compared[0].questions[question].weight > 0
        for tenths in [[clinic.questions[question].counted for clinic in compared]]
    }
    widest = max(spans.values(), default=0)
    if not widest:
        return _all_level(compared)
    level = [question for question, span in spans.items() if span == widest]
    if len(level) > 1 and all(clinic.questions[question].is_sure for question in level for clinic in compared):
        titles = listed([f"**{compared[0].questions[question].rule.title}**" for question in level])
        return f"They differ most on {titles}: by {points(widest)} of 100 points each."
    return f"They differ most on {'; and on '.join(_ends(question, compared) for question in level)}."


def _ends(question: str, compared: Sequence[Account]) -> str:
    """What the clinics with the most and the fewest points get on a question; if it is open, what is possible."""
    by_points = sorted(compared, key=lambda clinic: _standing(clinic.questions[question]))
    below, above = (
        f"{safe_text.markdown(clinic.name)} {_points(clinic.questions[question])}"
        for clinic in (by_points[0], by_points[-1])
    )
    return f"**{compared[0].questions[question].rule.title}**, where {above} and {below}"


def _all_level(compared: Sequence[Account]) -> str:
    """That clinics count the same on every question that counts, and whether only what is sure is the same."""
    answers = [answer for clinic in compared for answer in clinic.questions.values() if answer.weight > 0]
    level = "They count the same on each question that counts"
    return f"{level}." if all(answer.is_sure for answer in answers) else f"{level}, as far as their records are clear."


def _standing(answer: Answered) -> tuple[int, bool, int]:
    """The sort key of clinics on a question: points that count, then whether they are sure, then what is possible."""
    return answer.counted, answer.is_sure, answer.high


def _points(answer: Answered) -> str:
    """The points that are sure, and how many are possible: gets 50.0 of 100 (up to 80.0 possible)."""
    sure = "leaves it open" if answer.is_open else f"gets {points(answer.counted)} of 100"
    return sure if answer.is_sure else f"{sure} (up to {points(answer.high)} possible)"
