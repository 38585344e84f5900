"""What a page says to do about problems: on the Data page, or for a reviewed folder on the command line."""

from __future__ import annotations

import re
from types import MappingProxyType

import pandas as pd

from scoring import FolderReview, Review

# Code of a problem -> what works, if its own suggestion names a part of the Data page that a folder does not have
# or a recipe that is refused for a list in parts.
_IN_PARTS = MappingProxyType(
    {
        "possible_duplicate": "If it is, keep one of the two rows in the files, with what both say, and have the host "
        "review them again; if not, there is nothing to do.",
        "one_row_a_person": "If each row is a person, put those of one clinic into one row, or review the list as one "
        "file with --one-row person; if each row is a clinic, there is nothing to do.",
    }
)


# What the Data page does, and the recipe and option that do the same on the command line.
_BESIDE_THE_PAGE = re.compile(
    r"(?<=on the Data page)(?:, with [^;]* in a recipe,)? or with --[a-z-]+(?: person| clinic)?"
    r"|with --columns .*? or (?=on the Data page)"
)


# The same where the Data page can change nothing: only the option is left, with which the host reviews again.
_THE_PAGE = re.compile(
    r"clear its \u201cRead as\u201d under Columns on the Data page, or (?=give )"
    r"|(?P<before> (?:under Columns )?on the Data page),? or (?:give|name it with|with)(?= )"
)


def on_screen(suggestion: str) -> str:
    """A suggestion or refusal as a page shows it, without the alternatives of the command line."""
    return _BESIDE_THE_PAGE.sub("", suggestion)


def sentence(message: str) -> str:
    """A message as a sentence before its advice: some end with a value of the file, and so without a period."""
    return message if message.rstrip("\u201d\u2019\"')").endswith((".", "!", "?", "\u2026")) else f"{message}."


def in_parts(problems: pd.DataFrame) -> list[str]:
    """The suggestion for each problem of a reviewed folder, without what nobody can do on the Data page.

    `problems`: with the columns code and suggestion.
    """
    pairs = zip(problems["code"], problems["suggestion"], strict=True)
    return [_IN_PARTS.get(code) or _without_the_page(suggestion) for code, suggestion in pairs]


def _without_the_page(suggestion: str) -> str:
    return _THE_PAGE.sub(lambda match: " with" if match["before"] else "", suggestion)


def of_review(review: Review, problems: pd.DataFrame) -> list[str]:
    """The suggestion for each of some problems of a review, which may be a reviewed folder."""
    return in_parts(problems) if isinstance(review, FolderReview) else [*map(on_screen, problems["suggestion"])]
