"""The words of an item that are neither known nor filler, and the known word that each may be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from scoring.problems import Finding, finding
from scoring.recognition.words.near_words import NEAR_ENOUGH, SHORTEST
from scoring.recognition.words.spans import Match, blanked
from scoring.vocabulary import DIMENSIONS, Vocabulary, spelling
from scoring.wording import quoted

WORD = re.compile(r"[^\W\d_][\w'&.%-]*", re.UNICODE)
# In credentials, a span of years or a dagger may say that a person has died or left.
_WORD_OR_DATE = re.compile(rf"{WORD.pattern}|(?<!\d)(?:19|20)\d\d ?- ?(?:19|20)\d\d(?!\d)|[\u2020\u2021\u271d]")
_LONGER_BY = (
    2 * 100 / NEAR_ENOUGH - 1
)  # no text this many times longer is near a word, because `fuzz.ratio` weighs both lengths


class UnknownWords:
    """The unknown words of items of one dimension (or of `claims`). `guesses`: whether near words are searched for."""

    def __init__(self, vocabulary: Vocabulary, dimension: str, *, guesses: bool) -> None:
        self._vocabulary = vocabulary
        self._dimension = dimension
        self._words = vocabulary.words[dimension]
        self._guesses = guesses

    def of(self, text: str, matches: Sequence[Match]) -> list[str]:
        """The words of an item that are neither known nor filler, as written. `matches`: its known words."""
        known = [(start, end) for _, start, end in matches]
        pattern = _WORD_OR_DATE if self._dimension == "credentials" else WORD
        if not pattern.search(blanked(text, known)):
            return []
        cues, low = self._vocabulary.negation, text.lower()
        known += [m.span() for pattern in (cues.not_a_cue, cues.ends) for m in pattern.finditer(low)]
        if self._dimension == "credentials":
            roles = self._vocabulary.roles
            known += [m.span() for pattern in (roles.apart, roles.pattern) for m in pattern.finditer(low)]
        return [word for word in pattern.findall(blanked(text, known)) if not self._is_filler(word.lower().strip("."))]

    def finding(self, code: str, value: str, rest: str, **details: str) -> Finding:
        """A finding on unknown words, with the nearest known word or the dimension that knows them."""
        key = spelling(rest)
        for dimension in DIMENSIONS:
            entry = self._vocabulary.words[dimension].entries.get(key)
            if dimension != self._dimension and entry and entry.kind == "term":
                return finding("other_dimension", value, rest=quoted(rest), field=dimension)
        near = self._near(rest)
        usual = f"Write the usual name, if it is one of the {self._dimension} listed on the method page."
        return finding(code, value, rest=quoted(rest), near=f"Did you mean {near}?" if near else usual, **details)

    def nearest(self, text: str) -> str:
        """The label of the term with the nearest spelling; "" if none is near."""
        near = self._near(text)
        entry = self._words.entries[spelling(near)] if near else None
        return entry.label if entry and entry.kind == "term" else ""

    def _near(self, text: str) -> str:
        """The nearest known spelling; "" if none is near, or for short text, where one letter is a third of a word."""
        if not (SHORTEST <= len(text) <= self._words.longest * _LONGER_BY) or not self._guesses:
            return ""
        near = process.extractOne(text.lower(), self._words.spellings, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        if near is None:
            return ""
        mine, theirs = (self._telling(words) for words in (text.lower(), near[0]))
        return near[0] if not (mine and theirs) or fuzz.ratio(mine, theirs) >= NEAR_ENOUGH else ""

    def _telling(self, text: str) -> str:
        """A text without filler: two texts that share only "guidance" are not near."""
        return " ".join(word for word in text.split() if not self._is_filler(word))

    def _is_filler(self, word: str) -> bool:
        """Whether a word says nothing on its own; for a hyphenated word, whether none of its parts does."""
        filler = self._words.filler
        return word in filler or all(part in filler for part in word.split("-"))
