"""A review to a folder. An engine that reviews parts writes the same files part by part."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa

from scoring.errors import BadSettings
from scoring.linkage import Alike
from scoring.problem_table import ProblemTable
from scoring.reading import Column, as_text, cells_at
from scoring.recognition import SEARCHED, Records
from scoring.review import Review
from scoring.reviewed_folder.arrays import smallest_type, write_array
from scoring.reviewed_folder.distinct_values import coded_columns, to_plain
from scoring.reviewed_folder.folder_review import id_hashes
from scoring.reviewed_folder.layout import (
    ALIKE,
    FILE_ROWS,
    ID_IN_FILE,
    KEY,
    KNOWN,
    OF_PROFILES,
    OTHER,
    SEARCH,
    TEXTS,
    VALUES,
    search_file,
)
from scoring.reviewed_folder.manifest import FileRowParts, Manifest, write_manifest
from scoring.reviewed_folder.text_parts import write_problems, write_texts
from scoring.rubric import SHIPPED, is_shipped
from scoring.scores import Profiles
from scoring.vocabulary import vocabulary

ROWS_A_PART = 262_144  # clinics whose texts share a file


def write_reviewed_folder(review: Review, folder: str | os.PathLike[str], rows_a_part: int = ROWS_A_PART) -> None:
    """Write a review to a new or empty folder, to be opened by `open_reviewed_folder`.

    Raises `BadSettings` for a folder that is not empty, or a rubric that is not one of those shipped.
    """
    target = Path(folder)
    if not is_shipped(review.rubric):
        raise BadSettings(f"A folder holds a review under one of the rubrics {', '.join(SHIPPED)}.")
    target.mkdir(parents=True, exist_ok=True)
    if any(target.iterdir()):
        raise BadSettings(f"{target} holds files already; give a new or empty folder.")
    records, problems = review.understood, review.problem_table
    parts = write_all_texts(target, text_columns(review), len(review), rows_a_part)
    problem_firsts = range(0, max(len(problems), 1), rows_a_part)
    for part, first in enumerate(problem_firsts):
        write_problems(target, part, _part_of(problems, first, rows_a_part))
    write_array(target, "problem_row", problems.rows, smallest_type(int(problems.rows.max(initial=0))))
    write_codes(target, review)
    write_lookups(target, records)
    write_alike(target, review.alike)
    file_rows = None if _rows_are_clinics(review) else _write_file_rows(target, review, rows_a_part)
    write_manifest(target, review_manifest(review, len(problems), parts, len(problem_firsts), file_rows))


def review_manifest(
    review: Review, problems: int, text_parts: int, problem_parts: int, file_rows: FileRowParts | None = None
) -> Manifest:
    """What the manifest of a folder says about a review. `problems`, `text_parts`, `problem_parts`: their numbers."""
    records = review.understood
    return Manifest(
        rubric=review.rubric.name,
        rubric_version=review.rubric.version,
        vocabulary_version=vocabulary().version,
        weights=dict(review.weights),
        reviewed_on=review.reviewed_on,
        fingerprint=review.fingerprint,
        recipe=json.loads(review.recipe.to_json()),
        clinics=len(review),
        problems=problems,
        profiles=len(review.profiles),
        known=tuple(records.known),
        other_columns=tuple(records.other_columns),
        searched=tuple(name for name in SEARCHED if name in records.known),
        keys=_has_keys(records),
        id_in_file=_id_in_file(review),
        text_parts=text_parts,
        problem_parts=problem_parts,
        file_rows=file_rows,
        accounting=review.accounting,
        matches=review.matches,
        dates=records.dates,
        prices=replace(records.prices, assumed=frozenset(records.prices.assumed)),
        people=review.people,
        settings_in_file=review.settings_in_file,
    )


def text_columns(review: Review) -> dict[str, Column]:
    """The texts of the clinics under the names that they have in a folder."""
    records = review.understood
    columns = {f"{KNOWN}{name}": column for name, column in records.known.items()}
    columns |= {f"{OTHER}{name}": column for name, column in records.other_columns.items()}
    if _has_keys(records) and records.keys is not None:
        columns[KEY] = records.keys
    if _id_in_file(review) == "other":
        columns[ID_IN_FILE] = review.file_rows.columns.known["clinic_id"]
    return columns


def write_all_texts(
    folder: Path, columns: Mapping[str, Column], rows: int, rows_a_part: int = ROWS_A_PART, kind: str = TEXTS
) -> int:
    """Write texts in parts of some rows; returns the number of parts."""
    firsts = range(0, rows, rows_a_part)
    for part, first in enumerate(firsts):
        at = slice(first, first + rows_a_part)
        write_texts(folder, part, {name: cells_at(column, at) for name, column in columns.items()}, kind)
    return len(firsts)


def write_codes(folder: Path, review: Review) -> None:
    """Write what is one integer per clinic, the distinct values behind them, and the profiles."""
    records, profiles = review.understood, review.profiles
    columns = coded_columns(records)
    for name, coded in columns.items():
        write_array(folder, name, coded.codes, smallest_type(len(coded.values)))
    (folder / VALUES).write_text(json.dumps(to_plain(columns)), encoding="utf-8")
    write_array(folder, "row", records.rows, smallest_type(int(records.rows[-1])))
    write_array(folder, "profile", profiles.codes, smallest_type(len(profiles)))
    write_profiles(folder, profiles)


def write_profiles(folder: Path, profiles: Profiles) -> None:
    """Write what the profiles state, one row per profile."""
    for name in OF_PROFILES:
        write_array(folder, f"profile_{name}", getattr(profiles, name))


def write_lookups(folder: Path, records: Records) -> None:
    """Write what pages look up for all clinics, made from their texts and codes."""
    count = len(records)
    write_array(folder, "by_name", records.by_name, smallest_type(count))
    write_array(folder, "name_order", records.name_order, smallest_type(count))
    hashes = id_hashes(records.known["clinic_id"].to_pylist())
    order = np.argsort(hashes, kind="stable")
    write_array(folder, "id_hash", hashes[order])
    write_array(folder, "id_position", order, smallest_type(count))
    places = records.locations
    write_array(folder, "latitude", places.latitude)
    write_array(folder, "longitude", places.longitude)
    write_array(folder, "located_by", places.source)
    write_array(folder, "astray", places.astray, smallest_type(int(places.astray.max(initial=0))))
    for name, cells in records.search_text.cells.items():
        write_array(folder, f"search_{name}", cells.codes, smallest_type(len(cells.distinct)))
        write_search(folder, name, cells.distinct.cast(pa.large_string()))


def write_search(folder: Path, name: str, distinct: pa.Array) -> None:
    """Write the distinct folded cells of a column that is searched."""
    (folder / SEARCH).mkdir(exist_ok=True)
    table = pa.table({name: distinct})
    with pa.OSFile(str(folder / search_file(name)), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def write_alike(folder: Path, groups: Alike) -> None:
    """Write which clinics may be the same."""
    for name, values in zip(ALIKE, (groups.first, groups.like, groups.why), strict=True):
        write_array(folder, name, values, smallest_type(int(values.max(initial=0))))


def _part_of(problems: ProblemTable, first: int, rows: int) -> ProblemTable:
    return ProblemTable(problems.rows[first : first + rows], problems.texts.slice(first, rows))


def _has_keys(records: Records) -> bool:
    return records.keys is not None and records.keys is not records.known["clinic_id"]


def _id_in_file(review: Review) -> Literal["same", "other", "none"]:
    own, ids = review.file_rows.columns.known.get("clinic_id"), review.understood.known["clinic_id"]
    if not _rows_are_clinics(review):
        return "same"  # the rows of the file are kept separately
    return "none" if own is None else "same" if _in_chunks(own).equals(_in_chunks(ids)) else "other"


def _in_chunks(column: Column) -> pa.ChunkedArray:
    text = as_text(column).cast(pa.string())
    return text if isinstance(text, pa.ChunkedArray) else pa.chunked_array([text])


def _rows_are_clinics(review: Review) -> bool:
    """Whether the rows of the file are those of the clinics, their ids excepted."""
    file_rows, records = review.file_rows, review.understood
    columns = file_rows.columns
    same = all(columns.known.get(name) is column for name, column in records.known.items() if name != "clinic_id")
    return (
        file_rows.clinic is None
        and same
        and columns.known.keys() <= records.known.keys()
        and list(columns.other_columns.values()) == list(records.other_columns.values())
        and np.array_equal(columns.rows, records.rows)
    )


def _write_file_rows(folder: Path, review: Review, rows_a_part: int) -> FileRowParts:
    rows, columns = review.file_rows, review.file_rows.columns
    texts = {f"{KNOWN}{name}": column for name, column in columns.known.items()}
    texts |= {f"{OTHER}{name}": column for name, column in columns.other_columns.items()}
    write_array(folder, "file_row", columns.rows, smallest_type(int(columns.rows[-1])))
    if rows.clinic is not None:
        write_array(folder, "file_row_clinic", rows.clinic, smallest_type(len(rows)))
    return FileRowParts(
        rows=len(rows),
        parts=write_all_texts(folder, texts, len(rows), rows_a_part, FILE_ROWS),
        known=tuple(columns.known),
        other_columns=tuple(columns.other_columns),
        grouped=rows.clinic is not None,
    )
