"""What an item does not claim: "no fluoroscopy", "exosomes: not offered".

Open `split` first. It asks where denials begin (`denials.py`), how far they reach (`denial_scope.py`), what denies a
word from behind (`denials_behind.py`), what gave way (`replaced_words.py`) and what is in doubt (`doubts.py`); which of
these counts, `word_standing.py` decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scoring.recognition.claims.denial_scope import (
    JOINS,
    DenialScope,
    ends_of_denials,
    signs_of_turns,
    turns_to_present,
)
from scoring.recognition.claims.denials import HINTS, denials
from scoring.recognition.claims.denials_behind import HINTS as HINTS_BEHIND
from scoring.recognition.claims.denials_behind import fails, statements_behind
from scoring.recognition.claims.doubts import clauses_in_doubt
from scoring.recognition.claims.word_standing import Standing, problem_code
from scoring.recognition.words.replaced_words import gave_way
from scoring.recognition.words.spans import Match, any_between, blanked
from scoring.vocabulary import Negation

_OURS = re.compile(r"\W*(?:ours?|we|here)\b")  # after "unlike clinics that sell exosomes,"
_COUNT = re.compile(r"\W*[1-9]\d*(?: ?%)?\s[^\W\d]")  # "2 NP" after "0 MD," is a statement of its own
# At the end of an item it says what a thing that is offered is not for: "ultrasound (not for spine)".
_LIMITS = re.compile(
    r"not (?:for|in|on|with|during) (?!us\b|sale|guid|inject|now|here|this|our|use|any)"
    r"|(?:without|w/o|w/out|(?<=have )no|(?<=has )no|(?<=with )no|(?<=contains )no|(?<=contain )no) (?!longer)\w"
)
_UNLIKE = re.compile(r"\W*(?:unlike|compared (?:to|with))\b(?!.*\b(?:clinics|doctors|that|who)\b)")
_TOWARD = re.compile(r"\W*(?:to|towards?|use|using)\b")  # after a comma it turns to what came in place
_HINTS = (*HINTS, *HINTS_BEHIND)


@dataclass
class Split:
    """The words of an item: claimed (`kept`), or not counted, by problem code (`lost`).

    `closed`: what is denied is denied inside brackets, so that the denial does not continue in the next item.
    `denied_after`: words after them deny all of them, from the first on: "SVF not offered".
    """

    kept: Sequence[Match] = ()
    lost: dict[str, list[Match]] = field(default_factory=dict)
    closed: bool = False
    denied_after: bool = False

    @property
    def carried(self) -> set[str]:
        """The codes of what may go on in the next item."""
        return self.lost.keys() - ({"negated", "negation_unclear"} if self.closed else set())


def split(
    cues: Negation,
    text: str,
    words: Sequence[Match],
    *,
    carried: Collection[str],
    passed: Collection[tuple[int, int]] = (),
) -> Split:
    """Separate the words that an item claims from those that it denies or leaves unclear.

    `text`: the item in lower case. `carried`: codes from the item before it, up to a comma or slash, whose effect may
    continue here. `passed`: places of words with a meaning of their own, in which no cue is sought.
    """
    item = _Item(cues, text, words, carried, passed)
    claimed: list[Match] = []
    lost = {"negated": item.denied_twice} if item.denied_twice else {}
    result = Split(claimed, lost, closed=not item.continues, denied_after=item.is_denied_behind)
    for place, word in enumerate(item.words):
        standing = item.standing(place)
        code = problem_code(standing)
        if code:
            lost.setdefault(code, []).append(word)
        else:
            claimed.append(word)
        if standing.exempt:
            result.closed |= standing.past_sign
        elif standing.denied:
            result.closed = item.turns_to_offer(word)
        elif not code and place + 1 == len(item.words):  # the item ends with what it offers
            result.closed |= standing.past_end
    return result


def may_deny(cues: Negation, text: str) -> bool:
    """Whether any word of a text in lower case may deny or doubt something."""
    in_words = (cues.hint, cues.arrows, cues.signs, cues.other_clinics, cues.referred, *cues.doubts.hints)
    return any(pattern.search(text) for pattern in (*in_words, *_HINTS))


def without_contrasts(split: Split) -> Split:
    """The split without the denials that only distinguish a claimed product from its neighbor: "Lipogems (not SVF)"."""
    if "negated" not in split.lost:
        return split
    unlike = {code for entry, _, _ in split.kept for code in entry.unlike}
    if not unlike:
        return split
    negated = [word for word in split.lost["negated"] if word[0].code not in unlike]
    lost = {code: words for code, words in split.lost.items() if code != "negated"}
    return Split(split.kept, lost | ({"negated": negated} if negated else {}), split.closed)


class _Item:
    """An item with everything in it that denies or doubts its words.

    `denied_twice`: words that two denials are about, as in "never without"; `words`: the others. `continues`: what the
    item before this one denies may go on in it.
    """

    def __init__(
        self,
        cues: Negation,
        text: str,
        words: Sequence[Match],
        carried: Collection[str],
        passed: Collection[tuple[int, int]],
    ) -> None:
        masked = _masked(cues, text, words, passed)
        denying, undone = denials(cues, text, masked, words)
        self.denied_twice, self.words = _apart(words, undone)
        self.continues = "negated" in carried and not (_COUNT.match(text) or _TOWARD.match(text))
        self._text = text
        self._inherited = self._from_before()
        present = turns_to_present(masked, self.words)
        ends = ends_of_denials(cues, text, masked, denying, present)
        signs = signs_of_turns(cues, text, self.words, denying)
        self._scope = DenialScope(masked, denying, ends, signs)
        self._denied_behind, self._only_behind = statements_behind(cues, masked, self.words)
        self._replaced, self._perhaps_replaced = gave_way(cues, masked, self.words)
        self._unclear, self._in_doubt = clauses_in_doubt(cues, text, masked, self.words, present)
        before = self.words[-1][0].code if self.words else ""
        self._unclear_before = [start for start, end in denying if not _is_limit(cues, masked, start, end, before)]

    @property
    def is_denied_behind(self) -> bool:
        """Whether all words are denied, and only from behind."""
        if not self.words or self._scope.has_cue(0, self.words[-1][1]):
            return False
        return all(self._is_denied_behind(place) for place in range(len(self.words)))

    def standing(self, place: int) -> Standing:
        """What the item says about one of its words."""
        _, start, end = self.words[place]
        denied_behind = self._is_denied_behind(place)
        past_end = self._scope.end_before(start) > 0
        sign_end = 0 if denied_behind else self._scope.sign_before(start)
        is_last = place + 1 == len(self.words)
        return Standing(
            denied_behind=denied_behind,
            reach=self._scope.reach(start),
            inherited="" if past_end else self._inherited,
            past_end=past_end,
            past_sign=sign_end > 0,
            exempt=self._is_exempt(place, sign_end),
            in_doubt=start in self._in_doubt or start in self._perhaps_replaced,
            unclear=start in self._unclear or (is_last and any_between(self._unclear_before, end, len(self._text))),
        )

    def turns_to_offer(self, denied: Match) -> bool:
        """Whether the next item tells what is offered: "where steroids fail, PRP" and "unlike steroids, PRP" do."""
        return fails(self._text, denied[2]) or (len(self.words) == 1 and _UNLIKE.match(self._text) is not None)

    def _from_before(self) -> str:
        """The problem code of what the item before this one may deny here; "" if it denies nothing here."""
        if not self.continues or _OURS.match(self._text):
            return ""
        return "negated" if JOINS.match(self._text) else "negation_unclear"

    def _is_denied_behind(self, place: int) -> bool:
        """Whether what follows a word denies it, or came in its place."""
        return self._denied_behind[place] or self.words[place][1] in self._replaced

    def _is_exempt(self, place: int, sign_end: int) -> bool:
        """Whether "only" or a colon lifts the denial before a word: "no steroids: PRP", "no steroids, PRP only".

        `sign_end`: where the last sign before the word ends after which the denial may be over; 0 if there is none.
        """
        if sign_end:
            return self._only_behind[place] or self._text[sign_end - 1] == ":"
        return self._only_behind[place] and self.continues and not self._scope.has_cue(0, self.words[place][1])


def _masked(cues: Negation, text: str, words: Sequence[Match], passed: Collection[tuple[int, int]]) -> str:
    """The text without what denies nothing: its words, and what only looks like a cue."""
    meant = [(start, end) for _, start, end in words]
    starts = [start for start, _ in meant]

    def is_cut(place: int) -> bool:
        """Whether a place is inside a known word: "no pain" denies nothing, but "no pain medicine" does."""
        before = bisect_left(starts, place)
        return before > 0 and place < meant[before - 1][1]

    known = [m.span() for m in cues.not_a_cue.finditer(text) if not is_cut(m.end())]
    known += [*meant, *passed]
    masked = blanked(text, known)
    return blanked(masked, [m.span() for m in cues.not_said.finditer(masked)])


def _apart(words: Sequence[Match], starts: Collection[int]) -> tuple[list[Match], list[Match]]:
    """The words that begin at these places, and the others."""
    return [word for word in words if word[1] in starts], [word for word in words if word[1] not in starts]


def _is_limit(cues: Negation, masked: str, start: int, end: int, before: str) -> bool:
    """Whether a cue compares or limits what is before it, and so, at the end of an item, denies none of it.

    `before`: the code of the last known word. Who has no fellowship may have finished a residency.
    """
    training = cues.doubts.unfinished
    lacks_more = training.lacking.match(masked, start) and before not in training.by_fellowship
    return bool(lacks_more or cues.compares.fullmatch(masked[start:end].strip()) or _LIMITS.match(masked, start))
