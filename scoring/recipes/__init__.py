"""What a person decided about a file: the recipe, and applying it.

In: JSON, and `Columns`. Out: a `Recipe`, and the columns after its decisions. Open `recipe.py` first.
"""

from scoring.recipes.application import Decisions
from scoring.recipes.recipe import PLACES, Edit, Merge, Recipe, load_recipe
from scoring.recipes.register_check import (
    SOURCE_COLUMN,
    DatedBy,
    Doubt,
    DoubtCode,
    Listing,
    RegisterCheck,
    verified_words,
)

__all__ = [
    "PLACES",
    "SOURCE_COLUMN",
    "DatedBy",
    "Decisions",
    "Doubt",
    "DoubtCode",
    "Edit",
    "Listing",
    "Merge",
    "Recipe",
    "RegisterCheck",
    "load_recipe",
    "verified_words",
]
