"""Rubric files: read, extended, and refused with file, key and what was expected."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scoring.errors import BadSettings
from scoring.file_faults import not_read, shown_key, shown_path
from scoring.rubric.laws import check_laws
from scoring.rubric.model import Rubric
from scoring.wording import in_megabytes, shown_value

DEFAULT = "default"
_HERE = Path(__file__).parent
_MOST_BYTES = 1_000_000  # ten times the default rubric
SHIPPED = {name: _HERE / f"{name}.toml" for name in (DEFAULT, "no-iof", "half")}


def load_rubric(chosen: str | os.PathLike[str] | Rubric | None = None) -> Rubric:
    """The requested rubric: a `Rubric` unchanged, a shipped name, or a TOML file.

    A file that gives no name, or that of a shipped rubric with other rules, is called by its own. Raises `BadSettings`
    with the file, the key and what was expected.
    """
    if isinstance(chosen, Rubric):
        return chosen
    if not isinstance(chosen, str | os.PathLike | None):
        raise BadSettings(f"rubric: expected a name, a TOML file or a Rubric, found {shown_value(chosen)}.")
    if chosen is None or chosen in SHIPPED:
        return _shipped(str(chosen or DEFAULT))
    rubric = _from_file(path := Path(chosen))
    if rubric.name in SHIPPED and not is_shipped(rubric):
        # What a review, an export or a link calls by this name would be read, and checked, under other rules.
        return rubric.model_copy(update={"name": f"own-{path.stem}" if path.stem in SHIPPED else path.stem})
    return rubric


def is_shipped(rubric: Rubric) -> bool:
    """Whether its name alone says what it holds."""
    return rubric.name in SHIPPED and rubric == _shipped(rubric.name)


@cache
def _shipped(name: str) -> Rubric:
    return _from_file(SHIPPED[name])


def _from_file(path: Path) -> Rubric:
    content = _whole(path)
    for table, sentence in (("guidance", "note"), ("evidence", "none_listed")):
        if isinstance(content.get(table), dict) and sentence in content[table]:
            content[f"{table}_{sentence}"] = content[table].pop(sentence)
    try:
        rubric = Rubric.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = shown_key(first["loc"])
        if first["type"] == "missing":
            raise BadSettings(
                f"{shown_path(path)}: {key} is required, unless the file extends another rubric."
            ) from None
        given = "" if isinstance(first["input"], dict) else f", found {shown_value(first['input'])}"
        raise BadSettings(f"{shown_path(path)}: {key}: {first['msg']}{given}.") from None
    check_laws(rubric, path)
    return rubric


def _whole(path: Path) -> dict[str, Any]:
    """The content of a file, with what it leaves out as in the rubric that it extends, and that one in turn."""
    content = _toml(path)
    if "extends" not in content:
        return content
    base = content.pop("extends")
    if not isinstance(base, str) or base not in SHIPPED:
        raise BadSettings(
            f"{shown_path(path)}: extends: expected one of {', '.join(SHIPPED)}, found {shown_value(base)}."
        )
    return _merged(_whole(SHIPPED[base]), {"name": path.stem} | content)


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        advice = f"give a TOML file or one of {', '.join(SHIPPED)}"
        raise BadSettings(not_read(path, error, "rubric file", advice)) from None
    if len(content) > _MOST_BYTES:
        raise BadSettings(f"{shown_path(path)}: expected a TOML file of at most {in_megabytes(_MOST_BYTES)}.")
    try:
        return tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:  # also of numbers with thousands of digits
        raise BadSettings(f"{shown_path(path)}: expected a TOML file: {error}.") from None


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in changes.items():
        both_tables = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if both_tables else value
    return merged
