"""Where a part of a cell ends in items: at commas and slashes outside words and brackets."""

from __future__ import annotations

import re
from itertools import pairwise

from scoring.recognition.words.brackets import outermost_brackets
from scoring.recognition.words.spans import blanked
from scoring.vocabulary import Vocabulary, spelling

_ENDS = re.compile(r"[,/]")
_WITH = re.compile(r"(?<!\w)(?:w/|n/a\b)", re.IGNORECASE)  # this slash does not end an item: "w/o contrast"
_BARE_NO = re.compile(r"no(?=\s*[(:.]|\s+-)")  # repeated by the words after it: "No (palpation)"
_US = re.compile(r"(?<!\w)us/(?=\w)|(?<=\w)/us(?!\w)|\band/or\b", re.IGNORECASE)  # this slash joins: "US/fluoro"


def item_texts(vocabulary: Vocabulary, dimension: str, part: str) -> list[str]:
    """The texts of the items of a part. Claims are kept whole.

    A bracket in credentials may hold people and degrees, which are items of their own.
    """
    words = vocabulary.words[dimension]
    if dimension == "imaging" and (no := _bare_no(vocabulary, part)):
        return [part[:no], *item_texts(vocabulary, dimension, part[no:])]
    if dimension == "claims" or not _ENDS.search(part):
        return [part]
    whole = [match.span() for match in words.spanning.finditer(part.lower())]
    whole += [match.span() for match in _WITH.finditer(part)]
    whole += [match.span() for match in _US.finditer(part)] if dimension == "imaging" else []
    whole += outermost_brackets(part) if dimension != "credentials" else []
    cuts = [match.start() for match in _ENDS.finditer(blanked(part, whole))]
    if dimension == "imaging":
        cuts = [a for a, b in pairwise([*cuts, len(part)]) if not _goes_on(vocabulary, part[a + 1 : b])]
    pieces = [part[a:b] for a, b in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(part)], strict=True)]
    return [piece for piece in pieces if piece.strip()]


def _bare_no(vocabulary: Vocabulary, part: str) -> int:
    """Where a "no" that the words after it repeat ends, as in "No (palpation)"; 0 if there is none."""
    no = _BARE_NO.match(part.lower())
    if no is None:
        return 0
    words = vocabulary.words["imaging"]
    codes = {words.entries[spelling(match.group())].code for match in words.pattern.finditer(part.lower(), 2)}
    return no.end() if codes == {"none"} else 0


def _goes_on(vocabulary: Vocabulary, piece: str) -> bool:
    """Whether a piece of an imaging cell says what the imaging before its comma is for: ", diagnostic only"."""
    low, cues = piece.lower(), vocabulary.guidance
    if not (cues.after.search(low) or cues.elsewhere.search(low)):
        return False
    return not vocabulary.words["imaging"].pattern.search(low)
