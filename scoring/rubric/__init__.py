"""The rubric: points, weights, caps and flags, each with its reason and source.

In: a TOML file. Out: a frozen, validated `Rubric`. Open `default.toml` first: most changes are made there alone.
`model.py` is what becomes of it, `laws.py` what it has to hold.
"""

from scoring.rubric.ladder import Evidence, Notice, ProductRule, Rung
from scoring.rubric.loader import DEFAULT, SHIPPED, is_shipped, load_rubric
from scoring.rubric.model import (
    FLAGS,
    QUESTIONS,
    Coverage,
    Flag,
    PersonRule,
    Question,
    RobustnessRule,
    Rubric,
    Verification,
    VisitQuestion,
)
from scoring.rubric.preset import Preset
from scoring.rubric.row import Grounded, Rule, grounded

__all__ = [
    "DEFAULT",
    "FLAGS",
    "QUESTIONS",
    "SHIPPED",
    "Coverage",
    "Evidence",
    "Flag",
    "Grounded",
    "Notice",
    "PersonRule",
    "Preset",
    "ProductRule",
    "Question",
    "RobustnessRule",
    "Rubric",
    "Rule",
    "Rung",
    "Verification",
    "VisitQuestion",
    "grounded",
    "is_shipped",
    "load_rubric",
]
