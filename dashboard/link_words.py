"""Words of a link that no widget has checked: numbers among them, and how they are shown."""

from __future__ import annotations

_MOST_DIGITS = 9  # Python refuses thousands of digits with an error, and no number of a link needs more
_LONGEST_SHOWN = 60  # characters


def whole_number(text: str, least: int, most: int) -> int | None:
    """The whole number from `least` to `most` that a text writes in plain digits, or None."""
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
        return None
    number = int(text)
    return number if least <= number <= most else None


def shortened(value: str) -> str:
    """A word of a link as it is shown to whoever followed it."""
    return value if len(value) <= _LONGEST_SHOWN else f"{value[: _LONGEST_SHOWN - 1]}…"
