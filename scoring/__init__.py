"""Scores what clinics' records state about who injects, what, where and how. Knows of no screen."""

from scoring.columns import SCORE_COLUMNS
from scoring.errors import BadSettings, UnreadableFile
from scoring.limits import Limits
from scoring.opening import sheets
from scoring.review import Review, review, today
from scoring.rubric import QUESTIONS, Rubric
from scoring.rubric_file import load_rubric
from scoring.vocabulary import CANONICAL, DIMENSIONS, vocabulary

__all__ = [
    "CANONICAL",
    "DIMENSIONS",
    "QUESTIONS",
    "SCORE_COLUMNS",
    "BadSettings",
    "Limits",
    "Review",
    "Rubric",
    "UnreadableFile",
    "load_rubric",
    "review",
    "sheets",
    "today",
    "vocabulary",
]
