"""The account of one clinic in five plain sentences, and the questions to ask that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scoring.account import Account, Answered
from scoring.answers import best_level
from scoring.steps import labels, points

_ASKED = {
    "who": "who injects",
    "what": "what is injected",
    "where": "where it goes",
    "how": "how the needle is guided",
}


def sentences(told: Account) -> tuple[str, str, str, str, str]:
    """What is stated and when; what earned and lost; what the guidance reaches; how sure; what is not measured."""
    limits = told.review.rubric.statements["account_limits"]
    return _stated(told), _earned(told), _reach(told), _sure(told), limits


def to_ask(told: Account) -> tuple[str, ...]:
    """Questions for the clinic: those of its flags, then one for each question that its record leaves open."""
    asks = [flag.ask for flag in told.all_flags.values()]
    asks += [asked.rule.ask for asked in told.questions.values() if asked.is_open or asked.low < asked.high]
    return tuple(dict.fromkeys(asks))


def day_in_words(day: date) -> str:
    """4 March 2025."""
    return f"{day.day} {day:%B %Y}"


def as_of(told: Account) -> date | None:
    """The date of the record, or None where it states none."""
    dates = told.review.understood.as_of
    day: date | None = dates.values[dates.codes[told.position]]
    return day


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Words as a list: a, b and c."""
    return f" {joint} ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def _stated(told: Account) -> str:
    day = as_of(told)
    when = f"Its record, as of {day_in_words(day)}," if day else "Its record, whose date is not stated,"
    groups: dict[str, list[str]] = {"states": [], "leaves unclear": [], "does not state": []}
    for question, dimension in (("who", "credentials"), ("what", "products"), ("where", "targets"), ("how", "imaging")):
        said = told.stated[dimension]
        group = "leaves unclear" if said.ambiguous else "states" if said.terms else "does not state"
        groups[group].append(_ASKED[question])
    parts = [f"{verb} {listed(asked)}" for verb, asked in groups.items() if asked]
    return f"{when} {', and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))}."


def _earned(told: Account) -> str:
    sure = [asked for asked in told.questions.values() if not asked.is_open and asked.weight > 0]
    if not sure:
        return "No question with weight can be answered from it, so nothing was earned and nothing lost."
    best, worst = (pick(sure, key=lambda asked: asked.counted) for pick in (max, min))
    if best.counted == worst.counted:
        lead = f"Each answered question gives {points(best.counted)} of 100 points"
        return f"{lead}{_losses(told)}."
    lead = f"It earns most on {best.rule.title}, {points(best.counted)} of 100{_because(best)}"
    return f"{lead}, and least on {worst.rule.title}, {points(worst.counted)}{_because(worst)}{_losses(told)}."


def _because(asked: Answered) -> str:
    """The term that gives a question its points, where one alone does."""
    given = [step for step in asked.steps if step.points]
    alone = asked.question in ("who", "what") and given and all(step.points > 0 for step in given if step.points)
    return f" ({given[0].label})" if alone else ""


def _losses(told: Account) -> str:
    off = [step.label for step in told.questions["what"].steps if step.points is not None and step.points < 0]
    return f"; points are taken off for {listed(off)}" if off else ""


def _reach(told: Account) -> str:
    rubric, targets, imaging = told.review.rubric, told.stated["targets"].terms, told.stated["imaging"]
    if not targets:
        return "It names no target, so what its guidance reaches cannot be told."
    if not imaging.terms:
        why = "does not say clearly" if imaging.ambiguous else "does not state"
        count = "a target" if len(targets) == 1 else f"{len(targets)} targets"
        return f"It names {count} and {why} how the needle is guided, so what it reaches cannot be told."
    reached = [target for target in targets if rubric.levels[best_level(rubric, target, imaging.terms)].reached]
    missed = labels("targets", targets - set(reached))
    may = " at least" if imaging.ambiguous else ""
    if not missed:
        all_of = "the one target" if len(targets) == 1 else f"all {len(targets)} targets"
        return f"Its stated guidance reaches {all_of} that it names."
    few = f"{len(reached)} of the {len(targets)} targets it names"
    return f"Its stated guidance reaches{may} {few}, not {listed(missed, 'or')}."


def _sure(told: Account) -> str:
    rule = told.review.rubric.coverage
    if not told.scored:
        return (
            f"Too little is stated for a score: that takes {rule.least_questions} answered questions with "
            f"{rule.least_percent}% of the weight, which is not the same as a low score."
        )
    row = told.review.score_rows(slice(told.position, told.position + 1)).iloc[0]
    ranks = f"its rank, {row['rank']}, lies between {row['rank_low']} and {row['rank_high']}"
    if row["score_low"] == row["score_high"]:
        return f"Nothing that counts is open, so the score is {row['score']:.1f} as stated; {ranks}."
    return (
        f"What is open could move the score, {row['score']:.1f}, "
        f"to anything from {row['score_low']:.1f} to {row['score_high']:.1f}; {ranks}."
    )
