"""Numbers on disk, one a clinic: written slice by slice by several processes, and read as they are needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import ArrayLike, DTypeLike, NDArray

from scoring.errors import UnreadableFile
from scoring.reviewed_folder.layout import ARRAYS, array_file


def smallest_type(most: int) -> np.dtype[Any]:
    """The smallest signed integers that hold -1 to `most`: ten million codes below 128 take 10 MB."""
    return next(np.dtype(size) for size in (np.int8, np.int16, np.int32, np.int64) if most <= np.iinfo(size).max)


def create_array(folder: Path, name: str, length: int, dtype: DTypeLike) -> None:
    """Make room for an array, whose slices are written later."""
    (folder / ARRAYS).mkdir(parents=True, exist_ok=True)
    path = folder / array_file(name)
    if length:
        open_memmap(path, mode="w+", dtype=dtype, shape=(length,)).flush()
    else:  # an empty file cannot be mapped
        np.save(path, np.zeros(0, dtype=dtype))


def write_slice(folder: Path, name: str, first: int, values: NDArray[Any]) -> None:
    """Write values from position `first` on. Several processes may write slices of one array at once."""
    if len(values):
        target = open_memmap(folder / array_file(name), mode="r+")
        target[first : first + len(values)] = values
        target.flush()


def write_array(folder: Path, name: str, values: ArrayLike, dtype: DTypeLike | None = None) -> None:
    """Write an array in one piece."""
    (folder / ARRAYS).mkdir(parents=True, exist_ok=True)
    np.save(folder / array_file(name), np.ascontiguousarray(values, dtype=dtype), allow_pickle=False)


def mapped_array(folder: Path, name: str, length: int | None, kind: str = "i") -> NDArray[Any]:
    """An array that is read from disk where it is looked at.

    `length`: of its first axis, None for any. `kind`: the letter of its type as NumPy has it. Raises `UnreadableFile`
    for an array that is not as described.
    """
    path = folder / array_file(name)
    mode = None if length == 0 else "r"
    try:
        array = np.load(path, mmap_mode=mode, allow_pickle=False)  # type: ignore[arg-type]
    except (OSError, ValueError, EOFError) as error:
        raise UnreadableFile(f"{array_file(name)} cannot be read as an array.") from error
    if array.dtype.kind != kind or not array.ndim or (length is not None and len(array) != length):
        raise UnreadableFile(f"{array_file(name)} holds something else than it should.")
    view: NDArray[Any] = np.asarray(array)
    return view
