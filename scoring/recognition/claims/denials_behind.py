"""What denies a word from behind it: "exosomes: not offered", "steroids failed", "steroid-free", "PRP only".

`denials.py` has the cues that deny what follows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scoring.recognition.words.replaced_words import TOGETHER
from scoring.recognition.words.spans import Match
from scoring.vocabulary import Negation

_ONLY = re.compile(
    r"[\s)]*(?:(?:products?|injections?|guidance|joints?|therapy|treatments?)\s)?(?:only\b|(?:(?:is|are)\s)?in\W*\Z|(?:is|are)\W*\Z)"
)
_FREE = re.compile(r"\s?free\W*(?:\Z|[,.;)])|\s?free (?:injections?|products?|protocols?|formula|practice|clinic)\b")
# It was tried, or is told from what follows: "where steroids fail, PRP".
_FAILS = re.compile(
    r"\W*(?:(?:injections?|shots?|has|have|did|does|do) )*(?:fail(?:s|ed)?|wears? off|wore off|stopped working"
    r"|(?:not|didn'?t|don'?t|doesn'?t) (?:help(?:ed)?|work(?:ed)?))\b"
)
_REFUSED = re.compile(
    r"\W*(?:(?:injections?|products?|is|are) )*(?:avoided|excluded|declined|refused|dropped|withheld"
    r"|rejected|retired|broken|out(?=\W*\Z))\b"
)
_IS_NO = re.compile(r"\W*(?:is|are)(?: not|n'?t) (?:an? |the same as )?")
# At the end: what stands before it is not done.
_WE_DO_NOT = re.compile(r"\bwe (?:refuse|decline|reject|avoid|cannot|can'?t|don'?t|do not|won'?t|quit|stopped)\W*\Z")
_HINT = re.compile(
    r"fail|free|help|work|wears|wore|avoid|declin|refus|exclud|dropp|withh|reject|retire|broken|\bout\W*\Z"
)
HINTS = (_HINT, _WE_DO_NOT)  # where none matches, only the cues of the vocabulary may


def statements_behind(cues: Negation, masked: str, words: Sequence[Match]) -> tuple[list[bool], list[bool]]:
    """For each word whether what follows denies it, and whether "only" does follow.

    `masked`: an item in lower case without its known `words`. Of joined words, what follows the last holds of all:
    "exosomes and SVF are not offered". So the words are gone through from the last one.
    """
    denied, only = [False] * len(words), [False] * len(words)
    gap_ends = len(masked)
    for place in range(len(words) - 1, -1, -1):
        _, start, end = words[place]
        following = words[place + 1] if place + 1 < len(words) else None
        gap = masked[end:gap_ends]
        denied[place] = _denies(cues, masked, end, gap, following)
        only[place] = bool(_ONLY.match(gap))
        if following is not None and (TOGETHER.fullmatch(gap) or _specifies(masked, gap, following)):
            denied[place] |= denied[place + 1]
            only[place] |= only[place + 1]
        gap_ends = start
    return denied, only


def fails(text: str, end: int) -> bool:
    """Whether what is said right behind a word, which ends here, is that it did not work."""
    return _FAILS.match(text, end) is not None


def _denies(cues: Negation, masked: str, end: int, gap: str, following: Match | None) -> bool:
    """Whether the gap behind a word, up to the next one, says that the word is not offered."""
    if (
        _FAILS.match(gap)
        or _REFUSED.match(gap)
        or _WE_DO_NOT.search(gap)
        or _FREE.match(masked, end)
        or cues.attached.match(masked, end)
    ):
        return True
    is_contrast = following is not None and _IS_NO.fullmatch(gap)  # "PRP is not a steroid" offers PRP
    return not is_contrast and cues.after.search(gap) is not None


def _specifies(masked: str, gap: str, following: Match) -> bool:
    """Whether a word alone in brackets specifies the word before it: "exosomes (umbilical) not offered"."""
    _, _, end = following
    return gap.strip() in ("(", "[") and masked[end : end + 1] in (")", "]")
