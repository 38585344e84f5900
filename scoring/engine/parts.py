"""The parts of a list: the files of a pattern or a folder, each reviewed by itself."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from pathlib import Path

from scoring.errors import UnreadableFile


@dataclass(frozen=True)
class Part:
    """A file of the list. `number`: its place among the parts, from 0; `name`: as it is told to people."""

    number: int
    name: str
    path: Path

    @property
    def source(self) -> Path:
        """What a review reads."""
        return self.path

    @property
    def size(self) -> int:
        """Bytes, as stored; 0 if the file is gone."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def parts_of(pattern: str) -> tuple[Part, ...]:
    """The files of a pattern such as `parts/*.csv`, of a folder, or the one file of that name, in order of their names.

    Raises `UnreadableFile` if there is none.
    """
    place = Path(pattern)
    if place.is_dir():
        paths = sorted(path for path in place.iterdir() if path.is_file() and not path.name.startswith("."))
    elif place.exists():
        paths = [place]
    else:
        paths = sorted(path for path in map(Path, glob.glob(pattern)) if path.is_file())  # noqa: PTH207 - any root
    if not paths:
        raise UnreadableFile(f"There is no file at {pattern}; check the name and the folder.")
    folder = paths[0].parent
    shared = all(path.parent == folder for path in paths)
    return tuple(Part(number, path.name if shared else str(path), path.resolve()) for number, path in enumerate(paths))
