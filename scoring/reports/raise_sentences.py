"""What would raise a score, in words: what would have to be stated, what a clinic would send, what that gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scoring.decisions import Kind, Raise
from scoring.reports.calculation import in_text, points
from scoring.reports.raise_questions import DEGREE, FELLOWSHIP, TRAINING, RaiseQuestion, training_kind
from scoring.rubric import Rubric
from scoring.vocabulary import vocabulary
from scoring.wording import capitalized, listed, quoted

_CONDITIONS: Mapping[str, str] = {
    FELLOWSHIP: "The person who injects has completed {}:",
    DEGREE: "The person who injects is {}:",
    TRAINING: "The person who injects is trained in {}:",
    "credentials_verified": "Proof of this training of the person who injects: {}:",
    "products": "It injects {}:",
    "targets": "It injects {}:",
    "imaging": "It guides the needle by {}:",
}
_ANY = {"products": "any of these products", "targets": "any of these places", TRAINING: "any of these fields"}


def raise_condition(rubric: Rubric, question: RaiseQuestion, people: int = 1) -> str:
    """What the record would have to state, with a colon: just that if one answer is listed, else which of them.

    `people`: how many people who count the record has, because a statement about one does not add to another's.
    """
    entry = question.answers[0]
    if entry.kind is Kind.SETTLED:
        return f"If {_word(entry)}, which the record says, means:"
    if entry.kind is Kind.CONTRAST:
        return "Contrast is used to see where the injected fluid goes:"
    topic = training_kind(rubric, entry) or entry.columns[0]
    any_of_these = _ANY.get(topic, "any of these")
    condition = _CONDITIONS[topic].format(any_of_these if len(question.answers) > 1 else _with_article(topic, entry))
    if people > 1 and topic in (FELLOWSHIP, DEGREE, TRAINING):
        one_of_them = condition.replace("The person who injects", "One of the people who inject").removesuffix(":")
        return f"{one_of_them}, beside what is stated of that person:"
    return condition


def raise_answers(rubric: Rubric, question: RaiseQuestion, *, alone: bool = False) -> tuple[tuple[str, str], ...]:
    """Each answer with what it would give, the most points first; the answer is "" if it is yes.

    For an unclear word, the meanings that give nothing more come last.
    """
    entries = question.answers
    if entries[0].kind is not Kind.SETTLED and len(entries) == 1:
        return (("", raise_result(rubric, entries[0], alone=alone)),)
    answers = [(capitalized(_either(entry)), raise_result(rubric, entry, alone=alone)) for entry in entries]
    if question.without_gain:
        rest = listed(_labels(entries[0].columns[0], question.without_gain), "or")
        answers.append((capitalized(rest), "No further points."))
    return tuple(answers)


def raise_statement(entry: Raise) -> str:
    """What the clinic would send to whoever keeps the directory, if it is true."""
    either = _either(entry)
    if entry.kind is Kind.CHECKED:
        return f"Send what shows this training, such as an entry in a register, to be listed as checked: {either}."
    if entry.kind is Kind.CONTRAST:
        return "If true, state under imaging that contrast is used."
    columns = listed(entry.columns)
    of_whom = " of the person who injects" if entry.columns == ("credentials",) else ""
    instead = f" instead of {_word(entry)}" if entry.kind is Kind.SETTLED else ""
    return f"If true, state under {columns}{of_whom}{instead}: {either}."


def raise_result(rubric: Rubric, entry: Raise, *, alone: bool = False) -> str:
    """What it would give: points, grade with what caps it, and rank, which says nothing of a clinic scored alone."""
    outcome = entry.outcome
    score = f"A score of {points(outcome.score)}"
    if entry.gain is not None:
        score = f"+{points(entry.gain)} points, to {points(outcome.score)}" if entry.gain else "The same score"
    held = listed([quoted(rubric.flags[code].label) for code in outcome.capped_by])
    capped = f" ({outcome.earned} if {held} did not hold it down)" if held else ""
    rank = "" if alone else f", rank {outcome.rank:,}"
    return f"{score}: grade {outcome.grade}{capped}{rank}."


def _word(entry: Raise) -> str:
    return quoted(vocabulary().ambiguous[entry.columns[0]][entry.word].label)


def _with_article(topic: str, entry: Raise) -> str:
    """The alternatives as they appear in a condition: the disc or facet joint; an NP or a physician."""
    if topic == DEGREE:
        names = _labels("credentials", [term for (term,) in entry.alternatives])
        return listed([f"{'an' if name[0] in 'aeiou' else 'a'} {name}" for name in names], "or")
    return f"{'the ' if topic in (FELLOWSHIP, 'targets') else ''}{_either(entry)}"


def _either(entry: Raise) -> str:
    """The alternatives, any one of which is enough; pairs with the same guidance are grouped."""
    if len(entry.columns) < 2:
        column = entry.columns[0].removesuffix("_verified")
        return listed(_labels(column, [term for terms in entry.alternatives for term in terms]), "or")
    guides: dict[str, list[str]] = {}
    for target, guide in entry.alternatives:
        guides.setdefault(target, []).append(guide)
    targets: dict[Sequence[str], list[str]] = {}
    for target, by in guides.items():
        targets.setdefault(tuple(by), []).append(target)
    parts = [
        f"{listed(_labels('targets', aims), 'or')} guided by {listed(_labels('imaging', by), 'or')}"
        for by, aims in targets.items()
    ]
    return ", or the ".join(parts)


def _labels(dimension: str, terms: Iterable[str]) -> list[str]:
    return list(map(in_text, vocabulary().labels(dimension, terms)))
