"""The words of an item that a record claims: not denied or in doubt, and for imaging only what guides."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scoring.recognition.claims.doubts import past_years
from scoring.recognition.claims.near_doubts import is_unfinished
from scoring.recognition.claims.negation import Split, split, without_contrasts
from scoring.recognition.items.item_reader import Item
from scoring.recognition.items.needle_guidance import guiding
from scoring.recognition.words.spans import blanked
from scoring.vocabulary import IN_DOUBT, Vocabulary

# An item with one of these is a statement of its own.
_STATES = re.compile(r"\b(?:is|are|we|our|offer\w*|available|used?|uses|inject\w*|perform\w*|provide\w*|only)\b")

_WORD = re.compile(r"[^\W\d_]+")
_DENIES = re.compile(
    r"\W*(?:(?:which|that|these|those|they|it|both|all)\b.*?\b(?:not|never|no|don'?t|doesn'?t|aren'?t|isn'?t)\b"
    r"|(?:(?:so|and|but) )?we (?:quit|stopped|refuse|decline|avoid|cannot|can'?t|don'?t|do not|won'?t)\W*\Z"
    r"|(?:never|none)(?: used)?\W*\Z|not any\W*\Z"
    r"|not (?:(?:by|with|for|from) us|any ?more|now|here|yet|currently|at this time|any longer"
    r"|used|offered|available|provided|performed|done|sold)\W*\Z)"
)


@dataclass
class Carried:
    """What earlier items of a part say that may continue in the next one.

    `codes`: why words were not counted. `ordered`: that imaging is ordered.
    """

    codes: set[str] = field(default_factory=set)
    ordered: bool = False


def claimed(
    vocabulary: Vocabulary, dimension: str, item: Item, carried: Carried, passed: Collection[tuple[int, int]] = ()
) -> Split:
    """What an item claims and what it does not; what may continue in the next item is noted in `carried`.

    `passed`: places of words with a meaning of their own, in which no denial is sought.
    """
    words = Split(kept=item.words)
    if carried.codes or item.may_deny:
        if dimension == "imaging":  # what is ordered or done elsewhere has a problem of its own
            cues = vocabulary.guidance
            last = item.words[-1][1] if item.words else 0  # before which it is ordered, and not "on order"
            passed = [*passed, *(m.span() for m in cues.ordered.finditer(item.low, 0, last))]
            passed += [m.span() for m in cues.elsewhere.finditer(item.low)]
        words = split(vocabulary.negation, item.low, item.words, carried=carried.codes, passed=passed)
        if dimension not in IN_DOUBT and "offer_in_doubt" in words.lost:
            words.lost.setdefault("offer_unclear", []).extend(words.lost.pop("offer_in_doubt"))
        carried.codes |= words.carried
    if not item.left_over:
        words = without_contrasts(words)
    if dimension == "imaging":
        carried.ordered = guiding(vocabulary.guidance, item, words, ordered=carried.ordered)
    return words


def across_commas(vocabulary: Vocabulary, dimension: str, items: Sequence[tuple[Item, Split]]) -> None:
    """Deny or put in doubt what a comma separates from the words that say so."""
    _deny_list(items)
    _doubt_list(vocabulary, dimension, items)


def _deny_list(items: Sequence[tuple[Item, Split]]) -> None:
    """Leave unclear what a comma separates from a denial behind it.

    As in "exosomes, SVF not offered" and "SVF, which we do not use".
    """
    for place, (item, words) in enumerate(items):
        if not words.denied_after and (item.words or not _DENIES.match(item.low)):
            continue
        for before, earlier in (items[at] for at in range(place - 1, -1, -1)):
            if _STATES.search(before.low) or earlier.lost or not earlier.kept:
                break
            earlier.lost["negation_unclear"] = list(earlier.kept)
            earlier.kept = ()


def _doubt_list(vocabulary: Vocabulary, dimension: str, items: Sequence[tuple[Item, Split]]) -> None:
    """Put in doubt what a comma separates from a doubt behind it: "BMC, coming soon", "fluoroscopy, if needed"."""
    for (before, earlier), (item, _) in pairwise(items):
        if before.words and earlier.kept and item.may_deny and not item.words:
            code = _doubt_alone(vocabulary, dimension, item.low)
            if not code and dimension not in IN_DOUBT:
                _doubt_unfinished(vocabulary, item.low, earlier)
            elif code:
                earlier.lost.setdefault(code, []).extend(earlier.kept)
                earlier.kept = ()


def _doubt_unfinished(vocabulary: Vocabulary, text: str, earlier: Split) -> None:
    """Put in doubt the trainings of which the item behind them says that they are not finished: "PM&R, in progress"."""
    doubted = [word for word in earlier.kept if is_unfinished(vocabulary.negation.doubts, text, word[0])]
    if doubted:
        earlier.lost.setdefault("offer_unclear", []).extend(doubted)
        earlier.kept = [word for word in earlier.kept if word not in doubted]


def _doubt_alone(vocabulary: Vocabulary, dimension: str, text: str) -> str:
    """The problem of a text that says nothing but a doubt; "" if it says something else."""
    cues = vocabulary.negation
    rest = cues.not_a_cue.sub("+", text)
    is_doubtful, is_ahead = (pattern.search(rest) is not None for pattern in (cues.doubtful, cues.ahead))
    years = past_years(cues, rest) if dimension in IN_DOUBT else []  # a training in the past is one still
    closing = cues.closing.search(rest)
    if not (is_doubtful or is_ahead or years or closing or cues.unsure.search(rest)):
        return ""
    rest = blanked(rest, years)
    for pattern in (cues.closing, cues.unsure, cues.ahead, cues.doubtful, cues.offering):
        rest = pattern.sub(" ", rest)
    months = vocabulary.months if is_ahead else ()
    if "+" in rest or any(word not in months for word in _WORD.findall(rest)):
        return ""
    return "offer_in_doubt" if is_doubtful and dimension in IN_DOUBT else "offer_unclear"


def contrast_of(item: Item, words: Split) -> set[bool]:
    """Whether an item says that contrast is used, or is not; about pictures for a diagnosis it says nothing here."""
    if any(entry.kind == "not_a_term" for entry in item.others):
        return set()
    used = {entry.code == "contrast" for entry, _, _ in words.kept if entry.kind == "contrast"}
    denied = [entry.code for lost in words.lost.values() for entry, _, _ in lost if entry.kind == "contrast"]
    return used | {False for code in denied if code == "contrast"}
