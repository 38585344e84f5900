"""The value of a cell as text, as a spreadsheet shows it, without the grouping and rounding of its format."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_EXACT = 2**53  # below this, floats tell whole numbers apart


def text(value: Any) -> str:
    """All digits of a number and no exponent, an ISO date, yes or no."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return _plain(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _plain(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < _EXACT):
        return str(int(value))
    digits = repr(value) if value.is_integer() else format(value, ".15g")  # fractions show fifteen digits
    number = format(Decimal(digits), "f")
    return number.rstrip("0").rstrip(".") if "." in number else number
