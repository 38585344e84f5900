"""Which cells of a record changed between two editions: as bits, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.reading import Column, as_text, cells_at, whole
from scoring.recognition import Records
from scoring.vocabulary import CANONICAL

Bits = NDArray[np.int64]
Positions = NDArray[np.int64]
_LONGEST = 120  # characters of a cell in words: enough to see what changed; a workbook's cell holds all fields
_BLANK = "not stated"
_BETWEEN = "; "


def changed_cells(before: Records, after: Records, at_before: Positions, at_after: Positions) -> Bits:
    """For each matched clinic one bit per canonical column, in order, whose text changed; ids excepted."""
    bits = np.zeros(len(at_after), dtype=np.int64)
    for place, field in enumerate(CANONICAL):
        if field != "clinic_id" and (field in before.known or field in after.known):
            first, last = _cells(before, at_before, field), _cells(after, at_after, field)
            bits |= np.asarray(pc.not_equal(first, last)).astype(np.int64) << place
    return bits


def changes_in_words(
    editions: tuple[Records, Records], rows: tuple[Positions, Positions], bits: Bits, names: Mapping[str, str]
) -> pd.Series[str]:
    """What changed in the cells of each clinic: imaging: "CT" before, "none" now; city: not stated before, "Reno" now.

    `rows`: the positions of the clinics in both editions. `bits`: from `changed_cells`. `names`: how to call a column,
    if not by its canonical name. Plain text of the files, on one line, long cells cut.
    """
    parts = []
    for place, field in enumerate(CANONICAL):
        changed = pa.array((bits >> place & 1).astype(bool))
        if changed.true_count:
            first, last = (_quoted(_cells(*side, field=field)) for side in zip(editions, rows, strict=True))
            start = f"{_BETWEEN}{names.get(field, field)}: "
            words = pc.binary_join_element_wise(start, first, " before, ", last, " now", "")
            parts.append(pc.if_else(changed, words, ""))
    texts = pa.array([""] * len(bits), pa.string())
    if parts:
        texts = pc.utf8_slice_codeunits(pc.binary_join_element_wise(*parts, ""), len(_BETWEEN))
    return pd.Series(texts.to_pandas(), dtype="str")


def names_of_bits(bits: NDArray[np.integer], names: Sequence[str]) -> pd.Series[str]:
    """The names of the bits that are set, joined by `;`."""
    distinct, which = np.unique(bits, return_inverse=True)
    texts = [";".join(name for place, name in enumerate(names) if number >> place & 1) for number in distinct.tolist()]
    return pd.Series(pd.array(texts, dtype="str").take(which))


def _cells(records: Records, rows: Positions, field: str) -> pa.Array:
    """Cells as they are compared: without surrounding blanks, and a blank cell like a missing one."""
    known: Mapping[str, Column] = records.known
    if field not in known:
        return pa.array([""] * len(rows), pa.string())
    return pc.utf8_trim_whitespace(whole(as_text(cells_at(known[field], rows))).cast(pa.string()).fill_null(""))


def _quoted(cells: pa.Array) -> pa.Array:
    """Each cell in quotation marks, on one line, cut if it is long; a blank one in words."""
    line = pc.replace_substring_regex(cells, r"\s+", " ")
    cut = pc.if_else(
        pc.greater(pc.utf8_length(line), _LONGEST),
        pc.binary_join_element_wise(pc.utf8_slice_codeunits(line, 0, _LONGEST - 1), "\u2026", ""),
        line,
    )
    return pc.if_else(pc.equal(cut, ""), _BLANK, pc.binary_join_element_wise("\u201c", cut, "\u201d", ""))
