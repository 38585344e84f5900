"""The account of any clinic: each number on its page adds up to its score by hand."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import scoring
from scoring.reports.calculation import in_text
from scoring.reports.explanation import Account, Answered
from scoring.rubric.model import QUESTIONS, Rubric
from scoring.scores import EMPTY
from scoring.vocabulary import vocabulary
from tests.scoring import reference
from tests.scoring.reference import Clinic, Says, Terms, to_tenth
from tests.scoring.reports.accounts import FILES, accounts, review_of
from tests.scoring.strategies import WEIGHTS

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
FINE = st.integers(1, 100_000_000).map(lambda millionths: millionths / 1_000_000)
FINE_WEIGHTS = st.fixed_dictionaries(dict.fromkeys(QUESTIONS, FINE))
SHIPPED = st.sampled_from(("default", "no-iof", "half"))
IOF = {"default": reference.ADDITION["iof"], "no-iof": 0, "half": reference.ADDITION["iof"]}

# Unlike the shipped rubric: Who can exceed 100, only preferred guidance reaches, and discs are best left unseen.
STRICT = """
extends = "default"
name = "strict"
[who.relevant_subspecialty]
base = 90
addition = 20
[what.exosome]
penalty = 60
[where]
points = [3, 40, 77]
[levels.adequate]
reached = false
[levels.acceptable]
reached = false
[guidance.disc.fluoroscopy]
level = "weak"
[guidance.disc.none]
level = "preferred"
"""

Expected: TypeAlias = dict[str, tuple[Fraction | None, Fraction, Fraction]]  # by question: value, low, high


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Rubric:
    """A rubric whose numbers differ from those of the shipped ones."""
    path = tmp_path_factory.mktemp("rubrics") / "strict.toml"
    path.write_text(STRICT)
    return scoring.load_rubric(path)


def is_certain(clinic: Clinic, question: str) -> bool:
    """Whether a clinic states all that a question needs, and clearly."""
    cells = {"who": clinic.people, "what": clinic.products, "where": clinic.imaging, "how": clinic.imaging}
    cell = cells[question]
    needs = clinic.targets if question in ("where", "how") else cell.terms - {"iof"}
    return bool(cell.terms and not cell.words and needs)


def counted_points(rubric: str, low: Fraction, high: Fraction) -> Fraction:
    """What a question counts for under a shipped rubric."""
    return to_tenth((low + high) / 2) if rubric == "half" else low


# -- (1) the points of a question -----------------------------------------------------------------------------------


def by_its_steps(question: str, answer: Answered, rubric: Rubric) -> Fraction:
    """The points of a question, computed from its steps alone."""
    if question == "where":
        reached = sum(step.gives == "counts as reached" for step in answer.steps)
        return Fraction(rubric.where.points[min(reached, len(rubric.where.points) - 1)])
    points = [step.points for step in answer.steps if step.points is not None]
    if question == "how":
        return Fraction(min(points))
    return Fraction(min(max(sum(points), 0), 100))


def by_its_sum(question: str, answer: Answered, rubric: Rubric) -> Fraction:
    """The result that a sum prints, which must follow from the arithmetic that it prints."""
    text, steps = answer.sum.replace("\u2212", "-"), answer.steps
    if question in ("who", "what"):
        form = r"(\d+(?: [+-] \d+)*)(?: = (-?\d+))?(?:; never (less|more) than (\d+), so (\d+))?\."
        parts, total, side, bound, so = re.fullmatch(form, text).groups()
        signed = [int(part) for part in parts.replace("+ ", "").replace("- ", "-").split()]
        assert (total is None) == (len(signed) == 1)
        assert total is None or int(total) == sum(signed)
        within = 0 <= sum(signed) <= 100
        assert (side is None) == within
        limit = {None: sum(signed), "less": 0, "more": 100}[side]
        assert within or (limit == min(max(sum(signed), 0), 100) == int(bound) == int(so))
        return Fraction(limit)
    if question == "where":
        reached, of, points = map(
            int,
            re.fullmatch(
                r"(\d+) of (\d+) claimed targets? reached; .*, and \d(?: or more)? gives (\d+)\.", text
            ).groups(),
        )
        assert ("target reached;" in text) == (of == 1)
        assert points == rubric.where.points[min(reached, len(rubric.where.points) - 1)]
        return Fraction(points)
    form = (
        r"(\d+)(?: for its one target|, for the target that it guides worst: (?P<worst>.+)"
        r"| at each of its (?P<level>\d+) targets)\."
    )
    sums = re.fullmatch(form, text)
    points = {step.label.split(",")[0]: step.points for step in steps}
    if sums["worst"]:
        assert sums["worst"] == in_text(min(points, key=points.__getitem__))
    else:
        assert len(set(points.values())) == 1
        assert len(points) == int(sums["level"] or 1)
    return Fraction(sums[1])


def check_the_steps_and_the_sum_make_the_points(clinic: Clinic, shown: Account, rubric: Rubric) -> None:
    """Where a question is sure, both its steps and its printed arithmetic make up its points."""
    for question, answer in shown.questions.items():
        if is_certain(clinic, question):
            value = Fraction(answer.value, 10)
            assert by_its_steps(question, answer, rubric) == value, (answer, clinic)
            assert by_its_sum(question, answer, rubric) == value, (answer, clinic)
            assert answer.counted == answer.value == answer.low == answer.high


@settings(max_examples=30)
@given(FILES)
def test_the_steps_and_the_sum_make_the_points_of_another_rubric(strict: Rubric, file: list[Clinic]) -> None:
    """Steps and arithmetic are those of the rubric in use, whatever numbers it has."""
    for clinic, shown in zip(file, accounts(review_of(file, rubric=strict)), strict=True):
        check_the_steps_and_the_sum_make_the_points(clinic, shown, strict)


def check_every_stated_term_has_one_step(clinic: Clinic, shown: Account) -> None:
    """Each term that a record states is in exactly one step."""
    steps = {q: [step.label for step in asked.steps] for q, asked in shown.questions.items()}
    checked = "Checked by the file's editor or in a register"
    assert sorted(label for label in steps["who"] if label != checked) == sorted(shown.questions["who"].terms)
    assert steps["who"].count(checked) <= (1 if clinic.checked else 0)
    assert sorted(steps["what"]) == sorted(shown.questions["what"].terms)
    guided = bool(clinic.imaging.terms)
    targets = [label for term, label in vocabulary().terms["targets"].items() if term in clinic.targets]
    assert [label.split(", ")[0] for label in steps["where"]] == targets * guided
    everything = list(vocabulary().terms["targets"].values())
    assert [label.split(", ")[0] for label in steps["how"]] == (targets or everything) * guided


# -- (2) the score ---------------------------------------------------------------------------------------------------


def check_the_formula_makes_the_score(
    shown: Account, score: float, rubric: str, expected: Expected, weights: dict[str, float]
) -> None:
    """The weights and points that the formula prints are those of the review, and give the score in its table."""
    assert shown.scored == pd.notna(score)
    if not shown.scored:
        assert (shown.formula, shown.score) == ("", EMPTY)
        return
    above, whole, result = re.fullmatch(r"\((.+)\) / (\S+) = (\d+\.\d)", shown.formula).groups()
    terms = [tuple(map(Fraction, term.split(" \u00d7 "))) for term in above.split(" + ")]
    assert [weight for weight, _ in terms] == [Fraction(f"{weights[question]:.6f}") for question in QUESTIONS]
    for (_, counted), answer, (value, low, high) in zip(
        terms, shown.questions.values(), expected.values(), strict=True
    ):
        assert counted == Fraction(answer.counted, 10) == counted_points(rubric, low, high)
        assert answer.value == (EMPTY if value is None else value * 10)
    assert sum(weight for weight, _ in terms) == Fraction(whole)
    total = to_tenth(sum((weight * counted for weight, counted in terms), Fraction(0)) / Fraction(whole))
    assert total == Fraction(result) == Fraction(str(score)) == Fraction(shown.score, 10)


# -- (3) what is open ------------------------------------------------------------------------------------------------

OPEN = re.compile(
    r"(?P<why>[A-Z][a-z ]+): open, between (?P<low>\d+\.\d) and (?P<high>\d+\.\d)"
    r"(?: \((?P<least>\d+\.\d)(?P<lesser>[ =\d+\u2212]*) if (?P<worst>.+), "
    r"(?P<most>\d+\.\d)(?P<greater>[ =\d+\u2212]*) if (?P<best>.+)\))?"
    r"\.(?: [^.]+, which its record states, would give (?P<alone>\d+\.\d) by itself, but [^.]+)?"
    r"\.? (?:It counts at the middle, (?P<middle>\d+\.\d)|It counts as the (?P<sure>\d+\.\d) that are sure"
    r"|Nothing is sure, so it counts as (?P<none>0\.0))"
    r"(?:, as for the place that its guidance suits worst: [\w ()]+)?\."
)


def earned(clinic: Clinic, question: str, reading: Terms, iof: int, *, contrast: bool) -> Fraction:
    """What a question earns under one reading of its ambiguous words."""
    if question == "who":
        return Fraction(reference.who_points(reading, clinic.checked, iof))
    if question == "what":
        return Fraction(reference.what_points(reading, clinic.country))
    if question == "where":
        return Fraction(reference.where_points(clinic.targets, reading))
    return Fraction(reference.how_points(clinic.targets, reading, contrast=contrast))


def check_an_open_question_tells_its_range_and_what_it_counts(
    clinic: Clinic, shown: Account, rubric: str, expected: Expected
) -> None:
    """An open question names the low, the high and what it counts for, as in the review, and their readings."""
    iof = IOF[rubric]
    for question, (value, low, high) in expected.items():
        if is_certain(clinic, question):
            continue
        answer = shown.questions[question]
        counted = counted_points(rubric, low, high)
        assert (answer.is_open, Fraction(answer.counted, 10)) == (value is None, counted)
        if low == high:
            assert re.fullmatch(
                rf"[A-Z][a-z ]+ not (?:clear|stated)[a-z ]*, but every possibility gives {float(low):.1f}\.",
                answer.sum,
            )
            continue
        parts = OPEN.fullmatch(answer.sum)
        assert parts, answer.sum
        assert (Fraction(parts["low"]), Fraction(parts["high"])) == (low, high)
        assert Fraction(parts["middle"] or parts["sure"] or parts["none"]) == counted
        assert bool(parts["middle"]) == (rubric == "half")
        assert bool(parts["none"]) == (rubric != "half" and low == 0)
        alone = earned(clinic, question, clinic.products.terms, iof, contrast=False) if question == "what" else 0
        assert (Fraction(parts["alone"]) if parts["alone"] else 0) == (alone if alone > low else 0)
        assert bool(answer.doubt) == bool(parts["alone"])
        check_extremes(clinic, question, parts, iof)


def check_extremes(clinic: Clinic, question: str, parts: re.Match[str], iof: int) -> None:
    """The readings that a sum names give the least and the most of everything that its words may mean."""
    dimension, cell = {
        "who": ("credentials", clinic.people),
        "what": ("products", clinic.products),
        "where": ("imaging", clinic.imaging),
        "how": ("imaging", clinic.imaging),
    }[question]
    tells = bool(cell.words and (question in ("who", "what") or clinic.targets))
    assert (parts["worst"] is not None) == tells
    if not tells:
        return
    by_label = {in_text(label): term for term, label in vocabulary().terms[dimension].items()}
    for points, addends, named, edge in (
        (parts["least"], parts["lesser"], parts["worst"], parts["low"]),
        (parts["most"], parts["greater"], parts["best"], parts["high"]),
    ):
        if addends:
            signed = addends.removeprefix(" = ").replace("\u2212 ", "-").replace("+ ", "")
            assert Fraction(points) == sum(map(int, signed.split()))
        labels = re.split(", | and ", named)
        contrast = "contrast" in labels
        assert not contrast or (question == "how" and clinic.contrast != "not used")
        reading = cell.terms | {by_label[label] for label in labels if label != "contrast"}
        assert all(reading & set(reference.MAY_BE[word]) for word in cell.words)
        used = contrast or clinic.contrast == "used"
        assert Fraction(points) == Fraction(edge) == earned(clinic, question, reading, iof, contrast=used)


# -- (4) flags -------------------------------------------------------------------------------------------------------


def check_flags_are_under_their_questions(clinic: Clinic, shown: Account, flags: object) -> None:
    """The account has the flags of the table, in its order, each under its own question."""
    rules = shown.review.rubric.flags
    assert ";".join(shown.all_flags) == (flags if pd.notna(flags) else "")
    assert list(shown.all_flags) == reference.flags(clinic, shown.review.reviewed_on)
    placed = [(code, question) for question, asked in shown.questions.items() for code in asked.flags]
    placed += [(code, None) for code in shown.flags]
    assert sorted(code for code, _ in placed) == sorted(shown.all_flags)
    assert all(rules[code].question == question for code, question in placed)
    assert all(flag is rules[code] for code, flag in shown.all_flags.items())


# -- (1) to (4) of any file ------------------------------------------------------------------------------------------


@settings(max_examples=100)
@given(FILES, SHIPPED, st.one_of(WEIGHTS, FINE_WEIGHTS))
@example([Clinic(people=Says(frozenset({"physician"})), products=Says(frozenset({"prp"})))], "default", {
    "who": 12.345678, "what": 0.000001, "where": 100, "how": 0,
})  # fmt: skip
def test_an_account_adds_up(file: list[Clinic], name: str, weights: dict[str, float]) -> None:
    """Whatever records state and questions weigh: each law above holds for the account of every clinic."""
    review = review_of(file, rubric=name, weights=weights)
    for clinic, shown, (_, row) in zip(file, accounts(review), review.scores.iterrows(), strict=True):
        expected = reference.questions(clinic, IOF[name])
        check_the_steps_and_the_sum_make_the_points(clinic, shown, review.rubric)
        check_every_stated_term_has_one_step(clinic, shown)
        check_the_formula_makes_the_score(shown, row["score"], name, expected, weights)
        check_an_open_question_tells_its_range_and_what_it_counts(clinic, shown, name, expected)
        check_flags_are_under_their_questions(clinic, shown, row["flags"])
