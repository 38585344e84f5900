"""What a person decided about a file: the recipe, and applying it.

In: JSON, and `Columns`. Out: a `Recipe`, and the columns after its decisions. Open `recipe.py` first; `loader.py` reads
one and refuses what cannot be used. A reader's claim about what a record gets wrong is a `Correction`
(`correction_file.py`), until a person decides that it is right.
"""

from scoring.recipes.application import Decisions, with_edits
from scoring.recipes.correction_file import (
    CLOSED,
    CORRECTION_FIELDS,
    LONGEST_TEXT,
    OTHER,
    SENDERS,
    CorrectedClinic,
    CorrectedDataset,
    Correction,
    has_visible,
    load_correction,
)
from scoring.recipes.decided_recipe import DecidedRecipe, decided_recipe
from scoring.recipes.list_decision import ListDecision
from scoring.recipes.loader import load_recipe
from scoring.recipes.recipe import PLACES, Edit, Merge, Recipe
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
    "CLOSED",
    "CORRECTION_FIELDS",
    "LONGEST_TEXT",
    "OTHER",
    "PLACES",
    "SENDERS",
    "SOURCE_COLUMN",
    "CorrectedClinic",
    "CorrectedDataset",
    "Correction",
    "DatedBy",
    "DecidedRecipe",
    "Decisions",
    "Doubt",
    "DoubtCode",
    "Edit",
    "ListDecision",
    "Listing",
    "Merge",
    "Recipe",
    "RegisterCheck",
    "decided_recipe",
    "has_visible",
    "load_correction",
    "load_recipe",
    "verified_words",
    "with_edits",
]
