"""A file that is written whole or not at all: an earlier file of its name stays until the new one is complete.

Of a file with several names (hard links) only the name that is written gets the new content: writing into what they
share could leave all of them with half of it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from scoring.errors import BadSettings
from scoring.file_faults import not_written


def write_bytes(content: bytes | memoryview, path: str | os.PathLike[str]) -> None:
    """Write a file. Raises `BadSettings` if it cannot be written; an earlier file of that name is kept then."""
    try:
        target = Path(os.path.realpath(path))  # a link keeps leading to the file
        if _is_replaceable(path, target):
            _replace(target, content)
        else:
            with open(path, "wb") as file:  # noqa: PTH123 - `Path` takes "a/" for "a"
                file.write(content)
    except (OSError, ValueError) as error:  # ValueError: a NUL character
        raise BadSettings(not_written(path, error)) from None


def _is_replaceable(path: str | os.PathLike[str], target: Path) -> bool:
    """Whether the name is free or an ordinary file's that may be written, in a folder that takes a file beside it.

    Otherwise writing into it is right (a device, a pipe), or all that is possible, or tells why it cannot be.
    """
    if not os.access(target.parent, os.W_OK):
        return False
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - of what a link such as /dev/stdout leads to
    except FileNotFoundError:
        return not os.fspath(path).endswith(os.sep)
    return stat.S_ISREG(mode) and os.access(target, os.W_OK) and not os.fspath(path).startswith("/dev/")


def _replace(target: Path, content: bytes | memoryview) -> None:
    beside = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
