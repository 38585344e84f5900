"""Letters and fields that are a physician's alone, but not in "D.M.D." or "podiatric sports medicine"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from scoring.recognition.credentials.person_unit import DEGREES
from scoring.recognition.credentials.personal_names import is_name
from scoring.recognition.words.spans import Match
from scoring.vocabulary import Entry, spelling

# The field of someone who is not a physician, as in "pain management NP".
_OTHERS_FIELD = Entry(
    "not_a_term",
    "others_field",
    problem="not_a_term",
    reason="it is the field of somebody who is no physician",
    suggestion="Write a physician as a person of its own, such as MD, pain medicine; NP.",
)
# Who taught somebody else, as in "physician-trained nurse".
_TEACHER = Entry(
    "not_a_term",
    "teacher",
    problem="not_a_term",
    reason="it says who trained somebody, not who injects",
    suggestion="List only the people who perform the injection.",
)
_STAFF = frozenset(("np", "pa", "crna", "rn", "lpn", "dc", "nd", "acupuncturist", "pt", "dpm"))
# The end of a word for a person, perhaps a physician beside the other: "anesthesiologist", "pain physician".
_PERSON = re.compile(
    r"(?:ists?|physicians?|surgeons?|doctors?|docs?|specialists?|practitioners?|icians?|consultants?|gps?|olog[oa])\Z"
)
_RIGHT_BEFORE = re.compile(
    r"[\s:-]*(?:(?:certified|trained|focused|fellowship|board|specialty|clinic|team|medicine)[\s-]+)*"
)
_RIGHT_BEHIND = re.compile(
    r"\s*(?:[(\-]\s*|(?:with|specializing|trained|certified|working|experienced|focused)?\s*"
    r"(?:(?:\d+\+?|years?|of|an?|experience|training|background)\s+)*(?:(?:in|on|en|with)\s+)?(?<=\s))"
)
_OTHERS = DEGREES - {"physician"} | {"iof"}  # not a physician's
_LETTER_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]\.\Z")
_LETTER_AFTER = re.compile(r"\.?[^\W\d_](?![^\W\d_])")
_NOTHING = re.compile(r"(?:[\W_]|\b(?:and|plus)\b)*+")
_ENDS = re.compile(r"[^\w\s']|\b(?:and|or|with|by|for|in|of|plus|under|to)\b")


def without_other_letters(text: str, matches: Sequence[Match]) -> list[Match]:
    """The matches without letters of a degree that belong to a name, an address or a longer abbreviation."""
    starts = [*(start for _, start, _ in matches[1:]), len(text)]
    return [
        (entry, start, end)
        for (entry, start, end), following in zip(matches, starts, strict=False)
        if entry.kind != "term" or not (is_name(text, start, end, following) or _is_part(text, start, end))
    ]


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether dotted letters are part of a longer abbreviation, as "M.D." in "D.M.D." and "D.O." in "D.O.T."."""
    if "." not in text[start:end]:
        return False
    return bool(_LETTER_BEFORE.search(text[max(0, start - 3) : start]) or _LETTER_AFTER.match(text, end))


def of_physicians(low: str, matches: Sequence[Match], adjectives: Collection[str]) -> list[Match]:
    """The matches without degrees and fields that an adjective before them takes from physicians.

    As in "chiropractic sports physician"; a sign or a joining word ends the reach of the adjective.
    """
    kept: list[Match] = []
    at = None  # the end of the last word that the adjective applies to
    for match in matches:
        entry, start, end = match
        if at is not None and _ENDS.search(low, at, start):
            at = None
        if at is None or entry.kind != "term" or entry.code in _OTHERS:
            kept.append(match)
        if at is not None or spelling(low[start:end]) in adjectives:
            at = end
    return kept


def with_fields(low: str, matches: Sequence[Match]) -> list[Match]:
    """The matches without "pain" where it is not a field: in "treats back pain" and "Dr. Pain"."""
    starts = [*(start for _, start, _ in matches[1:]), len(low)]
    kept: list[Match] = []
    before, titled = 0, False
    for (entry, start, end), after in zip(matches, starts, strict=False):
        alone = _NOTHING.fullmatch(low, before, start) and _NOTHING.fullmatch(low, end, after)
        if entry.code != "pain" or (alone and not titled):
            kept.append((entry, start, end))
        before, titled = end, entry.names_follow
    return kept


def without_teachers(low: str, matches: Sequence[Match], taught: re.Pattern[str]) -> list[Match]:
    """The matches, with a physician who only taught the person named next read as no person of the record.

    The teacher may have several words: "PM&R physician-trained NP".
    """
    read = list(matches)
    for place in range(len(matches) - 2, -1, -1):
        (entry, start, end), after = matches[place], read[place + 1]
        is_person = entry.code == "physician" or bool(_PERSON.search(low, start, end))
        teaches = is_person and after[0].code in _STAFF and taught.fullmatch(low, end, after[1])
        is_more = after[0] is _TEACHER and not low[end : after[1]].strip()
        if entry.kind in ("term", "depends") and entry.code not in _OTHERS and (teaches or is_more):
            read[place] = (_TEACHER, start, end)
    return read


def without_others_fields(low: str, matches: Sequence[Match]) -> list[Match]:
    """The matches, with fields beside the degree of someone who is not a physician read as that person's.

    The field comes right before the degree, or right after it in brackets or after "in".
    """
    read = list(matches)
    for place, match in enumerate(matches):
        if not _is_field(low, match):
            continue
        _, start, end = match
        following = matches[place + 1] if place + 1 < len(matches) else None
        before = matches[place - 1] if place else None
        of_next = following and following[0].code in _STAFF and _RIGHT_BEFORE.fullmatch(low, end, following[1])
        of_last = before and before[0].code in _STAFF and _RIGHT_BEHIND.fullmatch(low, before[2], start)
        is_next = following and following[0].code == "physician" and not low[end : following[1]].strip()
        if of_next or (of_last and not is_next):
            read[place] = (_OTHERS_FIELD, start, end)
    return read


def _is_field(low: str, match: Match) -> bool:
    """Whether a word is a physicians' field rather than a word for a person in that field."""
    entry, start, end = match
    return entry.kind in ("term", "depends") and entry.code not in DEGREES and not _PERSON.search(low, start, end)
