"""What a recipe costs grows no faster than the recipe, even where nothing in it fits the file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from scoring import UnreadableFile, review
from scoring.recipes import Edit, Merge, Recipe
from tests.growth import TIMES, in_proportion

SIZE = 3_000  # decisions; four times as many are applied too
LIST = b"name,credentials,products\n" + b"Harbor Spine,MD,PRP\n" * 3
RECIPES: dict[str, Callable[[int], Recipe]] = {
    "exclude": lambda n: Recipe(exclude=tuple(f"c{place}" for place in range(n))),
    "columns": lambda n: Recipe(columns={f"c{place}": ("products",) for place in range(n)}),
    "values": lambda n: Recipe(values={"products": {f"c{place}": ("prp",) for place in range(n)}}),
    "edits": lambda n: Recipe(
        edits=tuple(Edit(clinic=f"c{place}", column="products", value="PRP") for place in range(n))
    ),
    "merges": lambda n: Recipe(merges=tuple(Merge(keep=(f"c{place}", f"d{place}")) for place in range(n))),
    "apart": lambda n: Recipe(apart=tuple((f"c{place}", f"d{place}") for place in range(n))),
}


def review_or_refuse(recipe: Recipe) -> None:
    """Review a list with a recipe; a refusal is as good as a review."""
    with suppress(UnreadableFile):
        review(LIST, recipe=recipe)


@pytest.mark.parametrize("kind", RECIPES)
def test_decisions_that_do_not_fit_take_time_in_proportion_to_their_number(kind: str) -> None:
    """Four times as many take far less than the sixteen times of quadratic work."""
    make = RECIPES[kind]
    assert in_proportion(review_or_refuse, make(SIZE), make(TIMES * SIZE))
