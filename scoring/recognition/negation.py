"""What an item does not claim: "no fluoroscopy", "exosomes: not offered"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scoring.recognition.brackets import outermost_brackets
from scoring.recognition.denials import HINTS, denials, turns_from
from scoring.recognition.doubts import HINTS as DOUBT_HINTS
from scoring.recognition.doubts import SENTENCE_ENDS, clauses_in_doubt
from scoring.recognition.replaced_words import TOGETHER, gave_way
from scoring.recognition.spans import Match, any_between, blanked
from scoring.vocabulary import Negation

_JOINS = re.compile(r"\W*(?:or|nor|and no)\b")
_ONLY = re.compile(
    r"[\s)]*(?:(?:products?|injections?|guidance|joints?|therapy|treatments?)\s)?(?:only\b|(?:(?:is|are)\s)?in\W*\Z|(?:is|are)\W*\Z)"
)
_OURS = re.compile(r"\W*(?:ours?|we|here)\b")  # after "unlike clinics that sell exosomes,"
_WORD = re.compile(r"\w+")
# Right after a word: it was tried, or is told from what follows. At the end: that is not done.
_COUNT = re.compile(r"\W*[1-9]\d*\s[^\W\d]")  # "2 NP" after "0 MD," is a statement of its own
_FREE = re.compile(r"\s?free\W*(?:\Z|[,.;)])|\s?free (?:injections?|products?|protocols?|formula|practice|clinic)\b")
_FAILS = re.compile(
    r"\W*(?:(?:injections?|shots?|has|have|did|does|do) )*(?:fail(?:s|ed)?|wears? off|wore off|stopped working"
    r"|(?:not|didn'?t|don'?t|doesn'?t) (?:help(?:ed)?|work(?:ed)?))\b"
)
_REFUSED = re.compile(
    r"\W*(?:(?:injections?|products?|is|are) )*(?:avoided|excluded|declined|refused|dropped|withheld"
    r"|rejected|retired|broken|out(?=\W*\Z))\b"
)
_IS_NO = re.compile(r"\W*(?:is|are)(?: not|n'?t) (?:an? |the same as )?")
# At the end of an item it says what a thing that is offered is not for: "ultrasound (not for spine)".
_LIMITS = re.compile(
    r"not (?:for|in|on|with|during) (?!us\b|sale|guid|inject|now|here|this|our|use|any)"
    r"|(?:without|w/o|w/out|(?<=have )no|(?<=has )no|(?<=with )no|(?<=contains )no|(?<=contain )no) (?!longer)\w"
)
# What is not said of a thing that is offered: "exosomes (brand not stated)", but not "exosomes (currently not listed)".
_NOT_SAID = re.compile(
    r"[(\[](?!(?:is|are|was|were|still|[a-z]*ly)\b)[a-z]+(?: [a-z]+)? not"
    r" (?:stated|listed|named|specified|disclosed|given|said|known|described|indicated)\b"
)
_WE_DO_NOT = re.compile(r"\bwe (?:refuse|decline|reject|avoid|cannot|can'?t|don'?t|do not|won'?t|quit|stopped)\W*\Z")
_UNLIKE = re.compile(r"\W*(?:unlike|compared (?:to|with))\b(?!.*\b(?:clinics|doctors|that|who)\b)")
_TOWARD = re.compile(r"\W*(?:to|towards?|use|using)\b")  # after a comma it turns to what came in place
# Right before a known word it turns to the present: "no longer exosomes, now PRP".
_NOW = re.compile(
    r"(?<!not )(?<!n't )\b(?:now|today|currently|nowadays|these days|at present|presently|ahora|hoy)\b,?"
    r"(?: (?:we|you|offer\w*|us(?:e|es|ing)|only|just|do|does|doing|inject\w*|it'?s|provid\w+|have|with|the|solo"
    r"|usamos))*+[^\w\s]* ?"
)
_TURNS = re.compile(r":|\s-+\s|;|\(")  # signs after which a denial may be over
_HINT = re.compile(
    r"fail|free|help|work|wears|wore|avoid|declin|refus|exclud|dropp|withh|reject|retire|broken|\bout\W*\Z"
)
_HINTS = (*HINTS, *DOUBT_HINTS, _HINT, _WE_DO_NOT)


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
    known = [*(m.span() for m in cues.not_a_cue.finditer(text)), *((a, b) for _, a, b in words), *passed]
    masked = blanked(text, known)
    masked = blanked(masked, [m.span() for m in _NOT_SAID.finditer(masked)])
    before, undone = denials(cues, text, masked, words)
    twice, words = _apart(words, undone)
    starts = [a for a, _ in before]
    doubts = [a for a, b in before if not (cues.compares.fullmatch(masked[a:b].strip()) or _LIMITS.match(masked, a))]
    now = _nows(masked, words)
    ends_after = _ends_after(cues, text, masked, before, now)
    turns = _turns(cues, text, before, words)
    denied, only = _statements_after(cues, masked, words)
    given_up, perhaps_given_up = gave_way(cues, masked, words)
    denied = [is_denied or word[1] in given_up for is_denied, word in zip(denied, words, strict=True)]
    goes_on = "negated" in carried and not (_COUNT.match(text) or _TOWARD.match(text))
    joins = goes_on and _JOINS.match(text)
    unclear, in_doubt = clauses_in_doubt(cues, text, masked, words, now)
    claimed: list[Match] = []
    result = Split(
        claimed,
        {"negated": twice} if twice else {},
        closed=not goes_on,
        denied_after=all(denied) and bool(words) and not any_between(starts, 0, words[-1][1]),
    )
    scopes = _Scopes(masked, before)
    for place, word in enumerate(words):
        _, start, end = word
        so_far = bisect_right(ends_after, start)
        since = ends_after[so_far - 1] if so_far else 0
        turn = turns[at - 1] if (at := bisect_right(turns, start)) else 0
        is_over = not denied[place] and turn and not any_between(starts, turn, start)
        if is_over and (only[place] or text[turn - 1] == ":"):
            result.closed = True
            claimed.append(word)
            continue
        if only[place] and goes_on and not any_between(starts, 0, start):
            claimed.append(word)
            continue
        upto = words[place + 1][1] if place + 1 < len(words) else len(text)
        scope = scopes.of(start, since)
        if denied[place] or scope == "outside":
            code = "negation_unclear" if is_over else "negated"
            # "Where steroids fail, PRP" and "unlike steroids, PRP" turn to what is offered.
            result.closed = bool(_FAILS.match(text, end) or (len(words) == 1 and _UNLIKE.match(text)))
        elif scope:
            code = "negated" if scope == "bracket" else "negation_unclear"
        elif goes_on and not since and not _OURS.match(text):
            code = "negated" if joins else "negation_unclear"
        elif start in in_doubt or start in perhaps_given_up:
            code = "offer_in_doubt"
        elif start in unclear or (upto == len(text) and any_between(doubts, end, upto)):
            code = "offer_unclear"
        else:
            claimed.append(word)
            result.closed |= bool(since) and place + 1 == len(words)  # what is denied has ended
            continue
        result.lost.setdefault(code, []).append(word)
    return result


def may_deny(cues: Negation, text: str) -> bool:
    """Whether any word of a text in lower case may deny or doubt something."""
    return any(pattern.search(text) for pattern in (cues.hint, cues.arrows, cues.signs, *_HINTS))


def _apart(words: Sequence[Match], starts: Collection[int]) -> tuple[list[Match], list[Match]]:
    """The words that begin at these places, and the others."""
    return [word for word in words if word[1] in starts], [word for word in words if word[1] not in starts]


def _ends_after(
    cues: Negation, text: str, masked: str, before: Sequence[tuple[int, int]], now: Sequence[tuple[int, int]]
) -> list[int]:
    """Where a denial is over for what follows, in order."""
    starts = [a for a, _ in before]
    # "Instead" ends a statement, except in the cue "instead of" or right after a cue.
    ends = [m.span() for m in cues.ends.finditer(masked)]
    ended = [b for a, b in ends if not ((at := bisect_right(starts, a)) and a <= before[at - 1][1] + 1)]
    sentences = [m.end() for m in SENTENCE_ENDS.finditer(text)]
    became = [m.end() for m in cues.became.finditer(masked)]
    return sorted([*ended, *sentences, *turns_from(cues, masked), *became, *(end for _, end in now)])


def _nows(masked: str, words: Sequence[Match]) -> list[tuple[int, int]]:
    """Where words for the present begin, and where the known word right after them does."""
    known = {start for _, start, _ in words}
    spans = [m.span() for m in _NOW.finditer(masked)]
    return [(a, b) for a, b in spans if b in known]


def _statements_after(cues: Negation, text: str, words: Sequence[Match]) -> tuple[list[bool], list[bool]]:
    """For each word whether what follows denies it, and whether "only" does: for joined words, the last decides."""
    denied, only = [False] * len(words), [False] * len(words)
    following = len(text)
    for place in range(len(words) - 1, -1, -1):
        _, start, end = words[place]
        gap = text[end:following]
        joined = place + 1 < len(words) and bool(TOGETHER.fullmatch(gap) or _in_brackets(text, gap, words[place + 1]))
        is_contrast = place + 1 < len(words) and _IS_NO.fullmatch(gap)  # "PRP is not a steroid"
        signs = (
            _FAILS.match(gap),
            _REFUSED.match(gap),
            _WE_DO_NOT.search(gap),
            _FREE.match(text, end),
            cues.attached.match(text, end),
        )
        is_denied = any(signs) or (not is_contrast and bool(cues.after.search(gap)))
        denied[place] = is_denied or (joined and denied[place + 1])
        only[place] = bool(_ONLY.match(gap)) or (joined and only[place + 1])
        following = start
    return denied, only


def _in_brackets(text: str, gap: str, word: Match) -> bool:
    """Whether a word alone in brackets specifies the word before it: "exosomes (umbilical) not offered"."""
    return gap.strip() in ("(", "[") and text[word[2] : word[2] + 1] in (")", "]")


def _turns(cues: Negation, text: str, before: Sequence[tuple[int, int]], words: Sequence[Match]) -> list[int]:
    """The places of signs that may end a denial, because something denied comes before them."""
    if not before:
        return []
    first_cue = before[0][1]
    first_word = next((start for _, start, _ in words if start > first_cue), len(text))
    content = next((m.start() for m in _WORD.finditer(text, first_cue) if not cues.offering.fullmatch(m[0])), len(text))
    return [m.end() for m in _TURNS.finditer(text, first_cue) if m.start() > min(first_word, content)]


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


class _Scopes:
    """How far the cues of denials reach: one inside brackets not beyond these, and past a comma there only perhaps.

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
        if any_between(self._outside, since, word):
            return "outside"
        bracket = self._bracket(word)
        if bracket is None or not any_between(self._cues, max(since, bracket), word):
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
