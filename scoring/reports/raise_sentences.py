"""What would raise a score, in words: what a reader would ask, what the clinic would send, and what that would give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scoring.decisions import Kind, Raise
from scoring.reports.calculation import in_text, labels, points
from scoring.rubric import Rubric
from scoring.vocabulary import vocabulary
from scoring.wording import listed, quoted

_ASKS: Mapping[tuple[str, ...], str] = {
    ("products",): "Do you inject {}?",
    ("targets",): "Do you inject the {}?",
    ("imaging",): "Do you guide the needle by {}?",
    ("targets", "imaging"): "Do you inject the {}?",
}


def raise_title(rubric: Rubric, entry: Raise) -> str:
    """The rule that a further statement falls under, as a heading."""
    if entry.kind is Kind.CHECKED:
        return "Training that can be checked"
    if entry.kind is Kind.CONTRAST:
        return "Contrast"
    if entry.columns == ("targets", "imaging"):
        return "Targets with their guidance"
    tables = {"credentials": rubric.who, "products": rubric.what}
    table = tables.get(entry.columns[0])
    return table[entry.rule].title if table else entry.columns[0].capitalize()


def raise_question(rubric: Rubric, entry: Raise) -> str:
    """What a reader would ask the clinic."""
    either = _either(entry)
    if entry.kind is Kind.SETTLED:
        return f"The record says {_word(entry)}. Does that mean {either}?"
    if entry.kind is Kind.CHECKED:
        return f"Where can this training of the person who injects be checked: {either}?"
    if entry.kind is Kind.CONTRAST:
        return "Is contrast used to see where the injected fluid goes?"
    return _training(rubric, entry) if entry.columns == ("credentials",) else _ASKS[entry.columns].format(either)


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


def raise_result(rubric: Rubric, entry: Raise) -> str:
    """What it would give: points, grade with what holds it down, and rank."""
    outcome = entry.outcome
    score = f"A score of {points(outcome.score)}"
    if entry.gain is not None:
        score = f"+{points(entry.gain)} points, to {points(outcome.score)}" if entry.gain else "The same score"
    held = listed([quoted(rubric.flags[code].label) for code in outcome.capped_by])
    capped = f" ({outcome.earned} if {held} did not hold it down)" if held else ""
    return f"{score}: grade {outcome.grade}{capped}, rank {outcome.rank:,}."


def _training(rubric: Rubric, entry: Raise) -> str:
    terms = [term for (term,) in entry.alternatives]
    named = [in_text(label) for label in labels("credentials", terms)]
    if all(rubric.person[term].fellowship for term in terms):
        return f"Has the person who injects completed the {listed(named, 'or')}?"
    if rubric.other_degrees.union(("physician",)).issuperset(terms):
        return f"Is the person who injects {listed([f'{_article(name)} {name}' for name in named], 'or')}?"
    return f"Is the person who injects trained in {listed(named, 'or')}?"


def _word(entry: Raise) -> str:
    return quoted(vocabulary().ambiguous[entry.columns[0]][entry.word].label)


def _article(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"


def _either(entry: Raise) -> str:
    """The alternatives, any one of which is enough; of pairs those with the same guidance together."""
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
    return list(map(in_text, labels(dimension, terms)))
