"""Patterns that find words however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scoring.vocabulary.keys import plain


def any_of(words: Iterable[str], *, loose: bool = True) -> re.Pattern[str]:
    """A pattern that finds any of the words in lower-case text, whole, longest first.

    `loose`: a blank or hyphen in a word matches any blanks and hyphens, or none.
    """
    return re.compile(any_of_text(words, loose=loose))


def any_of_text(words: Iterable[str], *, loose: bool = True) -> str:
    """The text of `any_of`, to be a part of another pattern."""
    inside: dict[str, list[str]] = {}  # by first letter: the engine then passes over most words at once
    outside: list[str] = []
    for word in _longest_first(words):
        pieces = [re.escape(piece) for piece in re.split(r"[\s\-_]+", word) if piece] if loose else []
        body = (r"[\s\-_]*".join(pieces) or re.escape(word)) + (r"(?!\w)" if re.search(r"\w$", word) else "")
        if re.match(r"\w", word):
            inside.setdefault(body[0], []).append(body[1:])
        else:
            outside.append(body)
    groups = [f"{first}(?:{'|'.join(rests)})" for first, rests in inside.items()]
    # One lookbehind for all of them.
    return "|".join([rf"(?<!\w)(?:{'|'.join(groups)})"] * bool(groups) + outside) or r"(?!)"


def any_contraction(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words as written, and also "don't" as "dont" or "do n't"."""
    return any_of([word.replace("n't", ending) for word in words for ending in ("n't", "nt", " n't")], loose=False)


def alternatives(words: Iterable[str]) -> str:
    """The text of a pattern, without a group, for any of the words, whole or not; a blank matches any blanks."""
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in _longest_first(words))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted({plain(word).lower() for word in words}, key=lambda word: (-len(word), word))
