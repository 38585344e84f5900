"""The folder of a reviewed list: written beside its place, then put there as a whole."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from scoring.engine.list_manifest import MANIFEST, RECIPE
from scoring.errors import BadSettings
from scoring.file_faults import not_written, shown_path
from scoring.reviewed_folder import FOLDER_NAMES
from scoring.wording import listed_at_most, quoted

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows, where two runs into one folder are not told apart
    fcntl = None  # type: ignore[assignment]

# What a reviewed list consists of. A folder with anything else in it is not replaced, because that would be lost.
_OWN = {MANIFEST, RECIPE, "clinics", *FOLDER_NAMES}
_OF_THE_SYSTEM = {".DS_Store", "Thumbs.db", "desktop.ini"}  # left when a folder is viewed
_MOST_NAMED = 3
_OF_THE_DISK = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO))


@contextmanager
def replacing(output: Path, sources: Sequence[Path] = ()) -> Iterator[Path]:
    """A folder to work in; when the block ends, its `result` replaces the output.

    An earlier list stays until the new one is complete. What an interrupted run left is thrown away: a run starts
    over, in a folder of a new name, because workers of an interrupted run may still write into theirs. Raises
    `BadSettings` for an output that is not a reviewed list, that another run is writing, that holds one of the
    `sources` (resolved paths), or that cannot be written.
    """
    with _expected_to_be_written(output):
        output = Path(os.path.realpath(output))  # a link stays one
    try:
        os.fsencode(output).decode()
    except UnicodeError:
        raise BadSettings(f"{str(output)!r}: expected a folder whose whole path is UTF-8.") from None
    if any(source.is_relative_to(output) for source in sources):
        raise BadSettings(
            f"{shown_path(output)} holds parts of the list, which would be lost; give another folder for the result."
        )
    _refuse_others(output)
    aside, earlier = (output.with_name(f".{output.name}.{suffix}") for suffix in ("partial", "earlier"))
    with _expected_to_be_written(output):
        aside.mkdir(parents=True, exist_ok=True)
    with _alone_in(aside, output):
        try:
            with _expected_to_be_written(output):
                if earlier.exists() and not output.exists():  # a run was interrupted between the two renames below
                    os.replace(earlier, output)  # noqa: PTH105 - says that it replaces
                for left in aside.iterdir():
                    shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink()
                folder = aside / uuid4().hex
                folder.mkdir()
            with _expected_to_be_written(output, _OF_THE_DISK):
                yield folder
            with _expected_to_be_written(output):
                _put(folder / "result", output, earlier)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _refuse_others(output: Path) -> None:
    """Refuse an output that is neither a new or empty folder nor a reviewed list, or that cannot be replaced."""
    with _expected_to_be_written(output):
        try:
            output.stat()
        except FileNotFoundError:
            return
        names = sorted(path.name for path in output.iterdir()) if output.is_dir() else [output.name]
        for folder in (output, *(output / name for name in names)):
            if folder.is_dir() and not os.access(folder, os.W_OK):  # could be put aside, but not removed
                raise PermissionError(errno.EACCES, "read-only", str(folder))
    if output.is_mount():
        raise BadSettings(
            f"{shown_path(output)}: expected a folder that can be replaced, not a mounted one; give a folder in it."
        )
    if names and not (output.is_dir() and _is_list(output / MANIFEST)):
        raise BadSettings(
            f"{shown_path(output)}: expected a new or empty folder, or an earlier reviewed list to replace."
        )
    if others := [name for name in names if name not in _OWN | _OF_THE_SYSTEM]:
        named = listed_at_most(list(map(quoted, others)), _MOST_NAMED)
        raise BadSettings(
            f"{shown_path(output)} holds more than a reviewed list: {named}. Move that elsewhere, as it would be lost."
        )


def _is_list(manifest: Path) -> bool:
    """Whether a file is the manifest of a reviewed list."""
    try:
        content = json.loads(manifest.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(content, dict) and {"format", "fingerprint", "parts"} <= content.keys()


@contextmanager
def _alone_in(aside: Path, output: Path) -> Iterator[None]:
    """Hold a folder against other runs; a folder held by a run that was killed is free."""
    if fcntl is None:  # pragma: no cover
        yield
        return
    held = os.open(aside, os.O_RDONLY)
    try:
        if not _locked(held, aside):
            raise BadSettings(
                f"{shown_path(output)}: another review is writing this folder; wait until it has ended, and try again."
            )
        yield
    finally:
        os.close(held)


def _locked(held: int, aside: Path) -> bool:
    """Whether the folder that is open under this number can be held, and is still there."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(held), aside.stat())  # otherwise the other run ended, and removed it
    except OSError:
        return False


def _put(result: Path, output: Path, earlier: Path) -> None:
    """Replace an earlier folder, which stays if this fails."""
    if output.exists():
        shutil.rmtree(earlier, ignore_errors=True)
        os.replace(output, earlier)  # noqa: PTH105
    try:
        os.replace(result, output)  # noqa: PTH105
    except OSError:
        if earlier.exists():
            os.replace(earlier, output)  # noqa: PTH105
        raise
    shutil.rmtree(earlier, ignore_errors=True)


@contextmanager
def _expected_to_be_written(output: Path, errors: frozenset[int] | None = None) -> Iterator[None]:
    """Report as `BadSettings` what keeps a folder from being written: any error of the system, or those listed."""
    try:
        yield
    except OSError as error:
        if errors is not None and error.errno not in errors:
            raise
        raise BadSettings(not_written(output, error)) from None
    except ValueError as error:  # a NUL character
        if errors is not None:
            raise
        raise BadSettings(not_written(output, error)) from None
