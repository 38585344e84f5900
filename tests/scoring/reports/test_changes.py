"""What changed between two reviews of a file: counts that can be recomputed, and sentences."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Review
from scoring.recipes import Edit, Recipe
from scoring.reports.changes import Changes, Count, Share, changes
from tests.scoring.files import WHOLE, Row, reviewed
from tests.scoring.reference import Clinic
from tests.scoring.strategies import RANDOMS, as_row, clinics

ROWS: list[Row] = [
    {"clinic_id": "a", "name": "A", **WHOLE, "imaging": "wand", "as_of": "2026-05-01", "price_usd": "900"},
    {"clinic_id": "b", "name": "B", "credentials": "", "products": "PRP", "targets": "", "imaging": "wand"},
    {"clinic_id": "c", "name": "C", **WHOLE, "products": "exosomes"},
]


def with_recipe(recipe: Recipe, rows: list[Row] = ROWS) -> Review:
    """The review of the rows under a recipe."""
    return reviewed(rows, recipe=recipe)


def test_a_value_that_is_settled_is_reported_in_full() -> None:
    """Shares, scores, grades, flags and problems are compared, and the sentences name the old and the new."""
    before, after = reviewed(ROWS), with_recipe(Recipe(values={"imaging": {"wand": ("ct",)}}))
    result = changes(before, after)
    assert result.stated == (Share("How", 1, 3, pytest.approx(100 / 3), 100.0),)
    assert result.scored == after.scored - before.scored == 1
    assert (result.moved, result.better, result.worse) == (1, 1, 0)
    assert result.problems == -2
    assert result.sentences() == (
        "How: 100% of clinics state it now, 33% before.",
        "1 more clinic has a score.",
        "1 clinic has a different score.",
        "1 clinic has a better grade.",
        "2 fewer problems.",
    )


@pytest.mark.parametrize(
    ("recipe", "sentences"),
    [
        (Recipe(exclude=("b",)), {"1 fewer clinic.", "Who: 100% of clinics state it now, 67% before."}),
        (Recipe(edits=(Edit(clinic="c", column="as_of", value="2020-05-01"),)),
         {"1 more clinic has a date.", "\u201cOld record\u201d stands at 1 clinic now, 0 before."}),
        (Recipe(edits=(Edit(clinic="a", column="price_usd", value=""),)), {"1 fewer clinic has a price."}),
        (Recipe(edits=(Edit(clinic="c", column="products", value="PRP"),)),
         {"1 clinic has a different score.", "\u201cExosomes\u201d stands at 0 clinics now, 1 before."}),
        (Recipe(edits=(Edit(clinic="c", column="imaging", value="blind"),)), {"1 clinic has a worse grade."}),
        (Recipe(edits=(Edit(clinic="c", column="name", value="D"),)),
         {"No score, grade, flag, date, price or problem changed."}),
    ],
    ids=["left_out", "date", "price", "product", "grade", "name"],
)  # fmt: skip
def test_every_kind_of_change_has_its_sentence(recipe: Recipe, sentences: set[str]) -> None:
    """Fewer clinics, more dates, fewer prices, flags and grades are reported; a name alone changes none of it."""
    assert sentences <= set(changes(reviewed(ROWS), with_recipe(recipe)).sentences())


def test_a_share_that_rounds_to_the_same_is_given_in_clinics() -> None:
    """Where a few of many clinics are no percent, their number is given."""
    result = Changes(stated=(Share("Who", 8001, 8003, 80.01, 80.03), Share("What", 8, 7, 0.08, 0.07)))
    assert result.sentences() == ("2 more clinics state Who.", "1 fewer clinic states What.")


def test_what_stays_possible_is_distinguished_from_scores() -> None:
    """Settling a word without raising the score narrows what is possible, which has its own sentence."""
    rows = [{"name": "A", **WHOLE, "products": "PRP; stem cells"}]
    result = changes(reviewed(rows), with_recipe(Recipe(values={"products": {"stem cells": ("birth_tissue",)}}), rows))
    assert (result.moved, result.possible) == (0, 1)
    assert "1 clinic has a different highest possible score." in result.sentences()


def test_clinics_are_compared_by_their_rows() -> None:
    """Clinics keep their identity when a remapped column changes their ids."""
    rows = [{"name": "A", **WHOLE, "Extra": "x"}, {"name": "B", **WHOLE, "Extra": "y"}]
    before, after = reviewed(rows), with_recipe(Recipe(columns={"Extra": ("notes",)}), rows)
    assert set(before.scores["clinic_id"]).isdisjoint(after.scores["clinic_id"])
    assert not changes(before, after)
    both = with_recipe(Recipe(columns={"Extra": ("notes",), "imaging": ()}), rows)
    assert changes(before, both).moved == 2


def reversed_changes(result: Changes) -> Changes:
    """The same changes read from the later review to the earlier one."""
    signed = ("clinics", "scored", "dated", "priced", "problems")
    return replace(
        result,
        stated=tuple(Share(s.title, s.after, s.before, s.after_percent, s.before_percent) for s in result.stated),
        flags=tuple(Count(f.name, f.after, f.before) for f in result.flags),
        better=result.worse,
        worse=result.better,
        **{name: -getattr(result, name) for name in signed},
    )


@given(st.lists(clinics(), min_size=1, max_size=4), RANDOMS, st.sampled_from(("credentials", "imaging", "as_of")))
@settings(max_examples=20)  # an example takes two reviews
def test_a_review_against_itself_has_no_changes_and_changes_can_be_reversed(
    described: list[Clinic], random: Random, column: str
) -> None:
    """Equal reviews have no changes; what blanking a column changes is the mirror image of what filling it does."""
    rows = [as_row(clinic, f"clinic {place}", random) for place, clinic in enumerate(described)]
    full, blank = reviewed(rows), reviewed([{**row, column: ""} for row in rows])
    assert not changes(full, full)
    result = changes(full, blank)
    assert changes(blank, full) == reversed_changes(result)
    assert bool(result) == any(getattr(result, field.name) != field.default for field in fields(Changes))
    assert bool(result) or len(result.sentences()) == 1


def test_a_half_of_a_percent_is_rounded_up() -> None:
    """1 of 8 clinics is 13%, as on every page."""
    assert Changes(stated=(Share("Who", 1, 2, 12.5, 25.0),)).sentences() == (
        "Who: 25% of clinics state it now, 13% before.",
    )
