"""Recipes with one fingerprint read a file alike, whatever the order of decisions and the names of its clinics."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Review, review
from scoring.recipes import Edit, Merge, Recipe
from scoring.recipes.register_check import Listing, RegisterCheck
from tests.scoring.strategies import RANDOMS

ON = date(2026, 11, 27)
LIST = b"""clinic_id,name,city,state,credentials,products,targets,imaging
a,Alpha,Tampa,FL,"MD, PM&R",PRP,disc,fluoroscopy
x,Exa,Naples,FL,RN,PRP,,
x,Exb,Ocala,FL,MD,BMC,disc,fluoroscopy
z,Zed,Miami,FL,DO,BMC,disc,CT
"""
KEYS = review(LIST, reviewed_on=ON).understood.keys.to_pylist()
NAMES = ["a", "x", "x-2", "z", *KEYS[1:3], "gone"]  # ids, the keys of those whose id repeats, and one of no clinic

EDITS = st.lists(
    st.builds(
        Edit,
        clinic=st.sampled_from(NAMES),
        column=st.sampled_from(["products", "imaging"]),
        value=st.sampled_from(["PRP", "exosomes", "CT"]),
    ),
    max_size=4,
).map(tuple)


@st.composite
def merges(draw: st.DrawFn) -> tuple[Merge, ...]:
    """Merges in which no name occurs twice, as in a recipe, with edits of any clinic."""
    names = draw(st.permutations(NAMES))
    pairs = draw(st.integers(0, 3))
    return tuple(
        Merge(keep=tuple(names[2 * place : 2 * place + 2]), edits=draw(EDITS))
        if draw(st.booleans())
        else Merge(keep=(names[2 * place],), drop=(names[2 * place + 1],), edits=draw(EDITS))
        for place in range(pairs)
    )


def shuffled(recipe: Recipe, random: Random) -> Recipe:
    """The same decisions in another order; the last correction of a cell under one name stays the last."""
    last = {(edit.clinic, edit.column): edit for edit in recipe.edits}
    merged = [
        Merge(
            keep=tuple(random.sample(merge.keep, len(merge.keep))),
            drop=merge.drop,
            edits=tuple(random.sample(merge.in_order.edits, len(merge.in_order.edits))),
        )
        for merge in recipe.merges
    ]
    return Recipe(
        edits=tuple(random.sample([*last.values()], len(last))), merges=tuple(random.sample(merged, len(merged)))
    )


def content(made: Review) -> tuple[list[object], ...]:
    """Every figure, cell and problem of a review."""
    return tuple(
        frame.astype(object).fillna("").values.tolist() for frame in (made.scores, made.records, made.problems)
    )


@given(EDITS, merges(), RANDOMS)
@settings(max_examples=60)
def test_decisions_in_any_order_are_one_reading(
    edits: tuple[Edit, ...], joined: tuple[Merge, ...], random: Random
) -> None:
    """One fingerprint means one set of figures, cells and problems, even where a clinic has two names."""
    recipe = Recipe(edits=edits, merges=joined)
    other = shuffled(recipe, random)
    assert recipe.fingerprint == other.fingerprint
    one, two = (review(LIST, recipe=decided, reviewed_on=ON) for decided in (recipe, other))
    assert content(one) == content(two)


def test_a_cell_that_is_corrected_under_two_names_is_a_problem() -> None:
    """The problem says what counts, with the name under which it was decided; if both say the same, there is none."""
    edits = [Edit(clinic=name, column="products", value=value) for name, value in (("a", "exosomes"), ("z", "PRP"))]
    merged = review(LIST, recipe=Recipe(merges=(Merge(keep=("a", "z")),), edits=tuple(edits)), reviewed_on=ON)
    assert merged.records["products"].tolist()[0] == "PRP"
    (problem,) = merged.problems.query("code == 'recipe_edit_repeated'").to_dict("records")
    assert (problem["column"], problem["value"]) == ("products", "PRP")
    assert "\u201cz\u201d counts" in problem["message"]
    alike = tuple(edit.model_copy(update={"value": "PRP"}) for edit in edits)
    again = review(LIST, recipe=Recipe(merges=(Merge(keep=("a", "z")),), edits=alike), reviewed_on=ON)
    assert "recipe_edit_repeated" not in again.problems["code"].tolist()


@given(st.permutations([("1", "pmr"), ("2", "anesthesiology"), ("3", "pmr")]))
def test_what_a_register_lists_is_read_in_any_order(people: list[tuple[str, str]]) -> None:
    """The column of sources names a clinic's listings in a fixed order."""

    def listed(order: list[tuple[str, str]]) -> Recipe:
        entries = [
            Listing(clinic="a", npi=npi, matched_by="npi", codes=("208100000X",), terms=(term,)) for npi, term in order
        ]
        check = RegisterCheck(
            register_name="r", as_of=ON, dated_by="setting", size=1, sha256="0" * 64, listings=tuple(entries)
        )
        return Recipe(register_check=check)

    one, other = (review(LIST, recipe=listed(order), reviewed_on=ON) for order in (sorted(people), people))
    assert one.dataset == other.dataset
    assert content(one) == content(other)
