"""Yes and no inside a cell, in every form: `PRP=1; SVF=0`, `{"PRP":true}`, "[x] PRP [ ] SVF", "Not offered: SVF".

A cell is cut into segments, each with the answer that applies to all of it. Every pattern passes a text once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from scoring.recognition.answers.answer_marks import (
    MARK,
    ROUND_BOXES,
    ROUND_BOXES_OF_PEOPLE,
    SIGNS,
    Boxes,
    marked,
    marks_of,
    signs_of,
)
from scoring.recognition.answers.answer_patterns import CLOSES, answer_patterns, said, says_no
from scoring.recognition.answers.answered_segment import Answer, Segment, rest_of, trailing
from scoring.recognition.answers.dated_parts import under_earlier_years
from scoring.recognition.answers.list_literal import list_parts
from scoring.recognition.answers.lone_statements import lone_statement
from scoring.recognition.answers.parallel_answers import parallel_answers
from scoring.recognition.answers.question_replies import questions
from scoring.recognition.claims.near_doubts import is_unfinished
from scoring.recognition.items.item_reader import OF_IMAGING, REMEMBERED, REMEMBERED_LENGTH
from scoring.recognition.words.brackets import outermost_brackets
from scoring.recognition.words.spans import blanked
from scoring.vocabulary import DIMENSIONS, IN_DOUBT, Negation, Vocabulary, answer_key, spelling, vocabulary

# Every answer has one of these; checking for them first takes a tenth of the time.
_MAY_ANSWER = re.compile(rf"[:=?>\u2192(\[0-9{SIGNS}+_-]|\s(?:[yn]|un|tb|to be)|[,/]\s?[nftuy]", re.IGNORECASE)
# What a person crossed out, in Markdown or HTML.
_STRUCK = re.compile(r"~~([^~]++)~~|<(del|s|strike)>([^<]++)</\2>", re.IGNORECASE)
_SENTENCE = re.compile(r"\.\s(?=[A-Z][^:.;]{0,40}:)|\s/\s(?=[^:.;/]{1,40}:)")
_LONE_NO = re.compile(r"(?:no|not|non|never|unavailable)\W*", re.IGNORECASE)  # "none" may belong to another column
_HEADING = re.compile(r"\s*([^:=]{1,40}):(?!\S*//)")
_UNFILLED = re.compile(r".*\w\)?(?:\s*+:\s*+-*+|\s++-++)\s*+", re.DOTALL)  # "PRP -", beside items that are answered
_ALONE = {"negation_unclear": Answer.UNCLEAR, "offer_in_doubt": Answer.DOUBTED}
_REPLIES = {True: Answer.YES, False: Answer.NO, None: Answer.UNCLEAR}


class SegmentReader:
    """Cuts cells into segments. The parts of lists repeat, so each is cut once and remembered.

    In products and targets a "no" between semicolons may apply to what comes before it; in the other columns it is
    itself an entry: no person, no imaging. What only denies or doubts, as "not offered" does, may do so in all.
    """

    def __init__(self, words: Vocabulary, dimension: str) -> None:
        self._vocabulary, self._dimension = words, dimension
        self._known, self._cues = words.words[dimension].pattern, words.negation
        self._lone_no = dimension in ("products", "targets")
        self._boxes = ROUND_BOXES_OF_PEOPLE.match if dimension == "credentials" else ROUND_BOXES.search
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._of_part)

    def segments(self, cell: str) -> list[Segment]:
        """The segments of a cell, in order."""
        struck = [match[1] or match[3] for match in _STRUCK.finditer(cell)]
        made = [Segment(text, text, Answer.DOUBTED) for text in struck]
        denied = False
        parts = list_parts(_STRUCK.sub(" ", cell) if struck else cell)
        outdated = under_earlier_years(parts) if self._dimension in IN_DOUBT else ()
        for place, part in enumerate(parts):
            if made and made[-1].answer is Answer.NONE and (answer := self._of_the_last(part, made[-1].text)):
                made[-1:] = self._refuted(made[-1].text, part, answer)
                continue
            of_part = self._remembered if len(part) <= REMEMBERED_LENGTH else self._of_part
            of_this, denied = of_part(part, denied)
            if place in outdated:
                of_this = tuple(map(self._of_earlier, of_this))
            made += of_this
        if any(segment.answer in (Answer.YES, Answer.NO) for segment in made):
            made = [self._filled_in(segment) for segment in made]
        return made

    def _of_earlier(self, segment: Segment) -> Segment:
        """A segment of what was so in an earlier year: it may be so still, unless it was denied even then."""
        if segment.answer not in (Answer.NONE, Answer.YES):
            return segment
        is_denied = self._cues.hint.search(segment.text.lower())
        return replace(segment, answer=Answer.UNCLEAR if is_denied else Answer.DOUBTED)

    def _filled_in(self, segment: Segment) -> Segment:
        """A segment beside answers: in doubt if nothing stands where its own would, as in "PRP: ; BMC: yes"."""
        is_open = segment.answer is Answer.NONE and _UNFILLED.fullmatch(segment.text)
        if not (is_open and self._known.search(segment.text.lower())):
            return segment
        return Segment(segment.text, segment.text.rstrip(" :-"), Answer.DOUBTED)

    def _of_the_last(self, part: str, last: str) -> Answer | None:
        """The answer that a part gives to the part before it, and to nothing else; None if it says something itself."""
        if self._lone_no and _LONE_NO.fullmatch(part):
            return Answer.UNCLEAR
        if self._known.search(part.lower()):
            return None
        words = self._vocabulary.words[self._dimension]
        entries = [words.entries[spelling(match.group())] for match in self._known.finditer(last.lower())]
        if not entries or OF_IMAGING.issuperset(entry.code for entry in entries):  # "imaging; not used" is "none"
            return None
        if self._dimension == "credentials" and is_unfinished(self._cues.doubts, part.lower(), entries[-1]):
            return Answer.UNCLEAR
        return _ALONE.get(lone_statement(self._vocabulary, self._dimension, part))

    def _refuted(self, last: str, part: str, answer: Answer) -> list[Segment]:
        """The segments of a part and of what refutes it: of a list of trainings only the last, as a degree stays."""
        text = f"{last}; {part}"
        if self._dimension == "credentials":
            return list(trailing(text, 0, len(last), len(text), answer))
        return [Segment(text, last, answer)]

    def _of_part(self, part: str, denied: bool) -> tuple[tuple[Segment, ...], bool]:
        """The segments of a part, and whether what follows is denied. `denied`: whether the text before says so."""
        made: list[Segment] = []
        for sentence in _SENTENCE.split(part):
            head = _heading(sentence, self._known)
            if head or self._cues.ends.search(sentence.lower()):
                denied = bool(head) and _denies(head, self._cues)
            answered = parallel_answers(sentence) or _replied(sentence, self._known, self._cues, self._boxes)
            for segment in answered:
                is_denied = denied and segment.answer is Answer.NONE
                made.append(Segment(segment.text, segment.label, Answer.NO) if is_denied else segment)
        return tuple(made), denied


def goes_on_denying(dimension: str, cell: str) -> bool:
    """Whether a cell ends in a list of denied things, such as "Not offered: SVF", which joined text would continue.

    `dimension`: a dimension, `credentials_verified`, or `claims`, whose cells answer nothing.
    """
    dimension = "credentials" if dimension == "credentials_verified" else dimension
    if dimension not in DIMENSIONS or ":" not in cell:
        return False
    return SegmentReader(vocabulary(), dimension).segments(f"{cell}; also")[-1].answer is Answer.NO


def _heading(text: str, known: re.Pattern[str]) -> str:
    """The text before the colon that introduces a list; "" if there is none."""
    match = _HEADING.match(text)
    if match is None or answer_patterns().pair.match(text, match.end(1)):
        return ""
    head = match[1].lower()
    return "" if known.search(head) and answer_key(head) not in vocabulary().yes | vocabulary().no else head


def _denies(heading: str, cues: Negation) -> bool:
    """Whether a heading says that what follows is denied."""
    if answer_key(heading) in vocabulary().no:
        return True
    rest = cues.not_a_cue.sub("+", heading)
    said = any(pattern.search(rest) for pattern in (cues.before, cues.after, cues.unsure, cues.closing))
    for pattern in (cues.closing, cues.after, cues.before, cues.unsure, cues.offering):
        rest = pattern.sub(" ", rest)
    return said and not re.search(r"[\w+]", rest)


def _replied(part: str, known: re.Pattern[str], cues: Negation, boxes: Boxes) -> list[Segment]:
    """The segments of a text whose questions, if it has any, are answered by what follows them."""
    if MARK.search(part) or signs_of(part):
        return _answered(part, known, boxes)
    made: list[Segment] = []
    for question in questions(part, known):
        if question.asks:
            hedged = question.reply and cues.doubtful.search(question.text.rpartition("?")[2].lower())
            answer = Answer.DOUBTED if question.doubts or hedged else _REPLIES[question.reply]
            made.append(Segment(question.text, question.label, answer))
        else:
            made += _answered(question.text, known, boxes)
    return made or _answered(part, known, boxes)


def _answered(part: str, known: re.Pattern[str], boxes: Boxes) -> list[Segment]:
    if not _MAY_ANSWER.search(part):
        return [Segment(part, part, Answer.NONE)]
    if marks := marks_of(part, boxes):
        return list(marked(part, marks, known))
    pairs = list(_pairs(part, known))
    ended = [bool(CLOSES.match(part, match.end())) for match in pairs]
    last = max((place for place, closes in enumerate(ended) if closes), default=-1)
    pairs = pairs[: last + 1]  # "imaging: no fluoroscopy" is no answer
    if not pairs:
        return [Segment(part, part, Answer.NONE)]
    made: list[Segment] = []
    at = 0
    for match in pairs:
        answer = said(match[match.lastindex or 0])
        made += trailing(part, at, match.start(), match.end(), answer)
        at = match.end()
    return made + rest_of(part[at:], Answer.NONE)


def _pairs(part: str, known: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The answers in a text. A separate item is one if something known comes before it, outside brackets.

    "None" in imaging is not an answer, because it states something itself.
    """
    low, outside, at = part.lower(), blanked(part, outermost_brackets(part), "\0"), 0
    for match in answer_patterns().matches(part):
        if match["letter"] or match["state"]:  # "SVF N", and not "Jane N"; "PRP unknown", and not "source unknown"
            is_last = part[match.end() :][:2].strip() in ("", ",", ";", "/") or CLOSES.match(part, match.end())
            if not is_last and not known.match(low, match.end() + 1):  # "SVF N PRP Y", and not "PRP Y Smith"
                continue
            if any(word.end() == match.start() for word in known.finditer(low, at, match.start())):
                yield match
        elif match[0].lstrip()[0] in ",/":
            word = match[match.lastindex or 0].lower()
            states = known.fullmatch(word) and says_no(word)
            if not states and outside[match.start()] != "\0" and known.search(low, at, match.start()):
                yield match
        else:
            yield match
        at = match.end()
