"""What a recipe costs grows no faster than the recipe, also where nothing of it fits the file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest

from scoring import UnreadableFile, review
from scoring.recipes import Edit, Merge, Recipe
from tests.scoring.test_growth import LEAST_SECONDS, MOST_TIMES, TIMES

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


def seconds(recipe: Recipe) -> float:
    """Processor time of a review with a recipe; a refusal is as good as a review."""
    start = process_time()
    with suppress(UnreadableFile):
        review(LIST, recipe=recipe)
    return process_time() - start


@pytest.mark.parametrize("kind", RECIPES)
def test_decisions_that_do_not_fit_take_time_in_proportion_to_their_number(kind: str) -> None:
    """Four times as many take far less than the sixteen times of what grows with the square."""
    small, large = RECIPES[kind](SIZE), RECIPES[kind](TIMES * SIZE)
    before = min(seconds(small) for _ in range(2))
    assert seconds(large) < MOST_TIMES * max(before, LEAST_SECONDS / TIMES)
