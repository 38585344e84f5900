"""Problems with files and their headers: those that every part of a list has are said once, of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# Their count is of what one file holds, so that the same sentence of two parts is about twice as much.
_COUNTS = frozenset(("encoding_mixed", "characters_lost", "lines_above_header", "hidden_cells", "beside_records"))


@dataclass(frozen=True)
class ListNotices:
    """Problems of no clinic.

    `of_list`: those that all of several parts have, in row 0; `of_parts`: the others, and those that count what a part
    holds.
    """

    of_list: pa.Table
    of_parts: tuple[pa.Table, ...]

    @classmethod
    def of(cls, parts: Sequence[pa.Table], said: pa.Table, figures: Sequence[str] = ()) -> ListNotices:
        """The notices of these parts, of which there is at least one, without what the list has said itself.

        `said`: its problems, which a part repeats in the same words. `figures`: the codes of which it gives its own.
        """
        of_list = set(_keys(said.drop_columns(["row"])))
        parts = [part.filter(pc.invert(pc.is_in(part["code"], pa.array(figures, pa.string())))) for part in parts]
        parts = [part.filter(pa.array([key[1:] not in of_list for key in _keys(part)], pa.bool_())) for part in parts]
        keys = [_keys(part) for part in parts]
        shared = set(keys[0]).intersection(*keys[1:]) if len(parts) > 1 else set()
        shared = {key for key in shared if _COUNTS.isdisjoint(key)}
        is_shared = [np.array([key in shared for key in part], dtype=bool) for part in keys]
        once = parts[0].filter(pa.array(is_shared[0]))
        row = once.schema.get_field_index("row")
        zeros = pa.array(np.zeros(len(once)), once.schema.field(row).type)
        others = (part.filter(pa.array(~mask)) for part, mask in zip(parts, is_shared, strict=True))
        return cls(once.set_column(row, once.schema.field(row), zeros), tuple(others))

    @property
    def codes(self) -> list[str]:
        """The code of each."""
        codes: list[str] = pa.concat_tables([self.of_list, *self.of_parts])["code"].to_pylist()
        return codes


def _keys(notices: pa.Table) -> list[tuple[object, ...]]:
    """Each notice as a key: its row in the file first, where it has one."""
    return [tuple(row.values()) for row in notices.to_pylist()]
