"""The clauses of a list part about people: "RN (injector) with MD (medical director)" has four.

A clause holds words for credentials, words for a role, or both. Signs and joining words divide clauses; so does a
word for a role whose person is on one side of it, as in "NP injects under MD supervision".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scoring.recognition.credentials.personal_names import is_doctors_surname
from scoring.recognition.words.spans import Match, blanked
from scoring.vocabulary import Entry, RoleCue, Roles, spelling

# Two to four words that begin with capitals, or one with a capital in it too: "Ana Reyes", "McKay". Each part can
# match in one way only, so that no text takes longer than its length.
NAME = re.compile(r"[A-Z](?:(?![A-Z])[\w'.-])*+(?:[A-Z][\w'.-]*+|(?=\s))(?:\s[A-Z][\w'.-]*+){0,3}")
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_OBJECT = re.compile(r"\s+(?:(?:an?|the|our|their)\s+)?")
_NOT_BLANK = re.compile(r"\S")
# What divides two clauses; the first that matches counts. A hyphen without blanks divides nothing.
_SIGNS = (
    (":", re.compile(r"[:=]")),
    ("next", re.compile(r"\)\s*,[^\w()]*\w[^()]*\(")),  # "Jack Doe (PM&R), Jane Roe (DC)"
    ("(", re.compile(r"[(\[{]")),
    (",", re.compile(r"[,;|\n\r]|\.\s|\bthen\b")),
    ("with", re.compile(r"\b(?:with|plus|but|while|whereas)\b|\+")),
    ("and", re.compile(r"\b(?:and|or)\b|[&/]")),
    ("-", re.compile(r"\s-+\s")),
    (")", re.compile(r"[)\]}]")),
)

# Between a person and a word that closes what is said, and behind that word: "MD (who just left in 2020)".
_SAYS_WHO = re.compile(r"[^\w.]*(?:\b(?:who|she|he|is|has|have|just|recently|since|now|already|then)\b[^\w.]*)*+")
_ENDS = re.compile(
    r"(?:\s*+\b(?:in|us|last|this|next|early|late|year|month|week|soon|recently|now|already|\d+)\b)*+"
    r"\s*(?:\Z|[^\w\s'-]|-+\s|\b(?:and|but|so|with|while|then)\b)"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word for credentials and its place in a list part.

    `item`: the list item around it. `counts`: it is neither denied nor part of another word's meaning; a role beside
    it applies to its person even if it does not count. `decided`: the terms, if a person decided on them.
    """

    entry: Entry | None
    start: int
    end: int
    item: str
    counts: bool = True
    decided: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """Words for a role and their place."""

    meaning: RoleCue
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """Words and cues with nothing between them that divides.

    `before`, `after`: the sign toward its neighbors, "" for none, "start" and "end" at the ends of the part; `after` is
    "said" where the part goes on to say whom the role is about, as in "will hire more".
    `named`: a person's name follows, and then a comma: "medical director Jane Smith, MD".
    """

    words: tuple[Word, ...]
    cues: tuple[Cue, ...]
    before: str
    after: str
    named: bool


@dataclass(frozen=True, slots=True)
class PeoplePart:
    """The text between two semicolons of a cell about people. Without `clauses` it has no word for a role."""

    words: tuple[Word, ...] = ()
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item as read. `kept`: where the words that it claims begin; `decided`: what a person says it means."""

    text: str
    words: tuple[Match, ...] = ()
    cues: tuple[Cue, ...] = ()
    kept: frozenset[int] = frozenset()
    decided: frozenset[str] | None = None


def people_part(part: str, items: Iterable[ReadItem], filler: Collection[str]) -> PeoplePart:
    """The words and clauses of a part; its items are in order.

    `filler`: words that say nothing.
    """
    words: list[Word] = []
    cues: list[Cue] = []
    at = 0
    for item in items:
        at = part.find(item.text, at)
        if item.decided:
            words.append(Word(None, at, at + len(item.text), item.text, decided=item.decided))
        words += [Word(entry, a + at, b + at, item.text, counts=a in item.kept) for entry, a, b in item.words]
        cues += [replace(cue, start=cue.start + at, end=cue.end + at) for cue in item.cues]
        at += len(item.text)
    return PeoplePart(tuple(words), tuple(clauses(part, words, cues, filler)) if cues else ())


def role_cues(roles: Roles, text: str, words: Iterable[Match]) -> tuple[Cue, ...]:
    """The words for roles in a text, outside the words that are known already and the surnames of doctors."""
    low = text.lower()
    known = [(start, end) for _, start, end in words]
    masked = blanked(low, [*known, *(m.span() for m in roles.apart.finditer(low))], "\0")
    cues = [
        Cue(roles.cues[spelling(m.group())], *m.span(), m.group())
        for m in roles.pattern.finditer(masked)
        if not is_doctors_surname(text, *m.span())
    ]
    begins = dict(known)
    inject = {cue.start for cue in cues if cue.meaning.role == "injects"}
    return tuple(
        replace(cue, meaning=replace(cue.meaning, side="after"))
        if spelling(cue.text) in roles.asks and _has_object(low, cue.end, begins, inject)
        else cue
        for cue in cues
    )


def _has_object(low: str, at: int, known: Mapping[int, int], inject: Collection[int]) -> bool:
    """Whether a word that ends here has somebody right behind it who is asked: "NP consults MD".

    `known`: where known words begin and end; `inject`: where words for who injects begin: "MD consults NP injects".
    """
    gap = _BEFORE_OBJECT.match(low, at)
    end = known.get(gap.end(), 0) if gap else 0
    behind = _NOT_BLANK.search(low, end)
    return end > 0 and not (behind and behind.start() in inject)


def clauses(part: str, words: Sequence[Word], cues: Sequence[Cue], filler: Collection[str]) -> list[Clause]:
    """The clauses of a list part. `words` and `cues` do not overlap; `filler`: words that say nothing."""
    tokens: list[Word | Cue] = sorted((*words, *cues), key=lambda token: token.start)
    gaps = [part[a.end : b.start] for a, b in pairwise(tokens)]
    gaps = ["", *gaps, part[tokens[-1].end :] if tokens else ""]
    kept = [place for place in range(len(tokens)) if _holds(tokens, gaps, place, filler)]
    made: list[Clause] = []
    run: list[Word | Cue] = []
    before = "start"
    for number, place in enumerate(kept):
        following = kept[number + 1] if number + 1 < len(kept) else None
        run.append(tokens[place])
        gap = part[tokens[place].end : tokens[following].start] if following is not None else ""
        sign = _end(tokens[-1], gaps[-1], filler) if following is None else _sign(gap)
        if sign or (following is not None and _divides(run, tokens[following])):
            name = gap.partition(",")
            made.append(
                Clause(
                    words=tuple(token for token in run if isinstance(token, Word)),
                    cues=tuple(token for token in run if isinstance(token, Cue)),
                    before=before,
                    after=sign,
                    named=bool(name[1]) and NAME.fullmatch(name[0].strip()) is not None,
                )
            )
            run, before = [], sign
    return made


def _sign(gap: str) -> str:
    """The sign between two tokens that divides them; "" for none."""
    if not gap.strip() or gap == "-":
        return ""
    low = gap.lower()
    return next((sign for sign, pattern in _SIGNS if pattern.search(low)), "")


def _end(last: Word | Cue, rest: str, filler: Collection[str]) -> str:
    """How a part ends: "said" if its last word is for a role, and what follows says whose, which is no known person.

    A name or a colon at the end leads up to a person in the next part.
    """
    is_role = isinstance(last, Cue) and last.meaning.side == "after" and last.meaning.role != "injects"
    if not is_role or rest.rstrip().endswith(":") or NAME.fullmatch(rest.strip()):
        return "end"
    return "end" if all(word in filler for word in _WORD.findall(rest.lower())) else "said"


def _divides(run: Sequence[Word | Cue], following: Word | Cue) -> bool:
    """Whether a clause ends between two tokens that no sign divides."""
    last = run[-1]
    if isinstance(following, Cue) and following.meaning.side in ("after", "close_after"):
        return True
    if isinstance(last, Cue) and last.meaning.side in ("before", "close_before"):
        return True
    kinds = [isinstance(token, Word) for token in run]
    first = kinds[0]
    # "RN injector MD medical director" turns to the next person at the third word, as does its reverse.
    return kinds[-1] is not first and isinstance(following, Word) is first


def _holds(tokens: Sequence[Word | Cue], gaps: Sequence[str], place: int, filler: Collection[str]) -> bool:
    """Whether a token counts: not a word for a role that must be right beside its person but is not: "under x-ray"."""
    cue = tokens[place]
    if not isinstance(cue, Cue) or cue.meaning.side not in ("close_before", "close_after", "closing"):
        return True
    if cue.meaning.side == "closing":
        return place > 0 and _SAYS_WHO.fullmatch(gaps[place].lower()) is not None and bool(_ENDS.match(gaps[place + 1]))
    if cue.meaning.side == "close_before":
        return place > 0 and isinstance(tokens[place - 1], Word) and gaps[place].strip() in ("", "-")
    gap = gaps[place + 1]
    if place + 1 == len(tokens) or not isinstance(tokens[place + 1], Word):
        return False
    name = gap.partition(",")[0].strip()
    return bool(NAME.fullmatch(name)) or (not _sign(gap) and all(w in filler for w in _WORD.findall(gap.lower())))
