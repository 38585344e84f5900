"""A register's result, as a recipe holds it: readable, equal in any order, and refused if it is invalid."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scoring import BadSettings
from scoring.recipes import Recipe, load_recipe
from tests.scoring.files import reviewed
from tests.scoring.register.registers import JANE, OTHER, ROE, checked, clinic, entry

ROWS = [clinic(npi=JANE), clinic(clinic_id="roe", npi=ROE, credentials="Ann Roe, NP"), clinic(clinic_id="c", npi=OTHER)]
RECIPE = Recipe(register_check=checked(ROWS, [entry(), entry(ROE, last="ROE", first="ANN", code_1="363L00000X")]))


def content() -> dict[str, Any]:
    """The recipe as its file holds it."""
    recipe: dict[str, Any] = json.loads(RECIPE.to_json())
    return recipe


def test_the_order_of_entries_is_no_part_of_the_fingerprint() -> None:
    """Entries in another order are the same decision; another code is another."""
    turned, other = content(), content()
    turned["register_check"]["listings"].reverse()
    other["register_check"]["listings"][0]["codes"] = ["208VP0000X"]
    assert load_recipe(json.dumps(turned).encode()).fingerprint == RECIPE.fingerprint
    assert load_recipe(json.dumps(other).encode()).fingerprint != RECIPE.fingerprint


def test_without_a_check_the_fingerprint_is_what_it_was() -> None:
    """Earlier recipes keep their ids: a check that was not made is no part of them."""
    assert Recipe().fingerprint == load_recipe(b'{"version": 1}').fingerprint
    assert "register_check" not in Recipe(exclude=("a",)).to_json()


BROKEN = {
    "an unknown term": ("terms", ["wizard"], "register_check.listings.0.terms"),
    "an unknown way of matching": ("matched_by", "guess", "register_check.listings.0.matched_by"),
    "a number for a clinic": ("clinic", 7, "register_check.listings.0.clinic"),
}


@pytest.mark.parametrize(("key", "value", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_entries_that_cannot_be_are_refused(key: str, value: object, says: str) -> None:
    """A sentence names the place of the unexpected value."""
    recipe = content()
    recipe["register_check"]["listings"][0][key] = value
    with pytest.raises(BadSettings, match=says):
        load_recipe(json.dumps(recipe).encode())


def test_other_decisions_and_the_check_go_together() -> None:
    """An edited name, a clinic left out, and the check each do what they do alone."""
    both = RECIPE.model_copy(update={"exclude": ("c",)})
    records = reviewed(ROWS, recipe=both).records
    assert records["clinic_id"].tolist() == ["gulf", "roe"]
    assert records["credentials_verified"].tolist() == ["Pain medicine", "Nurse practitioner"]


def test_a_column_of_the_same_name_is_kept() -> None:
    """Where the file has a column for sources, ours has another name."""
    rows = [{**row, "credentials_verified_source": "asked them"} for row in ROWS]
    records = reviewed(rows, recipe=RECIPE).records
    assert set(records["credentials_verified_source"]) == {"asked them"}
    assert records["credentials_verified_source_2"].str.startswith("Listed in NPPES").sum() == 2
