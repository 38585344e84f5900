"""A problem as one cell of a table: what it is, what to do, and where it is, in Markdown."""

from __future__ import annotations

from dashboard import safe_text
from dashboard.wording.column_words import column_in_words
from dashboard.wording.problem_advice import sentence

_LONGEST = 200  # characters of a value


def problem_cell(message: str, advice: str, place: tuple[str, int, str], *, row_word: str) -> str:
    """A message, its advice, and its place: column, row (0: the whole file) and value. `row_word` precedes the row."""
    what = safe_text.markdown(sentence(message))
    return f"{what} **{safe_text.markdown(advice)}** :gray[:small[{_location(*place, row_word)}]]"


def _location(column: str, row: int, value: str, row_word: str) -> str:
    first = f"{row_word} {row:,}" if row else "Whole file"
    place = ", ".join(filter(None, (first, safe_text.markdown(column_in_words(column)))))
    return f"{place}: {safe_text.markdown(value[:_LONGEST])}" if value else place
