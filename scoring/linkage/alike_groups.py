"""Groups of clinics that may be the same, from pairs; and clinics that a person said are not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.integer_sort import equal_keys
from scoring.problems import RowLog, findings
from scoring.reading import Column, as_text, whole
from scoring.wording import quoted

# Why two clinics may be the same, the surest reason first.
WHY_ALIKE = ("same name and place", "same phone, names alike", "same website, names alike", "names alike, same place")
_ODD_BLANKS = r"^ | $|  |[^ -~]"  # may have blanks that only Python recognizes

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Alike:
    """Groups of similar clinics, by position (int64).

    `first`: the first clinic of a clinic's group, itself if it is alone. `like`: the clinic that it resembles, -1 if
    it is alone. `why`: the index of the reason in `WHY_ALIKE`, -1 if it is alone.
    """

    first: Ints
    like: Ints
    why: Ints


@dataclass(frozen=True, eq=False)
class Apart:
    """Clinics that a person said are not the same: clinic `clinics[i]`, by position, is in the set `sets[i]` (int64).

    No two clinics of a set are the same.
    """

    clinics: Ints
    sets: Ints

    def separates(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """For each pair of clinics, whether a set has both."""
        members = pd.DataFrame({"clinic": self.clinics, "in_set": self.sets})
        at = np.flatnonzero(np.isin(left, self.clinics) & np.isin(right, self.clinics))
        sets_of = members["clinic"].value_counts()
        turned = sets_of[left[at]].to_numpy() > sets_of[right[at]].to_numpy()
        # Look up the clinic of each pair that is in fewer sets: the other may be kept apart from every clinic.
        fewer, more = np.where(turned, right[at], left[at]), np.where(turned, left[at], right[at])
        named = pd.DataFrame({"pair": at, "clinic": fewer, "other": more}).merge(members)
        both = members.rename(columns={"clinic": "other"}).drop_duplicates()
        separated = np.zeros(len(left), dtype=bool)
        separated[named.merge(both, on=["other", "in_set"])["pair"].to_numpy()] = True
        return separated


def grouped(left: Ints, right: Ints, why: Ints, count: int) -> Alike:
    """Groups as unions of pairs. `like` is the match with the most certain reason, then the first in the file."""
    first, before = np.arange(count), np.full(count, -1)
    while not np.array_equal(first, before):
        # Each pass merges groups that touch, and halves the path to the first clinic.
        before = first.copy()
        low = np.minimum(first[left], first[right])
        np.minimum.at(first, first[left], low)
        np.minimum.at(first, first[right], low)
        first = first[first]
    none = len(WHY_ALIKE) * count
    best = np.full(count, none)
    for clinics, resembled in ((left, right), (right, left)):
        np.minimum.at(best, clinics, why * np.int64(count) + resembled)
    alone = best == none
    like, whys = np.where(alone, -1, best % max(count, 1)), np.where(alone, -1, best // max(count, 1))
    return Alike(first, like, whys)


def log_alike(groups: Alike, name: Column, log: RowLog) -> None:
    """Log every clinic of a group except its first, with the row that it resembles."""
    later = np.flatnonzero(groups.first != np.arange(len(groups.first)))
    like, why = groups.like[later], groups.why[later]
    names = whole(as_text(name)).fill_null("")
    own = names.take(pa.array(later)).dictionary_encode()
    kinds = (like * len(WHY_ALIKE) + why) * len(own.dictionary) + own.indices.to_numpy()
    which, first_of_kind = equal_keys(kinds)
    resembled = names.take(pa.array(like[first_of_kind])).dictionary_encode()
    in_words = _in_words(resembled.dictionary)
    duplicates = findings(
        "possible_duplicate",
        own.dictionary.take(own.indices.take(pa.array(first_of_kind))),
        rest=in_words.take(resembled.indices),
        other_row=pa.array(log.rows[like[first_of_kind]]).cast(pa.string()),
        reason=pa.array(WHY_ALIKE).take(pa.array(why[first_of_kind])),
    )
    log.add_many("name", duplicates, later, which)


def _in_words(names: pa.Array) -> pa.Array:
    """Names in quotation marks and on one line."""
    odd = pc.match_substring_regex(names, _ODD_BLANKS)
    spaced = [" ".join(name.split()) for name in names.filter(odd).to_pylist()]
    plain = pc.replace_with_mask(names, odd, pa.array(spaced, names.type))
    before, after = (pa.scalar(sign, names.type) for sign in quoted(" ").split())
    return pc.binary_join_element_wise(before, plain, after, "")
