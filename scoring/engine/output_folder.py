"""The folder of a reviewed list: written beside its place, then put there as a whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scoring.engine.manifest import MANIFEST
from scoring.errors import BadSettings


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """A folder to work in; when the block ends, its `result` takes the place of the output.

    An earlier list stays until the new one is complete. What an interrupted run left is thrown away: a run begins
    afresh. Raises `BadSettings` for an output that is no reviewed list, or cannot be written.
    """
    output = output.absolute()
    try:
        os.fsencode(output).decode()
    except UnicodeError:
        raise BadSettings(f"{str(output)!r}: expected a folder whose whole path is UTF-8.") from None
    try:
        if output.exists() and not (output / MANIFEST).exists() and (not output.is_dir() or any(output.iterdir())):
            raise BadSettings(f"{output}: expected a new or empty folder, or an earlier reviewed list to replace.")
        aside, earlier = (output.with_name(f".{output.name}.{suffix}") for suffix in ("partial", "earlier"))
        if earlier.exists() and not output.exists():  # a run was interrupted between the two renames below
            os.replace(earlier, output)  # noqa: PTH105 - says that it replaces
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
    except BadSettings:
        raise
    except (OSError, ValueError) as error:  # ValueError: a NUL character
        raise BadSettings(f"{output} could not be written: {getattr(error, 'strerror', error)}.") from None
    try:
        yield aside
        if output.exists():
            shutil.rmtree(earlier, ignore_errors=True)
            os.replace(output, earlier)  # noqa: PTH105
        os.replace(aside / "result", output)  # noqa: PTH105
        shutil.rmtree(earlier, ignore_errors=True)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
