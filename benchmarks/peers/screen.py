"""What a screen has to do: show clinics from a file, filter them by a word, and rank them by other weights."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
from playwright.sync_api import Page

import scoring
from benchmarks.generate import LATEST
from benchmarks.measurement import Contender

QUESTION_POINTS = {
    "who": "credentials_score",
    "what": "products_score",
    "where": "targets_score",
    "how": "imaging_score",
}
CARRIED = ("name", "city", "state", "postal_code", "credentials", "products", "targets", "imaging")
# In the names of some clinics of every file. A different one each time, as earlier results may be cached.
WORDS = ("spine", "pain", "sports", "creek", "ridge", "stem", "ortho", "regen")
WEIGHT = 25  # of every question at first; the first one is then moved by a step each time
QUIET_MS = 400  # a page that has not changed for this long has settled; not included in the time
# What a page received over HTTP since it was opened; cached responses count as nothing.
HTTP_BYTES = """
performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize ?? 0), 0)
"""


@dataclass(frozen=True)
class ClinicFile:
    """A CSV file of this many clinics. `scored`: these with our points, for programs that recognize no cells."""

    path: Path
    rows: int

    @cached_property
    def scored(self) -> pd.DataFrame:
        """One row per clinic: `CARRIED` as in the file, points of each question (0 if nothing is sure), `score`."""
        review = scoring.review(self.path, reviewed_on=LATEST)
        points = review.scores[list(QUESTION_POINTS.values())].fillna(0.0)
        points.columns = pd.Index(list(QUESTION_POINTS))
        carried = review.records[list(CARRIED)].reset_index(drop=True).fillna("")
        return pd.concat([carried, points, review.scores["score"].fillna(0.0)], axis=1)


@dataclass(frozen=True)
class Answer:
    """How long a page took to settle, in milliseconds, and the kilobytes that it received."""

    milliseconds: float
    kilobytes: float


@dataclass(frozen=True)
class Served:
    """A running server: its address, and its process id (None: this process)."""

    address: str
    process: int | None = None


@dataclass(frozen=True)
class Screen:
    """How a contender is served, opened and used, in its own folder.

    `install`: what is done once on a machine, and is not timed. `serve`: everything that starts from the file.
    `filter`: show the clinics with a word in their names, all for an empty word. `weigh`: give the first question
    another weight.
    """

    contender: Contender
    install: Callable[[Path, ClinicFile], None]
    serve: Callable[[ExitStack, Path, ClinicFile], Served]
    open: Callable[[Page, str], Answer]
    filter: Callable[[Page, str], Answer]
    weigh: Callable[[Page, int], Answer]
    recorded_root: str = ""  # a selector of the part that is watched for changes, for `interaction_recorder.js`
