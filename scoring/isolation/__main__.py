"""The process that makes one review, so that a large file neither blocks the server nor stays in its memory.

`python -m scoring.isolation` reads a line of JSON with the settings, then the file's bytes, from standard input. It
writes a line of JSON, which gives the reason if the file is refused, then the packed review. Standard error gets the
name of each stage when it begins.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from scoring.errors import BadSettings, UnreadableFile
from scoring.isolation.review_transfer import ALIGNED, OF_A_PROBLEM, packed, size_of
from scoring.limits import Limits
from scoring.recipes import load_recipe
from scoring.review import review
from scoring.stages import heard_by
from spreadsheets.process import limit


def _answer(request: dict[str, Any], data: bytes) -> Iterator[bytes | memoryview]:
    """What the process writes: a line of JSON, and the review if there is one."""
    limits = Limits(**request["limits"])
    limits = replace(limits, problems=min(limits.problems, request["most_bytes"] // OF_A_PROBLEM))  # no more are kept
    limit(limits.memory_bytes)
    try:
        made = review(
            data,
            recipe=load_recipe(request["recipe"].encode()),
            rubric=request["rubric"],
            reviewed_on=date.fromisoformat(request["reviewed_on"]),
            limits=limits,
        )
        if size_of(made) > request["most_bytes"]:
            raise UnreadableFile(
                f"The clinics of the file and their scores take more than {request['most_bytes'] / 1e6:,.0f} "
                "MB of memory, which is the limit; split the file, or leave out columns that say nothing of the "
                "clinics, and try again."
            )
    except BadSettings as reason:
        answer: dict[str, Any] = {"bad_settings": str(reason)}
    except UnreadableFile as reason:
        answer = {
            "refused": str(reason),
            "headers": reason.headers,
            "examples": reason.examples,
            "headerless": reason.headerless,
            "suggested": reason.suggested,
        }
    else:
        yield b"{}".ljust(ALIGNED - 1) + b"\n"
        yield from packed(made)
        return
    yield json.dumps(answer).encode() + b"\n"


if __name__ == "__main__":
    settings = json.loads(sys.stdin.buffer.readline())
    with heard_by(lambda stage: print(stage, file=sys.stderr, flush=True)):
        sys.stdout.buffer.writelines(_answer(settings, sys.stdin.buffer.read()))
