"""The keys by which spellings are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_HEADER = 200  # characters: the longest that is known has 71, and few questions of a form have more than 150
LONGEST_ANSWER = 30  # characters: no word for yes, no, none or "not stated" is longer, and no state's name
_BLANKS = re.compile(r"[ \t\f\v]+")
_JOINTS = re.compile(r"[\s\-_]+")
_NO_WORD = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Q1 to Q4 may be quarters of a year, unless punctuation or a question follows.
_QUESTION_NUMBER = re.compile(
    r"(?i)^\s*(?:q(?:uestion\s)?\d{1,3}[a-z]?[.:)]\s*|q(?:\d{1,2}[a-z]|[5-9]|\d{2,3})[\s_-]+"
    r"|q(?:uestion\s)?[1-4][\s_-]+(?=(?:who|what|which|where|how|does|do|is|are)\b)|question\s\d{1,3}\s)(?=\w)"
)
_HUMPS = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]|[A-Z]{2,}(?![a-z]))")  # of camel case: clinicName, ClinicID
_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u201c": '"', "\u201d": '"',
                        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
                        "\u00a0": " ", "\u200b": "", "\ufeff": ""})  # fmt: skip


def plain(text: str) -> str:
    """Text with accents, fancy quotes, dashes and runs of blanks made plain; case and line breaks stay."""
    text = text.replace("`", "'") if text.isascii() else "".join(map(_plain_character, text))
    return _BLANKS.sub(" ", text).strip()


@lru_cache(maxsize=4_096)
def _plain_character(character: str) -> str:
    """One character of a text, plain. A run of accents, taken together, would first be sorted in quadratic time."""
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(_PLAIN)


def spelling(word: str) -> str:
    """The key of a word: lower case, with blanks, hyphens and underscores taken out."""
    return _JOINTS.sub("", (word if word.isascii() else plain(word)).lower())


def spellings(words: Iterable[str]) -> frozenset[str]:
    """The keys of some words; a word of hyphens alone is its own."""
    return frozenset(spelling(word) or word for word in words)


def answer_key(cell: str) -> str:
    """The key of a cell that is one word, such as "Yes", "n/a" or "-"; for a longer text, the text without its ends."""
    text = cell.strip()
    return text if len(text) > LONGEST_ANSWER else spelling(text) or text


def value_key(text: str) -> str:
    """The key of a value as a person may assign it: lower case, plain, with single blanks."""
    return " ".join(plain(text).lower().split())


def header_key(header: str) -> str:
    """The key of a header: lower case words with single blanks, other characters being blanks, camel case split.

    One that is longer than `LONGEST_HEADER` has an ellipsis in its key, so that it names no field.
    """
    text = header.strip()
    key = _words_of_header(text[:LONGEST_HEADER])
    return key if len(text) <= LONGEST_HEADER else f"{key} \u2026"


@lru_cache(maxsize=4_096)
def _words_of_header(text: str) -> str:
    """The key of a header within the maximum length; each header of a file needs it a dozen times."""
    return _NO_WORD.sub(" ", _HUMPS.sub(" ", plain(text)).casefold()).strip()


def without_number(key: str) -> str:
    """A header key without the number at its end; a year is not the number of a part."""
    stem = key.rstrip("0123456789")
    return key if stem == key or names_year(key) else stem.removesuffix(" ")


def without_question_number(header: str) -> str:
    """A header, or its key, without the number of its question: `Q1. Who injects?`, `q12_prp`."""
    return _QUESTION_NUMBER.sub("", header)


def names_year(key: str) -> bool:
    """Whether a header key dates its column: `treatments 2019`."""
    return bool(_YEAR.search(key))
