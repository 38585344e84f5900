"""A picture made in a child process, as the parent process sees it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from time import monotonic
from typing import Any, Literal

from scoring import child_process

Kind = Literal["svg", "png"]
MEGABYTE = 1_000_000

_log = logging.getLogger("pictures")
_MOST_KEPT = 16  # pictures: a reader who downloads the SVG after the PNG, or one again, does not wait twice
_turn = Lock()


@dataclass(frozen=True)
class DrawingLimits:
    """The most that one picture takes.

    `specification_bytes`: with its rows; our charts have 3 to 30 kB. `picture_bytes`: a PNG has half a megabyte.
    `memory_bytes`: of memory that the process may write to; the engine reserves 580 MB of it, and uses 100.
    `seconds`: of work, which usually takes one or two. `patience`: seconds that a picture waits for earlier ones, as
    they are made one at a time.
    """

    specification_bytes: int = 5 * MEGABYTE
    picture_bytes: int = 5 * MEGABYTE
    memory_bytes: int = 1_000 * MEGABYTE
    seconds: float = 20.0
    patience: float = 20.0


LIMITS = DrawingLimits()


class CannotDraw(Exception):
    """Why there is no picture, in a sentence that is fit for the screen."""


class _OutOfTime(Exception):
    pass


def draw_apart(specification: Mapping[str, Any], kind: Kind, limits: DrawingLimits = LIMITS) -> bytes:
    """The picture of a Vega-Lite specification with its rows, as an SVG or PNG file. Raises `CannotDraw`."""
    content = json.dumps(specification, allow_nan=False, separators=(",", ":")).encode()
    if len(content) > limits.specification_bytes:
        raise CannotDraw("This chart has too many marks for a picture; filter the clinics, or take the table instead.")
    return _drawn(content, kind, limits)


@lru_cache(maxsize=_MOST_KEPT)
def _drawn(content: bytes, kind: Kind, limits: DrawingLimits) -> bytes:
    if not _turn.acquire(timeout=limits.patience):
        raise CannotDraw("Other pictures are being made; try again in a minute.")
    try:
        ended = _run(content, kind, limits)
    finally:
        _turn.release()
    if ended.code or not ended.output:
        _log.error("A picture could not be made:\n%s", "\n".join(ended.error_lines[-20:]))
        raise CannotDraw("This picture could not be made; take the table instead.")
    if len(ended.output) > limits.picture_bytes:
        raise CannotDraw("This picture is too large; filter the clinics, or take the table instead.")
    return ended.output


def _run(content: bytes, kind: Kind, limits: DrawingLimits) -> child_process.Ended:
    end = monotonic() + limits.seconds

    def look(_error_lines: tuple[str, ...]) -> None:
        if monotonic() > end:
            raise _OutOfTime

    request = json.dumps({"kind": kind, "memory_bytes": limits.memory_bytes})
    try:
        return child_process.run("pictures", request, content, memory_bytes=limits.memory_bytes, look=look)
    except _OutOfTime:
        raise CannotDraw("This picture took too long to make; filter the clinics, or try again in a minute.") from None
