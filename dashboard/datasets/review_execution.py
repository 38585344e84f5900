"""Makes reviews: of small files in this process, of large files each in its own process, one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic

import streamlit as st

from dashboard import settings, streamlit_platform
from dashboard.datasets.fifo_lock import Turns
from dashboard.datasets.review_cache import CachedReview
from dashboard.datasets.session_datasets import Dataset
from dashboard.parameters import EXAMPLE
from scoring import Limits, UnreadableFile, begin_stage, load_rubric, open_reviewed_folder, review
from scoring.isolation import review_apart, size_of
from scoring.reading import is_bounded, may_grow

_MOST_BYTES = 250_000_000  # for one review and what pages derive from it: half a million ordinary rows take a third
_MOST_BYTES_OF_THE_HOST = 4_000_000_000  # the file that the instance comes with is trusted, and may fill the machine
_OF_A_CLINIC_IN_A_FOLDER = 8  # bytes: what pages derive from it and keep; its columns stay on disk
_SMALL = 2_000_000  # bytes of text: read and scored before a process could start
_PATIENCE = 5.0  # seconds that an API request waits for its turn, since it cannot be told how long that takes
_turns = Turns()


class Busy(UnreadableFile):
    """An API request needs a large file while others are being read."""


def make_review(dataset: Dataset, rubric: str, day: date) -> CachedReview:
    """The review of a dataset, and its size in memory. Raises `UnreadableFile`, `BadSettings`, `Busy`.

    A waiting reader sees the progress; if the reader leaves, the work for them ends.
    """
    if dataset.file.folder is not None:
        return _open_folder(dataset.file.folder, rubric)
    data, limits = dataset.file.data, settings.limits()
    packed = may_grow(data)
    if len(data) <= _SMALL and is_bounded(data):
        try:
            scored = review(
                data,
                recipe=dataset.recipe,
                rubric=rubric,
                reviewed_on=day,
                limits=replace(limits, text_bytes=min(_SMALL, limits.text_bytes)) if packed else limits,
            )
            return CachedReview(scored, size_of(scored))
        except UnreadableFile:
            if not packed:
                raise  # a packed file may fail here only because its text is large
    return _make_in_own_process(data, dataset, rubric, day, limits)


def _make_in_own_process(data: bytes, dataset: Dataset, rubric: str, day: date, limits: Limits) -> CachedReview:
    screen = _Screen() if streamlit_platform.draws_for_reader() else _Program()
    try:
        with _turns.turn(screen.wait):
            scored, size = review_apart(
                data,
                recipe=dataset.recipe,
                rubric=rubric,
                reviewed_on=day,
                limits=limits,
                most_bytes=_MOST_BYTES_OF_THE_HOST if dataset.id == EXAMPLE or dataset.hosted else _MOST_BYTES,
                look=screen.show,
            )
    finally:
        screen.end()
    return CachedReview(scored, size)


def _open_folder(folder: Path, rubric: str) -> CachedReview:
    """The review in a folder, scored again if it was reviewed under another rubric."""
    opened = open_reviewed_folder(folder)
    scored = opened if opened.rubric.name == rubric else opened.with_rubric(load_rubric(rubric))
    return CachedReview(scored, _OF_A_CLINIC_IN_A_FOLDER * len(scored))


class _Screen:
    """Shows a reader the progress. The platform can stop a reader's script at each of these calls."""

    def __init__(self) -> None:
        self._place = st.empty()
        self._shown = 0

    def wait(self, before: int) -> None:
        """Show how many files are read first."""
        self._place.caption(
            "Another file is being read; yours is next."
            if before == 1
            else f"{before} other files are read first; yours is waiting."
        )

    def show(self, stages: tuple[str, ...]) -> None:
        """Show the stages reached so far."""
        self._place.caption("The file is being read.")
        for line in stages[self._shown :]:
            begin_stage(line)
        self._shown = len(stages)

    def end(self) -> None:
        """Clear the message."""
        self._place.empty()


class _Program:
    """Shows nothing, and limits how long an API request waits."""

    def __init__(self) -> None:
        self._end = monotonic() + _PATIENCE

    def wait(self, before: int) -> None:
        """Raise `Busy` once the request has waited long enough."""
        if monotonic() > self._end:
            raise Busy(f"Large files are read one at a time, and {before} are before this one; try again in a minute.")

    def show(self, stages: tuple[str, ...]) -> None:
        """Do nothing: there is no screen."""

    def end(self) -> None:
        """Do nothing: nothing was shown."""
