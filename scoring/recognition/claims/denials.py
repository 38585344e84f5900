"""The places of words that deny what follows: "no", "0 MD", "PRP over cortisone", "some clinics still sell"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from scoring.recognition.words.spans import Match, any_between
from scoring.vocabulary import Negation

_NO_COUNT = re.compile(r"\A\W*0(?=\s[^\W\d])")  # "0 MD"
_NO_SHARE = re.compile(r"(?<![\d.,])0 ?%\s+(?:of\s+)?")  # right before a known word: "0% fluoroscopy"
_OVER = re.compile(r" over ")  # between two words it compares them: "PRP over cortisone"
# What came in place of what was given up: "switched from exosomes to PRP", "replaced exosomes with PRP".
_IN_PLACE = re.compile(r"\b(?:(?<!due )(?<!addition )to|towards?|into|with|for|by|por|a)\b")
_CAME_AFTER = re.compile(r"\b(?:(?<!due )(?<!addition )to|towards?|into|a)\b")
_FROM = re.compile(r"(?:from|off)\Z")
_TURNED_FROM = re.compile(
    r"\b(?:switched|moved|transitioned|changed|converted|migrated|upgraded|shifted|pivoted) (?:over )?to\b"
    r"[^,.;:()]{0,80}?\b(from)\b"
)
_LACKING = re.compile(r"without|w/o\b|w/out")  # a second denial, which undoes the first
_CLAUSE_ENDS = re.compile(r"[,.;:()]")
HINTS = (
    _NO_COUNT,
    _NO_SHARE,
    _OVER,
    _TURNED_FROM,
)  # where none matches, only the cues of the vocabulary may


def denials(
    cues: Negation, text: str, masked: str, words: Sequence[Match]
) -> tuple[list[tuple[int, int]], frozenset[int]]:
    """The places of words that deny what follows, in order, and where the words begin that are denied twice.

    `text`: an item in lower case; `masked`: it without the known `words` and everything else that denies nothing.
    """
    return _undoubled(text, _cues(cues, text, masked, words), words)


def turns_from(cues: Negation, masked: str) -> list[int]:
    """Where what was given up ends, and what came in its place begins."""
    given_up = list(cues.given_up.finditer(masked))
    if not given_up:
        return []
    after_from, after_any = ([m.end() for m in signs.finditer(masked)] for signs in (_CAME_AFTER, _IN_PLACE))
    ends: list[int] = []
    for cue in given_up:
        signs = after_from if _FROM.search(cue[0]) else after_any
        ends += signs[(at := bisect_right(signs, cue.end())) : at + 1]
    return ends


def _cues(cues: Negation, text: str, masked: str, words: Sequence[Match]) -> list[tuple[int, int]]:
    """The cues in order; "non-" only before a word that is known."""
    known = {start for _, start, _ in words}
    spans = [m.span() for pattern in (cues.before, cues.given_up) for m in pattern.finditer(masked)]
    spans += [m.span(1) for m in _TURNED_FROM.finditer(masked)]
    spans = [(a, b) for a, b in spans if text[a : b + 1] != "non-" or b + 1 in known]
    ends = {end for _, _, end in words}
    spans += [m.span() for m in _NO_SHARE.finditer(text) if m.end() in known]
    spans += [m.span() for m in _OVER.finditer(masked) if m.start() in ends and m.end() in known]
    return sorted(
        [
            *spans,
            *(m.span() for m in _NO_COUNT.finditer(text)),
            *(m.span() for others in (cues.other_clinics, cues.referred) for m in others.finditer(masked)),
        ]
    )


def _undoubled(
    text: str, before: Sequence[tuple[int, int]], words: Sequence[Match]
) -> tuple[list[tuple[int, int]], frozenset[int]]:
    """The cues without those that another cancels, and where the words begin that hold the other in themselves.

    "We never inject without ultrasound" uses it; so does "no injection without guidance (ultrasound)".
    """
    lacking = {start for _, start, _ in words if _LACKING.match(text, start)}
    known = [start for _, start, _ in words]
    kept: list[tuple[int, int]] = []
    undone: set[int] = set()
    for start, end in sorted([*before, *((start, start) for start in lacking)]):
        first = kept[-1][1] if kept and _LACKING.match(text, start) else None
        between = first is not None and (any_between(known, first, start) or _CLAUSE_ENDS.search(text, first, start))
        if first is not None and not between:
            kept.pop()
            undone |= {start} & lacking
        elif start not in lacking:
            kept.append((start, end))
    return kept, frozenset(undone)
