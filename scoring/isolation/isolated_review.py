"""A review made in a child process, as the parent process sees it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from scoring import child_process
from scoring.errors import CRASHED, UNEXPECTED, BadSettings, UnreadableFile
from scoring.isolation.review_transfer import unpacked
from scoring.limits import Clock, Limits
from scoring.recipes import Recipe
from scoring.review import Review

_log = logging.getLogger("scoring")


def review_apart(  # noqa: PLR0913 - all but the bytes by name
    data: bytes,
    *,
    recipe: Recipe,
    rubric: str,
    reviewed_on: date,
    limits: Limits,
    most_bytes: int,
    look: Callable[[tuple[str, ...]], object],
) -> tuple[Review, int]:
    """The review of these bytes under a shipped rubric, and how many bytes of memory it takes in this process.

    `most_bytes`: of memory, for the review. `look` is called repeatedly with the stages so far, one per line; if it
    raises, the work ends. Raises `UnreadableFile` and `BadSettings` as `scoring.review` does, and beyond the limits of
    memory and time.
    """
    clock = Clock(limits)
    request = {
        "recipe": recipe.model_dump_json(),
        "rubric": rubric,
        "reviewed_on": reviewed_on.isoformat(),
        "limits": asdict(limits),
        "most_bytes": most_bytes,
    }

    def look_on(error_lines: tuple[str, ...]) -> None:
        clock.check()
        look(error_lines)

    line = json.dumps(request).encode() + b"\n"
    ended = child_process.run("scoring.isolation", "", line, data, memory_bytes=limits.memory_bytes, look=look_on)
    if ended.short_of_memory:
        raise limits.out_of_memory()
    if ended.code < 0:
        _log.error("A file ended the process in which it was read:\n%s", "\n".join(ended.error_lines))
        raise UnreadableFile(CRASHED)
    if ended.code:
        _log.error("A file could not be handled in a process of its own:\n%s", "\n".join(ended.error_lines))
        raise UnreadableFile(UNEXPECTED)
    return _made_of(ended.output)


def _made_of(output: bytes) -> tuple[Review, int]:
    end = output.index(b"\n") + 1
    answer: dict[str, Any] = json.loads(output[:end])
    if "bad_settings" in answer:
        raise BadSettings(answer["bad_settings"])
    if "refused" in answer:
        examples = {header: tuple(cells) for header, cells in answer["examples"].items()}
        details = {key: answer[key] for key in ("headerless", "suggested")}
        raise UnreadableFile(answer["refused"], tuple(answer["headers"]), examples, **details)
    return unpacked(memoryview(output)[end:])
