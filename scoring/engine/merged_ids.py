"""Ids that occur in several rows of a list, whichever parts have them: each later one gets a suffix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.engine.part_review import HASHES, IDS, id_hashes
from scoring.engine.workspace import Workspace, read_batch, read_step_array, read_table, write_table
from scoring.problems import ProblemLog, RowLog
from scoring.recognition import Repeats, log_repeats, repeats

_REPEATS = "repeats"


@dataclass(frozen=True, eq=False)
class _IdsOfList:
    """The ids of a list by their hashes, sorted.

    In lists of ten million, about three in a million have two ids with the same hash; then a suffix may skip a number.
    """

    hashes: NDArray[np.uint64]

    def has_any(self, texts: pa.Array) -> bool:
        return bool(self._among(texts).any())

    def __contains__(self, text: object) -> bool:
        return bool(self._among(pa.array([text], pa.string()))[0])

    def _among(self, texts: pa.Array) -> NDArray[np.bool_]:
        return _among(id_hashes(texts), self.hashes)


def repeated_ids(space: Workspace, parts: Sequence[int]) -> dict[int, Repeats]:
    """Part -> its clinics whose id occurs in an earlier row of the list, with their new ids; only parts with any.

    The same that one file would have: only ids with a repeated hash are read as text.
    """
    hashes = [read_step_array(space.step(HASHES, number)) for number in parts]
    ordered = np.sort(np.concatenate(hashes)).astype(np.uint64, copy=False)
    repeated = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(repeated):
        return {}
    at = [np.flatnonzero(_among(part, repeated)) for part in hashes]
    ids = [
        read_batch(space.step(IDS, part), 0)["id"].take(pa.array(rows)) for part, rows in zip(parts, at, strict=True)
    ]
    again = repeats(pa.concat_arrays(ids).dictionary_encode(), _IdsOfList(ordered))
    ends = np.cumsum([len(rows) for rows in at])
    owner = np.searchsorted(ends, again.positions, side="right")
    rows = np.concatenate(at)[again.positions]
    return {
        parts[place]: Repeats(
            rows[owner == place],
            again.olds.filter(pa.array(owner == place)),
            again.news.filter(pa.array(owner == place)),
        )
        for place in np.unique(owner).tolist()
    }


def with_news(ids: pa.Array, positions: NDArray[np.int64], again: Repeats | None) -> pa.Array:
    """Ids of a part, which are at these positions of it (int64), with the new ones of the repeats among them."""
    if again is None or not len(positions):
        return ids
    at = np.minimum(np.searchsorted(again.positions, positions), len(again.positions) - 1)
    is_repeat = again.positions[at] == positions
    news = again.news.take(pa.array(at))
    return pc.if_else(pa.array(is_repeat), news, ids)


def write_repeats(space: Workspace, number: int, again: Repeats) -> None:
    """Write the repeats of a part into the workspace."""
    table = pa.table({"position": again.positions, "old": again.olds, "new": again.news})
    write_table(table, space.step(_REPEATS, number))


def read_repeats(space: Workspace, number: int) -> Repeats | None:
    """The repeats of a part, None if it has none."""
    path = space.step(_REPEATS, number)
    if not path.exists():
        return None
    table = read_table(path)
    olds, news = (table[name].combine_chunks().cast(pa.string()) for name in ("old", "new"))
    return Repeats(table["position"].to_numpy(), olds, news)


def final_hashes(space: Workspace, parts: Sequence[int]) -> NDArray[np.uint64]:
    """The hashes of the ids of all clinics, suffixes included."""
    hashes = []
    for number in parts:
        own = read_step_array(space.step(HASHES, number)).astype(np.uint64)
        again = read_repeats(space, number)
        if again is not None:
            own[again.positions] = id_hashes(again.news)
        hashes.append(own)
    return np.concatenate(hashes)


def id_problems(again: Repeats | None, rows: NDArray[np.int64]) -> pa.Table:
    """The problems of a part's repeats, whose clinics are in these rows of its file."""
    log = ProblemLog()
    if again is not None:
        log_repeats(again, RowLog(log, rows))
    return log.table()


def _among(hashes: NDArray[np.generic], ordered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    at = np.minimum(np.searchsorted(ordered, hashes), len(ordered) - 1)
    is_among: NDArray[np.bool_] = ordered[at] == hashes
    return is_among
