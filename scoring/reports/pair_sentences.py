"""The sentences that say why one clinic ranks above another, how sure that is, and what would change it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scoring import decisions
from scoring.decisions import Pair
from scoring.reports.calculation import in_text, points
from scoring.reports.clinic_summary import certainty
from scoring.reports.pair_explanation import PairExplanation, QuestionGap
from scoring.reports.pair_verdict import FAIRLY_SURE, sureness, verdict
from scoring.reports.questions_to_ask import own_questions, settling_questions
from scoring.reports.unscored import few_weights
from scoring.rubric import QUESTIONS
from scoring.wording import MINUS, listed, quoted, share_in_words, with_minus


def pair_sentences(explanation: PairExplanation) -> tuple[str, ...]:
    """Which is ahead and by what, which weights and answers would swap them, possible ranks, and what to ask."""
    called = explanation.names
    if explanation.pair is None:
        return _unscored(explanation, called)
    ahead, behind = reversed(called) if explanation.pair.reverses else called
    return (
        _lead(explanation, explanation.pair, ahead, behind),
        *filter(None, [verdict(explanation)]),
        *_weights(explanation, explanation.pair, ahead, behind),
        _answers(explanation, explanation.pair, ahead, behind),
        *_both_at_once(explanation, explanation.pair, behind),
        *_stating_more(explanation, explanation.pair, behind),
        *_of_the_one_ahead(explanation.pair, ahead),
        _ranks(explanation, called),
        *_not_weighed(explanation, called),
        *_to_ask(explanation, called),
    )


def term_sentences(explanation: PairExplanation) -> tuple[str, ...]:
    """For each question that separates the two: what it adds to the one ahead, and the terms behind both's points."""
    if explanation.pair is None:
        return ()
    names = explanation.names
    sign, order = (-1, (1, 0)) if explanation.pair.reverses else (1, (0, 1))
    return tuple(
        f"{entry.title} {_signed(sign * entry.part)}: {'; '.join(_made_by(entry, place, names) for place in order)}."
        for entry in explanation.questions
        if entry.part
    )


def _unscored(explanation: PairExplanation, called: Sequence[str]) -> tuple[str, ...]:
    if few_weights(explanation.review):
        return (certainty(explanation.clinics[0]),)
    silent = [name for name, clinic in zip(called, explanation.clinics, strict=True) if not clinic.scored]
    why = certainty(next(clinic for clinic in explanation.clinics if not clinic.scored))
    has = "has" if len(silent) == 1 else "have"
    return (f"{listed(silent)} {has} no score, so neither clinic stands above the other. {why}",)


def _lead(explanation: PairExplanation, pair: Pair, ahead: str, behind: str) -> str:
    """Zumbro Lane (87.5) is 8.7 above Flatstone (78.8): Who +10.0, How +2.5, Where -3.8."""
    sign = -1 if pair.reverses else 1
    parts = [(entry.title, sign * entry.part) for entry in explanation.questions if entry.part]
    shown = ", ".join(f"{title} {_signed(part)}" for title, part in sorted(parts, key=lambda part: -part[1]))
    minus = f"; a minus speaks for {behind}" if any(part < 0 for _, part in parts) else ""
    if not pair.is_level:
        above = points(pair.ahead.score - pair.behind.score)
        score, other = points(pair.ahead.score), points(pair.behind.score)
        return f"{ahead} ({score}) is {above} above {behind} ({other}): {shown}{minus}."
    level = f"{ahead} and {behind} are tied at {points(pair.ahead.score)}"
    if not shown:  # or so little that no tenth of a point shows it
        return f"{level}, and no question makes a visible difference."
    return f"{level}; {ahead} compared with {behind}: {shown}{minus}."


def _weights(explanation: PairExplanation, pair: Pair, ahead: str, behind: str) -> list[str]:
    """Which weights would put the other ahead, or that none would."""
    if not any(pair.differences):
        return ["Both count the same on every question, so no weights part them."]
    if explanation.swap is None:
        lead = f"As the answers count now, {ahead} has at least as much on every question"
        return [f"{lead}, so no weights alone put {behind} ahead."]
    return [_one_weight(explanation, behind), *_all_weights(explanation, pair, explanation.swap.move)]


def _one_weight(explanation: PairExplanation, behind: str) -> str:
    steps = explanation.one_weight or {}
    if not steps:
        return f"No single weight, from 0 to 100 in steps of five, puts {behind} ahead."
    rubric, weights = explanation.review.rubric, explanation.review.weights
    ways = [
        f"a weight of {step} for {rubric.questions[key].title} (now {weights[key]:g})" for key, step in steps.items()
    ]
    return f"{behind} would move ahead with {listed(ways, 'or')}."


def _all_weights(explanation: PairExplanation, pair: Pair, move: float) -> list[str]:
    """How far all weights have to move at once; nothing if only a question without weight favors the other."""
    rule = explanation.review.rubric.robustness
    titles = [explanation.review.rubric.questions[question].title for question in QUESTIONS]
    moved = list(zip(titles, pair.weights, pair.differences, strict=True))
    more = [title for title, weight, difference in moved if weight and difference < 0]
    less = [title for title, weight, difference in moved if weight and difference > 0]
    if not more or not less or not move:
        return []
    share, fair = map(share_in_words, (math.ceil(100 * move), rule.spread_percent))
    text = f"Counting {listed(more)} more and {listed(less)} less, each by {share} of its weight, closes the gap"
    if 100 * move > rule.spread_percent:
        return [f"{text}, but readers may fairly differ by no more than {fair}."]
    return [f"{text}, and readers may fairly differ by up to {fair}."]


def _answers(explanation: PairExplanation, pair: Pair, ahead: str, behind: str) -> str:
    """Whether open answers could change the order, and which."""
    at_most = points(pair.behind.high)
    is_open = pair.behind.high > pair.behind.score
    if explanation.surely_ahead:
        best = f"Even with the best answer to everything it leaves open, {behind} would reach {at_most} and stay behind"
        lead = best if is_open else f"{behind} leaves nothing unclear that counts, so no open answer puts it ahead"
        return f"{lead}{_at_other_weights(explanation, pair)}."
    if not explanation.could_pass:
        return f"No open answer puts {behind} ahead{'' if pair.is_level else '; at best they tie'}."
    if pair.behind.high <= pair.ahead.score:  # where open questions count at the middle
        return f"{behind} could pass only if what {ahead} leaves open had poor answers."
    alone = [answer for answer in explanation.open_answers if answer.passes_from is not None]
    titles = explanation.review.rubric.questions
    if not alone:
        several = listed([titles[answer.question].title for answer in explanation.open_answers])
        lead = f"{behind} leaves open {several} and could reach {at_most}"
        return f"{lead}. No single answer would be enough; together they would."
    ways = [
        f"{titles[answer.question].title} gave {points(answer.passes_from or 0)} or more of 100 points"
        for answer in alone
    ]
    still = f", as long as what {ahead} leaves open adds nothing" if pair.ahead.high > pair.ahead.score else ""
    lead = f"{behind} could reach {at_most} by what it leaves open. It would move ahead if {listed(ways, 'or')}"
    return f"{lead}{still}."


def _both_at_once(explanation: PairExplanation, pair: Pair, behind: str) -> list[str]:
    """The answers and weights that together could end the lead; nothing if either alone can, or nothing can.

    At the largest difference of weights, some pairs only tie.
    """
    if sureness(explanation) != FAIRLY_SURE:
        return []
    percent = explanation.review.rubric.robustness.spread_percent
    titles = [explanation.review.rubric.questions[question].title for question in QUESTIONS]
    moved = [row for row in zip(titles, pair.weights, pair.sure_differences, strict=True) if row[1]]
    more, less = ([title for title, _, gap in moved if gap * sign > 0] for sign in (-1, 1))
    opened = [titles[QUESTIONS.index(answer.question)] for answer in explanation.open_answers]
    best = f"{behind} had the best answer on {listed(opened)}" if opened else "the other's open answers were poor"
    counted = " and ".join(
        f"{listed(names)} counted {share_in_words(percent)} {way}"
        for names, way in ((more, "more"), (less, "less"))
        if names
    )
    end = "make the two level" if decisions.surely_not_behind_within(pair, percent) else "undo it"
    return [f"Only both together could {end}: if {best}, and {counted}."]


def _stating_more(explanation: PairExplanation, pair: Pair, behind: str) -> list[str]:
    """What the one behind could reach with one more statement, if that and no open answer ends the lead.

    An open answer settles what a record leaves in doubt; what a record could state in addition is no part of a range.
    """
    if not explanation.surely_ahead:
        return []
    account = explanation.clinics[0 if pair.reverses else 1]
    added = [entry.outcome.score for entry in account.raises if entry.kind is not decisions.Kind.SETTLED]
    most = max(added, default=0)
    if pair.is_level or most < pair.ahead.score:
        return []
    ends = "draw level" if most == pair.ahead.score else "move ahead"
    lead = "If its record stated one thing more than it does"
    return [f"{lead}, {behind} could {ends}, at up to {points(most)}: its page lists what."]


def _of_the_one_ahead(pair: Pair, ahead: str) -> list[str]:
    """What the one ahead leaves open can only widen its lead; nothing if it leaves nothing open or neither leads."""
    if pair.is_level or pair.ahead.high <= pair.ahead.score:
        return []
    return [f"By what it leaves open, {ahead} could itself reach {points(pair.ahead.high)}."]


def _at_other_weights(explanation: PairExplanation, pair: Pair) -> str:
    percent = explanation.review.rubric.robustness.spread_percent
    if decisions.surely_ahead_at_any_weights(pair):
        return ", and no weights change that"
    if decisions.surely_ahead_within(pair, percent):
        return f", even with every weight up to {share_in_words(percent)} lower or higher"
    return " with the weights set now"


def _ranks(explanation: PairExplanation, called: Sequence[str]) -> str:
    shown = [
        f"{name} only {best:,}" if best == worst else f"{name} {best:,} to {worst:,}"
        for name, (best, worst) in zip(called, explanation.ranks or (), strict=False)
    ]
    answers = "whatever open answers are, those of other clinics too"
    return f"With the weights set now, and {answers}, ranks can be: {listed(shown)}."


def _not_weighed(explanation: PairExplanation, called: Sequence[str]) -> list[str]:
    """The flags that belong to no question, so that neither score nor rank counts them; nothing without any."""
    flags = [
        f"{listed([quoted(flag.label) for flag in clinic.flags.values()])} of {name}"
        for name, clinic in zip(called, explanation.clinics, strict=True)
        if clinic.flags
    ]
    return [f"Not weighed in this: {listed(flags)}. Scores and ranks leave that out."] if flags else []


def _to_ask(explanation: PairExplanation, called: Sequence[str]) -> list[str]:
    """What to ask each of the two, as its own list of questions begins: what is open, or else the first of the list."""
    lead = "To settle what is open"
    asks = [settling_questions(clinic) for clinic in explanation.clinics]
    if not any(asks):
        lead = "Nothing is left to settle; as a first question"
        asks = [own_questions(clinic)[:1] for clinic in explanation.clinics]
    by_name = {"both": asks[0]} if asks[0] == asks[1] else dict(zip(called, asks, strict=True))
    ways = [f"ask {name}: {listed([*map(quoted, questions)])}" for name, questions in by_name.items() if questions]
    return [f"{lead}, {' And '.join(ways)}"]


def _signed(tenths: int) -> str:
    return f"{'+' if tenths > 0 else MINUS}{points(abs(tenths))}"


def _made_by(question: QuestionGap, place: int, called: Sequence[str]) -> str:
    """What makes up the points of one of the two: its terms with their points, or how they are counted."""
    answer, terms = question.answers[place], question.terms[place]
    lead = f"{called[place]} {points(answer.counted)} of 100"
    if question.question in ("who", "what") and terms and answer.is_sure:
        made = ", ".join(f"{in_text(step.label)} {with_minus(step.points or 0)}" for step in terms)
        return f"{lead} ({made})"
    return f"{lead} ({in_text(answer.sum.rstrip('.'))})"
