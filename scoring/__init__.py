"""Scores what clinics' records state about who injects, what, where and how. Independent of any screen."""

import scoring.interruption  # noqa: F401 - before what takes a moment to load, as the next line is
from scoring import garbage_collection
from scoring.errors import BadSettings, UnreadableFile, unexpected_as_unreadable
from scoring.limits import Limits
from scoring.problem_catalogue import LEFT_OUT, NO_LONGER_FIT
from scoring.reading import sheets
from scoring.recognition import SCORE_COLUMNS, CellStatement
from scoring.recognition import recognize_cell as recognise
from scoring.review import Review, review, today
from scoring.reviewed_folder import FolderReview, folder_identity, is_reviewed_folder, open_reviewed_folder
from scoring.rubric import QUESTIONS, Rubric, load_rubric
from scoring.stages import begin_stage, heard_by
from scoring.vocabulary import CANONICAL, DIMENSIONS, vocabulary

__all__ = [
    "CANONICAL",
    "DIMENSIONS",
    "LEFT_OUT",
    "NO_LONGER_FIT",
    "QUESTIONS",
    "SCORE_COLUMNS",
    "BadSettings",
    "CellStatement",
    "FolderReview",
    "Limits",
    "Review",
    "Rubric",
    "UnreadableFile",
    "begin_stage",
    "folder_identity",
    "heard_by",
    "is_reviewed_folder",
    "load_rubric",
    "open_reviewed_folder",
    "recognise",
    "review",
    "sheets",
    "today",
    "unexpected_as_unreadable",
    "vocabulary",
]

garbage_collection.resume()
