"""How sure the order of two clinics is, and what favors which of them, in one sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from scoring import decisions
from scoring.reports.calculation import points
from scoring.reports.pair_explanation import PairExplanation, QuestionGap
from scoring.wording import listed, share_in_words

SURE, FAIRLY_SURE, NOT_QUITE_SURE, NOT_SURE = "sure", "fairly sure", "not quite sure", "not sure"


def sureness(explanation: PairExplanation) -> str:
    """How sure the order of the two is, depending on what can reverse it: one of four words; "" if neither is ahead.

    Fair differences of weights are those that the rubric's draws try.
    """
    if explanation.pair is None or explanation.pair.is_level:
        return ""
    if not explanation.surely_ahead:
        return NOT_SURE
    if _weights_turn(explanation):
        return NOT_QUITE_SURE
    percent = explanation.review.rubric.robustness.spread_percent
    return SURE if decisions.surely_ahead_within(explanation.pair, percent) else FAIRLY_SURE


def assurance(explanation: PairExplanation) -> str:
    """How sure the order of the two is, as the end of a sentence that says who is ahead; "" if neither is."""
    word = sureness(explanation)
    return f"this order is {word}" if word else ""


def sides(explanation: PairExplanation, names: tuple[str, str] | None = None) -> tuple[str, ...]:
    """What favors the one ahead, what the other, and what is open, which favors neither yet.

    One sentence each, questions that separate them most first; what does not occur is left out. `names`: as from
    `pair_sentences`.
    """
    if explanation.pair is None:
        return ()
    called = names or explanation.names
    parts = sorted((entry for entry in explanation.questions if entry.part), key=lambda entry: -abs(entry.part))
    lines = []
    for place in (1, 0) if explanation.pair.reverses else (0, 1):
        ways = [_against(entry, place) for entry in parts if (entry.part > 0) == (place == 0) and not _open(entry)]
        if ways:
            lines.append(f"For {called[place]}: {listed(ways)}.")
    unclear = [_left_open(entry, called) for entry in explanation.questions if entry.weight and _open(entry)]
    return (*lines, *([f"Open: {listed(unclear)}."] if unclear else []))


def _open(entry: QuestionGap) -> bool:
    return any(answer.is_open for answer in entry.answers)


def _against(entry: QuestionGap, place: int) -> str:
    """Who (80.0 points against 55.0), or How (95.0 points against 20.0, which could be up to 100.0)."""
    own, other = entry.answers[place], entry.answers[1 - place]
    more = "" if other.is_sure else f", which could be up to {points(other.high)}"
    return f"{entry.title} ({points(own.counted)} points against {points(other.counted)}{more})"


def _left_open(entry: QuestionGap, called: Sequence[str]) -> str:
    """What for both, or Where for Elm (up to 80.0 points; Oak has 65.0)."""
    silent = [place for place, answer in enumerate(entry.answers) if answer.is_open]
    if len(silent) > 1:
        return f"{entry.title} for both"
    (place,) = silent
    known = points(entry.answers[1 - place].counted)
    high = points(entry.answers[place].high)
    return f"{entry.title} for {called[place]} (up to {high} points; {called[1 - place]} has {known})"


def verdict(explanation: PairExplanation) -> str:
    """How sure the order of the two is, and what could reverse it, in one sentence; "" if neither is ahead."""
    word = sureness(explanation)
    if explanation.pair is None or not word:
        return ""
    percent = explanation.review.rubric.robustness.spread_percent
    by_weights = f"counting each question up to {share_in_words(percent)} more or less"
    if word == NOT_SURE:
        why = "open answers could undo it" + f", and so could {by_weights}" * _weights_turn(explanation)
    elif word == NOT_QUITE_SURE:
        why = f"no open answer undoes it, but {by_weights} could"
    elif word == SURE:
        why = f"neither open answers nor {by_weights} can undo it"
    else:
        level = decisions.surely_not_behind_within(explanation.pair, percent)
        end = "make the two level, and none put the other ahead" if level else "undo it"
        why = f"only open answers together with {by_weights} could {end}"
    return f"The order is {word}: {why}."


def _weights_turn(explanation: PairExplanation) -> bool:
    """Whether fair differences in weights put the other ahead, with the answers as they count now."""
    percent = explanation.review.rubric.robustness.spread_percent
    return explanation.swap is not None and 100 * explanation.swap.move <= percent
