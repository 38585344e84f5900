"""The summary of one clinic in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from scoring.recognition import NOTHING, Role
from scoring.reports.calculation import in_text, points
from scoring.reports.explanation import Account, Answered
from scoring.reports.questions_to_ask import manner
from scoring.reports.unscored import few_weights
from scoring.rubric import Rubric, Verification
from scoring.scores import imaging_readings, reached_targets
from scoring.vocabulary import vocabulary
from scoring.wording import day_in_words, listed

_TOPICS = {
    "who": "who injects",
    "what": "what is injected",
    "where": "where it goes",
    "how": "how the needle is guided",
}
# What is open about a question whose own column is clear, because Where and How depend on two columns.
_RESTS = {"where": "whether its guidance reaches what it names", "how": "how well its guidance suits that"}
_JOINT = {"states": "and", "leaves unclear": "and", "does not state": "or"}
_ROLES = {Role.BESIDE: "in another role", Role.NOT_NOW: "as retired, in training or assisting"}


def sentences(account: Account) -> tuple[str, ...]:
    """What is stated and when; what gives points; what the guidance can reach; how sure the score is; its limits.

    People who are named but do not count, and stated products whose points are not sure, add a sentence each.
    """
    return (
        _stated(account),
        *_not_counted(account),
        _earned(account),
        _reach(account),
        *_in_doubt(account),
        certainty(account),
        account.review.rubric.statements["account_limits"],
    )


def warnings(account: Account) -> tuple[str, ...]:
    """What may hold the grade down, worst first, to be shown before everything else.

    The rubric's sentence for each such flag; for a product also what is known about its kind, for people, who they are.
    """
    credentials, shown = account.stated["credentials"], []
    for code, flag in account.all_flags.items():
        if not flag.cap:
            continue
        words = flag.sentence
        people = dict.fromkeys(_described(account.review.rubric, person.terms) for person in credentials.counting)
        if flag.question == "what":
            words += f" {flag.reason}"
        elif code == "no_physician" and credentials.terms and people:
            words += f" It names {listed(list(people))}."
        shown.append((flag.cap, words))
    return tuple(words for _, words in sorted(shown, key=lambda entry: entry[0], reverse=True))


def as_of(account: Account) -> date | None:
    """The date of the record, or None if it states none."""
    dates = account.review.understood.as_of
    day: date | None = dates.values[dates.codes[account.position]]
    return day


def certainty(account: Account) -> str:
    """The score that is sure, the one that is possible, and what leaves it open; or why there is no score."""
    rule = account.review.rubric.coverage
    if too_few := few_weights(account.review):
        return f"No clinic has a score under these weights: {too_few}."
    if not account.scored:
        return (
            f"Not enough is stated for a score, which is not the same as a low one: it takes {rule.least_questions} "
            f"answered questions that count, with at least {rule.least_percent}% of the weight."
        )
    totals, profile = account.review.totals, account.profile
    low, high = (int(numbers[profile]) for numbers in (totals.low, totals.high))
    if low == high:
        rank = _rank(account, "the weights, and what other records leave open,")
        return f"Nothing that its record leaves unclear could move the score, {points(account.score)}. {rank}"
    topics = listed(open_topics(account))
    sure = "is what the record establishes" if account.score == low else "counts open questions halfway"
    return (
        f"The score, {points(account.score)}, {sure}; it could be up to {points(high)} once what is unclear is "
        f"answered: {topics}. {_rank(account, 'the weights and what is open')}"
    )


def _rank(account: Account, varied: str) -> str:
    """Its rank, and where it mostly lies as something is varied; where nobody else has a score, that it has none."""
    if account.is_alone:
        return "No other clinic in this file has a score, so there is none to rank it against."
    best, worst = account.review.robustness.ranges(np.array([account.profile]))[:, 0].tolist()
    rank = int(account.review.totals.rank[account.profile])
    return f"Its rank, {rank:,}, mostly {usual_ranks(best, worst)} as {varied} vary."


def open_topics(account: Account) -> list[str]:
    """What leaves the score open: who injects, what is injected. Never what the record states, see `_stated`."""
    return [
        (_RESTS if manner(account, answer) == "states" else _TOPICS)[answer.question]
        for answer in account.questions.values()
        if answer.matters
    ]


def not_understood(account: Account) -> tuple[Answered, ...]:
    """The questions whose own cell holds words that state nothing known, such as "IV" for where it goes."""
    return tuple(
        answer
        for answer in account.questions.values()
        for stated in [account.stated[answer.rule.dimension]]
        if account.cell(answer.rule.dimension) and not stated.terms and not stated.ambiguous
    )


def usual_ranks(low: int, high: int) -> str:
    """Where a rank mostly lies as weights and open answers vary, as the rest of a sentence."""
    return "stays the same" if low == high else f"lies between {low:,} and {high:,}"


def _stated(account: Account) -> str:
    day = as_of(account)
    opening = f"Its record, as of {day_in_words(day)}," if day else "Its record, whose date is not stated,"
    groups: dict[str, list[str]] = {"states": [], "leaves unclear": [], "does not state": []}
    for answer in account.questions.values():
        groups[manner(account, answer)].append(_TOPICS[answer.question])
    parts = [f"{verb} {listed(topics, _JOINT[verb])}" for verb, topics in groups.items() if topics]
    return f"{opening} {', and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))}."


def _not_counted(account: Account) -> list[str]:
    """The people whom the record names but who do not count, if there are any."""
    credentials = account.stated["credentials"]
    people = [person for person in credentials.people if person not in credentials.counting and person.terms]
    named: dict[str, list[str]] = {}
    for person in people:
        role = _ROLES.get(person.role, "and not as the one who injects")
        named.setdefault(role, []).append(_described(account.review.rubric, person.terms))
    parts = [f"{listed(list(dict.fromkeys(who)))} {role}" for role, who in named.items()]
    return [f"It names {listed(parts)}; points are given only to those who inject."] if parts else []


def _described(rubric: Rubric, terms: frozenset[str]) -> str:
    """One person by degrees and training: a physician (MD or DO) with pain medicine; somebody with radiology."""
    trained = {term for term in terms if rubric.person[term].fellowship or rubric.person[term].physician}
    training = list(map(in_text, vocabulary().labels("credentials", trained - {"physician"})))
    degrees = list(map(in_text, vocabulary().labels("credentials", terms - trained | terms & {"physician"})))
    who = listed([f"{'an' if degree[0] in 'aeiou' else 'a'} {degree}" for degree in degrees]) or "somebody"
    return f"{who} with {listed(training)}" if training else who


def _earned(account: Account) -> str:
    stated = [answer for answer in account.questions.values() if not answer.is_open and answer.weight > 0]
    if not stated:
        return "No question that counts is answered clearly, so it earns no points."
    best, worst = (pick(answer.counted for answer in stated) for pick in (max, min))
    if best > worst:
        first, then = ("fewest", worst), ("most", best)
        if not _is_low(account):
            first, then = then, first
        lead = f"{_scope(account, stated)} gives the {first[0]} points on {_level_at(first[1], stated, ' of 100')}"
        lead += f", and the {then[0]} on {_level_at(then[1], stated)}"
    elif len(stated) > 1:
        lead = f"By this rubric each answered question that counts gives {points(best)} of 100 points"
    else:
        lead = f"By this rubric the one answered question that counts, {stated[0].rule.title}, "
        lead += f"gives {points(best)} of 100 points{_because(stated[0])}"
    return f"{lead}{_losses(account)}."


def _in_doubt(account: Account) -> list[str]:
    """The questions where something stated would give points that another word puts in doubt."""
    return [
        f"{_TOPICS[answer.question].capitalize()} stays open, between {points(answer.low)} and {points(answer.high)} "
        f"points: {answer.doubt}"
        for answer in account.questions.values()
        if answer.doubt and answer.weight > 0
    ]


def _scope(account: Account, stated: Sequence[Answered]) -> str:
    """Which questions the most and the fewest points are about: an open one counts less than any of them."""
    weighed = [answer for answer in account.questions.values() if answer.weight > 0]
    return "By this rubric it" if len(stated) == len(weighed) else "Of the questions it answers, it"


def _is_low(account: Account) -> bool:
    """Whether the score earns the lowest grade, in which case what it lacks is said first."""
    return account.scored and account.review.totals.earned[account.profile] == "F"


def _level_at(tenths: int, stated: Sequence[Answered], scale: str = "") -> str:
    """The questions that give this many points: Where and How, 100.0 of 100 each."""
    level = [answer for answer in stated if answer.counted == tenths]
    titles = listed([answer.rule.title for answer in level])
    return f"{titles}, {points(tenths)}{scale}{_because(level[0]) if len(level) == 1 else ' each'}"


def _because(answer: Answered) -> str:
    """The terms that give Who or What its points, if these are sure and nothing is subtracted."""
    given = [step for step in answer.steps if step.points]
    if answer.question not in ("who", "what") or answer.ambiguous or any((step.points or 0) < 0 for step in given):
        return ""
    terms = [in_text(step.label) for step in given if not isinstance(step.rule, Verification)]
    return f" for {listed(terms)}" if terms else ""


def _losses(account: Account) -> str:
    what = account.questions["what"]
    off = [in_text(step.label) for step in what.steps if step.points is not None and step.points < 0]
    return f"; points are taken off for {listed(off)}" if off and what.weight > 0 else ""


def _reach(account: Account) -> str:
    targets = account.stated["targets"].terms
    if not targets:
        return "It names no target, so what its guidance can reach is not known."
    sure, hoped = _reached(account)
    names = "one target" if len(targets) == 1 else f"{len(targets)} targets"
    kind = "Its stated guidance is of a kind that"
    if hoped == targets and not sure:
        silent = account.stated["imaging"] == NOTHING and not account.cell("imaging")
        why = "does not state" if silent else "does not say clearly"
        return f"It names {names} and {why} how the needle is guided, so what is reached is not known."
    if sure == targets:
        every = {1: "the one target", 2: "both targets"}.get(len(targets), f"all {names}")
        return f"{kind} can reach {every} that it names."
    missed, unclear = _in_text(targets - hoped), _in_text(hoped - sure)
    if not hoped:
        none_of = "cannot reach the one target" if len(targets) == 1 else f"can reach none of the {names}"
        return f"{kind} {none_of} that it names: {listed(missed)}."
    but = f", but not {listed(missed, 'or')}" if missed else ""
    few = f"can reach {len(sure)} of the {names} that it names{but}" if sure else f"cannot reach {listed(missed, 'or')}"
    if not unclear:
        return f"{kind} {few}."
    return f"As far as it is clear, its guidance {few}; whether it can reach {listed(unclear, 'or')} is not clear."


def _reached(account: Account) -> tuple[frozenset[str], frozenset[str]]:
    """The targets that the guidance reaches whatever its words mean, and those that it may reach."""
    rubric, targets, imaging = account.review.rubric, account.stated["targets"].terms, account.stated["imaging"]
    if not imaging.terms and not imaging.ambiguous:
        return frozenset(), targets
    reached = [frozenset(reached_targets(rubric, targets, reading.terms)) for reading in imaging_readings(imaging)]
    return frozenset.intersection(*reached), frozenset[str]().union(*reached)


def _in_text(targets: frozenset[str]) -> list[str]:
    return [in_text(label) for label in vocabulary().labels("targets", targets)]
