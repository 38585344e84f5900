"""JSON files that people exchange, read strictly: with a maximum length, and without repeated keys."""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from scoring.errors import BadSettings
from scoring.file_faults import not_read

_LONGEST_QUOTED = 80  # characters of a value in a sentence about it


def beginning(source: str | os.PathLike[str] | bytes, most_bytes: int, kind: str) -> bytes:
    """Bytes, or those of a file, just enough to tell whether it is longer than a limit.

    Raises `BadSettings` for anything but a readable file. `kind`: what sentences call it.
    """
    if isinstance(source, bytes):
        return source
    try:
        with Path(source).open("rb") as file:
            return file.read(most_bytes + 1)
    except (OSError, ValueError, TypeError) as error:
        raise BadSettings(not_read(source, error, kind)) from None


def refuse_repeated_keys(content: bytes, origin: str) -> None:
    """Raise `BadSettings` for a key that occurs twice in one object of valid JSON: a parser keeps the last.

    `origin`: what the text is, in words.
    """
    json.loads(content, object_pairs_hook=partial(_only_once, origin))


def quoted_value(text: str) -> str:
    """A value of the file as quoted in a sentence, cut if it is long."""
    return repr(text if len(text) <= _LONGEST_QUOTED else text[: _LONGEST_QUOTED - 1] + "\u2026")


def _only_once(origin: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = Counter(key for key, _ in pairs)
    for key in [key for key, times in keys.items() if times > 1]:
        raise BadSettings(f"{origin}: {quoted_value(key)} stands {keys[key]} times in one list; leave one of them.")
    return dict(pairs)
