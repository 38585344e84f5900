"""Long words with one letter wrong, missing, doubled or swapped: "flouroscopy" is read as fluoroscopy, and told.

A table of all words with one letter left out finds them at once, in a time that does not grow with the vocabulary.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from rapidfuzz.distance import OSA

from scoring.thresholds import number
from scoring.vocabulary import Entry, plain, vocabulary

_SHORTEST = number("shortest_misspelling")
_LONGEST = 30  # letters: no word of the vocabulary is longer
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of a text, where it begins and ends, and the word that it was read as."""

    start: int
    end: int
    word: str


class Speller:
    """Corrects words.

    `texts`: of the words that it knows; `apart`: of words that are no misspelling of these; `meanings`: of words that
    mean something by themselves.
    """

    def __init__(self, texts: Iterable[str], apart: Iterable[str], meanings: Mapping[str, Entry]) -> None:
        self._meanings = meanings
        words = _words(texts)
        self._apart = words | _words(apart)
        self._by_rest: dict[str, set[str]] = {}
        for word in words:
            if len(word) >= _SHORTEST:
                for rest in _rests(word):
                    self._by_rest.setdefault(rest, set()).add(word)

    def corrections(self, low: str) -> list[Correction]:
        """The corrections of a text in lower case, in order; none where two known words are as near."""
        return [
            Correction(*match.span(), word)
            for match in _LETTERS.finditer(low)
            if _SHORTEST - 1 <= len(match[0]) <= _LONGEST
            and match[0] not in self._apart
            and (word := self._near(match[0]))
        ]

    def _near(self, word: str) -> str:
        """The known word that is one letter away; "" where there is none, or several of different meanings."""
        candidates = {known for rest in _rests(word) for known in self._by_rest.get(rest, ())}
        near = [known for known in candidates if OSA.distance(word, known, score_cutoff=1) <= 1]
        meanings = {self._meanings.get(known) for known in near}
        return min(near) if len(near) == 1 or (len(meanings) == 1 and None not in meanings) else ""


class Corrected:
    """A text with its corrections made. `text`: the result."""

    def __init__(self, low: str, corrections: Sequence[Correction]) -> None:
        pieces, at = [], 0
        for correction in corrections:
            pieces += [low[at : correction.start], correction.word]
            at = correction.end
        self.text = "".join((*pieces, low[at:]))
        growth = [len(c.word) - (c.end - c.start) for c in corrections]
        self._growth = [0, *accumulate(growth)]
        self._ends = [c.end + grown for c, grown in zip(corrections, self._growth[1:], strict=True)]

    def original(self, at: int) -> int:
        """Where a place that is not inside a corrected word was before the corrections."""
        return at - self._growth[bisect_left(self._ends, at + 1)]


@cache
def speller(dimension: str) -> Speller:
    """The speller of a dimension, which takes no word of another dimension for a misspelling of its own."""
    words = vocabulary()
    others = [text for group in words.words.values() for text in (*group.spellings, *group.filler)]
    return Speller(words.words[dimension].spellings, [*others, *words.well_spelled], words.words[dimension].entries)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _LETTERS.findall(plain(text).lower())}


def _rests(word: str) -> set[str]:
    """A word, and all that is left of it without one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
