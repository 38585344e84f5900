"""The problems of some clinics: in a few words for a cell of a table, and in full sentences below it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard import safe_text
from dashboard.wording import clinic_labels
from dashboard.wording.column_words import column_in_words
from dashboard.wording.problem_advice import on_screen, sentence
from scoring import Review
from scoring.reports import capitalized, quoted

PROBLEMS = "What to look at"
_MOST = 3  # problems of a cell: with values this long they fit its four lines
_LONGEST = 26  # characters of a value
_SILENT = "Not enough stated for a score"
_SILENT_IN_FULL = "It does not state enough for a score. **Fill in what you know.**"


def in_short(review: Review, positions: NDArray[np.int64]) -> list[str]:
    """For each clinic at these positions the questions or columns to look at, with the words in them."""
    titles = {dimension: question.title for dimension, question in review.rubric.by_dimension.items()}
    return [_in_short(problems, titles) for problems in _problems(review, positions)]


def _in_short(problems: pd.DataFrame, titles: dict[str, str]) -> str:
    pairs = dict.fromkeys(zip(problems["column"], problems["value"], strict=True))
    quotes: dict[str, list[str]] = {}
    for column, value in list(pairs)[:_MOST]:
        title = titles.get(column) or column_in_words(column)
        quotes.setdefault(capitalized(title) or "The whole row", []).extend([_quote(value)] * bool(value))
    places = [": ".join(filter(None, (title, ", ".join(values)))) for title, values in quotes.items()]
    more = [f"and {len(pairs) - _MOST:,} more"] * (len(pairs) > _MOST)
    return "; ".join(places + more) or _SILENT


def _quote(value: str) -> str:
    return quoted(value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1].rstrip()}\u2026")


def in_full(review: Review, positions: NDArray[np.int64]) -> pd.DataFrame:
    """The clinics at these positions with every problem in full and what to do, as Markdown for display."""
    return pd.DataFrame(
        {
            "Clinic": [safe_text.markdown(name) for name in clinic_labels.names(review, positions)],
            PROBLEMS: [_in_full(problems) for problems in _problems(review, positions)],
        },
        dtype="str",
    )


def _in_full(problems: pd.DataFrame) -> str:
    pairs = zip(problems["message"], problems["suggestion"], strict=True)
    sentences = [
        f"{safe_text.markdown(sentence(message))} **{safe_text.markdown(on_screen(advice))}**"
        for message, advice in pairs
    ]
    return " ".join(dict.fromkeys(sentences)) or _SILENT_IN_FULL


def _problems(review: Review, positions: NDArray[np.int64]) -> Sequence[pd.DataFrame]:
    """The problems of each clinic, in the order of the file's problems."""
    return [review.problems_of(position) for position in positions.tolist()]
