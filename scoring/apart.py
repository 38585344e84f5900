"""A review made in a process of its own: a large file neither holds up this one nor stays in its memory.

`python -m scoring.apart` takes a line of JSON with the settings, then the file's bytes, from standard input. It writes
a line of JSON, with why the file is refused if it is, then the packed review; to standard error, what is being done.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from scoring import processes
from scoring.errors import UNEXPECTED, BadSettings, UnreadableFile
from scoring.limits import Clock, Limits
from scoring.recipe import Recipe, load_recipe
from scoring.review import Review, review
from scoring.stages import heard_by
from scoring.transfer import ALIGNED, OF_A_PROBLEM, packed, size_of, unpacked
from spreadsheets.process import limit

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
    """What `scoring.review` makes of the bytes under a shipped rubric, and how many bytes of memory it takes here.

    `most_bytes`: of memory, for the review. `look` is called again and again with what was done so far, line by line;
    what it raises ends the work. Raises `UnreadableFile` and `BadSettings` as `scoring.review` does, and beyond the
    limits of memory and time.
    """
    clock = Clock(limits)
    asked = {
        "recipe": recipe.model_dump_json(),
        "rubric": rubric,
        "reviewed_on": reviewed_on.isoformat(),
        "limits": asdict(limits),
        "most_bytes": most_bytes,
    }

    def look_on(said: tuple[str, ...]) -> None:
        clock.check()
        look(said)

    line = json.dumps(asked).encode() + b"\n"
    ended = processes.run("scoring.apart", "", line, data, memory_bytes=limits.memory_bytes, look=look_on)
    if ended.short_of_memory or ended.code < 0:  # some code looks at memory that it was not given, and dies of that
        raise limits.out_of_memory()
    if ended.code:
        _log.error("A file could not be handled in a process of its own:\n%s", "\n".join(ended.said))
        raise UnreadableFile(UNEXPECTED)
    return _made_of(ended.output)


def _made_of(output: bytes) -> tuple[Review, int]:
    end = output.index(b"\n") + 1
    said: dict[str, Any] = json.loads(output[:end])
    if "bad_settings" in said:
        raise BadSettings(said["bad_settings"])
    if "refused" in said:
        examples = {header: tuple(cells) for header, cells in said["examples"].items()}
        raise UnreadableFile(said["refused"], tuple(said["headers"]), examples)
    return unpacked(memoryview(output)[end:])


def _answer(asked: dict[str, Any], data: bytes) -> Iterator[bytes | memoryview]:
    """What the process writes: a line, and the review if there is one."""
    limits = Limits(**asked["limits"])
    limits = replace(limits, problems=min(limits.problems, asked["most_bytes"] // OF_A_PROBLEM))  # no more are kept
    limit(limits.memory_bytes)
    try:
        made = review(
            data,
            recipe=load_recipe(asked["recipe"].encode()),
            rubric=asked["rubric"],
            reviewed_on=date.fromisoformat(asked["reviewed_on"]),
            limits=limits,
        )
        if size_of(made) > asked["most_bytes"]:
            raise UnreadableFile(
                f"The clinics of the file and what is said of them take more than {asked['most_bytes'] / 1e6:,.0f} MB "
                "of memory, which is the limit; split the file, or leave out columns that say nothing of the clinics, "
                "and try again."
            )
    except BadSettings as reason:
        said: dict[str, Any] = {"bad_settings": str(reason)}
    except UnreadableFile as reason:
        said = {"refused": str(reason), "headers": reason.headers, "examples": reason.examples}
    else:
        yield b"{}".ljust(ALIGNED - 1) + b"\n"
        yield from packed(made)
        return
    yield json.dumps(said).encode() + b"\n"


if __name__ == "__main__":
    settings = json.loads(sys.stdin.buffer.readline())
    with heard_by(lambda stage: print(stage, file=sys.stderr, flush=True)):
        sys.stdout.buffer.writelines(_answer(settings, sys.stdin.buffer.read()))
