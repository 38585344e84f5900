"""The account of one clinic in five plain sentences, and the questions to ask that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scoring.recognition import NOTHING
from scoring.reports.calculation import in_text, labels, points
from scoring.reports.explanation import Account, Answered
from scoring.reports.unscored import few_weights
from scoring.rubric import Verification
from scoring.scores import best_level, readings_of
from scoring.wording import day_in_words, listed

_ASKED = {
    "who": "who injects",
    "what": "what is injected",
    "where": "where it goes",
    "how": "how the needle is guided",
}
_JOINT = {"states": "and", "leaves unclear": "and", "does not state": "or"}


def sentences(told: Account) -> tuple[str, str, str, str, str]:
    """What is stated and when; what earned and lost; what the guidance reaches; how sure; what is not measured."""
    limits = told.review.rubric.statements["account_limits"]
    return _stated(told), _earned(told), _reach(told), _sure(told), limits


def to_ask(told: Account) -> tuple[str, ...]:
    """Questions for the clinic: those of its flags, then one for each question that its record leaves open.

    Where and How rest on the same two columns: what is stated of one is not asked because the other is open.
    """
    asks = [flag.ask for flag in told.all_flags.values()]
    for asked in told.questions.values():
        stated = _said(told, asked.rule.dimension) == "states"
        if not stated and (asked.is_open or asked.low < asked.high):
            asks.append(asked.rule.ask)
    return tuple(dict.fromkeys(asks))


def as_of(told: Account) -> date | None:
    """The date of the record, or None where it states none."""
    dates = told.review.understood.as_of
    day: date | None = dates.values[dates.codes[told.position]]
    return day


def _stated(told: Account) -> str:
    day = as_of(told)
    when = f"Its record, as of {day_in_words(day)}," if day else "Its record, whose date is not stated,"
    groups: dict[str, list[str]] = {"states": [], "leaves unclear": [], "does not state": []}
    for asked in told.questions.values():
        groups[_said(told, asked.rule.dimension)].append(_ASKED[asked.question])
    parts = [f"{verb} {listed(what, _JOINT[verb])}" for verb, what in groups.items() if what]
    return f"{when} {', and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))}."


def _said(told: Account, dimension: str) -> str:
    """What a record does about a dimension. Words that name no known term leave it unclear."""
    stated = told.stated[dimension]
    if stated.terms and not stated.ambiguous:
        return "states"
    return "leaves unclear" if stated.ambiguous or told.cell(dimension) else "does not state"


def _earned(told: Account) -> str:
    sure = [asked for asked in told.questions.values() if not asked.is_open and asked.weight > 0]
    if not sure:
        return "No question that counts is answered, so nothing was earned and nothing lost."
    best, worst = (pick(asked.counted for asked in sure) for pick in (max, min))
    if best > worst:
        first, then = ("least", worst), ("most", best)
        if not _is_low(told):
            first, then = then, first
        lead = f"It earns {first[0]} on {_level_at(first[1], sure, ' of 100')}"
        lead += f", and {then[0]} on {_level_at(then[1], sure)}"
    elif len(sure) > 1:
        lead = f"Each answered question that counts gives {points(best)} of 100 points"
    else:
        lead = f"The one answered question that counts, {sure[0].rule.title}, gives {points(best)} of 100 points"
        lead += _because(sure[0])
    return f"{lead}{_losses(told)}."


def _is_low(told: Account) -> bool:
    """Whether the score earns the lowest grade, so that what it lacks is said first."""
    return told.scored and told.review.totals.earned[told.profile] == "F"


def _level_at(tenths: int, sure: Sequence[Answered], scale: str = "") -> str:
    """The questions that give so many points: Where and How, 100.0 of 100 each."""
    level = [asked for asked in sure if asked.counted == tenths]
    titles = listed([asked.rule.title for asked in level])
    return f"{titles}, {points(tenths)}{scale}{_because(level[0]) if len(level) == 1 else ' each'}"


def _because(asked: Answered) -> str:
    """The terms that give Who or What its points, where it is certain and nothing is taken off."""
    given = [step for step in asked.steps if step.points]
    if asked.question not in ("who", "what") or asked.unclear or any((step.points or 0) < 0 for step in given):
        return ""
    terms = [in_text(step.label) for step in given if not isinstance(step.rule, Verification)]
    return f" for {listed(terms)}" if terms else ""


def _losses(told: Account) -> str:
    what = told.questions["what"]
    off = [in_text(step.label) for step in what.steps if step.points is not None and step.points < 0]
    return f"; points are taken off for {listed(off)}" if off and what.weight > 0 else ""


def _reach(told: Account) -> str:
    targets = told.stated["targets"].terms
    if not targets:
        return "It names no target, so what its guidance reaches cannot be told."
    sure, hoped = _reached(told)
    names = "one target" if len(targets) == 1 else f"{len(targets)} targets"
    if hoped == targets and not sure:
        why = "does not state" if _said(told, "imaging") == "does not state" else "does not say clearly"
        return f"It names {names} and {why} how the needle is guided, so what is reached cannot be told."
    if sure == targets:
        every = {1: "the one target", 2: "both targets"}.get(len(targets), f"all {names}")
        return f"Its stated guidance reaches {every} that it names."
    missed, unclear = _in_text(targets - hoped), _in_text(hoped - sure)
    if not hoped:
        none_of = "does not reach the one target" if len(targets) == 1 else f"reaches none of the {names}"
        return f"Its stated guidance {none_of} that it names: {listed(missed)}."
    but = f", but not {listed(missed, 'or')}" if missed else ""
    few = f"reaches {len(sure)} of the {names} that it names{but}" if sure else f"does not reach {listed(missed, 'or')}"
    if not unclear:
        return f"Its stated guidance {few}."
    return f"As far as it is clear, its guidance {few}; whether it reaches {listed(unclear, 'or')} is not clear."


def _reached(told: Account) -> tuple[frozenset[str], frozenset[str]]:
    """The targets that the guidance reaches whatever its words mean, and those that it may reach."""
    rubric, targets, imaging = told.review.rubric, told.stated["targets"].terms, told.stated["imaging"]
    readings = readings_of(imaging.terms, imaging.ambiguous, "imaging") if imaging != NOTHING else None
    each = [
        frozenset(target for target in targets if rubric.levels[best_level(rubric, target, terms)].reached)
        for terms in readings or ()
    ]
    return (frozenset.intersection(*each), frozenset.union(*each)) if each else (frozenset(), targets)


def _in_text(targets: frozenset[str]) -> list[str]:
    return [in_text(label) for label in labels("targets", targets)]


def _sure(told: Account) -> str:
    rule = told.review.rubric.coverage
    if too_few := few_weights(told.review):
        return f"No clinic has a score under these weights: {too_few}."
    if not told.scored:
        return (
            f"Too little is stated for a score, which is not the same as a low one: it takes {rule.least_questions} "
            f"answered questions that count, with at least {rule.least_percent}% of the weight."
        )
    row = told.review.score_rows(slice(told.position, told.position + 1)).iloc[0]
    between = f"lies between {row['rank_low']} and {row['rank_high']}"
    rank = f"its rank, {row['rank']}, mostly {'stays the same' if row['rank_low'] == row['rank_high'] else between}"
    if row["score_low"] == row["score_high"]:
        return f"Nothing is open that could move the score, {row['score']:.1f}; {rank} as the weights vary."
    return (
        f"What is open could move the score, {row['score']:.1f}, "
        f"to anything from {row['score_low']:.1f} to {row['score_high']:.1f}; "
        f"{rank} as the weights and what is open vary."
    )
