"""Where the brackets of a text are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.recognition.words.brackets import outermost_brackets


@pytest.mark.parametrize(
    ("text", "brackets"),
    [
        ("", []),
        ("a (b) c [d]", ["(b)", "[d]"]),
        ("a (b [c] {d}) e", ["(b [c] {d})"]),
        ("((a), b)", ["((a), b)"]),
        ("a (b", []),
        ("a) b", []),
        ("(a [b) c", []),
        ("((a) b", ["(a)"]),
        ("(a)) b (c)", ["(a)", "(c)"]),
    ],
)
def test_brackets_that_match_are_found(text: str, brackets: list[str]) -> None:
    """A pair inside another counts as part of it, and a bracket without a partner does not count."""
    assert [text[start:end] for start, end in outermost_brackets(text)] == brackets


@given(st.text("()[]{}a,", max_size=40))
def test_brackets_are_pairs_in_order(text: str) -> None:
    """Each begins with an opening bracket and ends with its partner, and none begins before the last has ended."""
    spans = outermost_brackets(text)
    assert all(text[start] + text[end - 1] in ("()", "[]", "{}") for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(st.text("()[]{}a,", max_size=40))
def test_brackets_around_a_text_keep_what_matches_inside(text: str) -> None:
    """Text with balanced brackets, put in brackets, is one pair."""
    matched = "".join(text[start:end] for start, end in outermost_brackets(text))
    assert outermost_brackets(f"({matched})") == [(0, len(matched) + 2)]
