"""What an item does not claim: "no fluoroscopy", "exosomes: not offered"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scoring.recognition.brackets import outermost_brackets
from scoring.vocabulary import Entry, Negation

Match = tuple[Entry, int, int]  # the meaning of a word, and where it begins and ends
_JOINS = re.compile(r"\W*(?:or|nor|and no)\b")
# Between two words of which one statement holds: "exosomes and cord blood products are not offered".
_TOGETHER = re.compile(
    r"(?:[^\w.;:!?()\[\]]|\b(?:and|or|nor|products?|injections?|therapy|therapies|treatments?|cells?|tissues?)\b)*+"
)
_ONLY = re.compile(
    r"[\s)]*(?:(?:products?|injections?|guidance|joints?|therapy|treatments?)\s)?(?:only\b|(?:is|are)\W*\Z)"
)
_OURS = re.compile(r"\W*(?:ours?|we|here)\b")  # after "unlike clinics that sell exosomes,"
_SENTENCE_ENDS = re.compile(r"(?<=\w\w\w)[.!]\s")
_WORD = re.compile(r"\w+")
_NO_COUNT = re.compile(r"\A\W*0(?=\s[^\W\d])")  # "0 MD"
_LACKING = re.compile(r"without|w/o\b|w/out")  # a second denial, which undoes the first
_USED_TO = re.compile(r"\A\W*used to\b")  # at the start of an item it tells of the past: "used to inject discs"
_FROM_YEAR = re.compile(r"\b(?:from|by|till|before) (?:[a-z]+ )?20\d\d\b")  # "from 2027"; "since 2015" is now
# What other clinics do: "some clinics in town still use SVF".
_OTHERS = re.compile(
    r"\b(?:(?:other|some|many|most|few|several|certain|competing|rival|nearby)\s(?:\w+\s)?"
    r"(?:clinics|providers|doctors|practices|offices|centers|centres|places|chains|spas)"
    r"|clinics\s(?:in|that|which|abroad|overseas|elsewhere))"
    r"\b[^,;:.]{0,40}?\b(?:use|sell|offer|inject|promote|advertise|push|market|rely|do)\b"
)
_CLAUSE_ENDS = re.compile(r"[,.;:()]")
_TURNS = re.compile(r":|\s-+\s|;")  # signs after which a denial may be over


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
    if not (carried or _may_deny(cues, text)):
        return Split(kept=words)
    known = [*(m.span() for m in cues.not_a_cue.finditer(text)), *((a, b) for _, a, b in words), *passed]
    masked = blanked(text, known)
    before, undone = _single(text, _denials(cues, text, masked, words), words)
    starts = [a for a, _ in before]
    doubts = [a for a, b in before if not cues.compares.fullmatch(masked, a, b)]
    # "Instead" ends a statement, except in the cue "instead of" or right after a cue.
    ends = [m.span() for m in cues.ends.finditer(masked)]
    ends_after = [b for a, b in ends if not ((at := bisect_right(starts, a)) and a <= before[at - 1][1] + 1)]
    ends_after = sorted([*ends_after, *(m.end() for m in _SENTENCE_ENDS.finditer(text))])
    turns = _turns(cues, masked, before, words)
    denied, only = _statements_after(cues, masked, words)
    goes_on = "negated" in carried
    joins, unsure = (
        goes_on and _JOINS.match(text),
        any(pattern.search(masked) for pattern in (cues.unsure, _USED_TO, _FROM_YEAR)),
    )
    claimed: list[Match] = []
    result = Split(
        claimed,
        closed=not goes_on,
        denied_after=all(denied) and bool(words) and not _any_between(starts, 0, words[-1][1]),
    )
    scopes = _Scopes(masked, before)
    for place, word in enumerate(words):
        _, start, end = word
        if start in undone:
            result.lost.setdefault("negated", []).append(word)
            continue
        so_far = bisect_right(ends_after, start)
        since = ends_after[so_far - 1] if so_far else 0
        turn = turns[at - 1] if (at := bisect_right(turns, start)) else 0
        is_over = not denied[place] and turn and not _any_between(starts, turn, start)
        if is_over and (only[place] or text[turn - 1] == ":"):
            result.closed = True
            claimed.append(word)
            continue
        if only[place] and goes_on and not _any_between(starts, 0, start):
            claimed.append(word)
            continue
        upto = words[place + 1][1] if place + 1 < len(words) else len(text)
        scope = scopes.of(start, since)
        if denied[place] or scope == "outside":
            code = "negation_unclear" if is_over else "negated"
            result.closed = False
        elif scope:
            code = "negated" if scope == "bracket" else "negation_unclear"
        elif goes_on and not since and not _OURS.match(text):
            code = "negated" if joins else "negation_unclear"
        elif unsure or (upto == len(text) and _any_between(doubts, end, upto)):
            code = "offer_unclear"
        else:
            claimed.append(word)
            continue
        result.lost.setdefault(code, []).append(word)
    return result


def _may_deny(cues: Negation, text: str) -> bool:
    """Whether any word of an item may deny or doubt something."""
    return any(pattern.search(text) for pattern in (cues.hint, _NO_COUNT, _USED_TO, _FROM_YEAR, _OTHERS))


def _denials(cues: Negation, text: str, masked: str, words: Sequence[Match]) -> list[tuple[int, int]]:
    """Where the words stand that deny what follows, in order; "non-" only before a word that is known."""
    known = {start for _, start, _ in words}
    spans = [m.span() for m in cues.before.finditer(masked)]
    spans = [(a, b) for a, b in spans if text[a : b + 1] != "non-" or b + 1 in known]
    return sorted(
        [*spans, *(m.span() for m in _NO_COUNT.finditer(text)), *(m.span() for m in _OTHERS.finditer(masked))]
    )


def _single(
    text: str, before: Sequence[tuple[int, int]], words: Sequence[Match]
) -> tuple[list[tuple[int, int]], frozenset[int]]:
    """The cues without those that another undoes, and where the words begin that hold the other in themselves.

    "We never inject without ultrasound" uses it; so does "no injection without guidance (ultrasound)".
    """
    lacking = {start for _, start, _ in words if _LACKING.match(text, start)}
    known = [start for _, start, _ in words]
    kept: list[tuple[int, int]] = []
    undone: set[int] = set()
    for start, end in sorted([*before, *((start, start) for start in lacking)]):
        first = kept[-1][1] if kept and _LACKING.match(text, start) else None
        between = first is not None and (_any_between(known, first, start) or _CLAUSE_ENDS.search(text, first, start))
        if first is not None and not between:
            kept.pop()
            undone |= {start} & lacking
        elif start not in lacking:
            kept.append((start, end))
    return kept, frozenset(undone)


def _statements_after(cues: Negation, text: str, words: Sequence[Match]) -> tuple[list[bool], list[bool]]:
    """For each word whether what follows denies it, and whether "only" does: of all that are joined, the last tells."""
    denied, only = [False] * len(words), [False] * len(words)
    following = len(text)
    for place in range(len(words) - 1, -1, -1):
        _, start, end = words[place]
        gap = text[end:following]
        joined = place + 1 < len(words) and bool(_TOGETHER.fullmatch(gap) or _in_brackets(text, gap, words[place + 1]))
        denied[place] = bool(cues.after.search(gap) or cues.attached.match(text, end)) or (joined and denied[place + 1])
        only[place] = bool(_ONLY.match(gap)) or (joined and only[place + 1])
        following = start
    return denied, only


def _in_brackets(text: str, gap: str, word: Match) -> bool:
    """Whether a word alone in brackets says more of the word before it: "exosomes (umbilical) not offered"."""
    return gap.strip() in ("(", "[") and text[word[2] : word[2] + 1] in (")", "]")


def _turns(cues: Negation, text: str, before: Sequence[tuple[int, int]], words: Sequence[Match]) -> list[int]:
    """Where signs stand that may end a denial, as something that is denied stands before them."""
    if not before:
        return []
    first_cue = before[0][1]
    first_word = next((start for _, start, _ in words if start > first_cue), len(text))
    content = next((m.start() for m in _WORD.finditer(text, first_cue) if not cues.offering.fullmatch(m[0])), len(text))
    return [m.end() for m in _TURNS.finditer(text, first_cue) if m.start() > min(first_word, content)]


def without_contrasts(split: Split) -> Split:
    """The split without the denials that only tell a claimed product from its neighbor: "Lipogems (not SVF)"."""
    unlike = {code for entry, _, _ in split.kept for code in entry.unlike}
    if not unlike or "negated" not in split.lost:
        return split
    negated = [word for word in split.lost["negated"] if word[0].code not in unlike]
    lost = {code: words for code, words in split.lost.items() if code != "negated"}
    return Split(split.kept, lost | ({"negated": negated} if negated else {}), split.closed)


class _Scopes:
    """How far the cues of denials reach: one inside brackets not beyond these, and past a comma there not surely.

    `cues`: where they begin and end, in order.
    """

    def __init__(self, text: str, cues: Sequence[tuple[int, int]]) -> None:
        self._cues = [start for start, _ in cues]
        self._ends = [end for _, end in cues]
        self._brackets = outermost_brackets(text) if cues else []
        self._opens = [start for start, _ in self._brackets]
        self._outside = [start for start in self._cues if self._bracket(start) is None]
        self._commas = [at for at, sign in enumerate(text) if sign == ","] if self._brackets else []
        self._text = text

    def of(self, word: int, since: int) -> str:
        """What denies a word, by cues from `since` on: "outside", "bracket", "comma" (not surely) or ""."""
        if _any_between(self._outside, since, word):
            return "outside"
        bracket = self._bracket(word)
        if bracket is None or not _any_between(self._cues, max(since, bracket), word):
            return ""
        cue_ends = self._ends[bisect_left(self._cues, word) - 1]
        comma = bisect_left(self._commas, word) - 1
        if comma < 0 or self._commas[comma] < cue_ends or _JOINS.match(self._text, self._commas[comma] + 1):
            return "bracket"
        return "comma"

    def _bracket(self, place: int) -> int | None:
        """Where the bracket begins in which a place is; None outside."""
        at = bisect_right(self._opens, place) - 1
        return self._opens[at] if at >= 0 and place < self._brackets[at][1] else None


def blanked(text: str, spans: Collection[tuple[int, int]], sign: str = " ") -> str:
    """The text with these spans, which may overlap, replaced by blanks or another character."""
    if not spans:
        return text
    pieces = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            pieces += [text[done:start], sign * (end - max(start, done))]
            done = end
    return "".join((*pieces, text[done:]))


def _any_between(places: Sequence[int], start: int, stop: int) -> bool:
    """Whether any of the places, in ascending order, is at least `start` and less than `stop`."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < stop
