"""The encoding of a text that is not UTF-8 or UTF-16: which it may be, how sure that is, and how words read in each."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from scoring.reading.character_sets import ALPHABETS, EAST_ASIAN, encoding_of, text_sample
from scoring.reading.latin_script import LATIN, LatinReading, decoded, latin_readings, words_beyond_ascii

# Python's name -> the name on screen, of every encoding that can be chosen.
ENCODINGS: Mapping[str, str] = {**LATIN, **ALPHABETS, **EAST_ASIAN, "latin_1": "Latin-1"}
# Encodings that are better known by another name, under the encoding that has all their characters and more.
_WIDER = {"shift_jis": "cp932", "gbk": "gb18030", "gb2312": "gb18030", "euc_kr": "cp949"}
NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # undefined in Windows-1252
_MOST_EXAMPLES = 3
_LONGEST_EXAMPLE = 30  # characters of a word shown


@dataclass(frozen=True)
class EncodingGuess:
    """The likeliest encoding of a text. `others`: those in which its words may also be words; none if it is sure.

    `words`: for it and for each of the others, up to three of the words that differ.
    """

    encoding: str
    others: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] | None = None

    @property
    def is_sure(self) -> bool:
        """Whether no other encoding makes words of the text."""
        return not self.others


def guess_encoding(data: bytes) -> EncodingGuess:
    """The encoding of text that is neither UTF-8 nor UTF-16."""
    other_script, _ = encoding_of(data)
    if other_script:
        return EncodingGuess(other_script)
    best, *others = latin_readings(text_sample(data))
    if best.encoding == "cp1252" and NOT_WINDOWS.search(data):
        return EncodingGuess("latin_1")
    names = tuple(reading.encoding for reading in others)
    examples = _differing(best, others)
    words = {reading.encoding: tuple(reading.words[at] for at in examples) for reading in (best, *others)}
    return EncodingGuess(best.encoding, names, words)


def _differing(best: LatinReading, others: list[LatinReading]) -> list[int]:
    """The positions of a few words, those on which most of the others differ first."""
    differ = [sum(other.words[at] != word for other in others) for at, word in enumerate(best.words)]
    return sorted((at for at, count in enumerate(differ) if count), key=lambda at: -differ[at])[:_MOST_EXAMPLES]


def word_readings(data: bytes) -> dict[str, str]:
    """How a few words of a text read in every encoding that can be chosen: the likeliest first."""
    guess = guess_encoding(data)
    words = words_beyond_ascii(text_sample(data))
    distinct = {word: len({decoded([word], encoding)[0] for encoding in LATIN}) for word in words}
    shown = sorted(words, key=lambda word: -distinct[word])[:_MOST_EXAMPLES]
    order = dict.fromkeys((guess.encoding, *guess.others, *ENCODINGS))
    return {encoding: ", ".join(map(_shown, decoded(shown, encoding))) for encoding in order}


def _shown(word: str) -> str:
    """The start of a word; invisible characters are shown as the replacement character."""
    return "".join(character if character.isprintable() else "\ufffd" for character in word[:_LONGEST_EXAMPLE])


def encoding_named(name: str) -> str | None:
    """The encoding with this name, as Python or its makers write it ("Windows-1250"); None if it cannot be chosen."""
    plain = re.sub(r"^(windows|win)[-_ ]?(?=\d)", "cp", name.strip().lower())
    try:
        python_name = codecs.lookup(plain).name
    except (LookupError, ValueError):  # ValueError: for characters that no name has
        return None
    by_name = {codecs.lookup(encoding).name: encoding for encoding in ENCODINGS} | _WIDER
    return by_name.get(python_name)
