"""Values in a link before any widget has checked them: parsing numbers, and shortening for display."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.safe_text import printable
from scoring.reports import cut

_MOST_DIGITS = 9  # Python raises an error for thousands of digits, and no number in a link needs more
_LONGEST_SHOWN = 60  # characters


def whole_number(text: str, least: int, most: int) -> int | None:
    """The whole number from `least` to `most` that a text gives in ASCII digits, or None."""
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
        return None
    number = int(text)
    return number if least <= number <= most else None


def one_number(words: Sequence[str], least: int, most: int) -> int | None:
    """The whole number that is the only word of a parameter, or None."""
    return whole_number(words[0], least, most) if len(words) == 1 else None


def shortened(value: str) -> str:
    """A value from a link, on one line, cut for display, without signs that change how the text beside it is read."""
    return cut(printable(" ".join(value.split())), _LONGEST_SHOWN)
