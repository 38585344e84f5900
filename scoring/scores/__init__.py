"""Records to scores: questions to points and bounds, clinics to profiles, profiles to totals, ranks and tiers.

In: `Records` and a `Rubric`. Out: `Profiles`, `Totals` and `Robustness`. Open `questions.py` first.
"""

from scoring.scores import questions
from scoring.scores.profiles import Profiles, flag_bit, profiles
from scoring.scores.questions import EMPTY, FULL, best_level, readings_of
from scoring.scores.robustness import Robustness, rank_robustness
from scoring.scores.totals import Totals, caps_that_count, checked_weights, totals, whole_weights

__all__ = [
    "EMPTY",
    "FULL",
    "Profiles",
    "Robustness",
    "Totals",
    "best_level",
    "caps_that_count",
    "checked_weights",
    "flag_bit",
    "profiles",
    "questions",
    "rank_robustness",
    "readings_of",
    "totals",
    "whole_weights",
]
