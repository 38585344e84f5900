"""The rubric: points, weights, caps and flags, each with its reason and source.

In: a TOML file. Out: a frozen, validated `Rubric`. Open `default.toml` first: most changes are made there alone.
`model.py` is what becomes of it.
"""

from scoring.rubric.loader import DEFAULT, SHIPPED, load_rubric
from scoring.rubric.model import (
    FLAGS,
    QUESTIONS,
    Evidence,
    Flag,
    PersonRule,
    ProductRule,
    Question,
    RobustnessRule,
    Rubric,
    Rule,
    Verification,
)

__all__ = [
    "DEFAULT",
    "FLAGS",
    "QUESTIONS",
    "SHIPPED",
    "Evidence",
    "Flag",
    "PersonRule",
    "ProductRule",
    "Question",
    "RobustnessRule",
    "Rubric",
    "Rule",
    "Verification",
    "load_rubric",
]
