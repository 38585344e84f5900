"""The list of clinics that the host of this instance set: a file, or a reviewed folder of any size."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from dashboard import settings
from scoring import UnreadableFile, folder_identity, is_reviewed_folder
from scoring.reading import fingerprint
from scoring.recipes import Recipe

_ABSENT = "The host of this site set a list of clinics that is not there. Tell the host, or look at the example."


@dataclass(frozen=True)
class HostData:
    """The list: its name, the SHA-256 of its bytes, what was decided about it, and a function that returns its bytes.

    `folder`: the reviewed folder that it is, without bytes of its own; None for a file. A path that cannot be opened
    has a digest of its name, and raises `UnreadableFile` when it is read.
    """

    name: str
    digest: str
    source: Callable[[], bytes] = field(repr=False, compare=False)
    recipe: Recipe = field(default_factory=Recipe)
    folder: Path | None = None


def host_data() -> HostData | None:
    """The list that the host set, as it is at this moment; None without one."""
    path = settings.data()
    if path is None:
        return None
    try:
        changed = (path / "review.json" if is_reviewed_folder(path) else path).stat().st_mtime_ns
    except (OSError, ValueError):  # the last of a path that no file can have
        return _nothing(path.name, path)
    return _host_data(path, changed)


def _nothing(name: str, path: Path, folder: Path | None = None) -> HostData:
    """A list that cannot be opened."""

    def absent() -> bytes:
        raise UnreadableFile(_ABSENT)

    return HostData(name, fingerprint(os.fsencode(path)), absent, folder=folder)


@lru_cache(maxsize=1)  # one per process, because every rerun needs it several times
def _host_data(path: Path, changed: int) -> HostData:  # noqa: ARG001 - the key
    name = Path(os.path.realpath(path)).name
    if path.is_dir():
        try:
            digest, recipe = folder_identity(path)
        except UnreadableFile:
            return _nothing(name, path, path)  # opening it says what is wrong
        return replace(_nothing(name, path, path), digest=digest, recipe=recipe)
    try:
        data = path.read_bytes()
    except OSError:
        return _nothing(name, path)
    return HostData(name, fingerprint(data), lambda: data)
