"""Readings of cells that are kept from file to file are those of each file."""

from __future__ import annotations

import scoring
from scoring.recipes import Recipe
from scoring.recognition import CellReader, kept_readings
from tests.scoring.files import DAY, WHOLE, csv_bytes


def test_a_kept_reading_is_the_reading_and_is_not_made_again() -> None:
    """The second file has the scores and problems that it has by itself, from readings of the first one."""
    content = csv_bytes([{"name": "A", **WHOLE}, {"name": "B", **WHOLE, "products": "PRP; wizard dust"}])
    alone = scoring.review(content, reviewed_on=DAY)
    readers: dict[str, CellReader] = {}
    for _ in range(2):
        with kept_readings(readers):
            kept = scoring.review(content, reviewed_on=DAY)
        assert kept.problems.equals(alone.problems)
        assert kept.scores.equals(alone.scores)
    first = readers["products"]("PRP; wizard dust")
    assert readers["products"]("PRP; wizard dust") is first


def test_what_a_recipe_says_of_a_value_is_not_kept() -> None:
    """A value that a recipe gives a meaning has it there alone."""
    content = csv_bytes([{"name": "A", **WHOLE, "products": "wizard dust"}])
    recipe = Recipe(values={"products": {"wizard dust": ("prp",)}})
    readers: dict[str, CellReader] = {}
    with kept_readings(readers):
        decided = scoring.review(content, reviewed_on=DAY, recipe=recipe)
        plain = scoring.review(content, reviewed_on=DAY)
    assert decided.understood.stated["products"].values[-1].terms == {"prp"}
    assert not plain.understood.stated["products"].values[-1].terms
