"""What would raise a score, as questions to the clinic: each occurs once, and answers with equal results are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scoring.decisions import Kind, Outcome, Raise
from scoring.reports.explanation import Account
from scoring.rubric import Rubric
from scoring.vocabulary import vocabulary

FELLOWSHIP, DEGREE, TRAINING = "fellowship", "degree", "training"


@dataclass(frozen=True)
class RaiseQuestion:
    """A question to the clinic, and the answers that would raise its score, the most points first.

    `answers`: raises with equal results are one, with the alternatives of all; its rule is "" if theirs differ.
    `without_gain`: of an unclear word, the terms that it may also mean and that would raise nothing.
    """

    answers: tuple[Raise, ...]
    without_gain: tuple[str, ...] = ()


def raise_questions(rubric: Rubric, entries: Sequence[Raise]) -> tuple[RaiseQuestion, ...]:
    """The questions behind some raises of one clinic, which are sorted by what they give; no raise is left out."""
    topics: dict[tuple[Kind, tuple[str, ...], str, str], dict[Outcome, list[Raise]]] = {}
    for entry in entries:
        topic = entry.kind, entry.columns, entry.word, training_kind(rubric, entry)
        topics.setdefault(topic, {}).setdefault(entry.outcome, []).append(entry)
    return tuple(
        RaiseQuestion(tuple(map(_as_one, answers.values())), _without_gain(columns, word, entries))
        for (_, columns, word, _), answers in topics.items()
    )


def training_kind(rubric: Rubric, entry: Raise) -> str:
    """What a question about training is about: `FELLOWSHIP`, `DEGREE` or `TRAINING`; "" for any other question."""
    if entry.kind is not Kind.ADDED or entry.columns != ("credentials",):
        return ""
    terms = [term for (term,) in entry.alternatives]
    if all(rubric.person[term].fellowship for term in terms):
        return FELLOWSHIP
    return DEGREE if rubric.other_degrees.union(("physician",)).issuperset(terms) else TRAINING


def raises_beyond(account: Account) -> bool:
    """Whether its record could state something that raises the score beyond what its unclear words make possible.

    Only if the questions that the statement answers are settled now, because the points of others are then unaffected.
    """
    settled = {answer.rule.dimension for answer in account.questions.values() if answer.is_sure}
    where_and_how = {"targets", "imaging"}
    if not where_and_how <= settled:
        settled -= where_and_how
    return any(
        entry.gain and {column.removesuffix("_verified") for column in entry.columns} <= settled
        for entry in account.raises
    )


def _as_one(alike: Sequence[Raise]) -> Raise:
    rules = {entry.rule for entry in alike}
    alternatives = tuple(terms for entry in alike for terms in entry.alternatives)
    return replace(alike[0], rule=alike[0].rule if len(rules) == 1 else "", alternatives=alternatives)


def _without_gain(columns: tuple[str, ...], word: str, entries: Iterable[Raise]) -> tuple[str, ...]:
    if not word:
        return ()
    gains = {terms[0] for entry in entries if entry.columns == columns for terms in entry.alternatives}
    return tuple(term for term in vocabulary().ambiguous[columns[0]][word].may_be if term not in gains)
