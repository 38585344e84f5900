"""Clinics of an earlier list matched with those of a later one: by id, or else by name and place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.linkage import NAME_AND_PLACE, alike_codes
from scoring.reading import Column, as_text, whole
from scoring.recognition import Records

Positions = NDArray[np.int64]
_CONTENT = r"~[0-9a-f]{8}(-[0-9]+)?$"  # what follows the id in the key of a clinic whose id is repeated


@dataclass(frozen=True, eq=False)
class ClinicMatches:
    """The clinics of both lists, as positions (int64) in each: `before[i]` and `after[i]` are one clinic.

    In the order of the later list. `by_id`: whether they match by id, not by name and place.
    `unclear_before`, `unclear_after`: for every clinic of each list, whether it may be an unmatched one of the other
    list, because they share an id, or a name and place, that occurs several times in a list.
    """

    before: Positions
    after: Positions
    by_id: NDArray[np.bool_]
    unclear_before: NDArray[np.bool_]
    unclear_after: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.after)


def clinic_matches(before: Records, after: Records) -> ClinicMatches:
    """Match clinics by an id that is unique in both lists; the others by name, city and state, if unique in both.

    A generated id (for a file without ids) changes with the record, so it matches clinics that did not change; name and
    place then match the rest. A clinic without a name is matched only by its id.
    """
    names = alike_codes(NAME_AND_PLACE, before.known, after.known)
    codes = [_parted(_id_codes(before, after), len(before)), (names[0], names[1])]
    first, first_after = _unique_in_both(*codes[0])
    second, second_after = _unique_in_both(*codes[1])
    other = ~np.isin(second, first) & ~np.isin(second_after, first_after)
    earlier = np.concatenate([first, second[other]])
    later = np.concatenate([first_after, second_after[other]])
    by_id = np.arange(len(later)) < len(first)
    order = np.argsort(later, kind="stable")
    left = [np.delete(np.arange(len(before)), earlier), np.delete(np.arange(len(after)), later)]
    unclear = [np.zeros(len(before), dtype=np.bool_), np.zeros(len(after), dtype=np.bool_)]
    for of_before, of_after in codes:
        rest = of_before[left[0]], of_after[left[1]]
        shared = np.intersect1d(*rest)
        for mask, positions, own in zip(unclear, left, rest, strict=True):
            mask[positions] |= (own >= 0) & np.isin(own, shared)
    return ClinicMatches(earlier[order], later[order], by_id[order], *unclear)


def _id_codes(before: Records, after: Records) -> Positions:
    """For each clinic of both lists the number of its id, the same for all clinics of a list that share one."""
    ids = _joined(before.known["clinic_id"], after.known["clinic_id"])
    keys = _joined(before.keys or before.known["clinic_id"], after.keys or after.known["clinic_id"])
    as_stated = pc.if_else(pc.equal(ids, keys), ids, pc.replace_substring_regex(keys, _CONTENT, ""))
    codes: Positions = whole(as_stated).dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return codes


def _joined(first: Column, last: Column) -> pa.ChunkedArray:
    texts = [whole(as_text(column)).cast(pa.string()) for column in (first, last)]
    return pa.chunked_array(texts)


def _parted(codes: Positions, count: int) -> tuple[Positions, Positions]:
    return codes[:count], codes[count:]


def _unique_in_both(before: Positions, after: Positions) -> tuple[Positions, Positions]:
    """The positions of the codes that occur once in each list; -1 is no code."""
    (first, at_first), (last, at_last) = _once(before), _once(after)
    _, place, place_after = np.intersect1d(first, last, assume_unique=True, return_indices=True)
    return at_first[place], at_last[place_after]


def _once(codes: Positions) -> tuple[Positions, Positions]:
    """The codes that occur once, and where."""
    values, at, counts = np.unique(codes, return_index=True, return_counts=True)
    once = (counts == 1) & (values >= 0)
    return values[once], at[once].astype(np.int64)
