"""Plain wording: counts, lists, sizes, dates and quotations, the same in every sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

MEGABYTE = 1_000_000  # bytes, as files are shown by most systems
MINUS = "\u2212"
_LONGEST_SHOWN = 80  # characters of a value
_LONGEST_LINE = 300  # characters of what may be long, and still says something by its beginning and its end
_FRACTIONS = {10: "a tenth", 20: "a fifth", 25: "a quarter", 50: "half"}  # percent


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: 1 clinic, 2 clinics; `nouns` is an irregular plural."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Words as a list: a, b and c."""
    return f" {joint} ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def listed_at_most(words: Sequence[str], most: int) -> str:
    """The first words of a list, and how many more there are: a, b and 3 more."""
    return ", ".join(words[:most]) + (f" and {len(words) - most:,} more" if len(words) > most else "")


def share_in_words(percent: int) -> str:
    """A share as readers say it: a quarter, or 34%; so that 25% is not read as a weight of 25."""
    return _FRACTIONS.get(percent, f"{percent}%")


def percent(part: int, whole: int) -> str:
    """A share in whole percent, halves rounded up as scores are: 1 of 8 is 13%. Of nothing it is 0%.

    Counts, not a quotient: 0.145 * 100 is less than 14.5, and Python rounds 12.5 to 12, but a browser to 13.
    """
    return f"{(200 * part + whole) // (2 * whole) if whole else 0}%"


def quoted(text: str) -> str:
    """Text in quotation marks, as sentences show what a file says."""
    return f"\u201c{text}\u201d"


def cut(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis, `most` characters in all."""
    return text if len(text) <= most else f"{text[: most - 1]}\u2026"


def abridged(text: str, most: int = _LONGEST_LINE) -> str:
    """The text, or its beginning and its end around an ellipsis, `most` characters in all."""
    half = most // 2
    return text if len(text) <= most else f"{text[: half - 1]}\u2026{text[-half:]}"


def on_one_line(text: str) -> str:
    """The text with everything escaped that cannot be printed, such as line breaks and commands of a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def capitalized(text: str) -> str:
    """The text with a leading capital; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def with_minus(number: int) -> str:
    """A whole number, a negative one with a typographic minus, not the hyphen of code."""
    return f"{MINUS}{-number}" if number < 0 else str(number)


def shown_value(value: object) -> str:
    """An unexpected value as a sentence shows it, cut if it is long."""
    try:
        text = repr(value)
    except ValueError:  # Python refuses to write numbers with thousands of digits
        return "a number of thousands of digits"
    return cut(text, _LONGEST_SHOWN)


def in_megabytes(size: int) -> str:
    """Bytes in MB, rounded up to a tenth, so that a size just over a limit never reads as the limit itself."""
    return f"{math.ceil(size * 10 / MEGABYTE) / 10:,g} MB"


def day_in_words(day: date) -> str:
    """4 March 2025."""
    return f"{day.day} {day:%B %Y}"
