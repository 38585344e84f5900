"""The files by which the steps of a review in parts pass on their results, in a folder that all workers share.

Every file appears whole or not at all, so a step may be repeated, or run twice at once, without harm.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.ipc
from numpy.typing import NDArray

from scoring.reviewed_folder import save_array

NUMBERS = "numbers"  # each profile of a part -> its number in the list
_FAST = pa.ipc.IpcWriteOptions(compression="lz4")


@dataclass(frozen=True)
class Workspace:
    """A folder: `result` holds the finished files, `steps` those that the steps pass on."""

    folder: Path

    @property
    def result(self) -> Path:
        """The folder of the finished files."""
        return self.folder / "result"

    def step(self, kind: str, number: int) -> Path:
        """The file of one kind for a part, a bucket, or the whole list."""
        return self.folder / "steps" / f"{kind}-{number:05d}"

    def part(self, kind: str, number: int) -> Path:
        """A finished Parquet file."""
        return self.result / kind / f"part-{number:05d}.parquet"

    @property
    def list_problems(self) -> Path:
        """The finished file of problems that belong to no part."""
        return self.result / "problems" / "list.parquet"

    def make(self) -> None:
        """Make the folders."""
        for folder in (self.folder / "steps", self.result / "clinics", self.result / "problems"):
            folder.mkdir(parents=True)


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """A name to write under; the file takes its place when the block ends, and is removed if the block fails."""
    aside = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        yield aside
        os.replace(aside, path)  # noqa: PTH105 - says that it replaces
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def put_into(space: Workspace) -> Iterator[Path]:
    """A folder to write into; its files take their places in the folder of the result when the block ends."""
    with TemporaryDirectory(dir=space.folder / "steps") as name:
        yield Path(name)
        for path in [path for path in Path(name).rglob("*") if path.is_file()]:
            target = space.result / path.relative_to(name)
            target.parent.mkdir(exist_ok=True)
            path.replace(target)


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table that is read as a whole."""
    with written_aside(path) as aside, pa.ipc.new_file(aside, table.schema, options=_FAST) as file:
        file.write_table(table)


def read_table(path: Path) -> pa.Table:
    """A table that `write_table` wrote."""
    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_file(file).read_all()


def write_batches(batches: Sequence[pa.RecordBatch], path: Path) -> None:
    """Write batches that are read one by one, in place."""
    with written_aside(path) as aside, pa.ipc.new_file(aside, batches[0].schema) as file:
        for batch in batches:
            file.write_batch(batch)


def read_batch(path: Path, number: int) -> pa.RecordBatch:
    """A batch that `write_batches` wrote; its columns are the file's own memory."""
    return pa.ipc.open_file(pa.memory_map(str(path))).get_batch(number)


def write_step_array(array: NDArray[np.generic], path: Path) -> None:
    """Write an array that a later step reads."""
    with written_aside(path) as aside, aside.open("wb") as file:
        save_array(array, file)


def read_step_array(path: Path) -> NDArray[np.generic]:
    """An array that `write_step_array` wrote."""
    array: NDArray[np.generic] = np.load(path, allow_pickle=False)
    return array
