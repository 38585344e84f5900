"""The method of a report in brief: sentences and numbers of the rubric, without their reasons and sources."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import safe_text
from dashboard.method_page.evidence_tables import product_points
from dashboard.method_page.method import enough_stated, person_points
from dashboard.view_report.report_table import Table
from scoring import QUESTIONS, Review, Rubric

_SENTENCES = ("total", "bounds", "open_questions", "caps", "ranks", "possible_ranks", "tiers", "imaging_acts_twice")


@dataclass(frozen=True)
class MethodBrief:
    """Sentences, then tables with their headings."""

    sentences: tuple[str, ...]
    tables: tuple[tuple[str, Table], ...]


def method_brief(review: Review) -> MethodBrief:
    """The method of a review, with its weights."""
    rubric = review.rubric
    sentences = (
        rubric.summary,
        enough_stated(rubric),
        *(rubric.statements[name] for name in _SENTENCES),
        rubric.grades.meaning,
    )
    tables = {
        "The four questions": _questions(review),
        "Who: points of a credential": _credentials(rubric),
        "What: points of a product": _products(rubric),
        "Where: points by targets reached": _targets(rubric),
        "How: points of the guidance at the target that it guides worst": _guidance(rubric),
        "From points to a grade": Table(
            ("Grade", "From"), tuple((grade, str(least)) for grade, least in rubric.grades.steps)
        ),
        "Flags that cap the grade": _caps(rubric),
    }
    return MethodBrief(tuple(map(safe_text.without_emphasis, sentences)), tuple(tables.items()))


def _questions(review: Review) -> Table:
    rules = review.rubric.questions
    rows = tuple(
        (rules[key].title, rules[key].asks, f"{review.weights[key]:g}", str(rules[key].weight), rules[key].points_from)
        for key in QUESTIONS
    )
    return Table(("Question", "Asks", "Weight here", "Usual weight", "Points"), rows)


def _credentials(rubric: Rubric) -> Table:
    rows = tuple((rule.title, person_points(rule)) for rule in rubric.who.values())
    return Table(("Credential", "Points"), (*rows, ("Checked credentials", f"{rubric.verification.points} more")))


def _products(rubric: Rubric) -> Table:
    rules = rubric.what.values()
    rows = tuple((rule.title, product_points(rubric, rule), rubric.ladder[rule.rung].title) for rule in rules)
    return Table(("Product", "Points", "Rung of the evidence"), rows)


def _targets(rubric: Rubric) -> Table:
    last = len(rubric.where.points) - 1
    rows = tuple((f"{n} or more" if n == last else str(n), str(points)) for n, points in enumerate(rubric.where.points))
    return Table(("Targets reached", "Points"), rows)


def _guidance(rubric: Rubric) -> Table:
    rows = tuple(
        (name, level.meaning, str(level.points), "yes" if level.reached else "no")
        for name, level in rubric.levels.items()
    )
    return Table(("Level", "Means", "Points in How", "Counts in Where"), rows)


def _caps(rubric: Rubric) -> Table:
    flags = tuple((flag.label, str(flag.cap), flag.sentence) for flag in rubric.flags.values() if flag.cap)
    return Table(("Flag", "Best grade", "Says"), flags)
