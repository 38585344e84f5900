"""Patterns of the answers beside what a cell lists: "PRP: yes", "SVF=0", "exosomes - no", "MD 2; NP 0"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from scoring.recognition.answers.answered_segment import Answer
from scoring.vocabulary import answer_key, vocabulary

# After an answer: the end of its item or sentence.
CLOSES = re.compile(r"[\s.!\"'}\])]*+(?:[,;/]|\Z)|[.!]\s")
_COUNT = r"(\d{1,2}|100(?= ?%))(?: ?%)?"  # of people, or a share: 0 is no
_SIGN = rf"([+-])(?={CLOSES.pattern})"  # "PRP: +"
_PAIR_ENDS = r"(?![\w-]|\.\d)"
# A number beside a word is an answer only in a text with a bare zero: "MD 0 / NP 1". So is a sign where one is a plus.
_BARE = re.compile(r"(?<=\w)\s(?:0(?: ?%)?(?=\s*(?:[,;/]|\Z))|\+(?=\s*(?:[,;]|\Z)))")


@dataclass(frozen=True, slots=True)
class AnswerPatterns:
    """`pair`: an answer with what joins it to its item, as the match's last group. `counted`: or a bare number or sign.

    `neither`: an answer that is neither yes nor no.
    """

    pair: re.Pattern[str]
    counted: re.Pattern[str]
    neither: re.Pattern[str]

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """The answers in a text, in order."""
        return (self.counted if _BARE.search(text) else self.pair).finditer(text)


@cache
def answer_patterns() -> AnswerPatterns:
    """The patterns, compiled once."""
    words, said = vocabulary().unanswered, vocabulary().item_answers
    unfilled, neither = words.unfilled, f"{words.unfilled}|{words.unknown}"
    answer = rf"((?:{neither})(?={CLOSES.pattern})|{said.words}|[01](?:\.0)?(?: ?%)?)"
    # An item of its own, "PRP, no" or "PRP / yes", answers the one before it.
    own_item = rf" ?[,/] ?({said.own_item}|(?:{said.initials})(?!\s?\.))(?={CLOSES.pattern})"
    pair = (
        rf"[\"']? ?(?:(?:(?<![:=?])[:=?]{{1,2}}|->|=>|\u2192) ?-? ?[\"']?(?:{answer}|{_COUNT}|{_SIGN})[\"']?"
        rf"|[(\[] ?(?:{answer}|([+-])) ?[)\]]|\s-\s(?:{answer}|{_COUNT})"
        rf"|(?<=\w)\s(?:((?:{unfilled})(?={CLOSES.pattern})|yes)|(no)(?=\s*(?:[,;/.]|\Z))"
        rf"|(?-i:(?P<letter>[YN]))(?=\s*(?:[,;]|\Z)|\s/\s|\s\w)"
        rf"|(?P<state>{words.unknown})(?={CLOSES.pattern}))|{own_item}){_PAIR_ENDS}"
    )
    counted = rf"{pair}|(?<=[^\W\d])\s(?:{_COUNT}(?=\s*(?:[,;/]|\Z))|([+-])(?=\s*(?:[,;]|\Z)))"
    return AnswerPatterns(*(re.compile(text, re.IGNORECASE) for text in (pair, counted, neither)))


def said(answer: str) -> Answer:
    """What one answer says, as matched by the patterns."""
    if answer_patterns().neither.fullmatch(answer):
        return Answer.DOUBTED
    return Answer.NO if says_no(answer) else Answer.YES


def says_no(answer: str) -> bool:
    """Whether an answer is a word for no or for nothing, or zero."""
    words = vocabulary()
    denies = answer_key(answer) in words.no | words.blank or words.replies.no.fullmatch(answer.lower())
    return bool(denies) or not answer.rstrip(" %").strip("0")
