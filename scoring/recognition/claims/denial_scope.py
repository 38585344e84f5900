"""How far a denial reaches: to the end of its brackets, its sentence, or to "but", "now" and the like.

`denials.py` has the cues with which a denial begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum

from scoring.recognition.claims.denials import turns_from
from scoring.recognition.claims.doubts import SENTENCE_ENDS
from scoring.recognition.words.brackets import outermost_brackets
from scoring.recognition.words.spans import Match, any_between
from scoring.vocabulary import Negation

JOINS = re.compile(r"\W*(?:or|nor|and no)\b")  # with which a denial goes on after a comma
_WORD = re.compile(r"\w+")
# Right before a known word it turns to the present: "no longer exosomes, now PRP".
_NOW = re.compile(
    r"(?<!not )(?<!n't )\b(?:now|today|currently|nowadays|these days|at present|presently|ahora|hoy)\b,?"
    r"(?: (?:we|you|offer\w*|us(?:e|es|ing)|only|just|do|does|doing|inject\w*|it'?s|provid\w+|have|with|the|solo"
    r"|usamos))*+[^\w\s]* ?"
)
_TURNS = re.compile(r":|\s-+\s|;|\(")  # signs after which a denial may be over


class Reach(Enum):
    """How the cues before a word reach it."""

    NOT = "not"
    FREELY = "freely"  # from outside all brackets
    IN_BRACKET = "in_bracket"  # from within the word's own bracket
    PERHAPS = "perhaps"  # the same, but past a comma, after which another statement may begin


class DenialScope:
    """Which words of an item the cues before them reach.

    `masked`: the item in lower case without its known words; `denying`: where the cues begin and end, in order; `ends`
    and `signs`: the places of `ends_of_denials` and `signs_of_turns`.
    """

    def __init__(
        self, masked: str, denying: Sequence[tuple[int, int]], ends: Sequence[int], signs: Sequence[int]
    ) -> None:
        self._masked = masked
        self._cue_starts = [start for start, _ in denying]
        self._cue_ends = [end for _, end in denying]
        self._ends = ends
        self._signs = signs
        # A cue inside brackets does not reach beyond them.
        self._brackets = outermost_brackets(masked) if denying else []
        self._opens = [start for start, _ in self._brackets]
        self._outside = [start for start in self._cue_starts if self._bracket(start) is None]
        self._commas = [at for at, sign in enumerate(masked) if sign == ","] if self._brackets else []

    def has_cue(self, start: int, stop: int) -> bool:
        """Whether a denial begins between two places."""
        return any_between(self._cue_starts, start, stop)

    def end_before(self, word: int) -> int:
        """The last place before a word where whatever was denied has ended; 0 if there is none."""
        return _last_before(self._ends, word)

    def sign_before(self, word: int) -> int:
        """The end of the last sign before a word after which a denial may be over; 0 if there is none.

        A cue between the sign and the word begins another denial, so that the sign ends nothing.
        """
        sign = _last_before(self._signs, word)
        return 0 if sign and self.has_cue(sign, word) else sign

    def reach(self, word: int) -> Reach:
        """How the cues before a word reach it."""
        ended = self.end_before(word)
        if any_between(self._outside, ended, word):
            return Reach.FREELY
        bracket = self._bracket(word)
        if bracket is None or not self.has_cue(max(ended, bracket), word):
            return Reach.NOT
        return Reach.PERHAPS if self._is_past_comma(word) else Reach.IN_BRACKET

    def _is_past_comma(self, word: int) -> bool:
        """Whether the last comma before a word is behind the last cue, and does not join: "(no SVF, or exosomes)"."""
        cue_end = self._cue_ends[bisect_left(self._cue_starts, word) - 1]
        last = bisect_left(self._commas, word) - 1
        if last < 0 or self._commas[last] < cue_end:
            return False
        return JOINS.match(self._masked, self._commas[last] + 1) is None

    def _bracket(self, place: int) -> int | None:
        """Where the bracket begins in which a place is; None outside."""
        last = bisect_right(self._opens, place) - 1
        return self._opens[last] if last >= 0 and place < self._brackets[last][1] else None


def turns_to_present(masked: str, words: Sequence[Match]) -> list[tuple[int, int]]:
    """Where words for the present begin, and where the known word right after them does."""
    known = {start for _, start, _ in words}
    spans = [m.span() for m in _NOW.finditer(masked)]
    return [(start, end) for start, end in spans if end in known]


def ends_of_denials(
    cues: Negation,
    text: str,
    masked: str,
    denying: Sequence[tuple[int, int]],
    present: Sequence[tuple[int, int]],
) -> list[int]:
    """Where a denial is over for what follows, in order. `present`: what `turns_to_present` gives."""
    cue_starts = [start for start, _ in denying]

    def is_of_cue(place: int) -> bool:
        """Whether a place is in a cue or right after it."""
        before = bisect_right(cue_starts, place)
        return before > 0 and place <= denying[before - 1][1] + 1

    def is_in_cue(place: int) -> bool:
        """Whether a place is inside a cue."""
        before = bisect_right(cue_starts, place)
        return before > 0 and place < denying[before - 1][1]

    # "Instead" ends a statement, except in the cue "instead of".
    contrasts = [m.end() for m in cues.ends.finditer(masked) if not is_of_cue(m.start())]
    # The dot of a cue ends no sentence: "excl. PRP".
    sentences = [m.end() for m in SENTENCE_ENDS.finditer(text) if not is_in_cue(m.start())]
    became = [m.end() for m in cues.became.finditer(masked)]
    return sorted([*contrasts, *sentences, *turns_from(cues, masked), *became, *(end for _, end in present)])


def signs_of_turns(cues: Negation, text: str, words: Sequence[Match], denying: Sequence[tuple[int, int]]) -> list[int]:
    """Where the signs end that may end a denial, because something denied comes before them.

    What is denied need not be known, but words like "we offer" are not denied.
    """
    if not denying:
        return []
    _, cue_end = denying[0]
    first_known = next((start for _, start, _ in words if start > cue_end), len(text))
    first_other = next(
        (m.start() for m in _WORD.finditer(text, cue_end) if not cues.offering.fullmatch(m[0])), len(text)
    )
    denied = min(first_known, first_other)
    return [m.end() for m in _TURNS.finditer(text, cue_end) if m.start() > denied]


def _last_before(places: Sequence[int], place: int) -> int:
    """The last of the ordered places up to this one; 0 if there is none."""
    count = bisect_right(places, place)
    return places[count - 1] if count else 0
