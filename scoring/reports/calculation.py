"""The steps from what a record states to the points of each question, in words that can be added up by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.recognition import Person, Role, Stated
from scoring.rubric import Rubric, Rule
from scoring.scores import points as score_points
from scoring.vocabulary import vocabulary
from scoring.wording import MINUS, counted, with_minus

NOT_REACHED = "not reached"  # what a claimed target gives if its guidance cannot reach it
ADDS_NOTHING = "does not raise the points"
_NOT_COUNTED = {
    Role.BESIDE: "is named in another role, not as the injector, so it does not count",
    Role.NOT_NOW: "is named as retired, in training or assisting, so it does not count",
}
_OTHERS_INJECT = "does not count, because someone else is stated to inject"


@dataclass(frozen=True)
class Step:
    """One term's part in a question: its label, what it gives in words and, if it adds points, how many.

    For a target, the label has two parts: `target`, and `guidance`, how it is guided and how well.
    """

    label: str
    gives: str
    points: int | None
    rule: Rule
    target: str = ""
    guidance: str = ""


@dataclass(frozen=True)
class Contents:
    """What one record holds: what each column states, the columns that hold any text, and its country's code."""

    stated: Mapping[str, Stated]
    written: frozenset[str]
    country: str


@dataclass(frozen=True)
class Calculation:
    """The steps of one question, and how they make up its points in words ("" if the points are not sure)."""

    steps: tuple[Step, ...] = ()
    total: str = ""


def points(tenths: int) -> str:
    """Tenths as points with one decimal."""
    return f"{tenths / 10:.1f}"


def in_text(label: str) -> str:
    """A label inside a sentence: disc, SI joint, PRP."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def calculations(rubric: Rubric, contents: Contents) -> dict[str, Calculation]:
    """The calculation of each question."""
    stated = contents.stated
    return {
        "who": _who(rubric, stated["credentials"], stated["credentials_verified"].terms),
        "what": product_calculation(rubric, stated["products"], contents.country),
        "where": _where(rubric, stated["targets"], stated["imaging"]),
        "how": _how(rubric, stated["targets"], stated["imaging"]),
    }


def _who(rubric: Rubric, credentials: Stated, verified: frozenset[str]) -> Calculation:
    counting = credentials.counting
    best = max(
        counting,
        key=lambda person: score_points.who_points(rubric, person.terms, verified),
        default=Person(frozenset()),
    )
    steps, added = _best_person(rubric, best.terms, verified)
    shown = {step.label for step in steps}
    for person in (*counting, *(person for person in credentials.people if person not in counting)):
        left_out = _NOT_COUNTED.get(person.role, _OTHERS_INJECT) if person not in counting else ""
        for term in _ordered("credentials", person.terms):
            label = _label("credentials", term)
            if label in shown and not left_out:
                continue
            gives = left_out or _why_nothing(rubric, term, best.terms, verified)
            steps.append(Step(label, gives, None, rubric.person[term]))
            shown.add(label)
    capped = "; never more than 100, so 100" if sum(added) > 100 else ""
    certain = _is_certain(credentials) and any(not rubric.person[term].fellowship for term in best.terms)
    return Calculation(tuple(steps), f"{_added(added)}{capped}." if certain else "")


def _best_person(rubric: Rubric, terms: frozenset[str], verified: frozenset[str]) -> tuple[list[Step], list[int]]:
    """The steps of the person whose points count, and the points that they add."""
    base = score_points.base_of(rubric, terms, verified)
    if not base or rubric.person[base].fellowship:
        return [], []
    addition = score_points.addition_of(rubric, terms, verified)
    rule = rubric.person[base]
    steps = [Step(_label("credentials", base), f"{rule.base} as the base", rule.base, rule)]
    if addition:
        other = rubric.person[addition]
        steps.append(
            Step(_label("credentials", addition), f"{other.addition} as other training", other.addition, other)
        )
    if base in verified or addition in verified:
        bonus = rubric.verification.points
        steps.append(
            Step("Checked by the file's editor or in a register", f"{bonus} as checked", bonus, rubric.verification)
        )
    return steps, [step.points for step in steps if step.points is not None]


def _why_nothing(rubric: Rubric, term: str, best: frozenset[str], verified: frozenset[str]) -> str:
    """Why a term of somebody who counts adds no points."""
    rule, base = rubric.person[term], score_points.base_of(rubric, best, verified)
    if rule.fellowship and (not base or rubric.person[base].fellowship):
        return "does not say who injects"
    alone = base and not rubric.person[base].physician and (rule.physician or rule.addition)
    return "counts only beside a physician's degree" if alone else ADDS_NOTHING


def product_calculation(rubric: Rubric, products: Stated, country: str) -> Calculation:
    """The best product, and what penalized ones cost. Beside an unclear word no product is sure to be the best."""
    terms = _ordered("products", products.terms)
    certain = _is_certain(products)
    clean = [term for term in terms if not rubric.product[term].penalised_in(country)]
    best = max(clean, key=rubric.product_points.__getitem__, default="")
    added = [rubric.product_points[best] if best else 0]
    steps = []
    for term in terms:
        rule = rubric.product[term]
        if term == best:
            gives = f"{added[0]} as the best product" if certain else f"would give {added[0]} by itself"
            steps.append(Step(_label("products", term), gives, added[0], rule))
        elif term in clean:
            steps.append(Step(_label("products", term), ADDS_NOTHING, None, rule))
    for term in terms:
        rule = rubric.product[term]
        if term not in clean:
            steps.append(Step(_label("products", term), f"takes off {rule.penalty}", -rule.penalty, rule))
            added.append(-rule.penalty)
    floor = "; never less than 0, so 0" if sum(added) < 0 else ""
    return Calculation(tuple(steps), f"{_added(added)}{floor}." if certain else "")


def _where(rubric: Rubric, targets: Stated, imaging: Stated) -> Calculation:
    if not targets.terms or not imaging.terms:
        return Calculation()
    steps = []
    reached = set(score_points.reached_targets(rubric, targets.terms, imaging.terms))
    for target in _ordered("targets", targets.terms):
        guide = score_points.best_guide(rubric, target, imaging.terms)
        counts = "counts as reached" if target in reached else NOT_REACHED
        guidance = f"{_guided_by(guide)} ({rubric.level[target, guide]})"
        steps.append(_target_step(target, guidance, counts, None, _guidance(rubric, target, guide)))
    given = points(score_points.where_points(rubric, targets.terms, imaging.terms)).removesuffix(".0")
    most = len(rubric.where.points) - 1
    number = f"{most} or more" if len(reached) >= most else str(len(reached))
    total = (
        f"{len(reached)} of {counted(len(steps), 'claimed target')} reached; points go by how many are reached, "
        f"and {number} gives {given}."
    )
    return Calculation(tuple(steps), total if _is_certain(imaging) and _is_certain(targets) else "")


def _how(rubric: Rubric, targets: Stated, imaging: Stated) -> Calculation:
    if not imaging.terms:
        return Calculation()
    claimed = targets.terms or frozenset(rubric.guidance)
    contrast = imaging.contrast is True
    steps = []
    for target in _ordered("targets", claimed):
        guide = score_points.best_guide(rubric, target, imaging.terms)
        given = score_points.guidance_points(rubric, target, guide, contrast=contrast)
        level = rubric.level[target, guide]
        without = ", without contrast stated as used" if given < rubric.levels[level].points else ""
        rule = rubric.contrast if without else _guidance(rubric, target, guide)
        gives = f"{given}" if targets.terms else f"would give {given}"
        steps.append(_target_step(target, f"{_guided_by(guide)} ({level}){without}", gives, given, rule))
    weakest = score_points.weakest_target(rubric, claimed, imaging.terms, contrast=contrast)
    given = min(step.points for step in steps if step.points is not None)
    if len(steps) == 1:
        shown = f"{given} for its one target."
    elif len({step.points for step in steps}) == 1:
        shown = f"{given} at each of its {len(steps)} targets."
    else:
        shown = f"{given}, for the target that it guides worst: {in_text(_label('targets', weakest))}."
    return Calculation(tuple(steps), shown if _is_certain(imaging) and _is_certain(targets) else "")


def _guidance(rubric: Rubric, target: str, guide: str) -> Rule:
    return next(rule for rule in rubric.guidance[target].values() if guide in rule.terms)


def _is_certain(stated: Stated) -> bool:
    return bool(stated.terms) and not stated.ambiguous


def _added(parts: list[int]) -> str:
    """Whole numbers as a sum: 90 - 85 = 5."""
    text = " ".join(f"{MINUS if part < 0 else '+'} {abs(part)}" for part in parts)
    text = text.removeprefix("+ ")
    return text if len(parts) < 2 else f"{text} = {with_minus(sum(parts))}"


def _target_step(target: str, guidance: str, gives: str, given: int | None, rule: Rule) -> Step:
    label = _label("targets", target)
    return Step(f"{label}, {guidance}", gives, given, rule, label, guidance)


def _guided_by(guide: str) -> str:
    return "without imaging" if guide == "none" else f"guided by {in_text(_label('imaging', guide))}"


def _ordered(dimension: str, terms: Iterable[str]) -> list[str]:
    stated = set(terms)
    return [term for term in vocabulary().terms[dimension] if term in stated]


def _label(dimension: str, term: str) -> str:
    return vocabulary().label(dimension, term)
