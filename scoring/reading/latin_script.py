"""The encoding of text in Latin letters, by the letters beyond a to z in its words.

The same bytes are other letters in another encoding. In the right one, words consist of the letters of one language,
in their usual places: no capital after a small letter, no sign between letters, no consonant between consonants.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scoring.thresholds import number, share

# Python's name -> the name on screen; of two that fit as well, the first is the more usual one.
LATIN = {
    "cp1252": "Windows-1252 (Western European)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1257": "Windows-1257 (Baltic)",
    "cp1258": "Windows-1258 (Vietnamese)",
    "mac_roman": "Mac Roman (Western European)",
    "cp850": "CP850 (Western European, DOS)",
    "cp437": "CP437 (American, DOS)",
}
_WESTERN = ("French", "German", "Spanish", "Portuguese", "Italian", "Catalan", "Dutch", "Norwegian and Danish")
_MIXED = share("weight_of_mixed_languages")
_AHEAD = share("encoding_ahead")
_FITTING = share("words_that_fit_an_encoding")
_MOST_WORDS = number("words_of_an_encoding")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_FILE = tomllib.loads(Path(__file__).with_name("latin_letters.toml").read_text(encoding="utf-8"))
_SIGNS, _INSIDE_WORDS, _ALONE, _VOWELS = (frozenset(_FILE[key]) for key in ("signs", "inside_words", "alone", "vowels"))


@dataclass(frozen=True)
class LatinReading:
    """Words of a text in one encoding. `fits`: float64 for each word, the weight of the language that it fits, or 0."""

    encoding: str
    words: tuple[str, ...]
    fits: NDArray[np.float64]


def words_beyond_ascii(sample: bytes) -> list[bytes]:
    """The distinct words of a text that hold a byte beyond ASCII, in order, as many as decide its encoding."""
    return list(dict.fromkeys(_WORD.findall(sample)))[:_MOST_WORDS]


def decoded(words: Sequence[bytes], encoding: str) -> list[str]:
    """The words in an encoding; characters it lacks are replaced. Combining marks join their letters."""
    return [unicodedata.normalize("NFC", word.decode(encoding, "replace")) for word in words]


def latin_readings(sample: bytes) -> list[LatinReading]:
    """The encodings that a text in Latin letters may have, the likeliest first, no two with the same words.

    The first is sure if it is the only one.
    """
    words = words_beyond_ascii(sample)
    by_words: dict[tuple[str, ...], LatinReading] = {}
    for reading in (_reading(words, encoding) for encoding in LATIN):
        by_words.setdefault(reading.words, reading)
    readings = list(by_words.values())
    wins = [sum(_lead(reading, other) > 0 for other in readings) for reading in readings]
    best = readings[int(np.argmax(wins))]
    fits = len(words) > 0 and best.fits.mean() >= _FITTING
    return [best, *(other for other in readings if other is not best and not (fits and _lead(best, other) >= _AHEAD))]


def _lead(reading: LatinReading, other: LatinReading) -> float:
    """How much better one reading fits than another: in the words that differ, or in all words if that is more.

    Words that are the same in both reveal the language, and so which readings of the others are words of it.
    """
    better = reading.fits - other.fits
    differ = np.array([a != b for a, b in zip(reading.words, other.words, strict=True)], dtype=bool)
    return max((float(part.mean()) for part in (better[differ], better) if len(part)), key=abs, default=0.0)


def _reading(words: Sequence[bytes], encoding: str) -> LatinReading:
    texts = decoded(words, encoding)
    letters = [_letters(text) for text in texts]
    by_language = {
        language.name: np.array([_fits(beyond_ascii, language.letters) for beyond_ascii in letters], dtype=float)
        * language.weight
        for language in _languages_in(encoding)
    }
    western = [fits for name, fits in by_language.items() if name in _WESTERN]
    candidates = [*by_language.values(), np.maximum.reduce(western) * _MIXED] if western else [*by_language.values()]
    return LatinReading(encoding, tuple(texts), max(candidates, key=lambda fits: fits.sum()))


def _fits(letters: frozenset[str] | None, language: frozenset[str]) -> bool:
    return letters is not None and letters <= language


def _letters(text: str) -> frozenset[str] | None:
    """The small letters of a word beyond a to z; None if a character is not where a word can have it."""
    letters = set()
    for at, character in enumerate(text):
        if character.isascii():
            continue
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if not character.isalpha() or character in "ºª":
            if character not in _SIGNS or (before.isalpha() and after.isalpha() and character not in _INSIDE_WORDS):
                return None
        elif _is_misplaced(character, before, after):
            return None
        elif not (small := character.lower()[0]).isascii():  # the lower case of a dotted capital I is a plain i
            letters.add(small)
    return frozenset(letters)


def _is_misplaced(letter: str, before: str, after: str) -> bool:
    """Whether no word has this letter between these two; "" stands for an end of the word."""
    if letter.isupper() and (before.islower() or (before.isalpha() and after.islower())):
        return True
    if letter.islower() and after.isupper():
        return True
    if not before.isalpha() and not after.isalpha():
        return letter.lower() not in _ALONE
    return not any(map(_is_vowel, (before, letter, after))) and before.isalpha() and after.isalpha()


def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[:1].lower() in _VOWELS


@dataclass(frozen=True)
class _Language:
    name: str
    needed: str
    letters: frozenset[str]
    weight: float

    def is_written_in(self, encoding: str) -> bool:
        return all(_has(encoding, letter) for letter in self.needed)


def _has(encoding: str, letter: str) -> bool:
    """Whether an encoding has a letter, as one character or with combining marks."""
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return encoding == "cp1258" and unicodedata.normalize("NFD", letter) != letter
    return True


@cache  # thousands of encoded letters, and the same for every text
def _languages_in(encoding: str) -> tuple[_Language, ...]:
    """The languages that can be written in an encoding."""
    return tuple(language for language in _languages() if language.is_written_in(encoding))


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(
        _Language(
            name,
            entry["letters"],
            frozenset(entry["letters"] + entry.get("rare", "")),
            float(entry.get("weight", 1)),
        )
        for name, entry in _FILE.items()
        if isinstance(entry, Mapping)
    )
