"""Why a file could not be read or written, in words: the same for every file, whichever option or setting names it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from types import MappingProxyType

from scoring.wording import abridged, on_one_line

_LONGEST_KEY = 80  # characters of a place in a file, in a sentence about it
_WHY = MappingProxyType({
    errno.EACCES: "access to it is denied",
    errno.EPERM: "access to it is denied",
    errno.EBADF: "it is closed, or open for reading only",
    errno.EDQUOT: "the disk is full",
    errno.EEXIST: "something else has its name",
    errno.EFBIG: "it is larger than a file may be",
    errno.EIO: "the disk failed",
    errno.EISDIR: "it is a folder",
    errno.ELOOP: "a link in its path leads back to itself",
    errno.EMFILE: "too many files are open",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ENFILE: "too many files are open",
    errno.ENOENT: "its folder does not exist",
    errno.ENOSPC: "the disk is full",
    errno.ENOTDIR: "a part of its path is a file and no folder",
    errno.ENXIO: "it is a socket, or a device that is not there",
    errno.EROFS: "its disk can only be read",
    errno.ESPIPE: "it is a pipe, and has to be read twice",
})  # fmt: skip


def why(error: Exception) -> str:
    """Why the system refused a file, as the end of a sentence."""
    if isinstance(error, OSError):
        return _WHY.get(error.errno or 0, "the system refused it")
    return "its name holds a character that no name can"


def not_read(
    path: str | os.PathLike[str], error: Exception, kind: str = "file", advice: str = "check the name and the folder"
) -> str:
    """The sentence on a file that cannot be opened or read. `kind`: what it should be. `advice`: if none is there."""
    shown = shown_path(path)
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):  # noqa: PTH114 - that of `Path` raises
            return f"{shown} is a link to a file that is not there; check the link, or name another {kind}."
        return f"There is no {kind} at {shown}; {advice}."
    if isinstance(error, IsADirectoryError):
        return f"{shown} is a folder; name the {kind} inside it."
    return f"The {kind} {shown} could not be opened ({why(error)}); check it and try again."


def not_written(path: str | os.PathLike[str], error: Exception) -> str:
    """The sentence on a file or folder that cannot be written."""
    return f"{shown_path(path)} could not be written: {why(error)}."


def shown_path(path: object) -> str:
    """A path on one line, its middle left out if it is long, and in quotes if its ends could not be seen otherwise."""
    shown = abridged(on_one_line(str(path) if isinstance(path, (str, os.PathLike)) else repr(path)))
    return f"'{shown}'" if not shown or shown != shown.strip() else shown


def shown_key(parts: Iterable[object]) -> str:
    """The place of a value in a file, on one line and cut if a key in it is long; "" for the whole file."""
    key = ".".join(map(str, parts))
    return on_one_line(key if len(key) <= _LONGEST_KEY else f"{key[: _LONGEST_KEY - 1]}\u2026")
