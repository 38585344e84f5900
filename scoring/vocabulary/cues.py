"""Patterns of what cells say around their terms: denials and doubts, imaging that guides, answers and replies."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Patterns of what says that a training is not finished, or is less than one, for text in lower case.

    `before` and `begun` end right before it, and `behind` begins right behind it; `begun` says so only beside `study`.
    Parts of that are `fellowship`, and `later`, which comes after a degree. `beside_degree`: what a form asks besides
    that. `lacking` says that there is no fellowship or board; `by_fellowship`: codes of what is learned in one.
    """

    before: re.Pattern[str]
    begun: re.Pattern[str]
    behind: re.Pattern[str]
    study: re.Pattern[str]
    later: re.Pattern[str]
    fellowship: re.Pattern[str]
    beside_degree: re.Pattern[str]
    lacking: re.Pattern[str]
    by_fellowship: frozenset[str]


@dataclass(frozen=True)
class Doubts:
    """Patterns of what puts known words in doubt by where it stands, for text in lower case.

    `used_to`, `was`, `planned_for` and `possible` find it in a text in which known words are blanked, and `hints` where
    they may. `years`: a span of years, with the last as its group, which `before_years` and `behind_years` may part
    from what it dates. `until_year`: right behind a word, the year that it was so until. `until_said` stands between a
    word and what is said of it, `once_said` behind that. `turns` ends a doubt; `joint` begins what one is about, and if
    it is `takes_in` that is also what comes before the doubt. `like_behind` is right behind a word where
    only something like it is meant.
    """

    used_to: re.Pattern[str]
    was: re.Pattern[str]
    planned_for: re.Pattern[str]
    years: re.Pattern[str]
    before_years: re.Pattern[str]
    behind_years: re.Pattern[str]
    until_year: re.Pattern[str]
    possible: re.Pattern[str]
    best: re.Pattern[str]
    until_said: re.Pattern[str]
    once_said: re.Pattern[str]
    turns: re.Pattern[str]
    joint: re.Pattern[str]
    takes_in: re.Pattern[str]
    unfinished: Unfinished
    like_behind: re.Pattern[str]
    hints: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Negation:
    """Patterns of the cues that make a claim a statement of what is not offered. `hint`: any cue in words.

    `became`, `arrows` and `signs` are between two known words, the first of which gave way to the second, surely or
    perhaps; `signs` may also have it the other way round. What follows `others` is said of them. `ahead`: years that
    had not come when the words were written; `over`: those that were over, in which what is dated until then ended.
    `models`: beside them it is no year. `closing` and `topic` count only right behind a known word, at the end of what
    is said: it is not offered now, or is only written about or taught. `other_clinics` and `referred` begin what others
    do and whom they treat; `not_said` is what the record leaves unsaid of a thing that is offered.
    """

    hint: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    attached: re.Pattern[str]
    unsure: re.Pattern[str]
    others: re.Pattern[str]
    doubtful: re.Pattern[str]
    ends: re.Pattern[str]
    not_a_cue: re.Pattern[str]
    offering: re.Pattern[str]
    compares: re.Pattern[str]
    given_up: re.Pattern[str]
    became: re.Pattern[str]
    arrows: re.Pattern[str]
    signs: re.Pattern[str]
    ahead: re.Pattern[str]
    over: re.Pattern[str]
    models: re.Pattern[str]
    valid: re.Pattern[str]
    closing: re.Pattern[str]
    topic: re.Pattern[str]
    other_clinics: re.Pattern[str]
    referred: re.Pattern[str]
    not_said: re.Pattern[str]
    doubts: Doubts


@dataclass(frozen=True)
class Guidance:
    """Patterns of what distinguishes imaging that guides the needle from imaging that does not.

    `before` and `during` come right before the imaging, `ordered` anywhere before it, the others after it; only
    `guided` and `during` say that it guides.
    """

    before: re.Pattern[str]
    ordered: re.Pattern[str]
    after: re.Pattern[str]
    elsewhere: re.Pattern[str]
    guided: re.Pattern[str]
    during: re.Pattern[str]


@dataclass(frozen=True)
class Unanswered:
    """Texts of patterns for answers that are neither yes nor no, in lower case, to be parts of other patterns.

    `unfilled`: both choices, of which nobody chose one. `unknown`: words for not knowing.
    """

    unfilled: str
    unknown: str


@dataclass(frozen=True, slots=True)
class ItemAnswers:
    """Texts of patterns for yes and no beside an item, in lower case: `words` anywhere, the others as its own item."""

    words: str
    own_item: str
    initials: str


@dataclass(frozen=True)
class Replies:
    """Patterns of replies to a question, in lower case."""

    yes: re.Pattern[str]
    no: re.Pattern[str]
