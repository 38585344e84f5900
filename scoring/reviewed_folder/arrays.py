"""Numbers on disk, one per clinic, read as they are needed."""

from __future__ import annotations

import io
from pathlib import Path
from tokenize import TokenError
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import ArrayLike, DTypeLike, NDArray

from scoring.errors import UnreadableFile
from scoring.reviewed_folder.layout import ARRAYS, array_file
from scoring.reviewed_folder.mapped_file import MappedFile

_NO_HEADER = (ValueError, EOFError, SyntaxError, TokenError, TypeError, RecursionError, MemoryError, OverflowError)
_LONGEST_HEADER = 4_096  # bytes; ours have 128


def smallest_type(most: int) -> np.dtype[Any]:
    """The smallest signed integers that hold -1 to `most`: ten million codes below 128 take 10 MB."""
    return next(np.dtype(size) for size in (np.int8, np.int16, np.int32, np.int64) if most <= np.iinfo(size).max)


def write_array(folder: Path, name: str, values: ArrayLike, dtype: DTypeLike | None = None) -> None:
    """Write an array in one piece."""
    (folder / ARRAYS).mkdir(parents=True, exist_ok=True)
    with (folder / array_file(name)).open("wb") as file:
        save_array(np.ascontiguousarray(values, dtype=dtype), file)


def save_array(array: NDArray[Any], file: BinaryIO) -> None:
    """Write an array as `numpy.save` does, whose error on a full disk does not say that it is full."""
    array = np.ascontiguousarray(array)
    npy.write_array_header_1_0(file, npy.header_data_from_array_1_0(array))
    file.write(array.data)


def array_in(mapped: MappedFile, name: str, expected: tuple[int, ...], kind: str = "i") -> NDArray[Any]:
    """An array that is read from disk when it is accessed.

    `expected`: its shape. `kind`: the letter of its type as NumPy has it. Raises `UnreadableFile`
    for an array that is not as described.
    """
    try:
        shape, dtype, offset = _header(mapped)
        count = int(np.prod(shape))
        array = np.frombuffer(mapped.bytes, dtype, count, offset) if count else np.zeros(0, dtype)
        array = array.reshape(shape)
    except _NO_HEADER as error:
        raise UnreadableFile(f"{array_file(name)} cannot be read as an array.") from error
    if array.dtype.kind != kind or array.shape != expected:
        raise UnreadableFile(f"{array_file(name)} holds something else than it should.")
    return array


def _header(mapped: MappedFile) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """The shape and type of an array, and where it begins. Raises `ValueError` for anything else."""
    head = io.BytesIO(mapped.bytes[:_LONGEST_HEADER])
    version = npy.read_magic(head)
    shape, is_fortran, dtype = (npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0)(head)
    if is_fortran or dtype.hasobject:
        raise ValueError("an array of objects, or one by columns")
    return shape, dtype, head.tell()
