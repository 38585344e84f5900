"""Cells of several rows merged into one cell, which states what they state separately."""

from __future__ import annotations

from itertools import permutations

import pytest

from scoring.recipes.recipe import Recipe
from tests.scoring.files import reviewed

PEOPLE = Recipe(one_row_is="person")


@pytest.mark.parametrize(
    ("column", "cells", "terms"),
    [
        ("products", ("Not offered: exosomes", "SVF"), {"svf"}),
        ("products", ("PRP", "Not offered: exosomes, SVF", "BMC"), {"prp", "bmc"}),
        ("imaging", ("Not used: fluoroscopy", "ultrasound"), {"ultrasound"}),
        ("products", ("Offered: PRP", "Not offered: SVF", "BMC"), {"prp", "bmc"}),
        ("products", ("no exosomes", "PRP"), {"prp"}),
    ],
)
def test_a_denial_does_not_reach_the_next_row(column: str, cells: tuple[str, ...], terms: set[str]) -> None:
    """What one row says is not offered ends with its cell, whichever row of the clinic comes first."""
    for order in permutations(cells):
        rows = [{"name": "Harbor Spine", "city": "Tampa", "state": "FL", column: cell} for cell in order]
        review = reviewed(rows, recipe=PEOPLE)
        coded = review.understood.stated[column]
        assert coded.values[coded.codes[0]].terms == terms
