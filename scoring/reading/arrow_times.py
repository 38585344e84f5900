"""Dates, moments and times of day of Arrow as text, exact and of any year, which Python's own types are not."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_PARTS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}  # of a second
_DAY = 86_400  # seconds
_UNREADABLE = np.iinfo(np.int64).min  # which NumPy reads as no time


def is_time(kind: pa.DataType) -> bool:
    """Whether values of the type are dates, moments or times of day."""
    return any(is_kind(kind) for is_kind in (pa.types.is_date, pa.types.is_timestamp, pa.types.is_time))


def knows_zone(kind: pa.DataType) -> bool:
    """Whether the time zone of the type, if it has one, is known here."""
    if not (pa.types.is_timestamp(kind) and kind.tz):
        return True
    try:
        pc.local_timestamp(pa.array([0], kind))
    except pa.ArrowInvalid:
        return False
    return True


def times_as_text(values: pa.Array) -> pa.Array:
    """The text of each value as a workbook shows it; null if it is not a valid time of its type.

    A moment in a time zone is shown in local time with its offset from UTC; in an unknown zone it is shown in UTC.
    """
    kind = values.type
    stated = values.is_valid().to_numpy(zero_copy_only=False)
    if pa.types.is_date(kind):
        values, kind = values.cast(pa.date32()), pa.timestamp("s")
        numbers, unit = _numbers(values) * _DAY, "s"
    else:
        numbers, unit = _numbers(values), kind.unit
    if pa.types.is_time(kind):
        stated &= (numbers >= 0) & (numbers < _DAY * _PARTS[unit])
        texts = [text.partition(" ")[2] for text in _moments(numbers, unit)]
    elif pa.types.is_timestamp(kind) and kind.tz:
        local = _numbers(pc.local_timestamp(values)) if knows_zone(kind) else numbers
        ahead = (local - numbers) // _PARTS[unit]
        stated &= (local > numbers) == (ahead > 0)  # false where the local time overflows
        texts = [_shown(text, _from_utc(by)) for text, by in zip(_moments(local, unit), ahead.tolist(), strict=True)]
    else:
        texts = [_shown(text) for text in _moments(numbers, unit)]
    return pa.array(texts, pa.string(), mask=~(stated & (numbers != _UNREADABLE)))


def _numbers(values: pa.Array) -> NDArray[np.int64]:
    whole = pa.int32() if values.type.bit_width == pa.int32().bit_width else pa.int64()
    numbers: NDArray[np.int64] = np.asarray(values.view(whole).fill_null(0)).astype(np.int64)
    return numbers


def _moments(numbers: NDArray[np.int64], unit: str) -> list[str]:
    """Each number of units since 1970 as `2026-05-31 12:00:00`, with any fraction of a second."""
    seconds, parts = np.divmod(numbers, _PARTS[unit])
    digits = len(str(_PARTS[unit])) - 1
    texts = np.datetime_as_string(seconds.astype("datetime64[s]")).tolist()
    rests = (f".{part:0{digits}}".rstrip("0") if part else "" for part in parts.tolist())
    return [text.replace("T", " ") + rest for text, rest in zip(texts, rests, strict=True)]


def _shown(moment: str, from_utc: str = "") -> str:
    """A moment; only the day if it is midnight."""
    day, _, clock = moment.partition(" ")
    return day if clock == "00:00:00" else moment + from_utc


def _from_utc(seconds: int) -> str:
    """The offset of a local time from UTC: -04:00."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")
