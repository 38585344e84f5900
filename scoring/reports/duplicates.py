"""Clinics of a file that may be the same, side by side for a person to look at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scoring.linkage import WHY_ALIKE, stated_codes
from scoring.reading import as_text, whole
from scoring.review import Review
from scoring.vocabulary import CANONICAL

COLUMNS = ("group", "row", "clinic_id", "name", "place", "score", "why")


def duplicates(review: Review) -> pd.DataFrame:
    """One row for each clinic that may be the same as another.

    Columns: group (int64, from 1, in the order of the file), row (int64, of the file), clinic_id, name, place (city
    and state as written, "" if neither is stated), score (float64, missing if there is none), why (how it resembles
    another of its group, in the words of `WHY_ALIKE`); text is `str`. Sorted by group, then row.
    """
    groups = review.alike
    alone = groups.like < 0
    at = np.lexsort((np.arange(len(alone)), groups.first))
    at = at[~alone[at]]
    codes, totals = review.profiles.codes[at], review.totals
    texts = {name: _texts(review, name, at) for name in ("clinic_id", "name", "city", "state")}
    town = [texts[name].fill_null("") for name in ("city", "state")]
    places = pc.utf8_trim(pc.binary_join_element_wise(*town, pa.scalar(", ", pa.large_string())), ", ")
    columns = {
        "group": np.unique(groups.first[at], return_inverse=True)[1].astype(np.int64) + 1,
        "row": review.understood.rows[at],
        "clinic_id": texts["clinic_id"].to_pandas(),
        "name": texts["name"].to_pandas(),
        "place": places.to_pandas(),
        "score": np.where(totals.scored[codes], totals.score[codes] / 10, np.nan),
        "why": pd.array(WHY_ALIKE, dtype="str").take(groups.why[at]),
    }
    return pd.DataFrame(columns, columns=list(COLUMNS))


def alike_groups(review: Review) -> pd.DataFrame:
    """One row for each clinic that may be the same as another, with what a large file can afford to list.

    Columns, all int64: group (from 0, in the order of the file), position (of the clinic), why (the index into
    `WHY_ALIKE` of the least sure reason in its group). Sorted by group, then position.
    """
    groups = review.alike
    at = np.flatnonzero(groups.like >= 0)
    at = at[np.argsort(groups.first[at], kind="stable")]
    group = np.unique(groups.first[at], return_inverse=True)[1].astype(np.int64)
    why = np.zeros(group.max(initial=-1) + 1, dtype=np.int64)
    np.maximum.at(why, group, groups.why[at])
    return pd.DataFrame({"group": group, "position": at, "why": why[group]})


def side_by_side(review: Review, positions: Sequence[int]) -> pd.DataFrame:
    """What clinics state, a row for each column that any of them states, ids excepted.

    Columns: field (a canonical name or a header), differs (bool: not all state the same, or the same name), then one
    for each clinic under its position in the list (0, 1, ...), its cell as written, "" for a blank.
    """
    at = pa.array(positions)
    columns = {**review.understood.known, **review.understood.other_columns}
    taken = {name: whole(as_text(columns[name].take(at))) for name in columns if name != "clinic_id"}
    codes = {name: stated_codes(taken, name) for name in taken}
    codes["name"] = np.unique(taken["name"].fill_null("").to_pylist(), return_inverse=True)[1] + 1  # LLC or not
    fields = [name for name in (*CANONICAL, *review.understood.other_columns) if name in codes and codes[name].any()]
    cells = [taken[name].fill_null("").to_pylist() for name in fields]
    return pd.DataFrame(
        {
            "field": pd.array(fields, dtype="str"),
            "differs": np.array([len(np.unique(codes[name])) > 1 for name in fields], dtype=bool),
            **{str(n): pd.array([row[n] for row in cells], dtype="str") for n in range(len(positions))},
        }
    )


def _texts(review: Review, name: str, at: np.ndarray) -> pa.Array:
    """The cells of a column at these positions, trimmed; nulls if the file lacks the column."""
    column = review.understood.known.get(name)
    if column is None:
        return pa.nulls(len(at), pa.large_string())
    return pc.utf8_trim_whitespace(whole(as_text(column)).take(pa.array(at)).cast(pa.large_string()))
