"""The steps from what a record states to the points of each question, in words that can be added up by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from scoring import answers
from scoring.cells import Stated
from scoring.rubric import Rubric, Rule
from scoring.vocabulary import vocabulary

_MINUS = "\u2212"


@dataclass(frozen=True)
class Step:
    """One term's part in a question: its label, what it gives in words and, where it adds points, how many."""

    label: str
    gives: str
    points: int | None
    rule: Rule


def points(tenths: int) -> str:
    """Tenths as points with one decimal."""
    return f"{tenths / 10:.1f}"


Told = tuple[tuple[Step, ...], str]


def told(rubric: Rubric, stated: Mapping[str, Stated], country: str) -> dict[str, Told]:
    """For each question its steps, and how they make its points ("" where that is not certain)."""
    people, verified = stated["credentials"], stated["credentials_verified"].terms
    return {
        "who": _who(rubric, people, verified),
        "what": _what(rubric, stated["products"], country),
        "where": _where(rubric, stated["targets"], stated["imaging"]),
        "how": _how(rubric, stated["targets"], stated["imaging"]),
    }


def _who(rubric: Rubric, credentials: Stated, verified: frozenset[str]) -> Told:
    base = answers.base_of(rubric, credentials.terms, verified)
    if not base:
        return _no_points("credentials", credentials.terms, rubric.person, "no degree is stated beside it"), (
            "" if not _is_certain(credentials) else "No term gives a base, so 0."
        )
    rule = rubric.person[base]
    others = [term for term in _ordered("credentials", credentials.terms) if term != base]
    best = max(others, key=lambda term: rubric.person[term].addition, default="") if rule.physician else ""
    addition = rubric.person[best].addition if best else 0
    steps = [Step(_label("credentials", base), f"{rule.base} as the base", rule.base, rule)]
    if addition:
        steps.append(Step(_label("credentials", best), f"{addition} as other training", addition, rubric.person[best]))
    if base in verified:
        bonus = rubric.verification.points
        steps.append(Step("Checked by the file's editor", f"{bonus} as checked", bonus, rubric.verification))
    left = [term for term in others if not (addition and term == best)]
    steps += _no_points("credentials", left, rubric.person, "does not raise the points")
    added = [step.points for step in steps if step.points is not None]
    total = sum(added)
    capped = f", at most 100: {min(total, 100)}" if total > 100 else ""
    return tuple(steps), f"{_added(added)}{capped}." if _is_certain(credentials) else ""


def _what(rubric: Rubric, products: Stated, country: str) -> Told:
    terms = _ordered("products", products.terms)
    clean = [term for term in terms if not rubric.product[term].penalised_in(country)]
    best = max(clean, key=lambda term: rubric.product[term].points, default="")
    steps, added = [], []
    for term in terms:
        rule = rubric.product[term]
        if term == best:
            steps.append(Step(_label("products", term), f"{rule.points} as the best product", rule.points, rule))
            added.append(rule.points)
        elif term in clean:
            steps.append(Step(_label("products", term), "does not raise the points", None, rule))
    for term in terms:
        rule = rubric.product[term]
        if term not in clean:
            steps.append(Step(_label("products", term), f"takes off {rule.penalty}", -rule.penalty, rule))
            added.append(-rule.penalty)
    floor = ", at least 0: 0" if sum(added) < 0 else ""
    return tuple(steps), f"{_added(added)}{floor}." if terms and _is_certain(products) else ""


def _where(rubric: Rubric, targets: Stated, imaging: Stated) -> Told:
    if not targets.terms or not imaging.terms:
        return (), ""
    steps, reached = [], 0
    for target in _ordered("targets", targets.terms):
        guide = answers.best_guide(rubric, target, imaging.terms)
        level = rubric.level[target, guide]
        reached += rubric.levels[level].reached
        counts = "counts as reached" if rubric.levels[level].reached else "not reached"
        steps.append(Step(f"{_guided(target, guide)}: {level}", counts, None, _guidance(rubric, target, guide)))
    steps_of = rubric.where.points
    given = steps_of[min(reached, len(steps_of) - 1)]
    total = f"{reached} of {len(steps)} stated {_plural(len(steps), 'target')} reached gives {given}."
    return tuple(steps), total if _is_certain(imaging) else ""


def _how(rubric: Rubric, targets: Stated, imaging: Stated) -> Told:
    if not imaging.terms:
        return (), ""
    claimed = targets.terms or frozenset(rubric.guidance)
    steps, each = [], []
    for target in _ordered("targets", claimed):
        guide = answers.best_guide(rubric, target, imaging.terms)
        level = rubric.level[target, guide]
        given = rubric.levels[level].points
        each.append(given)
        steps.append(Step(f"{_guided(target, guide)}: {level}", str(given), given, _guidance(rubric, target, guide)))
    mean = points(answers.how_points(rubric, claimed, imaging.terms))
    shown = f"({' + '.join(map(str, each))}) / {len(each)} = {mean}" if len(each) > 1 else f"{mean} for its one target"
    over = "" if targets.terms else ", over every target as none is stated"
    return tuple(steps), f"{shown}{over}." if _is_certain(imaging) else ""


def _no_points(dimension: str, terms: Iterable[str], rules: Mapping[str, Rule], why: str) -> tuple[Step, ...]:
    return tuple(Step(_label(dimension, term), why, None, rules[term]) for term in _ordered(dimension, terms))


def _guidance(rubric: Rubric, target: str, guide: str) -> Rule:
    return next(rule for rule in rubric.guidance[target].values() if guide in rule.terms)


def open_sum(
    question: str, rubric: Rubric, stated: Mapping[str, Stated], country: str, numbers: Mapping[str, int]
) -> str:
    """What an open or unclear question counts with, and why. `numbers`: tenths `low`, `high` and `counted`."""
    low, high, counted = (points(numbers[name]) for name in ("low", "high", "counted"))
    missing = [name for name in _NEEDS[question] if not stated[name].terms and not stated[name].ambiguous]
    why = f"{' and '.join(missing)} not stated".capitalize() if missing else "Not clearly stated"
    if low == high:
        return f"{why}; whatever it means, it gives {counted}."
    extremes = "" if missing else _extremes(question, rubric, stated, country)
    return f"{why}: anything from {low} to {high}{extremes}. It counts at the middle, {counted}."


_NEEDS: Mapping[str, tuple[str, ...]] = {
    "who": ("credentials",),
    "what": ("products",),
    "where": ("targets", "imaging"),
    "how": ("imaging",),
}


def _extremes(question: str, rubric: Rubric, stated: Mapping[str, Stated], country: str) -> str:
    """Which readings of the ambiguous words give the least and the most points."""
    dimension = "imaging" if question in ("where", "how") else rubric.questions[question].dimension
    said = stated[dimension]
    readings = answers.readings_of(said.terms, said.ambiguous, dimension) if said.ambiguous else None
    targets = stated["targets"].terms
    if not readings or (question in ("where", "how") and not targets):
        return ""
    earn: dict[str, Callable[[frozenset[str]], int]] = {
        "who": lambda terms: answers.who_points(rubric, terms, stated["credentials_verified"].terms),
        "what": lambda terms: answers.what_points(rubric, terms, country),
        "where": lambda terms: answers.where_points(rubric, targets, terms),
        "how": lambda terms: answers.how_points(rubric, targets, terms),
    }
    by_name = sorted((earn[question](terms), labels(dimension, terms - said.terms or terms)) for terms in readings)
    (low, worst), (high, best) = by_name[0], by_name[-1]
    return f" ({points(low)} if it means {' and '.join(worst)}, {points(high)} if {' and '.join(best)})"


def _is_certain(stated: Stated) -> bool:
    return bool(stated.terms) and not stated.ambiguous


def _added(parts: list[int]) -> str:
    """Whole numbers as a sum: 90 - 85 = 5."""
    text = " ".join(f"{_MINUS if part < 0 else '+'} {abs(part)}" for part in parts)
    text = text.removeprefix("+ ")
    return text if len(parts) < 2 else f"{text} = {_signed(sum(parts))}"


def _signed(number: int) -> str:
    return f"{_MINUS}{-number}" if number < 0 else str(number)


def _plural(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"


def _guided(target: str, guide: str) -> str:
    return f"{_label('targets', target)}, guided by {_label('imaging', guide)}"


def _ordered(dimension: str, terms: Iterable[str]) -> list[str]:
    stated = set(terms)
    return [term for term in vocabulary().terms[dimension] if term in stated]


def labels(dimension: str, terms: Iterable[str]) -> tuple[str, ...]:
    """The labels of some terms, in the vocabulary's order."""
    return tuple(_label(dimension, term) for term in _ordered(dimension, terms))


def _label(dimension: str, term: str) -> str:
    return vocabulary().label(dimension, term)
