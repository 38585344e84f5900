"""Counts, lists, sizes and dates in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scoring.wording import (
    capitalized,
    counted,
    cut,
    day_in_words,
    in_megabytes,
    listed,
    listed_at_most,
    percent,
    quoted,
    share_in_words,
    shown_value,
    with_minus,
)


def test_a_count_agrees_with_its_noun() -> None:
    """Only one thing is singular; thousands are set apart; a noun may have a plural of its own."""
    assert [counted(n, "clinic") for n in (0, 1, 2, 1_200)] == ["0 clinics", "1 clinic", "2 clinics", "1,200 clinics"]
    assert counted(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("words", "joint", "shown"),
    [
        ([], "and", ""),
        (["a"], "and", "a"),
        (["a", "b"], "and", "a and b"),
        (["a", "b", "c"], "and", "a, b and c"),
        (["a", "b", "c", "d"], "or", "a, b, c or d"),
    ],
)
def test_a_list_in_words(words: list[str], joint: str, shown: str) -> None:
    """Words are listed as in plain English, with one conjunction before the last."""
    assert listed(words, joint) == shown


def test_a_long_list_says_how_many_more() -> None:
    """What is left off a list is counted, and a list that fits is whole."""
    words = ["a", "b", "c"]
    assert [listed_at_most(words, most) for most in (2, 3, 4)] == ["a, b and 1 more", "a, b, c", "a, b, c"]


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 MB"), (1, "0.1 MB"), (50_000_000, "50 MB"), (50_000_001, "50.1 MB"), (2 * 10**9, "2,000 MB")],
)
def test_a_size_is_rounded_up(size: int, text: str) -> None:
    """A byte more than a limit shows as more than the limit."""
    assert in_megabytes(size) == text


def test_days_and_quotations() -> None:
    """A day has no leading zero, with or without a time; quotation marks are curly."""
    assert day_in_words(date(2025, 3, 4)) == day_in_words(datetime(2025, 3, 4, 9, tzinfo=UTC)) == "4 March 2025"
    assert quoted("PRP") == "\u201cPRP\u201d"


@pytest.mark.parametrize(("percent", "words"), [(25, "a quarter"), (50, "half"), (10, "a tenth"), (34, "34%")])
def test_a_share_is_a_word_where_there_is_one(percent: int, words: str) -> None:
    """A share is a fraction in words, so that it is not read as a weight of the same number; otherwise a percentage."""
    assert share_in_words(percent) == words


def test_any_value_can_be_shown() -> None:
    """As Python writes it, cut to 80 characters; a number that Python does not write is described."""
    assert shown_value("a'b") == '"a\'b"'
    assert shown_value(16**6_000) == shown_value([16**6_000]) == "a number of thousands of digits"
    assert (len(shown_value("a" * 100)), shown_value("a" * 100)[-2:]) == (80, "a\u2026")


def test_a_long_text_is_cut() -> None:
    """A text that just fits stays whole; the last character of a longer one is an ellipsis."""
    assert [cut("", 3), cut("abc", 3), cut("abcd", 3)] == ["", "abc", "ab\u2026"]


def test_a_capital_stands_in_front() -> None:
    """Only the first letter changes: names keep theirs."""
    assert [capitalized("mD of Texas"), capitalized("")] == ["MD of Texas", ""]


def test_a_negative_number_has_the_minus_of_print() -> None:
    """Not the hyphen of code; a number that is not negative has no character in front."""
    assert [with_minus(number) for number in (-85, 0, 5)] == ["\u221285", "0", "5"]


def test_a_share_in_percent_is_rounded_half_up() -> None:
    """Halves are rounded up, also where the quotient has no exact binary value; of nothing it is 0%."""
    halves = [percent(1, 8), percent(1, 40), percent(29, 200), percent(23, 40), percent(57, 200)]
    assert halves == ["13%", "3%", "15%", "58%", "29%"]
    rest = [percent(0, 0), percent(0, 5), percent(5, 5), percent(1, 3), percent(2, 3)]
    assert rest == ["0%", "0%", "100%", "33%", "67%"]
