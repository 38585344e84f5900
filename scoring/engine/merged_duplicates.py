"""Clinics of a list that may be the same, from the pairs of all buckets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.engine.compared_slices import Kind, pairs_in
from scoring.engine.workspace import Workspace, read_batch, read_step_array, write_step_array
from scoring.linkage import Alike, grouped

PAIRS, GROUPS = "pairs", "groups"


@dataclass(frozen=True)
class Bucket:
    """Clinics that are compared with each other.

    `parts`: those that state the kind, with the position of their first clinic in the list.
    """

    number: int
    kind: Kind
    index: int
    parts: tuple[tuple[int, int], ...]
    workspace: Workspace


def compare(bucket: Bucket) -> int:
    """Write the pairs of a bucket into the workspace; returns how many there are."""
    space = bucket.workspace
    batches = [read_batch(space.step(bucket.kind, number), bucket.index) for number, _ in bucket.parts]
    pairs = pairs_in(bucket.kind, batches, [offset for _, offset in bucket.parts])
    write_step_array(np.stack(pairs).astype(np.int32), space.step(PAIRS, bucket.number))
    return len(pairs[0])


def write_groups(space: Workspace, buckets: Sequence[Bucket], parts: Sequence[tuple[int, int]]) -> Alike:
    """Write the groups of each part into the workspace, and return them.

    `parts`: number and clinics of each part. One row per clinic of the part that is in a group, all int64: its position
    in the part, the group (from 1, in the order of the list), the number of the part of the clinic that it resembles,
    that clinic's position there, and the index of the reason in `WHY_ALIKE`.
    """
    read = [read_step_array(space.step(PAIRS, bucket.number)) for bucket in buckets]
    left, right, why = np.concatenate([np.empty((3, 0), dtype=np.int32), *read], axis=1)
    del read
    starts = np.cumsum([0, *(count for _, count in parts)])
    groups = grouped(left, right, why, int(starts[-1]))
    group = _numbered(groups)
    numbers = np.array([number for number, _ in parts])
    for place, (number, _) in enumerate(parts):
        own = slice(starts[place], starts[place + 1])
        at = np.flatnonzero(groups.like[own] >= 0)
        like = groups.like[own][at].astype(np.int64)
        owner = np.searchsorted(starts, like, side="right") - 1
        columns = (at, group[own][at], numbers[owner], like - starts[owner], groups.why[own][at])
        write_step_array(np.stack(columns).astype(np.int64), space.step(GROUPS, number))
    return groups


def _numbered(groups: Alike) -> NDArray[np.int64]:
    """The number of each clinic's group, from 1; meaningless for a clinic that is alone."""
    opens = np.zeros(len(groups.first), dtype=bool)
    opens[groups.first[groups.like >= 0]] = True
    numbers: NDArray[np.int64] = np.cumsum(opens)[groups.first]
    return numbers
