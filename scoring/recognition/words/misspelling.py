"""Words with one letter wrong, missing, doubled or swapped: "flouroscopy" is read as fluoroscopy, and reported.

A word is corrected if it is long, or in a phrase whose other words are right: "bone marow concentrate".

A table of all words with one letter left out finds them at once, in a time that does not grow with the vocabulary.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

from rapidfuzz.distance import OSA

from scoring.thresholds import number
from scoring.vocabulary import Entry, plain, vocabulary

_SHORTEST = number("shortest_misspelling")
_SHORTEST_IN_PHRASE = number("shortest_misspelling_in_phrase")
_LONGEST = 30  # letters: no word of the vocabulary is longer
_JOINT = re.compile(r"[ '-]")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of a text, where it begins and ends, and the word that it was read as."""

    start: int
    end: int
    word: str


class Speller:
    """Corrects words.

    `texts`: with the words that it knows; `apart`: words that are not misspellings of these; `meanings`: words that
    mean something on their own.
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
        self._before: dict[str, set[str]] = {}  # a word, and the words before it in phrases
        self._after: dict[str, set[str]] = {}
        for first, second in _pairs(texts):
            if len(first) >= _SHORTEST_IN_PHRASE:
                self._before.setdefault(second, set()).add(first)
            if len(second) >= _SHORTEST_IN_PHRASE:
                self._after.setdefault(first, set()).add(second)

    def corrections(self, low: str) -> list[Correction]:
        """The corrections of a text in lower case, in order; none if two known words are equally near."""
        matches = list(_LETTERS.finditer(low))
        return [
            Correction(*match.span(), word)
            for place, match in enumerate(matches)
            if _SHORTEST_IN_PHRASE - 1 <= len(match[0]) <= _LONGEST
            and match[0] not in self._apart
            and (word := self._near(match[0]) or self._near_in_phrase(low, matches, place))
        ]

    def _near_in_phrase(self, low: str, matches: Sequence[re.Match[str]], place: int) -> str:
        """The word one letter away that known phrases have next to its neighbor; "" for none or several."""
        word = matches[place]
        candidates: set[str] = set()
        if place and _JOINT.fullmatch(low, matches[place - 1].end(), word.start()):
            candidates |= self._after.get(matches[place - 1][0], set())
        if place + 1 < len(matches) and _JOINT.fullmatch(low, word.end(), matches[place + 1].start()):
            candidates |= self._before.get(matches[place + 1][0], set())
        near = [known for known in candidates if OSA.distance(word[0], known, score_cutoff=1) <= 1]
        return near[0] if len(near) == 1 else ""

    def _near(self, word: str) -> str:
        """The long known word that is one letter away; "" if there is none, or several with different meanings."""
        if len(word) < _SHORTEST - 1:
            return ""
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
    """The speller of a dimension, which never reads a word of another dimension as a misspelling of its own."""
    words = vocabulary()
    others = [text for group in words.words.values() for text in (*group.spellings, *group.filler)]
    return Speller(words.words[dimension].spellings, [*others, *words.well_spelled], words.words[dimension].entries)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _LETTERS.findall(plain(text).lower())}


def _pairs(texts: Iterable[str]) -> set[tuple[str, str]]:
    """Two words that are side by side in a phrase."""
    words = [_LETTERS.findall(plain(text).lower()) for text in texts]
    return {pair for phrase in words for pair in pairwise(phrase)}


def _rests(word: str) -> set[str]:
    """A word, and everything that is left of it without one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
