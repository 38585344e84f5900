"""How an open question counts, and why, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from scoring.recognition import Person, Stated
from scoring.reports.calculation import Contents, in_text, points, product_calculation
from scoring.rubric import Rubric
from scoring.scores import imaging_readings, people_readings, product_readings
from scoring.scores import points as score_points
from scoring.vocabulary import vocabulary
from scoring.wording import capitalized, listed, quoted

T = TypeVar("T")
# The columns that leave each question open.
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "who": ("credentials",),
    "what": ("products",),
    "where": ("targets", "imaging"),
    "how": ("imaging", "targets"),
}


def open_question(question: str, rubric: Rubric, contents: Contents, numbers: Mapping[str, int]) -> str:
    """How many points an open or unclear question counts, and why. `numbers`: tenths `low`, `high` and `counted`."""
    low, high, counted = (points(numbers[name]) for name in ("low", "high", "counted"))
    why = _why_open(question, contents)
    if numbers["low"] == numbers["high"]:
        return f"{why}, but every possibility gives {counted}."
    extremes = _extremes(_meanings(question, rubric, contents), numbers)
    doubt = points_in_doubt(question, rubric, contents, numbers["low"])
    span = f"{why}: open, between {low} and {high}{extremes}.{f' {capitalized(doubt)}' if doubt else ''}"
    if numbers["counted"] != numbers["low"]:
        return f"{span} It counts at the middle, {counted}."
    where = _at_any_target(rubric, contents) if question == "how" else ""
    if numbers["low"] == 0:
        return f"{span} Nothing is sure, so it counts as {counted}{where}."
    return f"{span} It counts as the {counted} that are sure{where}."


def _at_any_target(rubric: Rubric, contents: Contents) -> str:
    """By which target stated guidance is judged if no target is stated, as the end of a sentence; else ""."""
    imaging = contents.stated["imaging"]
    if contents.stated["targets"].terms or not imaging.terms or imaging.ambiguous:
        return ""
    contrast = imaging.contrast is True
    worst = score_points.weakest_target(rubric, rubric.guidance, imaging.terms, contrast=contrast)
    label = vocabulary().label("targets", worst)
    return f", as for the place that its guidance suits worst: {in_text(label)}"


def points_in_doubt(question: str, rubric: Rubric, contents: Contents, low: int) -> str:
    """Why the points of a stated product are not sure, as a sentence without its capital; "" if they are.

    Only a product that costs points can take away what another one gives; further training and further guidance
    never do. `low`: tenths that the question makes sure.
    """
    products = contents.stated["products"]
    if question != "what" or score_points.what_points(rubric, products.terms, contents.country) <= low:
        return ""
    clean = (term for term in products.terms if not rubric.product[term].penalised_in(contents.country))
    best = max(clean, key=rubric.product_points.__getitem__)
    label = vocabulary().label("products", best)
    words = [vocabulary().ambiguous["products"][word] for word in sorted(products.ambiguous)]
    named = [quoted(word.label) for word in words if not word.in_doubt]
    doubted = [in_text(vocabulary().label("products", word.may_be[0])) for word in words if word.in_doubt]
    why = [f"{listed(named)} may also mean a product that takes points off"] * bool(named)
    why += [f"it is in doubt whether it offers {listed(doubted, 'or')} too"] * bool(doubted)
    return (
        f"{in_text(label)}, which its record states, would give {points(10 * rubric.product_points[best])} by itself, "
        f"but {listed(why)}."
    )


def _why_open(question: str, contents: Contents) -> str:
    """Which of a question's columns leave it open: Targets and imaging not stated."""
    groups: dict[str, list[str]] = {}
    for name in _NEEDS[question]:
        stated = contents.stated[name]
        if stated.ambiguous:
            groups.setdefault("not clear", []).append(name)
        elif name == "credentials" and any(
            person.terms or person.ambiguous for person in stated.people or stated.counting
        ):
            groups.setdefault("do not say who injects", []).append(name)
        elif not stated.terms:
            state = "not stated in known terms" if name in contents.written else "not stated"
            groups.setdefault(state, []).append(name)
    text = listed([f"{listed(names)} {state}" for state, names in groups.items()])
    return capitalized(text)


@dataclass(frozen=True)
class _Meaning:
    """What ambiguous words may mean together: its points in tenths, its labels, and its sum if that has two parts."""

    tenths: int
    labels: tuple[str, ...]
    sum: str = ""

    def __str__(self) -> str:
        return f"{points(self.tenths)}{self.sum} if {listed(self.labels)}"


def _extremes(meanings: list[_Meaning], numbers: Mapping[str, int]) -> str:
    """Which readings of the ambiguous words give the least and the most points; "" if other words matter too."""
    if not meanings:
        return ""
    worst, best = (pick(meanings, key=lambda meaning: meaning.tenths) for pick in (min, max))
    if (worst.tenths, best.tenths) != (numbers["low"], numbers["high"]):
        return ""
    return f" ({worst}, {best})"


def _meanings(question: str, rubric: Rubric, contents: Contents) -> list[_Meaning]:
    """The readings of a question's ambiguous words, short ones first; none if other columns leave it open too."""
    stated = contents.stated
    if question == "who":
        people = stated["credentials"].counting
        return _who_meanings(rubric, people, stated["credentials_verified"].terms) if len(people) == 1 else []
    if question == "what":
        return _product_meanings(rubric, stated["products"], contents.country)
    targets, imaging = stated["targets"].terms, stated["imaging"]
    if not targets or not imaging.ambiguous:
        return []

    def earned(terms: frozenset[str], *, contrast: bool) -> int:
        if question == "where":
            return score_points.where_points(rubric, targets, terms)
        return score_points.how_points(rubric, targets, terms, contrast=contrast)

    return [
        _Meaning(
            earned(guidance.terms, contrast=guidance.contrast),
            (
                *_labels_of("imaging", imaging, guidance.terms),
                *(["contrast"] if guidance.contrast and question == "how" else []),
            ),
        )
        for guidance in _in_order("imaging", imaging_readings(imaging), lambda guidance: guidance.terms)
    ]


def _who_meanings(rubric: Rubric, people: tuple[Person, ...], verified: frozenset[str]) -> list[_Meaning]:
    person = people[0]
    if not person.ambiguous:
        return []
    stated = Stated(person.terms, person.ambiguous)

    @cache  # hundreds of readings shorten to the same few
    def earned(terms: frozenset[str]) -> int:
        return score_points.who_points(rubric, terms, verified)

    readings = {_shortened(terms, person, earned) for terms in people_readings(person.terms, person.ambiguous)}
    return [
        _Meaning(earned(terms), _labels_of("credentials", stated, terms))
        for terms in _in_order("credentials", readings, lambda terms: terms)
    ]


def _shortened(terms: frozenset[str], person: Person, earned: Callable[[frozenset[str]], int]) -> frozenset[str]:
    """A reading of a person without terms that do not affect points; each ambiguous word still means something."""
    entries = vocabulary().ambiguous["credentials"]
    lists = [entries[word].may_be for word in person.ambiguous]
    order = list(vocabulary().terms["credentials"])
    for term in sorted(terms - person.terms, key=order.index, reverse=True):
        fewer = terms - {term}
        if earned(fewer) == earned(terms) and all(fewer.intersection(may_be) for may_be in lists):
            terms = fewer
    return terms


def _product_meanings(rubric: Rubric, products: Stated, country: str) -> list[_Meaning]:
    if not products.ambiguous:
        return []
    readings = product_readings(rubric, products.terms, products.ambiguous, country)
    return [
        _Meaning(
            score_points.what_points(rubric, terms, country),
            _labels_of("products", products, terms),
            _less_penalties(rubric, terms, country),
        )
        for terms in _in_order("products", readings, lambda terms: terms)
    ]


def _in_order(dimension: str, readings: Iterable[T], terms_of: Callable[[T], frozenset[str]]) -> list[T]:
    """Readings with few terms first, then in the vocabulary's order, so that among ties the plainest is named."""
    place = {term: number for number, term in enumerate(vocabulary().terms[dimension])}
    return sorted(
        readings,
        key=lambda reading: (len(terms_of(reading)), sorted(place[term] for term in terms_of(reading))),
    )


def _labels_of(dimension: str, stated: Stated, terms: frozenset[str]) -> tuple[str, ...]:
    """The labels of what the words mean in a reading; of known terms if they mean nothing else."""
    return tuple(in_text(label) for label in vocabulary().labels(dimension, terms - stated.terms or terms))


def _less_penalties(rubric: Rubric, terms: frozenset[str], country: str) -> str:
    """The points of products as a sum, if something is left after a penalty: = 90 - 85."""
    calculation = product_calculation(rubric, Stated(terms), country)
    added = [step.points for step in calculation.steps if step.points is not None]
    return f" = {calculation.total.partition(' = ')[0]}" if len(added) > 1 and sum(added) > 0 else ""
