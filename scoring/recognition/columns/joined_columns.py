"""Several columns that share a field as one column."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from scoring.limits import LONGEST_CELL
from scoring.reading import Column, as_text, whole
from scoring.recognition.columns.known_columns import FEW_VALUES


def joined(canonical: str, columns: Sequence[Column]) -> Column:
    """The columns that share a field as one column: lists joined by semicolons, other text by blanks."""
    if len(columns) == 1:
        return columns[0] if canonical in FEW_VALUES else as_text(columns[0])
    texts = [as_text(column) for column in columns]
    separator = "; " if canonical in FEW_VALUES else " "
    some = pc.is_valid(pc.coalesce(*texts))
    texts[0] = pc.if_else(some, texts[0], "")  # Arrow's join drops rows in which all are null
    joined = pc.binary_join_element_wise(*texts, separator, null_handling="skip")
    joined = pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined)
    return _without_repeats(whole(joined).dictionary_encode()) if canonical in FEW_VALUES else joined


def _without_repeats(lists: pa.DictionaryArray) -> pa.DictionaryArray:
    """Lists without repeated items: an export holds a joined field beside the yes/no columns that fed it."""
    texts = lists.dictionary.to_pylist()
    distinct = [
        text if len(text) > LONGEST_CELL else "; ".join(dict.fromkeys(text.split("; "))) for text in texts
    ]  # longer cells are free text, not lists
    return (
        pa.DictionaryArray.from_arrays(lists.indices, pa.array(distinct, pa.string()))
        .cast(pa.string())
        .dictionary_encode()
    )
