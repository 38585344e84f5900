"""Clinics merged by a person's decision: which row each cell comes from, and what the others lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.linkage.clinic_keys import coded, trimmed
from scoring.linkage.gathering import (
    GATHERED,
    Cells,
    first_cells,
    first_positions,
    gathered_cells,
    replaced,
    stated_codes,
)
from scoring.problems import ProblemLog, RowLog, findings
from scoring.reading import Column, as_text, whole
from scoring.recognition import ClinicIds, Columns, read_date

Ints = NDArray[np.int64]
_PLACE = ("city", "state", "postal_code", "country")  # if rows differ in one of these, they are in two places
_COORDINATES = ("latitude", "longitude")  # one is meaningless without the other of the same row


@dataclass(frozen=True, eq=False)
class Members:
    """Rows that are merged.

    By row: `clinic`, the number of the merged clinic, from 0 without gaps; `position`, of the row; `kept`, whether
    its values count. Each clinic has at least one kept row.
    """

    clinic: Ints
    position: Ints
    kept: NDArray[np.bool_]

    def taken(self, order: Ints) -> Members:
        """The rows at these places."""
        return Members(self.clinic[order], self.position[order], self.kept[order])


@dataclass(frozen=True, eq=False)
class _Chosen:
    """`texts`: the cell that each merged clinic keeps. `lost`: which rows state what their clinic does not keep."""

    texts: Column
    lost: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Merged:
    """The columns with each merged clinic in its first kept row.

    `into[i]`: the position of the row that holds the clinic of row i, i itself for most.
    """

    columns: Columns
    into: Ints


def merged(columns: Columns, ids: ClinicIds, members: Members, problems: ProblemLog) -> Merged:
    """Merge rows into clinics, leaving the rest unchanged; a value that is not kept is a problem.

    Lists, notes and columns that are carried along are combined from all kept rows. In other columns the newest row
    counts, else the fuller one, else the first by id, so the order of rows does not matter. If its cell is blank, the
    next row fills it, but never with the place of a row in another city.
    """
    members = members.taken(_leading(columns.known, ids, members))
    known, others = (_taken(group, members.position) for group in (columns.known, columns.other_columns))
    count = members.clinic.max() + 1
    rows = np.full(count, len(columns))
    np.minimum.at(rows, members.clinic[members.kept], members.position[members.kept])
    into = np.arange(len(columns))
    into[members.position] = rows[members.clinic]
    codes = {name: stated_codes(known, name) for name in known if name != "clinic_id"}
    offered = _of_one_place({name: np.where(members.kept, code, 0) for name, code in codes.items()}, members)
    log = RowLog(problems, columns.rows)
    _log_merged(columns, ids, into, log)
    new_known, new_others = dict(columns.known), dict(columns.other_columns)
    for name, code in codes.items():
        chosen = _chosen(known[name], code, offered[name], members, name)
        new_known[name] = _put(columns.known[name], rows, chosen.texts)
        _log_lost(name, known[name], chosen, members, log)
    for name, column in others.items():
        code = coded(column, trimmed)
        chosen = _chosen(column, code, np.where(members.kept, code, 0), members, "")
        new_others[name] = _put(columns.other_columns[name], rows, chosen.texts)
        _log_lost(name, column, chosen, members, log)
    return Merged(replace(columns, known=new_known, other_columns=new_others), into)


def _chosen(column: Column, code: Ints, offered: Ints, members: Members, field: str) -> _Chosen:
    """The cells of a column that the clinics keep. `column` has the cells of the rows that are merged.

    `code`: of these cells, 0 for a blank; `offered`: of those that may be kept. `field`: "" for a column that is
    carried along, which is combined like lists.
    """
    cells = Cells.of(offered, members.clinic)
    if field and field not in GATHERED:
        of_clinic = offered[cells.first][members.clinic]
        return _Chosen(first_cells(column, cells), (code > 0) & (code != of_clinic))
    pairs = members.clinic * (code.max(initial=0) + 1) + code
    return _Chosen(gathered_cells(column, cells, field), (code > 0) & ~np.isin(pairs, pairs[offered > 0]))


def _taken(group: Mapping[str, Column], at: Ints) -> dict[str, Column]:
    return {name: whole(column.take(pa.array(at))) for name, column in group.items()}


def _leading(known: Mapping[str, Column], ids: ClinicIds, members: Members) -> Ints:
    """The order of the rows: clinic by clinic, kept ones first, the newest of these first."""
    taken = _taken(known, members.position)
    stated = np.sum([stated_codes(taken, name) > 0 for name in taken if name != "clinic_id"], axis=0)
    keys = pc.rank(whole(as_text(ids.keys.take(pa.array(members.position)))), tiebreaker="dense").to_numpy()
    return np.lexsort((keys, -stated, -_days(taken, len(members.position)), ~members.kept, members.clinic))


def _days(known: Mapping[str, Column], count: int) -> Ints:
    """The day of each row as a number, 0 if none is understood."""
    if "as_of" not in known:
        return np.zeros(count, dtype=np.int64)
    encoded = whole(as_text(known["as_of"])).dictionary_encode()
    days = [read_date(text)[0] for text in encoded.dictionary.to_pylist()]
    numbers = np.array([*(day.toordinal() if day else 0 for day in days), 0], dtype=np.int64)
    by_row: Ints = numbers[encoded.indices.fill_null(len(days)).to_numpy()]
    return by_row


def _of_one_place(offered: dict[str, Ints], members: Members) -> dict[str, Ints]:
    """The codes without places other than the first row's, and with both coordinates from the same row."""
    lead = first_positions(members.clinic)[members.clinic]
    elsewhere = np.zeros(len(lead), dtype=bool)
    for name in _PLACE:
        if name in offered:
            code = offered[name]
            elsewhere |= (code > 0) & (code[lead] > 0) & (code != code[lead])
    located = np.sum([offered[name] > 0 for name in _COORDINATES if name in offered], axis=0) > 0
    located = np.broadcast_to(located, elsewhere.shape) & ~elsewhere
    first_located = Cells.of(located.astype(np.int64), members.clinic).first[members.clinic]
    of_one_row = dict(offered)
    for name in (*_PLACE, *_COORDINATES):
        if name in offered:
            here = ~elsewhere if name in _PLACE else first_located == np.arange(len(lead))
            of_one_row[name] = np.where(here, offered[name], 0)
    return of_one_row


def _put(column: Column, rows: Ints, texts: Column) -> Column:
    """The column with the texts of the merged clinics in their rows, if they differ from the current ones."""
    order = np.argsort(rows)
    at = rows[order]
    new = as_text(texts).cast(pa.string()).take(pa.array(order))
    before = whole(as_text(column.take(pa.array(at)))).cast(pa.string())
    if new.equals(before):
        return column
    result = replaced(column, at, new)
    return whole(result).dictionary_encode() if pa.types.is_dictionary(column.type) else result


def _log_lost(name: str, column: Column, chosen: _Chosen, members: Members, log: RowLog) -> None:
    """Log each cell of the rows that are merged whose clinic does not keep it, with what the clinic has instead."""
    at = np.flatnonzero(chosen.lost)
    if not len(at):
        return
    kept = whole(as_text(chosen.texts)).cast(pa.large_string()).take(pa.array(members.clinic[at]))
    opening, closing, between = (pa.scalar(text, pa.large_string()) for text in ("\u201c", "\u201d", ""))
    kept = pc.fill_null(pc.binary_join_element_wise(opening, kept, closing, between), "nothing")
    values = whole(as_text(column)).cast(pa.large_string()).take(pa.array(at))
    log.add_many(name, findings("merged_value", values, rest=kept), members.position[at], np.arange(len(at)))


def _log_merged(columns: Columns, ids: ClinicIds, into: Ints, log: RowLog) -> None:
    """Log each row that now belongs to another row's clinic."""
    away = np.flatnonzero(into != np.arange(len(into)))
    names, old_ids = (
        whole(as_text(column)).cast(pa.large_string()).take(pa.array(away)).fill_null("")
        for column in (columns.known["name"], ids.ids)
    )
    rows = pa.array(columns.rows[into[away]]).cast(pa.large_string())
    log.add_many("", findings("merged", names, other_row=rows, rest=old_ids), away, np.arange(len(away)))
