"""Columns of a table: their cells by position, their dictionaries, and their blanks."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from scoring.reading import as_dictionary, blank_cells, cells_at
from scoring.reading.table import may_hold

CELLS = st.none() | st.text(max_size=2) | st.sampled_from(["&", "a;", "\n", "&amp;"])
CHUNKS = st.lists(st.lists(CELLS, max_size=4), max_size=6)


@given(CHUNKS, st.data())
def test_cells_of_a_column_in_chunks_come_in_the_order_of_their_positions(
    chunks: list[list[str | None]], data: st.DataObject
) -> None:
    """Any positions, in any order and repeated, give exactly their cells, whatever the chunks, empty ones included."""
    cells = [cell for chunk in chunks for cell in chunk]
    rows = data.draw(st.lists(st.integers(0, len(cells) - 1), max_size=8) if cells else st.just([]))
    column = pa.chunked_array(chunks, pa.string())
    taken = cells_at(column, np.array(rows, dtype=np.int64)).to_pylist()
    assert taken == [cells[row] for row in rows]


@given(CHUNKS, st.sampled_from("&;\n"), st.integers(0, 3))
def test_a_sign_of_a_column_is_seen_in_its_bytes(chunks: list[list[str | None]], sign: str, start: int) -> None:
    """A column that holds a sign is never said to lack it, and a column without any is recognized."""
    column = pa.chunked_array(chunks, pa.string()).slice(start)
    holds = any(sign in (cell or "") for cell in column.to_pylist())
    assert may_hold(column, sign) or not holds
    assert may_hold(pa.chunked_array(chunks, pa.string()), sign) == any(
        sign in (cell or "") for chunk in chunks for cell in chunk
    )


@given(CHUNKS)
def test_a_column_is_encoded_into_one_dictionary(chunks: list[list[str | None]]) -> None:
    """It has the same cells, blank ones included, and each text once; an encoded column keeps its dictionary."""
    encoded = as_dictionary(pa.chunked_array(chunks, pa.string()))
    assert encoded.to_pylist() == [cell for chunk in chunks for cell in chunk]
    texts = encoded.dictionary.to_pylist()
    assert len(set(texts)) == len(texts)
    assert as_dictionary(encoded).dictionary.to_pylist() == texts


def test_a_cell_is_blank_if_nothing_of_it_can_be_seen() -> None:
    """White space, control characters and invisible letters are blank, in chunks and in encoded columns too."""
    blank = [None, "", " ", "\t\n", "\0", "\x7f", "\u00a0", "\u200b\u202e", "\u3164", "\u2800"]
    seen = ["a", " a", "!", "~", "\u200b.", "\u00e9", "\u7532", "\U0001f600"]
    column = pa.chunked_array([blank, [], seen], pa.string())
    expected = [True] * len(blank) + [False] * len(seen)
    assert blank_cells(column).tolist() == blank_cells(as_dictionary(column)).tolist() == expected
