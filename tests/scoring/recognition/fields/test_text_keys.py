"""Texts as keys: the other texts of a column do not affect a text's key."""

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scoring.recognition import folded, plain_words

ASCII = st.text(st.characters(max_codepoint=127), max_size=12)
NOT_ASCII = "\u00c9tage \u6771"


def keys(texts: list[str | None]) -> tuple[list[str | None], list[str | None]]:
    """The texts of a column as both kinds of keys."""
    column = pa.array(texts, pa.string())
    return folded(column).to_pylist(), plain_words(column).to_pylist()


@given(st.lists(st.none() | ASCII, max_size=5))
@example(["P.A. & Co", "A--b", " x_1 ", None])
def test_plain_text_has_the_same_key_beside_any_other(texts: list[str | None]) -> None:
    """ASCII texts have the same keys alone as in a column with accents and letters of another script."""
    assert keys(texts) == tuple(column[:-1] for column in keys([*texts, NOT_ASCII]))


@pytest.mark.parametrize("text", ["Clínica-Ósea", "CLINICA OSEA", "Cli\u0301nica (O\u0301sea)"])
def test_accents_and_signs_make_no_other_key(text: str) -> None:
    """A name with accents, composed or not, or with other signs between its words, has the key of the plain name."""
    assert keys([text])[1] == ["clinica osea"]
