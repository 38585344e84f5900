"""Of which words it is not clear that they are offered: "formerly exosomes", "PRP and maybe exosomes"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from scoring.recognition.claims.near_doubts import is_training, only_like, unfinished
from scoring.recognition.credentials.person_unit import DEGREES
from scoring.recognition.words.spans import Match, any_between
from scoring.vocabulary import Negation

SENTENCE_ENDS = re.compile(r"(?<=\w\w\w)[.!]\s")
_CLOSES = re.compile(r"\)")
_REACH = 40  # characters before a doubt in which it is sought


def clauses_in_doubt(
    cues: Negation, text: str, masked: str, words: Sequence[Match], now: Sequence[tuple[int, int]]
) -> tuple[frozenset[int], frozenset[int]]:
    """Where the words begin of which it is not clear that they are offered now, and whether they are at all.

    A doubt applies to its clause. After a joining word, or in brackets, it applies to what follows it there; in
    brackets and after "with" also to what comes before it there: "ultrasound (fluoroscopy possible)". What is said of
    others applies only to what follows it: "exosomes. The FDA has not approved these."
    """
    known = [start for _, start, _ in words]
    last = max(known, default=0)
    others = [m.span() for m in cues.others.finditer(masked) if m.end() <= last]
    unclear = [*others, *_cues_of_time(cues, text, masked, known), *_past_years(cues, masked, words)]
    unclear += _said_behind(cues, masked, words)
    doubtful = [m.span() for m in cues.doubtful.finditer(masked)]
    if not cues.doubts.best.search(text):
        doubtful += [m.span() for m in cues.doubts.possible.finditer(masked)]
    begun, like = unfinished(cues.doubts, text, masked, words), only_like(cues.doubts, masked, words)
    if not (unclear or doubtful):
        return begun, like
    ends = [m.span() for m in SENTENCE_ENDS.finditer(text)]
    after_others = (bisect_left(ends, (end, 0)) for _, end in others)
    turns = sorted([
        *(m.start() for m in cues.doubts.turns.finditer(masked)),
        *(start for start, _ in (*now, *others)),
        *_sentences([0, *(end for _, end in ends), len(text)], known, [start for start, _ in (*unclear, *doubtful)]),
        *(ends[place][1] for place in after_others if place < len(ends)),
        *_ends_of_reach(cues, masked, known, [*unclear, *doubtful]),
    ])  # fmt: skip
    of_now, at_all = ({bisect_right(turns, at) for at, _ in spans} for spans in (unclear, doubtful))
    clauses = [(start, bisect_right(turns, start)) for start in known]
    return (
        begun.union(start for start, clause in clauses if clause in of_now),
        like.union(start for start, clause in clauses if clause in at_all),
    )


def _cues_of_time(cues: Negation, text: str, masked: str, known: Sequence[int]) -> list[tuple[int, int]]:
    """Where cues of the past and of plans begin and end. A year ahead is none beside what is valid until then."""
    spans = [m.span() for pattern in (cues.unsure, cues.doubts.planned_for) for m in pattern.finditer(masked)]
    spans += [m.span() for m in cues.doubts.used_to.finditer(text)]
    spans += [m.span() for m in cues.doubts.was.finditer(masked) if not any_between(known, 0, m.start(1))]
    if not cues.valid.search(text):
        spans += [m.span() for m in cues.ahead.finditer(masked) if not _is_of_model(cues, text, *m.span())]
    return spans


def _said_behind(cues: Negation, masked: str, words: Sequence[Match]) -> list[tuple[int, int]]:
    """What is said right behind a word: that it is paused or was so until a year, or that it is only written about.

    A training lasts, and is what is taught.
    """
    spans: list[tuple[int, int]] = []
    ends = [*(start for _, start, _ in words[1:]), len(masked)]
    for (entry, _, end), stop in zip(words, ends, strict=False):
        begins = cues.doubts.until_said.match(masked, end, stop)
        at = begins.end() if begins else end
        said = cues.closing.match(masked, at, stop)
        said = said or (cues.topic.match(masked, at, stop) if not is_training(entry) else None)
        if said and cues.doubts.once_said.match(masked, said.end()):
            spans.append(said.span())
        elif (until := cues.doubts.until_year.match(masked, end, stop)) and cues.over.fullmatch(until[1]):
            spans.append(until.span())
    return spans


def _is_of_model(cues: Negation, text: str, start: int, end: int) -> bool:
    """Whether a year ahead is part of a product's name: "PRP 2030 kit", "model 2030"."""
    beside = (text[max(0, start - _REACH) : start].split()[-1:], text[end : end + _REACH].split()[:1])
    return any(cues.models.fullmatch(word) for words in beside for word in words)


def past_years(cues: Negation, text: str) -> list[tuple[int, int]]:
    """Where spans of years begin and end that were over when the vocabulary was written."""
    return [m.span() for m in cues.doubts.years.finditer(text) if cues.over.fullmatch(m[1])]


def _past_years(cues: Negation, masked: str, words: Sequence[Match]) -> list[tuple[int, int]]:
    """Spans of years right beside what they date. Beside a field they are those of a training, which lasts."""
    past = past_years(cues, masked)
    if not past:
        return past
    dated = [(start, end) for entry, start, end in words if entry.code in DEGREES or not is_training(entry)]
    starts = [start for start, _ in dated]
    before_years, behind_years = cues.doubts.before_years, cues.doubts.behind_years
    spans: list[tuple[int, int]] = []
    for start, stop in past:
        following = bisect_left(starts, start)
        is_behind = following > 0 and before_years.fullmatch(masked, dated[following - 1][1], start)
        if is_behind or (following < len(starts) and behind_years.fullmatch(masked, stop, starts[following])):
            spans.append((start, stop))
    return spans


def _ends_of_reach(cues: Negation, masked: str, known: Sequence[int], doubts: Sequence[tuple[int, int]]) -> list[int]:
    """Where the reach of doubts that follow a joining word, or are in brackets, begins and ends."""
    closing = [m.start() for m in _CLOSES.finditer(masked)]
    turns: list[int] = []
    for start, end in doubts:
        opens = masked[start] == "(" and masked[end - 1] != ")"  # as "(was" does, and "(maybe)" does not
        joint = cues.doubts.joint.search(masked, max(0, start - _REACH), start + opens)
        if joint is None:
            continue
        closes = closing[(at := bisect_left(closing, end)) : at + 1] if "(" in joint[0] else []
        begins = joint.start() if cues.doubts.takes_in.match(joint[0]) else end
        if any_between(known, begins, closes[0] if closes else len(masked)):
            turns += [joint.start(), *closes]
    return turns


def _sentences(places: Sequence[int], known: Sequence[int], doubts: Sequence[int]) -> list[int]:
    """Where sentences begin that no doubt enters: those with a known word, after one with a known word.

    `places`: where each sentence begins, and where the last one ends.

    "BMC. Coming soon!" has one that does not say what it is about. One with neither a known word nor a doubt, as in
    "Ask about BMC. It is new. We use PRP.", makes no difference.
    """
    doubts = sorted(doubts)
    sentences = [
        (start, any_between(known, start, end))
        for start, end in pairwise(places)
        if any_between(known, start, end) or any_between(doubts, start, end)
    ]
    return [start for (_, before), (start, after) in pairwise(sentences) if before and after]
