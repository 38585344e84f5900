"""A table of a report, as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import safe_text


@dataclass(frozen=True)
class Table:
    """A table as text. A cell may have further lines that add to its first. `left_out`: "" if nothing is."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: str = ""


def cell(*lines: str) -> str:
    """A cell of these lines, each cut to fit on paper; empty ones are left out."""
    return "\n".join(filter(None, map(safe_text.line, lines)))


def frame_table(frame: pd.DataFrame, most: int, noun: str) -> Table:
    """The first rows of a frame. `noun`: what several rows are called."""
    rows = frame.head(most).itertuples(index=False)
    return Table(
        columns=tuple(map(cell, frame.columns)),
        rows=tuple(tuple(cell(_words(value)) for value in row) for row in rows),
        left_out=left_out(len(frame), most, noun),
    )


def left_out(number: int, most: int, noun: str) -> str:
    """How many of `number` rows are left out of a table of at most `most`; "" if it holds all."""
    more = number - most
    if more <= 0:
        return ""
    return f"The first {most:,} of {number:,} {noun}; {more:,} {'is' if more == 1 else 'are'} left out here."


def _words(value: Any) -> str:
    """A value in words: a float with one decimal, "" for a missing one."""
    if pd.isna(value):
        return ""
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
