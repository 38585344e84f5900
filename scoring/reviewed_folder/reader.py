"""A folder to a review: numbers and texts are mapped, so opening reads little, and a page only what it shows."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scoring.errors import BadSettings, UnreadableFile
from scoring.linkage import WHY_ALIKE, Alike, FileRows
from scoring.places import SOURCES, Locations
from scoring.problem_table import COLUMNS, ProblemTable
from scoring.recipes import Recipe, load_recipe
from scoring.recognition import Coded, Columns, SearchCells, SearchText
from scoring.reviewed_folder.arrays import array_in
from scoring.reviewed_folder.distinct_values import from_plain
from scoring.reviewed_folder.folder_review import FolderRecords, FolderReview, IdLookup, StoredLog
from scoring.reviewed_folder.layout import (
    ALIKE,
    FILE_ROWS,
    ID_IN_FILE,
    KEY,
    KNOWN,
    OF_PROFILES,
    OTHER,
    PARQUET,
    PROBLEMS,
    READ,
    STATED,
    TEXTS,
    VALUES,
    array_file,
    part_file,
    search_file,
)
from scoring.reviewed_folder.manifest import Manifest, checked_file, read_manifest
from scoring.reviewed_folder.mapped_file import MappedFile
from scoring.reviewed_folder.text_parts import text_in, texts_in
from scoring.rubric import QUESTIONS, SHIPPED, Rubric, load_rubric
from scoring.scores import FULL, Profiles, checked_weights
from scoring.vocabulary import vocabulary

_TOO_MANY_FILES = (
    "it has more files than this process may hold open, two for each part. Raise that limit (ulimit -n), or join parts "
    "of the list."
)


def open_reviewed_folder(folder: str | os.PathLike[str]) -> FolderReview:
    """The review in a folder. Raises `UnreadableFile` with one sentence on what is wrong with it and what to do."""
    path = Path(folder)
    with _named(path) as name:
        return _Opened(path, name).review()


def folder_identity(folder: str | os.PathLike[str]) -> tuple[str, Recipe]:
    """The fingerprint of what was reviewed and its recipe, without opening the rest. Raises `UnreadableFile`."""
    path = Path(folder)
    with _named(path):
        manifest = read_manifest(path)
        return manifest.fingerprint, _recipe(manifest)


@contextmanager
def _named(folder: Path) -> Iterator[str]:
    """The name of a folder, and that name in the sentence on what is wrong with it."""
    name = Path(os.path.realpath(folder)).name
    try:
        yield name
    except (UnreadableFile, BadSettings) as reason:
        raise UnreadableFile(
            f"The reviewed folder {name} cannot be opened: {reason} Review its files again."
        ) from reason


def _recipe(manifest: Manifest) -> Recipe:
    return load_recipe(json.dumps(manifest.recipe).encode())


class _Opened:
    """A folder that is being opened; every file is checked before it is read."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._manifest = read_manifest(folder)
        self._count = self._manifest.clinics
        self._mapped: list[MappedFile] = []

    def review(self) -> FolderReview:
        manifest, rubric = self._manifest, _rubric(self._manifest)
        problems = self._problems()
        records = self._records(problems)
        return FolderReview(
            rubric=rubric,
            weights=checked_weights(_as_given(manifest.weights), rubric),
            reviewed_on=manifest.reviewed_on,
            fingerprint=manifest.fingerprint,
            understood=records,
            profiles=self._profiles(),
            accounting=manifest.accounting,
            file_rows=self._file_rows(records),
            people=manifest.people,
            recipe=_recipe(manifest),
            matches=manifest.matches,
            settings_in_file=manifest.settings_in_file,
            folder_name=self._name,
            stored_problems=problems,
            stored_alike=self._alike(),
            files=tuple(self._mapped),
            parquet_parts=self._parquet_parts(),
        )

    def _records(self, problems: ProblemTable) -> FolderRecords:
        manifest = self._manifest
        values = self._values()
        coded = {name: Coded(self._array(name, self._count, below=len(values[name])), values[name]) for name in values}
        self._texts = self._table(TEXTS, manifest.text_parts, self._count)
        known = {name: self._column(f"{KNOWN}{name}") for name in manifest.known}
        if not {"clinic_id", "name"} <= known.keys():
            raise UnreadableFile("It has no ids or no names.")
        return FolderRecords(
            rows=self._array("row", self._count),
            known=known,
            other_columns={name: self._column(f"{OTHER}{name}") for name in manifest.other_columns},
            stated={name: coded[name] for name in STATED},
            **{name: coded[name] for name in READ},
            dates=manifest.dates,
            prices=manifest.prices,
            problems=StoredLog(stored=problems),
            keys=self._column(KEY) if manifest.keys else known["clinic_id"],
            in_order=self._order("by_name"),
            order=self._order("name_order"),
            id_lookup=IdLookup(
                self._array("id_hash", self._count, kind="u"),
                self._order("id_position"),
                known["clinic_id"],
            ),
            places=Locations(
                self._array("latitude", self._count, kind="f"),
                self._array("longitude", self._count, kind="f"),
                self._array("located_by", self._count, below=len(SOURCES)),
                self._array("astray", self._count),
            ),
            searched=SearchText({name: self._search_cells(name) for name in manifest.searched}),
        )

    def _values(self) -> dict[str, tuple[Any, ...]]:
        text = (self._folder / self._checked(VALUES)).read_bytes()
        try:
            values = from_plain(json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise UnreadableFile(f"{VALUES} is damaged.") from error
        if not all(values.values()):
            raise UnreadableFile(f"{VALUES} lacks what some cells state.")
        return values

    def _profiles(self) -> Profiles:
        count = self._manifest.profiles
        kinds, widths = {"known": "b"}, dict.fromkeys(("low", "high", "known"), (len(QUESTIONS),))
        table = {
            name: np.array(self._array(f"profile_{name}", count, *widths.get(name, ()), kind=kinds.get(name, "i")))
            for name in OF_PROFILES
        }
        low, high, counts = (table[name] for name in ("low", "high", "counts"))
        if (low < 0).any() or (low > high).any() or (high > FULL).any():
            raise UnreadableFile(f"Its profiles have points below 0, above {FULL / 10:g} or in the wrong order.")
        codes = self._array("profile", self._count, below=count)
        if (counts != np.bincount(codes, minlength=count)).any():
            raise UnreadableFile("Its profiles have other counts than their clinics.")
        return Profiles(codes=codes, **table)

    def _problems(self) -> ProblemTable:
        manifest = self._manifest
        rows = self._array("problem_row", manifest.problems)
        texts = self._table(PROBLEMS, manifest.problem_parts, manifest.problems)
        return ProblemTable(rows, pa.table({name: _column(texts, name) for name in COLUMNS[1:]}))

    def _file_rows(self, records: FolderRecords) -> FileRows:
        parts = self._manifest.file_rows
        if parts is None:
            known = dict(records.known)
            if self._manifest.id_in_file == "none":
                del known["clinic_id"]
            elif self._manifest.id_in_file == "other":
                known["clinic_id"] = self._column(ID_IN_FILE)
            return FileRows(Columns(known, records.other_columns, records.rows, self._manifest.matches))
        table = self._table(FILE_ROWS, parts.parts, parts.rows)
        columns = Columns(
            {name: _column(table, f"{KNOWN}{name}") for name in parts.known},
            {name: _column(table, f"{OTHER}{name}") for name in parts.other_columns},
            self._array("file_row", parts.rows),
            self._manifest.matches,
        )
        return FileRows(columns, self._array("file_row_clinic", parts.rows) if parts.grouped else None)

    def _search_cells(self, name: str) -> SearchCells:
        file = search_file(name)
        distinct = _column(text_in(self._file(file), file), name).combine_chunks()
        return SearchCells(distinct, self._array(f"search_{name}", self._count, below=len(distinct) + 1))

    def _alike(self) -> Alike:
        below = (self._count, self._count, len(WHY_ALIKE))  # two clinics, and the reason
        return Alike(
            *(self._array(name, self._count, below=most, least=-1) for name, most in zip(ALIKE, below, strict=True))
        )

    def _array(self, name: str, *shape: int, below: int | None = None, least: int = 0, kind: str = "i") -> NDArray[Any]:
        """An array of the folder. If its numbers are indexes, they are from `least` up to but not including `below`."""
        mapped = self._file(array_file(name))
        array = array_in(mapped, name, shape, kind)
        if below is not None and len(array) and (int(array.max()) >= below or int(array.min()) < least):
            raise UnreadableFile(f"{array_file(name)} names what is not there.")
        mapped.give_back()  # all of it was read
        return array

    def _order(self, name: str) -> NDArray[Any]:
        """An array that names each clinic once."""
        order = self._array(name, self._count, below=self._count)
        named = np.zeros(self._count, dtype=bool)
        named[order] = True
        if not named.all():
            raise UnreadableFile(f"{array_file(name)} does not name each clinic once.")
        return order

    def _table(self, kind: str, parts: int, rows: int) -> pa.Table:
        files = {name: self._file(name) for name in (part_file(kind, part) for part in range(parts))}
        return texts_in(files, rows)

    def _parquet_parts(self) -> tuple[str, ...]:
        """The Parquet files of the clinics, or none if one was not copied with the rest."""
        names = sorted(name for name in self._manifest.files if PurePosixPath(name).match(PARQUET))
        return tuple(names) if all((self._folder / name).is_file() for name in names) else ()

    def _column(self, name: str) -> pa.ChunkedArray:
        return _column(self._texts, name)

    def _file(self, name: str) -> MappedFile:
        path = self._folder / self._checked(name)
        try:
            mapped = MappedFile(path)
        except OSError as error:
            if error.errno != errno.EMFILE:
                raise
            raise UnreadableFile(_TOO_MANY_FILES) from None
        except ValueError:
            raise UnreadableFile(f"{name} is empty.") from None
        self._mapped.append(mapped)
        return mapped

    def _checked(self, name: str) -> str:
        return checked_file(self._folder, self._manifest, name)


def _column(table: pa.Table, name: str) -> pa.ChunkedArray:
    if name not in table.column_names:
        raise UnreadableFile(f"Its texts lack the column {name[:80]}.")
    return table[name]


def _as_given(weights: Mapping[str, float]) -> dict[str, float]:
    """Weights that are whole numbers as such, like those of a file, because answers to programs state them."""
    return {question: int(weight) if weight.is_integer() else weight for question, weight in weights.items()}


def _rubric(manifest: Manifest) -> Rubric:
    """The rubric of the folder, if rubric and vocabulary are still what they were. Raises `UnreadableFile`."""
    if manifest.rubric not in SHIPPED:
        raise UnreadableFile("It was reviewed under a rubric that does not come with this program.")
    rubric, words = load_rubric(manifest.rubric), vocabulary().version
    if (rubric.version, words) != (manifest.rubric_version, manifest.vocabulary_version):
        raise UnreadableFile(
            f"It was reviewed by rubric {manifest.rubric_version[:20]} and vocabulary "
            f"{manifest.vocabulary_version[:20]}, and this program has {rubric.version} and {words}."
        )
    return rubric
