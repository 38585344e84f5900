"""Texts on disk as uncompressed Arrow files, part by part: a page reads only the memory pages that hold its clinics."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from scoring.errors import UnreadableFile
from scoring.problem_table import COLUMNS, ProblemTable
from scoring.reading import Column, as_text
from scoring.reviewed_folder.layout import PROBLEMS, TEXTS, part_file
from scoring.reviewed_folder.mapped_file import MappedFile

_ROWS_A_BATCH = 65_536  # so that no batch comes close to the 2 GB that its offsets can count
_REPEATED = frozenset(("column", "code", "suggestion"))  # of problems: a few different texts


def write_texts(folder: Path, part: int, columns: Mapping[str, Column], kind: str = TEXTS) -> None:
    """Write the cells of a part of the clinics, under the names of `layout`."""
    texts = [as_text(column).cast(pa.string()) for column in columns.values()]
    _write(folder / part_file(kind, part), pa.table(texts, names=list(columns)))


def write_problems(folder: Path, part: int, problems: ProblemTable) -> None:
    """Write a part of the problems; their rows are the array `problem_row`."""
    texts = {}
    for name in COLUMNS[1:]:
        column = problems.texts[name].cast(pa.large_string())
        texts[name] = column.dictionary_encode() if name in _REPEATED else column
    _write(folder / part_file(PROBLEMS, part), pa.table(texts).unify_dictionaries())


def texts_in(files: Mapping[str, MappedFile], rows: int) -> pa.Table:
    """The cells of all parts, read from disk when they are accessed.

    `files`: by their names. Raises `UnreadableFile` for parts that are damaged, are not text, or do not have this many
    rows together.
    """
    tables = [text_in(mapped, name) for name, mapped in files.items()]
    try:
        table = pa.concat_tables(tables) if tables else pa.table({})
    except pa.ArrowInvalid as error:
        raise UnreadableFile(f"Its parts do not have the same columns ({part_file(TEXTS, 0)} and others).") from error
    if len(table) != rows:
        raise UnreadableFile(f"Its parts hold {len(table):,} rows of text and should hold {rows:,}.")
    return table


def text_in(mapped: MappedFile, name: str) -> pa.Table:
    """The text of one file, read from disk when it is accessed.

    Where each text begins is checked, because one outside of the file would end the program that looks at it. The texts
    are not: they are most of the folder. Raises `UnreadableFile`.
    """
    try:
        table = pa.ipc.open_file(pa.BufferReader(mapped.as_arrow())).read_all()
        table.validate()
        if not all(map(_is_text, table.schema.types)):
            raise UnreadableFile(f"{name} holds something else than text.")
        for chunk in (chunk for column in table.columns for chunk in column.chunks):
            _as_bytes(chunk).validate(full=True)
    except (OSError, pa.ArrowException, UnicodeError) as error:  # the last of the names of columns
        raise UnreadableFile(f"{name} cannot be read as an Arrow file.") from error
    mapped.give_back()
    return table


def stored_texts(folder: Path, parts: int, rows: int) -> pa.Table:
    """The cells of the text parts of a folder that is not finished yet, as `write_lookups` needs them."""
    return texts_in(
        {name: MappedFile(folder / name) for name in (part_file(TEXTS, part) for part in range(parts))}, rows
    )


def _is_text(kind: pa.DataType) -> bool:
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(plain) or pa.types.is_large_string(plain))


def _as_bytes(texts: pa.Array) -> pa.Array:
    """The same texts, whose characters are not checked unless they are few."""
    if pa.types.is_dictionary(texts.type):
        return texts
    return texts.view(pa.large_binary() if pa.types.is_large_string(texts.type) else pa.binary())


def _write(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with pa.OSFile(str(path), "wb") as target, pa.ipc.new_file(target, table.schema) as writer:
        writer.write_table(table, max_chunksize=_ROWS_A_BATCH)
