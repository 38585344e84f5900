"""Which files a reviewed folder holds, and their names. No name ever comes from a file."""

from __future__ import annotations

import os
from pathlib import Path

FORMAT = 1  # raised whenever folders written before could no longer be read
MANIFEST = "review.json"
LIST_MANIFEST = "list.json"  # what the engine says about its list, whatever the rubric
VALUES = "values.json"
ARRAYS, TEXTS, PROBLEMS, SEARCH, FILE_ROWS = "arrays", "texts", "problems", "search", "file_rows"
FOLDER_NAMES = (MANIFEST, VALUES, ARRAYS, TEXTS, PROBLEMS, SEARCH, FILE_ROWS)
PARQUET = "clinics/*.parquet"  # the clinics for other programs, if the engine wrote them; they are not read here

# The columns whose distinct cells were each read once: an array of codes each, and their values in `VALUES`.
STATED = ("credentials", "products", "targets", "imaging", "credentials_verified", "claims")
READ = ("state", "country", "as_of", "price")
# The table of profiles, one row each; the profile of each clinic is the array `profile`.
OF_PROFILES = ("low", "high", "known", "flags", "possible", "certain", "counts")
ALIKE = ("alike_first", "alike_like", "alike_why")
# Columns of text parts: `KNOWN` and `OTHER` before a column's name, and two that are names themselves.
KNOWN, OTHER, KEY, ID_IN_FILE = "known.", "other.", "key", "id_in_file"


def array_file(name: str) -> str:
    """The file of an array."""
    return f"{ARRAYS}/{name}.npy"


def part_file(kind: str, part: int) -> str:
    """The file of a part of the texts or the problems, numbered from 0."""
    return f"{kind}/{part:05}.arrow"


def search_file(column: str) -> str:
    """The file of the distinct folded cells of a column that is searched."""
    return f"{SEARCH}/{column}.arrow"


def is_reviewed_folder(path: str | os.PathLike[str]) -> bool:
    """Whether a path is a folder that claims to hold a review; it may still be broken."""
    return (Path(path) / MANIFEST).is_file()
