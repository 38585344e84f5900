"""The finished files of one part: its texts, and the scores, ids and groups that the whole list gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from scoring.engine.folder_manifest import ListColumns
from scoring.engine.merged_duplicates import GROUPS
from scoring.engine.merged_ids import id_problems, read_repeats, with_news
from scoring.engine.part_review import CODES, IDS, PROBLEMS, TEXT
from scoring.engine.workspace import (
    NUMBERS,
    Workspace,
    put_into,
    read_batch,
    read_step_array,
    read_table,
    write_step_array,
    write_table,
    written_aside,
)
from scoring.linkage import WHY_ALIKE, unused_name
from scoring.problem_table import ProblemTable
from scoring.recognition import PRICE_COLUMNS, SCORE_COLUMNS
from scoring.reviewed_folder import ID_IN_FILE, KNOWN, OTHER, write_texts
from scoring.reviewed_folder import write_problems as write_folder_problems
from scoring.vocabulary import CANONICAL

SCORES, PROBLEM_ROWS, OF_PART = "scores", "problem_rows", "of_part"
DUPLICATE_COLUMNS = ("duplicate_group", "duplicate_of", "duplicate_why")
# Columns whose cells are mostly different: a dictionary takes longer to write, and is given up as too large.
_WITHOUT_DICTIONARY = frozenset(
    (
        *("clinic_id", "name", "website", "phone", "npi", "latitude", "longitude", "source_url"),
        *("duplicate_group", "duplicate_of"),
    )
)
_ROWS_TOGETHER = 131_072  # of a group: it has its own dictionaries, and a reader unpacks it as a whole


@dataclass(frozen=True)
class JoinedList:
    """What all parts need of the whole list to be finished.

    `has_price_ends`: whether any of its prices is not a single amount. `opens`: whether the dashboard will open it.
    """

    workspace: Workspace
    columns: ListColumns
    has_price_ends: bool
    opens: bool


@dataclass(frozen=True)
class PartJoin:
    """What a part needs to be finished.

    `place`: among the parts that were read. `first_row`: the first row of its own. `notices`: problems of the part with
    its file and header.
    """

    number: int
    place: int
    first_row: int
    name: str
    notices: pa.Table
    joined: JoinedList


def join(part: PartJoin) -> int:
    """Write the clinics and the problems of a part as Parquet; returns how many problems it has."""
    space, number = part.joined.workspace, part.number
    batch = read_batch(space.step(IDS, number), 0)
    again = read_repeats(space, number)
    clinics = _clinics(part, with_news(batch["id"], np.arange(len(batch)), again))
    write_parquet(clinics, space.part("clinics", number))
    of_rows = read_table(space.step(PROBLEMS, number))
    problems = pa.concat_tables([part.notices, of_rows, id_problems(again, batch["row"].to_numpy())])
    problems = problems.take(pa.array(np.argsort(problems["row"].to_numpy(), kind="stable")))
    write_problems(problems, part.name, space.part("problems", number))
    is_of_row = pc.greater_equal(problems["row"], part.first_row)
    write_table(problems.filter(pc.invert(is_of_row)), space.step(OF_PART, number))
    numbered = ProblemTable.of(problems.filter(is_of_row))
    write_step_array(numbered.rows, space.step(PROBLEM_ROWS, number))
    if part.joined.opens:
        with put_into(space) as aside:
            write_folder_problems(aside, part.place + 1, numbered)  # those of no row come first
            write_texts(aside, part.place, _folder_texts(part, clinics, batch["written"]))
    return len(problems)


def _folder_texts(part: PartJoin, clinics: pa.Table, written: pa.Array) -> dict[str, pa.ChunkedArray]:
    """The texts of the part under the names that they have in a reviewed folder."""
    of_list = part.joined.columns
    columns = {f"{KNOWN}{name}": clinics[name] for name in ("clinic_id", *of_list.known)}
    names = dict(zip(of_list.other_columns, _other_names(of_list.other_columns), strict=True))
    columns |= {f"{OTHER}{header}": clinics[name] for header, name in names.items()}
    return {**columns, ID_IN_FILE: written} if of_list.id_in_file == "other" else columns


def write_problems(problems: pa.Table, part: str, path: Path) -> None:
    """Write problems as Parquet, with the name of their part before them."""
    named = problems.add_column(0, "part", pa.repeat(pa.scalar(part, pa.large_string()), len(problems)))
    write_parquet(named, path)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a finished table, with the minimum and maximum of numbers for those who query it."""
    is_number = [pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in table.schema.types]
    with written_aside(path) as aside:
        pq.write_table(
            table,
            aside,
            compression="zstd",
            row_group_size=_ROWS_TOGETHER,
            use_dictionary=[name for name in table.column_names if name not in _WITHOUT_DICTIONARY],
            write_statistics=[name for name, number in zip(table.column_names, is_number, strict=True) if number],
        )


def _clinics(part: PartJoin, ids: pa.Array) -> pa.Table:
    """The columns of an export of the whole list, in their order, and `DUPLICATE_COLUMNS`."""
    space, count = part.joined.workspace, len(ids)
    texts = read_table(space.step(TEXT, part.number))
    codes = read_step_array(space.step(NUMBERS, part.number))[read_step_array(space.step(CODES, part.number))]
    scores = read_table(space.step(SCORES, 0)).take(pa.array(codes))
    prices = texts.column_names.index(PRICE_COLUMNS[0])  # canonical columns come before it, others after both
    known = dict(zip(texts.column_names[:prices], texts.columns[:prices], strict=True))
    beside = prices + len(PRICE_COLUMNS)
    others = dict(zip(texts.column_names[beside:], texts.columns[beside:], strict=True))
    none = pa.nulls(count, pa.large_string())
    columns = {"clinic_id": ids.cast(pa.large_string()), "name": known["name"].cast(pa.large_string())}
    columns |= {name: scores[name] for name in SCORE_COLUMNS[2:]}
    columns |= {name: known[name].cast(pa.large_string()) if name in known else none for name in CANONICAL[2:]}
    headers = part.joined.columns.other_columns
    for header, name in zip(headers, _other_names(headers), strict=True):
        columns[name] = others[header].cast(pa.large_string()) if header in others else none
    if part.joined.has_price_ends:
        columns |= {name: texts.column(prices + place) for place, name in enumerate(PRICE_COLUMNS)}
    return pa.table({**columns, **_duplicates(space, part.number, count)})


def _other_names(headers: Sequence[str]) -> list[str]:
    """The names of other columns beside those of an export, some of which a file may have too."""
    taken = {*SCORE_COLUMNS, *CANONICAL, *PRICE_COLUMNS, *DUPLICATE_COLUMNS}
    names = []
    for header in headers:
        names.append(unused_name(header, taken))
        taken.add(names[-1])
    return names


def _duplicates(space: Workspace, number: int, count: int) -> dict[str, pa.Array]:
    """`DUPLICATE_COLUMNS`: the group (int64, from 1), the id of the clinic that it resembles, and why."""
    at, group, owner, like, why = read_step_array(space.step(GROUPS, number)).astype(np.int64)
    places = np.full(count, -1)
    places[at] = np.arange(len(at))
    ids = pa.nulls(len(at), pa.large_string())
    for other in np.unique(owner).tolist():
        mask = owner == other
        batch = read_batch(space.step(IDS, other), 0)
        resembled = with_news(batch["id"].take(pa.array(like[mask])), like[mask], read_repeats(space, other))
        ids = pc.replace_with_mask(ids, pa.array(mask), resembled.cast(pa.large_string()))
    rows = pa.array(places, mask=places < 0)
    reasons = pa.array(WHY_ALIKE, pa.large_string()).take(pa.array(why))
    columns = (pa.array(group), ids, reasons)
    return {name: column.take(rows) for name, column in zip(DUPLICATE_COLUMNS, columns, strict=True)}
