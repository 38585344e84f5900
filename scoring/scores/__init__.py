"""Records to scores: questions to points and bounds, clinics to profiles, profiles to totals, ranks and tiers.

In: `Records` and a `Rubric`. Out: `Profiles`, `Totals` and `Robustness`. Open `questions.py` first: it answers the four
questions over the readings of what is open (`readings.py`), each with the points of `points.py`. `totals.py` weighs
them into score, grade and rank, and `contributions.py` has the parts of a score; `robustness.py` has the likely ranges
of ranks and the tiers under other weights and answers (`drawn_totals.py`).
"""

from scoring.scores import points, questions
from scoring.scores.contributions import contributions
from scoring.scores.drawn_totals import drawn_weights
from scoring.scores.kept_answers import KeptAnswers, kept_answers
from scoring.scores.points import FULL, best_level, half_up, reached_targets
from scoring.scores.profiles import EMPTY, Profiles, flag_bit, flag_codes, profiles
from scoring.scores.readings import Guidance, imaging_readings, people_readings, product_readings
from scoring.scores.robustness import Robustness
from scoring.scores.score_columns import score_columns
from scoring.scores.totals import (
    GRADES,
    Totals,
    caps_that_count,
    checked_weights,
    clinics_above,
    is_scored,
    totals,
    weighted_mean,
    whole_weights,
)

__all__ = [
    "EMPTY",
    "FULL",
    "GRADES",
    "Guidance",
    "KeptAnswers",
    "Profiles",
    "Robustness",
    "Totals",
    "best_level",
    "caps_that_count",
    "checked_weights",
    "clinics_above",
    "contributions",
    "drawn_weights",
    "flag_bit",
    "flag_codes",
    "half_up",
    "imaging_readings",
    "is_scored",
    "kept_answers",
    "people_readings",
    "points",
    "product_readings",
    "profiles",
    "questions",
    "reached_targets",
    "score_columns",
    "totals",
    "weighted_mean",
    "whole_weights",
]
