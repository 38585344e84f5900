"""What may be wrong with a folder, beyond a file that is missing: it is changed, and its manifest follows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa


def with_manifest(folder: Path, **changes: Any) -> None:
    """Change what the manifest says about the folder."""
    path = folder / "review.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def with_file(folder: Path, name: str, content: bytes) -> None:
    """Replace a file of the folder, with its size in the manifest, which then holds no checksums."""
    (folder / name).write_bytes(content)
    sizes = json.loads((folder / "review.json").read_text())["files"]
    with_manifest(folder, files={**sizes, name: len(content)}, ends={})


def with_byte(folder: Path, name: str, place: int) -> None:
    """Change one byte of a file, which keeps its size, as in a file of another list or a copy that was broken off."""
    content = bytearray((folder / name).read_bytes())
    content[place] ^= 1
    (folder / name).write_bytes(content)


def with_array(folder: Path, name: str, values: np.ndarray) -> None:
    """Replace an array of the folder."""
    np.save(folder / f"arrays/{name}.npy", values)
    with_file(folder, f"arrays/{name}.npy", (folder / f"arrays/{name}.npy").read_bytes())


def with_profiles(folder: Path, name: str, value: int) -> None:
    """Replace the numbers in a column of the profiles."""
    with_array(folder, f"profile_{name}", np.full_like(np.load(folder / f"arrays/profile_{name}.npy"), value))


def rewritten(folder: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """Replace a file of text by the same with a change."""
    table = pa.ipc.open_file((folder / name).read_bytes()).read_all()
    sink = pa.BufferOutputStream()
    changed = change(table)
    with pa.ipc.new_file(sink, changed.schema) as writer:
        writer.write_table(changed)
    with_file(folder, name, sink.getvalue().to_pybytes())


def with_starts(folder: Path, name: str, *starts: int) -> None:
    """Let the texts of a file's last column begin elsewhere, which are plain texts in all files."""
    content = bytearray((folder / name).read_bytes())
    buffer = pa.py_buffer(content)
    column = pa.ipc.open_file(buffer).read_all().columns[-2 if name.startswith("problems") else -1].chunk(0)
    size = np.int64 if pa.types.is_large_string(column.type) else np.int32
    place = column.buffers()[1].address - buffer.address
    written = np.array(starts, size).tobytes()
    with_file(folder, name, bytes(content[:place]) + written + bytes(content[place + len(written) :]))


def with_places(table: pa.Table, place: int) -> pa.Table:
    """The table, whose repeated texts are all at one place of their dictionaries."""
    encoded = {
        name: pa.DictionaryArray.from_arrays(pa.array([place] * len(table), pa.int32()), ["a"], safe=False)
        for name in table.column_names
        if pa.types.is_dictionary(table[name].type)
    }
    return pa.table({name: encoded.get(name, table[name]) for name in table.column_names})
