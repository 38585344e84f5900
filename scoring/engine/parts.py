"""The parts of a list: the files of a pattern or a folder, and the ranges of a large CSV, each reviewed on its own."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scoring.errors import UnreadableFile
from scoring.file_faults import not_read, shown_path
from scoring.limits import Clock, Limits
from scoring.reading import HAS_CHANGED, FileState, RecordRange, record_ranges
from scoring.recipes import Recipe
from scoring.vocabulary import header_key

_RANGE_BYTES = 24_000_000  # about 150,000 clinics, which take a worker 350 MB to review
_CUT = frozenset((".csv", ".tsv", ".txt"))  # formats whose records end at line ends
_NOT_UTF8 = "The file name is not UTF-8; rename the file and try again."
_NO_FILE = "It is no file but a pipe, a socket or a device; save what it holds as a file and try again."
PATIENT = Limits(seconds=3600, problems=sys.maxsize)  # a loaded worker is slow, and every problem is listed


@dataclass(frozen=True)
class Part:
    """A file of the list, or a range of one.

    `number`: its place among the parts, from 0. `name`: as people know it, with bytes that are not UTF-8 escaped.
    `refusal`: why it cannot be reviewed whatever it holds, "" if it can. `state`: of a whole file when it was listed;
    None if that is not known, or the range knows it.
    """

    number: int
    name: str
    source: Path | RecordRange
    refusal: str = ""
    state: FileState | None = None

    @property
    def path(self) -> Path:
        """Of its file."""
        return self.source.path if isinstance(self.source, RecordRange) else self.source

    @property
    def size(self) -> int:
        """Bytes, as stored; 0 if the file is gone."""
        if isinstance(self.source, RecordRange):
            return self.source.stop - self.source.start
        return self.state.size if self.state else _size(self.source)

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Raise `UnreadableFile` after the block if the file is no longer what it was when the list was decided."""
        yield
        if self.state and not isinstance(self.source, RecordRange) and _state(self.source) != self.state:
            raise UnreadableFile(HAS_CHANGED.format(path=shown_path(self.source)))


def parts_of(pattern: str, recipe: Recipe | None = None) -> tuple[Part, ...]:
    """The files of a pattern such as `parts/*.csv`, of a folder, or the one file of that name, sorted by name.

    A large CSV is several parts, cut where records end. `recipe`: the encoding and headers that were decided. Raises
    `UnreadableFile` if there is no file.
    """
    if is_folder(pattern):
        paths = sorted(path for path in _listed(pattern) if _may_be_read(path) and not path.name.startswith("."))
    elif is_there(pattern):
        paths = [Path(pattern)]
    else:
        paths = sorted(filter(_may_be_read, map(Path, glob.glob(pattern))))  # noqa: PTH207 - any root
    if not paths:
        raise UnreadableFile(f"There is no file at {shown_path(pattern)}; check the name and the folder.")
    shared = len({path.parent for path in paths}) == 1
    named = [
        source for path in paths for source in _sources(_resolved(path), path.name if shared else str(path), recipe)
    ]
    return tuple(_part(number, name, source) for number, (name, source) in enumerate(named))


def _part(number: int, name: str, source: Path | RecordRange) -> Part:
    """A part whose name can be printed and stored, because it is beside each problem."""
    printable = os.fsencode(name).decode(errors="backslashreplace")
    refusal = _NO_FILE if is_no_file(source) else _NOT_UTF8 if printable != name else ""
    return Part(number, printable, source, refusal, None if isinstance(source, RecordRange) else _state(source))


def is_no_file(source: Path | RecordRange) -> bool:
    """Whether a part is there but cannot be read more than once, if at all: a pipe, a socket or a device."""
    try:
        return not isinstance(source, RecordRange) and not stat.S_ISREG(source.stat().st_mode)
    except OSError:  # its review says why
        return False


def is_folder(path: str) -> bool:
    """Whether a folder exists; False for text that cannot be a path, such as one that is too long."""
    return os.path.isdir(path)  # noqa: PTH112 - that of `Path` raises


def is_there(path: str) -> bool:
    """Whether a file or folder exists; False for text that cannot be a path, such as one that is too long."""
    return os.path.exists(path)  # noqa: PTH110 - that of `Path` raises


def _listed(folder: str) -> list[Path]:
    try:
        return list(Path(folder).iterdir())
    except OSError as error:
        raise UnreadableFile(not_read(folder, error, "folder")) from None


def _may_be_read(path: Path) -> bool:
    """Whether a path is no folder: anything else, even a link that leads nowhere, is a part that reports its fault."""
    return not is_folder(str(path))


def _resolved(path: Path) -> Path:
    """The file that a path leads to; a pipe that a process holds has no path but its link."""
    return path if is_no_file(path) else Path(os.path.realpath(path))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _state(path: Path) -> FileState | None:
    try:
        return FileState.of(path)
    except OSError:  # its review says why
        return None


def _sources(path: Path, name: str, recipe: Recipe | None) -> Iterator[tuple[str, Path | RecordRange]]:
    ranges: tuple[RecordRange, ...] = ()
    if path.suffix.lower() in _CUT and _size(path) > _RANGE_BYTES:
        decided = recipe or Recipe()
        known = frozenset(map(header_key, decided.columns))
        try:
            ranges = record_ranges(
                path, _RANGE_BYTES, Clock(PATIENT), encoding=decided.encoding, also_known=known
            ).ranges
        except UnreadableFile:  # its review says why
            ranges = ()
    if len(ranges) < 2:
        yield name, path
    for part in ranges if len(ranges) > 1 else ():
        yield f"{name}, bytes {part.start}-{part.stop}", part
