"""What a person decided about a file: the recipe, and applying it.

In: JSON, and `Columns`. Out: a `Recipe`, and the columns after its decisions. Open `recipe.py` first.
"""

from scoring.recipes.application import Decisions
from scoring.recipes.recipe import PLACES, Edit, Merge, Recipe, load_recipe

__all__ = ["PLACES", "Decisions", "Edit", "Merge", "Recipe", "load_recipe"]
