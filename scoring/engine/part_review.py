"""The review of one part, which writes its texts, profiles, ids and names for the steps that join the parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.accounting import Accounting
from scoring.engine.column_codes import write_columns
from scoring.engine.compared_slices import slices
from scoring.engine.parts import PATIENT, Part, is_no_file
from scoring.engine.workspace import Workspace, write_batches, write_step_array, write_table
from scoring.errors import UnreadableFile, unexpected_as_unreadable
from scoring.linkage import PersonRowEvidence
from scoring.reading import RecordRange, as_text, fingerprint, whole
from scoring.recipes import Recipe
from scoring.recognition import (
    PRICE_COLUMNS,
    DateReading,
    Match,
    PriceReading,
    unsuffixed_ids,
)
from scoring.review import Review, review
from scoring.rubric import Rubric
from scoring.scores import KeptAnswers, Profiles, kept_answers
from scoring.vocabulary import CANONICAL

# The cells of a list's parts mostly state the same.
_ANSWERS = KeptAnswers()
_SAID_OF_THE_LIST = pa.array(("id_repeated", "date_orders_mixed", "date_order_settled", "price_decimal_settled"))
TEXT, IDS, HASHES, CODES, PROBLEMS = "text", "ids", "hashes", "codes", "problems"


@dataclass(frozen=True)
class Job:
    """What is the same for all parts. `buckets`: into how many the clinics are divided to be compared."""

    workspace: Workspace
    rubric: Rubric
    reviewed_on: date
    recipe: Recipe
    buckets: int


@dataclass(frozen=True)
class PartColumns:
    """How the columns of a part were read, as in a `Review`.

    `known`: the canonical columns that it has. `other_columns`: headers of the others. `ids_as_written`: whether its
    ids, before suffixes, are those of the file.
    """

    known: tuple[str, ...]
    other_columns: tuple[str, ...]
    matches: tuple[Match, ...]
    dates: DateReading
    prices: PriceReading
    ids_as_written: bool


@dataclass(frozen=True)
class SkippedPart:
    """A part that could not be reviewed, and why (`error`). `sha256`: "" where its bytes could not be read."""

    number: int
    sha256: str
    error: str


@dataclass(frozen=True)
class PartSummary:
    """What the list needs to know of a part; everything large is in the workspace.

    `profiles`: its own, without codes. `problems`: how many with its rows, by code; `notices`: those with the file and
    its header, among which is the evidence that its rows are `people`. `has_price_ends`: whether a price is not a
    single amount.
    """

    number: int
    sha256: str
    accounting: Accounting
    clinics: int
    profiles: Profiles
    columns: PartColumns
    problems: Mapping[str, int]
    notices: pa.Table
    people: PersonRowEvidence | None
    has_price_ends: bool


def review_part(part: Part, job: Job) -> PartSummary | SkippedPart:
    """Review a part, and write its texts, ids, names and problems into the workspace.

    A part that cannot be read is reported, not raised. Raises `BadSettings`.
    """
    if part.refusal:
        return SkippedPart(part.number, _digest(part), part.refusal)
    try:
        with unexpected_as_unreadable(), kept_answers(_ANSWERS), part.unchanged():
            result = review(
                part.source, rubric=job.rubric, reviewed_on=job.reviewed_on, limits=PATIENT, recipe=job.recipe
            )
    except UnreadableFile as error:
        return SkippedPart(part.number, _digest(part), str(error))
    ids = _unsuffixed(result)
    space, number = job.workspace, part.number
    written = result.file_rows.columns.known.get("clinic_id", pa.nulls(len(ids), pa.string()))
    written = whole(as_text(written)).cast(pa.string())
    rows = pa.array(result.understood.rows)
    write_batches([pa.record_batch([ids, written, rows], ["id", "written", "row"])], space.step(IDS, number))
    write_columns(space, number, result.understood)
    write_step_array(id_hashes(ids), space.step(HASHES, number))
    write_step_array(result.profiles.codes, space.step(CODES, number))
    write_table(_texts(result), space.step(TEXT, number))
    for kind, batches in slices(result.understood, job.buckets).items():
        write_batches(batches, space.step(kind, number))
    problems = result.understood.problems.table()
    problems = problems.filter(pc.invert(pc.is_in(problems["code"], _SAID_OF_THE_LIST)))
    is_notice = pc.less_equal(problems["row"], result.accounting.above + result.accounting.header)
    notices, problems = problems.filter(is_notice), problems.filter(pc.invert(is_notice))
    write_table(problems, space.step(PROBLEMS, number))
    return PartSummary(
        number=number,
        sha256=result.fingerprint,
        accounting=result.accounting,
        clinics=len(result),
        profiles=_without_codes(result.profiles),
        columns=PartColumns(
            known=tuple(name for name in CANONICAL if name in result.file_rows.columns.known),
            other_columns=tuple(result.understood.other_columns),
            matches=result.matches,
            dates=result.understood.dates,
            prices=result.understood.prices,
            ids_as_written=ids.equals(written),
        ),
        problems={kind["values"]: kind["counts"] for kind in problems["code"].value_counts().to_pylist()},
        notices=notices,
        people=result.people,
        has_price_ends=any(price.is_range or price.is_open for price in result.understood.price.values),
    )


def id_hashes(ids: pa.Array) -> NDArray[np.uint64]:
    """A number for each id, which finds ids of several parts that may be the same."""
    hashes: NDArray[np.uint64] = pd.util.hash_array(ids.to_numpy(zero_copy_only=False), categorize=False)
    return hashes


def _unsuffixed(result: Review) -> pa.Array:
    """The ids before repeats within the part got suffixes: suffixes are given in the whole list."""
    clinics = result.understood
    ids = whole(as_text(clinics.known["clinic_id"])).cast(pa.string())
    is_repeat = np.isin(clinics.rows, clinics.problems.rows_with("id_repeated", "clinic_id"))
    if not is_repeat.any():
        return ids
    mask = pa.array(is_repeat)
    known = {name: column.filter(mask) for name, column in result.file_rows.columns.known.items()}
    return pc.replace_with_mask(ids, mask, whole(unsuffixed_ids(known, int(is_repeat.sum()))).cast(pa.string()))


def _texts(result: Review) -> pa.Table:
    """The canonical columns that the part has, except the id, its other columns, and both ends of prices."""
    clinics = result.understood
    columns = {name: clinics.known[name] for name in CANONICAL[1:] if name in clinics.known}
    ends = np.array([(price.low, price.high) for price in clinics.price.values], dtype=float)[clinics.price.codes]
    prices = {name: pa.array(column, from_pandas=True) for name, column in zip(PRICE_COLUMNS, ends.T, strict=True)}
    beside = dict(clinics.other_columns)
    # Other columns are identified by position, because their headers may equal known ones.
    return pa.table([*columns.values(), *prices.values(), *beside.values()], [*columns, *prices, *beside])


def _without_codes(profiles: Profiles) -> Profiles:
    return replace(profiles, codes=np.empty(0, dtype=np.int32))


def _digest(part: Part) -> str:
    """SHA-256 of the part's bytes, "" if they cannot be read."""
    if is_no_file(part.source):
        return ""
    try:
        return fingerprint(part.source.read() if isinstance(part.source, RecordRange) else part.source.read_bytes())
    except (OSError, MemoryError, UnreadableFile):
        return ""
