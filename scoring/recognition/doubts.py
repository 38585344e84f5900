"""Of which words it is not clear that they are offered: "formerly exosomes", "PRP and maybe exosomes"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from scoring.recognition.person_unit import DEGREES
from scoring.recognition.spans import Match, any_between
from scoring.vocabulary import Negation, vocabulary

# At the start it tells of the past.
_USED_TO = re.compile(r"\A\W*(?:used to\b|(?:was|were|before)\s?:)")
# Right before a known word, which is blanked here: "was amniotic".
_WAS = re.compile(r"\A\W*(was|were|antes)\s{2,}")
# "From 2027"; "since 2015" is now.
_FROM_YEAR = re.compile(
    r"\b(?:from|by|till|until|before|coming|starting|expected|opening|opens|due|sold|retired|ended)"
    r" (?:[a-z]+ )?20\d\d\b"
)
# Years from one to another: "exosomes (2018-2021)".
_YEARS = re.compile(r"(?<![\d$])(?:19|20)\d\d ?(?:-|to|until|till|through) ?(20\d\d)(?!\d)")
_BEFORE_YEARS = re.compile(r"[\s(\[,:-]*(?:(?:in|from|between) )?")
_BEHIND_YEARS = re.compile(r"[\s)\]:,-]*")
# Beside a known word, and not the best of it: "with possible fluoroscopy", "(fluoroscopy is possible)".
_POSSIBLE = re.compile(
    r"\b(?:possible|potential(?:ly)?|presumably|likely|assumed)(?=\s{3,})"
    r"|(?<=\s\s)(?:is |are )?(?:possible|likely|assumed|claimed|alleged)\b(?=\W*(?:\Z|[),;]))"
)
# Between a known word and what says that it is not offered now, and behind that: "exosomes are paused until May".
_SAYS_SO = re.compile(
    r"[\s()\[\],:*-]*(?:(?:is|are|was|were|has been|have been|currently|now|temporarily|presently|all|both|still|just"
    r"|services?|injections?|treatments?|therapy|therapies|program|suite|unit|machine)\b[\s(\[:-]*)*"
)
_SAID = re.compile(
    r"\s*(?:\Z|[^\w\s'-]|-\s|(?:and|but|so|while|then|until|till|since|due|because|indefinitely|again|currently|now"
    r"|for (?:now|the|lack|want)|at (?:this|present|the)|as of|in (?:\w+ )?(?:20)?\d\d|by|this|last)\b)"
)
# Right behind a known word, a year until which it was so: "PRP (prior to 2022)".
_UNTIL = r"\b(?:through|thru|prior to|pre|bis|bis ende|hasta|hasta el|jusqu'en|avant|vor|antes de)[ -](20\d\d)(?!\d)"
_UNTIL_YEAR = re.compile(rf"[\s(\[,:-]*+{_UNTIL}")
_BEST = re.compile(r"\b(?:most|least|best|[a-z]{3,}est)\b")
_BUT = re.compile(r"\b(?:but|however|although|whereas|while|instead)\b")  # no doubt reaches beyond it
# Before a doubt, these begin what it is about: "PRP and maybe exosomes", "PRP (formerly exosomes)".
_JOINT = re.compile(
    r"(?:\b(?:and|plus|with|also|or|y|o)\b|[&+(])\W*(?:(?:we|we're|are|is|also|will|now|even|then|the|a|some|they|still)\W+)*\Z"
)
SENTENCE_ENDS = re.compile(r"(?<=\w\w\w)[.!]\s")
_CLOSES = re.compile(r"\)")
_REACH = 40  # characters before a doubt in which it is sought
_WAS_HINT = re.compile(r"\A\W*(?:was|were|antes)\b")
_POSSIBLE_HINT = re.compile(r"\b(?:possible|potential|presumably|likely|assumed|claimed|alleged)")
# Where none matches, only the cues of the vocabulary may.
HINTS = (_USED_TO, _WAS_HINT, _FROM_YEAR, _POSSIBLE_HINT, _YEARS, re.compile(_UNTIL))


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
    if not _BEST.search(text):
        doubtful += [m.span() for m in _POSSIBLE.finditer(masked)]
    if not (unclear or doubtful):
        return frozenset(), frozenset()
    turns = sorted([
        *(m.start() for m in _BUT.finditer(masked)),
        *(start for start, _ in (*now, *others)),
        *_sentences(text, known),
        *_ends_of_reach(masked, known, [*unclear, *doubtful]),
    ])  # fmt: skip
    of_now, at_all = ({bisect_right(turns, at) for at, _ in spans} for spans in (unclear, doubtful))
    clauses = [(start, bisect_right(turns, start)) for start in known]
    return (
        frozenset(start for start, clause in clauses if clause in of_now),
        frozenset(start for start, clause in clauses if clause in at_all),
    )


def _cues_of_time(cues: Negation, text: str, masked: str, known: Sequence[int]) -> list[tuple[int, int]]:
    """Where cues of the past and of plans begin and end. A year ahead is none beside what is valid until then."""
    spans = [m.span() for pattern in (cues.unsure, _FROM_YEAR) for m in pattern.finditer(masked)]
    spans += [m.span() for m in _USED_TO.finditer(text)]
    spans += [m.span() for m in _WAS.finditer(masked) if not any_between(known, 0, m.start(1))]
    if not cues.valid.search(text):
        spans += [m.span() for m in cues.ahead.finditer(masked) if not _is_of_model(cues, text, *m.span())]
    return spans


def _said_behind(cues: Negation, masked: str, words: Sequence[Match]) -> list[tuple[int, int]]:
    """What is said right behind a word: that it is paused or was so until a year, or that it is only written about.

    A training lasts, and is what is taught.
    """
    training = vocabulary().terms["credentials"]
    spans: list[tuple[int, int]] = []
    ends = [*(start for _, start, _ in words[1:]), len(masked)]
    for (entry, _, end), stop in zip(words, ends, strict=False):
        begins = _SAYS_SO.match(masked, end, stop)
        at = begins.end() if begins else end
        said = cues.closing.match(masked, at, stop)
        said = said or (cues.topic.match(masked, at, stop) if entry.code not in training else None)
        if said and _SAID.match(masked, said.end()):
            spans.append(said.span())
        elif (until := _UNTIL_YEAR.match(masked, end, stop)) and cues.over.fullmatch(until[1]):
            spans.append(until.span())
    return spans


def _is_of_model(cues: Negation, text: str, start: int, end: int) -> bool:
    """Whether a year ahead is part of a product's name: "PRP 2030 kit", "model 2030"."""
    beside = (text[max(0, start - _REACH) : start].split()[-1:], text[end : end + _REACH].split()[:1])
    return any(cues.models.fullmatch(word) for words in beside for word in words)


def past_years(cues: Negation, text: str) -> list[tuple[int, int]]:
    """Where spans of years begin and end that were over when the vocabulary was written."""
    return [m.span() for m in _YEARS.finditer(text) if cues.over.fullmatch(m[1])]


def _past_years(cues: Negation, masked: str, words: Sequence[Match]) -> list[tuple[int, int]]:
    """Spans of years right beside what they date. Beside a field they are those of a training, which lasts."""
    past = past_years(cues, masked)
    if not past:
        return past
    training = vocabulary().terms["credentials"]
    dated = [(start, end) for entry, start, end in words if entry.code in DEGREES or entry.code not in training]
    starts = [start for start, _ in dated]
    spans: list[tuple[int, int]] = []
    for start, stop in past:
        following = bisect_left(starts, start)
        is_before = following > 0 and _BEFORE_YEARS.fullmatch(masked, dated[following - 1][1], start)
        if is_before or (following < len(starts) and _BEHIND_YEARS.fullmatch(masked, stop, starts[following])):
            spans.append((start, stop))
    return spans


def _ends_of_reach(masked: str, known: Sequence[int], doubts: Sequence[tuple[int, int]]) -> list[int]:
    """Where the reach of doubts that follow a joining word, or are in brackets, begins and ends."""
    closing = [m.start() for m in _CLOSES.finditer(masked)]
    turns: list[int] = []
    for start, end in doubts:
        opens = masked[start] == "(" and masked[end - 1] != ")"  # as "(was" does, and "(maybe)" does not
        joint = _JOINT.search(masked, max(0, start - _REACH), start + opens)
        if joint is None:
            continue
        closes = closing[(at := bisect_left(closing, end)) : at + 1] if "(" in joint[0] else []
        begins = joint.start() if joint[0].startswith(("(", "with")) else end
        if any_between(known, begins, closes[0] if closes else len(masked)):
            turns += [joint.start(), *closes]
    return turns


def _sentences(text: str, known: Sequence[int]) -> list[int]:
    """Where sentences begin that no doubt enters: those with a known word, after one with a known word.

    "BMC. Coming soon!" has one that does not say what it is about.
    """
    ends = [m.end() for m in SENTENCE_ENDS.finditer(text)]
    places = [0, *ends, len(text)]
    return [
        end
        for before, end, after in zip(places, ends, places[2:], strict=False)
        if any_between(known, before, end) and any_between(known, end, after)
    ]
