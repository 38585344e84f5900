"""A reviewed folder of many clinics, made of copies of one generated list.

    python -m benchmarks.reviewed_folder FOLDER [--clinics 1000000] [--copies 10]

Each copy has its own ids and names, so that ids, the order of names, and a search have as many different texts as
in a list of that length. The folder has texts, codes and problems for every clinic, as any other.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

import scoring
from benchmarks.generate import generate
from scoring import Review
from scoring.linkage import Alike, FileRows
from scoring.reading import as_text
from scoring.recognition import Coded, Columns, Records
from scoring.reviewed_folder import (
    KNOWN,
    review_manifest,
    smallest_type,
    stored_texts,
    text_columns,
    write_alike,
    write_array,
    write_codes,
    write_lookups,
    write_manifest,
    write_problems,
    write_texts,
)

_DAY = date(2026, 11, 22)
_DIFFERENT = frozenset(("known.clinic_id", "known.name", "key", "id_in_file"))  # different texts in each copy


def make(folder: Path, clinics: int, copies: int) -> None:
    """Write a folder of `clinics` generated clinics, `copies` times over."""
    review = scoring.review(generate(clinics), reviewed_on=_DAY)
    problems, rows = review.problem_table, int(review.understood.rows[-1])
    for copy in range(copies):
        write_texts(folder, copy, _copied(text_columns(review), copy))
        write_problems(folder, copy, problems)
    numbers = np.concatenate([problems.rows + copy * rows for copy in range(copies)])
    write_array(folder, "problem_row", numbers, smallest_type(int(numbers.max(initial=0))))
    groups = review.alike
    first, like = (_shifted(positions, copies, clinics) for positions in (groups.first, groups.like))
    write_alike(folder, Alike(first, like, np.tile(groups.why, copies)))
    large = _repeated(review, folder, copies)
    write_codes(folder, large)
    write_lookups(folder, large.understood)
    write_manifest(folder, review_manifest(large, len(numbers), copies, copies))


def _copied(texts: dict[str, Any], copy: int) -> dict[str, Any]:
    ending = pa.scalar(f" {copy + 1}" if copy else "")
    return {
        name: pc.binary_join_element_wise(as_text(column).cast(pa.string()), ending, "")
        if name in _DIFFERENT
        else column
        for name, column in texts.items()
    }


def _shifted(positions: NDArray[np.int64], copies: int, clinics: int) -> NDArray[np.int64]:
    shifts = np.repeat(np.arange(copies) * clinics, clinics)
    every = np.tile(positions, copies)
    return np.where(every < 0, every, every + shifts)


def _repeated(review: Review, folder: Path, copies: int) -> Review:
    """The review of all copies, whose texts are read from the folder."""
    records, profiles = review.understood, review.profiles
    count, rows = copies * len(review), int(records.rows[-1])
    texts = stored_texts(folder, copies, count)
    known = {name: texts[f"{KNOWN}{name}"] for name in records.known}
    large: Records = replace(
        records,
        rows=np.concatenate([records.rows + copy * rows for copy in range(copies)]),
        known=known,
        stated={name: _tiled(coded, copies) for name, coded in records.stated.items()},
        state=_tiled(records.state, copies),
        country=_tiled(records.country, copies),
        as_of=_tiled(records.as_of, copies),
        price=_tiled(records.price, copies),
        keys=known["clinic_id"],
    )
    return replace(
        review,
        understood=large,
        profiles=replace(profiles, codes=np.tile(profiles.codes, copies), counts=profiles.counts * copies),
        file_rows=FileRows(Columns(known, {}, large.rows, review.matches)),
        accounting=replace(review.accounting, rows=1 + count, clinics=count),
    )


def _tiled(coded: Coded[Any], copies: int) -> Coded[Any]:
    return Coded(np.tile(coded.codes, copies), coded.values)


def main() -> None:
    """Read the command line and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clinics", type=int, default=1_000_000, help="of one copy")
    parser.add_argument("--copies", type=int, default=10)
    options = parser.parse_args()
    make(options.folder, options.clinics, options.copies)


if __name__ == "__main__":
    main()
