"""The steps from what a record states to the points of each question, in words that can be added up by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from scoring.recognition import NOTHING, Stated
from scoring.rubric import Rubric, Rule
from scoring.scores import questions
from scoring.vocabulary import vocabulary
from scoring.wording import counted, listed

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


def in_text(label: str) -> str:
    """A label inside a sentence: disc, SI joint, PRP."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


@dataclass(frozen=True)
class Said:
    """What one record says: its terms by column, the columns that hold any text, and the code of its country."""

    stated: Mapping[str, Stated]
    written: frozenset[str]
    country: str


Told = tuple[tuple[Step, ...], str]


def told(rubric: Rubric, said: Said) -> dict[str, Told]:
    """For each question its steps, and how they make its points ("" where that is not certain)."""
    stated = said.stated
    return {
        "who": _who(rubric, stated["credentials"], stated["credentials_verified"].terms),
        "what": _what(rubric, stated["products"], said.country),
        "where": _where(rubric, stated["targets"], stated["imaging"]),
        "how": _how(rubric, stated["targets"], stated["imaging"]),
    }


def _who(rubric: Rubric, credentials: Stated, verified: frozenset[str]) -> Told:
    if not credentials.terms:
        return (), ""
    base = questions.base_of(rubric, credentials.terms, verified)
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
    for term in [term for term in others if not (addition and term == best)]:
        left = rubric.person[term]
        alone = not rule.physician and (left.physician or left.addition)
        why = "counts only beside a physician's degree" if alone else "does not raise the points"
        steps.append(Step(_label("credentials", term), why, None, left))
    added = [step.points for step in steps if step.points is not None]
    capped = "; never more than 100, so 100" if sum(added) > 100 else ""
    return tuple(steps), f"{_added(added)}{capped}." if _is_certain(credentials) else ""


def _what(rubric: Rubric, products: Stated, country: str) -> Told:
    terms = _ordered("products", products.terms)
    clean = [term for term in terms if not rubric.product[term].penalised_in(country)]
    best = max(clean, key=rubric.product_points.__getitem__, default="")
    added = [rubric.product_points[best] if best else 0]
    steps = []
    for term in terms:
        rule = rubric.product[term]
        if term == best:
            steps.append(Step(_label("products", term), f"{added[0]} as the best product", added[0], rule))
        elif term in clean:
            steps.append(Step(_label("products", term), "does not raise the points", None, rule))
    for term in terms:
        rule = rubric.product[term]
        if term not in clean:
            steps.append(Step(_label("products", term), f"takes off {rule.penalty}", -rule.penalty, rule))
            added.append(-rule.penalty)
    floor = "; never less than 0, so 0" if sum(added) < 0 else ""
    return tuple(steps), f"{_added(added)}{floor}." if terms and _is_certain(products) else ""


def _where(rubric: Rubric, targets: Stated, imaging: Stated) -> Told:
    if not targets.terms or not imaging.terms:
        return (), ""
    steps, reached = [], 0
    for target in _ordered("targets", targets.terms):
        guide = questions.best_guide(rubric, target, imaging.terms)
        level = rubric.level[target, guide]
        reached += rubric.levels[level].reached
        counts = "counts as reached" if rubric.levels[level].reached else "not reached"
        steps.append(Step(f"{_guided(target, guide)}: {level}", counts, None, _guidance(rubric, target, guide)))
    steps_of = rubric.where.points
    given = steps_of[min(reached, len(steps_of) - 1)]
    total = f"{reached} of {counted(len(steps), 'stated target')} reached gives {given}."
    return tuple(steps), total if _is_certain(imaging) else ""


def _how(rubric: Rubric, targets: Stated, imaging: Stated) -> Told:
    if not imaging.terms:
        return (), ""
    claimed = targets.terms or frozenset(rubric.guidance)
    steps, each = [], []
    for target in _ordered("targets", claimed):
        guide = questions.best_guide(rubric, target, imaging.terms)
        level = rubric.level[target, guide]
        given = rubric.levels[level].points
        each.append(given)
        steps.append(Step(f"{_guided(target, guide)}: {level}", str(given), given, _guidance(rubric, target, guide)))
    mean = points(questions.how_points(rubric, claimed, imaging.terms))
    shown = f"({' + '.join(map(str, each))}) / {len(each)} = {mean}" if len(each) > 1 else f"{mean} for its one target"
    over = "" if targets.terms else ", over all targets, as none is stated"
    if over and min(each) < max(each):
        over += f"; one target alone gives from {min(each)} to {max(each)}"
    return tuple(steps), f"{shown}{over}." if _is_certain(imaging) else ""


def _guidance(rubric: Rubric, target: str, guide: str) -> Rule:
    return next(rule for rule in rubric.guidance[target].values() if guide in rule.terms)


def open_sum(question: str, rubric: Rubric, said: Said, numbers: Mapping[str, int]) -> str:
    """What an open or unclear question counts with, and why. `numbers`: tenths `low`, `high` and `counted`."""
    low, high, counted = (points(numbers[name]) for name in ("low", "high", "counted"))
    why = _why_open(question, said)
    if low == high:
        return f"{why}, but every possibility gives {counted}."
    middle = points(questions.half_up(numbers["low"] + numbers["high"], 2))
    if counted == middle:
        extremes = _extremes(_earned(question, rubric, said), numbers) or _by_rule(question, said)
        return f"{why}: anything from {low} to {high}{extremes}. It counts at the middle, {middle}."
    # How, with no target stated: its bounds are those of single targets, what it counts with is a mean over all.
    means = [reading.tenths for reading in _earned(question, rubric, said)]
    least, most = points(min(means)), points(max(means))
    return (
        f"{why}: anything from {low} to {high}. It counts at {counted}, "
        f"the middle of {least} and {most}, the lowest and the highest mean over all targets."
    )


_NEEDS: Mapping[str, tuple[str, ...]] = {
    "who": ("credentials",),
    "what": ("products",),
    "where": ("targets", "imaging"),
    "how": ("imaging", "targets"),
}


def _why_open(question: str, said: Said) -> str:
    """Which of a question's columns leave it open: Targets and imaging not stated."""
    groups: dict[str, list[str]] = {}
    needs = _NEEDS[question] if question != "how" or said.stated["imaging"].ambiguous else ("imaging",)
    for name in needs:
        stated = said.stated[name]
        if stated.ambiguous:
            groups.setdefault("not clear", []).append(name)
        elif not stated.terms:
            how = "not stated in known terms" if name in said.written else "not stated"
            groups.setdefault(how, []).append(name)
    text = listed([f"{listed(names)} {how}" for how, names in groups.items()])
    return text[:1].upper() + text[1:]


def _by_rule(question: str, said: Said) -> str:
    """Why Where may be anything although few targets are stated; "" where that needs no words."""
    open_ = question == "where" and said.stated["targets"].terms and said.stated["imaging"] == NOTHING
    return ", as for any question left open" if open_ else ""


@dataclass(frozen=True)
class _Meaning:
    """What ambiguous words may mean together: its points in tenths, its labels, and its sum if that has two parts."""

    tenths: int
    labels: tuple[str, ...]
    sum: str = ""

    def __str__(self) -> str:
        return f"{points(self.tenths)}{self.sum} for {listed(self.labels)}"


def _extremes(earned: list[_Meaning], numbers: Mapping[str, int]) -> str:
    """Which readings of the ambiguous words give the least and the most points; "" where other words matter too."""
    if not earned:
        return ""
    worst, best = (pick(earned, key=lambda each: each.tenths) for pick in (min, max))
    if (worst.tenths, best.tenths) != (numbers["low"], numbers["high"]):
        return ""
    return f" ({worst}, {best})"


def _earned(question: str, rubric: Rubric, said: Said) -> list[_Meaning]:
    """Each reading of a question's ambiguous words; none where they tell nothing.

    In the vocabulary's order, so that of level readings the first is told.
    """
    stated = said.stated
    dimension = "imaging" if question in ("where", "how") else rubric.questions[question].dimension
    known, words = stated[dimension].terms, stated[dimension].ambiguous
    readings = questions.readings_of(known, words, dimension) if words else None
    if not readings or (question == "where" and not stated["targets"].terms):
        return []
    targets = stated["targets"].terms or frozenset(rubric.guidance)
    earn: dict[str, Callable[[frozenset[str]], int]] = {
        "who": lambda terms: questions.who_points(rubric, terms, stated["credentials_verified"].terms),
        "what": lambda terms: questions.what_points(rubric, terms, said.country),
        "where": lambda terms: questions.where_points(rubric, targets, terms),
        "how": lambda terms: questions.how_points(rubric, targets, terms),
    }
    entries = vocabulary().ambiguous[dimension]
    place = {term: number for number, term in enumerate(vocabulary().terms[dimension])}
    # Where the words may mean nothing but known terms, the first of these that each may mean stands for that.
    again = {min(known.intersection(entries[word].may_be), key=place.__getitem__, default="") for word in words} - {""}
    meant = {terms: sorted(place[term] for term in terms - known or again) for terms in readings}
    return [
        _Meaning(
            earn[question](terms),
            tuple(in_text(label) for label in labels(dimension, terms - known or again)),
            _less_penalties(rubric, terms, said.country) if question == "what" else "",
        )
        for terms in sorted(readings, key=meant.__getitem__)
    ]


def _less_penalties(rubric: Rubric, terms: frozenset[str], country: str) -> str:
    """The points of products as a sum, where something is left after a penalty: = 90 - 85."""
    added = [step.points for step in _what(rubric, Stated(terms), country)[0] if step.points is not None]
    return f" = {_added(added).partition(' = ')[0]}" if len(added) > 1 and sum(added) > 0 else ""


def _is_certain(stated: Stated) -> bool:
    return bool(stated.terms) and not stated.ambiguous


def _added(parts: list[int]) -> str:
    """Whole numbers as a sum: 90 - 85 = 5."""
    text = " ".join(f"{_MINUS if part < 0 else '+'} {abs(part)}" for part in parts)
    text = text.removeprefix("+ ")
    return text if len(parts) < 2 else f"{text} = {_signed(sum(parts))}"


def _signed(number: int) -> str:
    return f"{_MINUS}{-number}" if number < 0 else str(number)


def _guided(target: str, guide: str) -> str:
    by = "without imaging" if guide == "none" else f"guided by {in_text(_label('imaging', guide))}"
    return f"{_label('targets', target)}, {by}"


def _ordered(dimension: str, terms: Iterable[str]) -> list[str]:
    stated = set(terms)
    return [term for term in vocabulary().terms[dimension] if term in stated]


def labels(dimension: str, terms: Iterable[str]) -> tuple[str, ...]:
    """The labels of some terms, in the vocabulary's order."""
    return tuple(_label(dimension, term) for term in _ordered(dimension, terms))


def _label(dimension: str, term: str) -> str:
    return vocabulary().label(dimension, term)
