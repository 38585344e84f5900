"""`review.json`: what a folder holds, written last, so that a folder without it was not finished."""

from __future__ import annotations

import json
import os
import stat
from datetime import date
from pathlib import Path
from typing import Any, Literal
from zlib import crc32

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scoring.accounting import Accounting
from scoring.errors import UnreadableFile
from scoring.linkage import PersonRowEvidence
from scoring.recognition import DateReading, Match, PriceReading
from scoring.reviewed_folder.layout import FORMAT, LIST_MANIFEST, MANIFEST

_OWN_RUBRIC = (
    f"{MANIFEST} is missing, as it is where a list was reviewed under a rubric that does not come with this program."
)
_END_BYTES = 4_096
_MOST_BYTES = 50_000_000  # a recipe has 5 MB at most, and columns are 500


class FileRowParts(BaseModel):
    """The rows of the file if they are not the clinics themselves. `grouped`: whether several may be one clinic."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int = Field(ge=1)
    parts: int = Field(ge=1)
    known: tuple[str, ...]
    other_columns: tuple[str, ...]
    grouped: bool


class Manifest(BaseModel):
    """What `review.json` says: the small fields of a `Review`, and the sizes of the others.

    `recipe`: as its JSON. `text_parts`, `problem_parts`: the number of files. `profiles`: of distinct ones.
    `keys`: whether the names by which recipes merge differ from the ids and are kept beside them; `id_in_file`:
    likewise of the ids as the file has them, "none" if it has no such column. `files`: the bytes of every other file;
    `ends`: a checksum of its first and last ones, because files of two lists may have the same size.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    rubric: str
    rubric_version: str
    vocabulary_version: str
    weights: dict[str, float]
    reviewed_on: date
    fingerprint: str = Field(pattern=r"^[0-9a-f]{64}$")
    recipe: dict[str, Any]
    clinics: int = Field(ge=1)
    problems: int = Field(ge=0)
    profiles: int = Field(ge=1)
    known: tuple[str, ...]
    other_columns: tuple[str, ...]
    searched: tuple[Literal["name", "city", "postal_code"], ...]
    keys: bool
    id_in_file: Literal["same", "other", "none"]
    text_parts: int = Field(ge=1)
    problem_parts: int = Field(ge=1)
    file_rows: FileRowParts | None = None
    accounting: Accounting
    matches: tuple[Match, ...]
    dates: DateReading
    prices: PriceReading
    people: PersonRowEvidence | None = None
    settings_in_file: str = ""
    files: dict[str, int] = Field(default_factory=dict)
    ends: dict[str, str] = Field(default_factory=dict)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Finish a folder: from now on it can be opened."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in paths]
    files = {name: path.stat().st_size for name, path in zip(names, paths, strict=True)}
    ends = {name: _ends(path) for name, path in zip(names, paths, strict=True)}
    complete = manifest.model_copy(update={"files": dict(sorted(files.items())), "ends": dict(sorted(ends.items()))})
    beside = folder / f"{MANIFEST}.part"
    beside.write_text(complete.model_dump_json(indent=2), encoding="utf-8")
    beside.replace(folder / MANIFEST)


def read_manifest(folder: Path) -> Manifest:
    """What a folder says about itself, once every file of it has the bytes that it should.

    Raises `UnreadableFile` for a folder that is not finished, is of another format, or lacks a part.
    """
    try:
        with _own_file(folder, MANIFEST).open("rb") as source:
            text = source.read(_MOST_BYTES)
    except OSError as error:
        if (folder / LIST_MANIFEST).is_file():
            raise UnreadableFile(_OWN_RUBRIC) from error
        raise UnreadableFile(f"{MANIFEST} is missing, so it was never finished.") from error
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{MANIFEST} is damaged.") from error
    if not isinstance(content, dict):
        raise UnreadableFile(f"{MANIFEST} is damaged.")
    if content.get("format") != FORMAT:
        written = str(content.get("format"))[:20]
        raise UnreadableFile(f"It is of format {written}, and this program reads format {FORMAT}.")
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        key = ".".join(str(part) for part in error.errors()[0]["loc"])[:80]
        raise UnreadableFile(f"{MANIFEST} is damaged at {key}.") from error
    return manifest


def checked_file(folder: Path, manifest: Manifest, name: str) -> str:
    """The name of a file of the folder, if all of it is there. Raises `UnreadableFile` if it is not."""
    try:
        path = _own_file(folder, name)
        size = path.stat().st_size
        if size != manifest.files.get(name):
            raise UnreadableFile(f"{name} has {size:,} bytes and should have {manifest.files.get(name, 0):,}.")
        if name in manifest.ends and _ends(path) != manifest.ends[name]:
            raise UnreadableFile(f"{name} is damaged, or belongs to another folder.")
    except OSError as error:
        raise UnreadableFile(f"{name} is missing.") from error
    return name


def _own_file(folder: Path, name: str) -> Path:
    """The path of a file of the folder. Raises `UnreadableFile` for what leads elsewhere, `OSError` if it is missing.

    A pipe or a device is no file either: reading it may wait without end.
    """
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise UnreadableFile(f"{name} is a link that leads out of the folder.")
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableFile(f"{name} is no file.")
    return path


def _ends(path: Path) -> str:
    """A checksum of the first and the last bytes of a file, which takes no longer for a large one."""
    with path.open("rb") as file:
        first = file.read(_END_BYTES)
        file.seek(max(path.stat().st_size - _END_BYTES, 0))
        return f"{crc32(first + file.read(_END_BYTES)):08x}"
