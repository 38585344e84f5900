"""Yes and no inside a cell, in every form: `PRP=1; SVF=0`, `{"PRP":true}`, "[x] PRP [ ] SVF", "Not offered: SVF".

A cell is cut into segments, each with the answer that applies to all of it. Every pattern passes a text once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from scoring.recognition.answer_patterns import CLOSES, answer_patterns
from scoring.recognition.brackets import outermost_brackets
from scoring.recognition.items import REMEMBERED, REMEMBERED_LENGTH
from scoring.recognition.list_literal import list_parts
from scoring.recognition.question_replies import questions
from scoring.recognition.spans import blanked
from scoring.vocabulary import DIMENSIONS, Negation, Vocabulary, answer_key, vocabulary

_SIGNS = "\u2713\u2714\u2611\u2705\u2717\u2718\u2610\u2612\u274c\u274e\u2716\U0001f6ab\u26d4"
# Every answer has one of these; checking for them first takes a tenth of the time.
_MAY_ANSWER = re.compile(rf"[:=?>\u2192(\[0-9{_SIGNS}+_-]|\s(?:[yn]|un|tb|to be)|[,/]\s?[nftuy]", re.IGNORECASE)
_LINE = r"(?:_++[xX]_++|__++)"  # of a form, to put a cross on, and not inside a name of two words
_MARK = re.compile(
    rf"\[[xX _]?\]|\( ?[xX]? ?\)|[{_SIGNS}]\ufe0f?|(?:(?<!\w)[(\[])?+(?:(?<!\w){_LINE}|(?<!_){_LINE}(?!\w))[)\]]?"
)
_CROSS = re.compile(r"(?<!\S)[xX](?!\S)")  # a mark in a text with lines: "__ disc X facet"
# Round brackets are boxes if one of them is checked, or if several hold a blank. Those of credentials may be what is
# left of numbers that were taken out, so there only if the text begins with one of several.
_ROUND_BOXES = re.compile(r"\( ?[xX] ?\)|\( \)[^(]*+\( \)")
_ROUND_BOXES_OF_PEOPLE = re.compile(r"(?s:.*?)\( ?[xX] ?\)|\( \)[^(]*+\( \)")
_EMPTY_BOX = re.compile(r"\[[ _]?\]|\( ?\)|\u2610")
_YES_MARKS = frozenset("\u2713\u2714\u2611\u2705+")
_BALLOT, _EMPTY_BALLOT = "\u2612", "\u2610"  # a crossed box is checked if another box of the text is empty
# "+disc -facet": signs are marks in a text that begins with a plus and has both; a dash may begin any list.
_SIGN_MARK = re.compile(r"(?<!\S)[+-](?=[^\W\d])")
# What a person crossed out, in Markdown or HTML.
_STRUCK = re.compile(r"~~([^~]++)~~|<(del|s|strike)>([^<]++)</\2>", re.IGNORECASE)
_SENTENCE = re.compile(r"\.\s(?=[A-Z][^:.;]{0,40}:)|\s/\s(?=[^:.;/]{1,40}:)")
_LONE_NO = re.compile(r"(?:no|not|non|never|unavailable)\W*", re.IGNORECASE)  # "none" may belong to another column
_HEADING = re.compile(r"\s*([^:=]{1,40}):(?!\S*//)")
_LAST = re.compile(r",|\s/\s")  # before the last item of a list
_EDGES = " ,/.'\""


class Answer(Enum):
    """The answer for a segment.

    `UNCLEAR`: a nearby "no" may or may not apply. `DOUBTED`: the segment is a question, answered neither yes nor no, or
    crossed out.
    """

    NONE = "none"
    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    DOUBTED = "doubted"


_Boxes = Callable[[str], re.Match[str] | None]  # finds round brackets that are boxes
_REPLIES = {True: Answer.YES, False: Answer.NO, None: Answer.UNCLEAR}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a cell as written (`text`), what it is about (`label`), and the answer to that."""

    text: str
    label: str
    answer: Answer


class SegmentReader:
    """Cuts cells into segments. The parts of lists repeat, so each is cut once and remembered.

    In products and targets a "no" between semicolons may apply to what comes before it; in the other columns it is
    itself an entry: no person, no imaging.
    """

    def __init__(self, words: Vocabulary, dimension: str) -> None:
        self._known, self._cues = words.words[dimension].pattern, words.negation
        self._lone_no = dimension in ("products", "targets")
        self._boxes = _ROUND_BOXES_OF_PEOPLE.match if dimension == "credentials" else _ROUND_BOXES.search
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._of_part)

    def segments(self, cell: str) -> list[Segment]:
        """The segments of a cell, in order."""
        struck = [match[1] or match[3] for match in _STRUCK.finditer(cell)]
        made = [Segment(text, text, Answer.DOUBTED) for text in struck]
        denied = False
        for part in list_parts(_STRUCK.sub(" ", cell) if struck else cell):
            if self._lone_no and made and made[-1].answer is Answer.NONE and _LONE_NO.fullmatch(part):
                made[-1] = Segment(f"{made[-1].text}; {part}", made[-1].label, Answer.UNCLEAR)
                continue
            of_part = self._remembered if len(part) <= REMEMBERED_LENGTH else self._of_part
            of_this, denied = of_part(part, denied)
            made += of_this
        return made

    def _of_part(self, part: str, denied: bool) -> tuple[tuple[Segment, ...], bool]:
        """The segments of a part, and whether what follows is denied. `denied`: whether the text before says so."""
        made: list[Segment] = []
        for sentence in _SENTENCE.split(part):
            head = _heading(sentence, self._known)
            if head or self._cues.ends.search(sentence.lower()):
                denied = bool(head) and _denies(head, self._cues)
            for segment in _replied(sentence, self._known, self._cues, self._boxes):
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


def _replied(part: str, known: re.Pattern[str], cues: Negation, boxes: _Boxes) -> list[Segment]:
    """The segments of a text whose questions, if it has any, are answered by what follows them."""
    if _MARK.search(part) or _signed(part):
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


def _answered(part: str, known: re.Pattern[str], boxes: _Boxes) -> list[Segment]:
    if not _MAY_ANSWER.search(part):
        return [Segment(part, part, Answer.NONE)]
    if marks := _marks(part, boxes):
        return list(_marked(part, marks, known))
    pairs = list(_pairs(part, known))
    ended = [bool(CLOSES.match(part, match.end())) for match in pairs]
    last = max((place for place, closes in enumerate(ended) if closes), default=-1)
    pairs = pairs[: last + 1]  # "imaging: no fluoroscopy" is no answer
    if not pairs:
        return [Segment(part, part, Answer.NONE)]
    made: list[Segment] = []
    at = 0
    for match in pairs:
        answer = _said(match[match.lastindex or 0])
        made += _trailing(part, at, match.start(), match.end(), answer)
        at = match.end()
    return made + _rest(part[at:], Answer.NONE)


def _pairs(part: str, known: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The answers in a text. A separate item is one if something known comes before it, outside brackets.

    "None" in imaging is not an answer, because it states something itself.
    """
    low, outside, at = part.lower(), blanked(part, outermost_brackets(part), "\0"), 0
    for match in answer_patterns().matches(part):
        if match["letter"] or match["state"]:  # "SVF N", and not "Jane N"; "PRP unknown", and not "source unknown"
            if any(word.end() == match.start() for word in known.finditer(low, at, match.start())):
                yield match
        elif match[0].lstrip()[0] in ",/":
            word = match[match.lastindex or 0].lower()
            states = known.fullmatch(word) and _says_no(word)
            if not states and outside[match.start()] != "\0" and known.search(low, at, match.start()):
                yield match
        else:
            yield match
        at = match.end()


def _said(word: str) -> Answer:
    if answer_patterns().neither.fullmatch(word):
        return Answer.DOUBTED
    return Answer.NO if _says_no(word) else Answer.YES


def _says_no(word: str) -> bool:
    words = vocabulary()
    says_no = answer_key(word) in words.no | words.blank or words.replies.no.fullmatch(word.lower())
    return bool(says_no) or not word.rstrip(" %").strip("0")


def is_unchecked(segment: Segment) -> bool:
    """Whether a segment is an empty box and what it stands for."""
    return segment.answer is Answer.NO and _EMPTY_BOX.search(segment.text) is not None


def _marks(part: str, boxes: _Boxes) -> list[re.Match[str]]:
    """The boxes, checks and crosses of a text; in one without them, its signs, if they are marks."""
    marks = list(_MARK.finditer(part))
    if not boxes(part):
        marks = [mark for mark in marks if mark[0][0] != "(" or "_" in mark[0]]
    if any("__" in mark[0] for mark in marks):
        marks = sorted([*marks, *_CROSS.finditer(part)], key=re.Match.start)
    return marks or _signed(part)


def _signed(part: str) -> list[re.Match[str]]:
    signs = list(_SIGN_MARK.finditer(part)) if part.startswith("+") else []
    return signs if any(sign[0] == "-" for sign in signs) else []


def _marked(part: str, marks: Sequence[re.Match[str]], known: re.Pattern[str]) -> Iterator[Segment]:
    """The segments of a text with marks. As with the first one, all come before what they mark, or all after it.

    Before what they mark there may be a heading: "Treats: [ ] disc [x] facet".
    """
    answers = [_marked_as(match[0], part) for match in marks]
    first = marks[0].start()
    if re.search(r"\w", part[:first]) and not _is_heading(part[:first], part[first:], marks[-1].end() - first, known):
        at = 0
        for match, answer in zip(marks, answers, strict=True):
            yield from _trailing(part, at, match.start(), match.end(), answer)
            at = match.end()
        yield from _rest(part[at:], Answer.UNCLEAR if answers[-1] is Answer.NO else Answer.NONE)
        return
    ends = [*(match.start() for match in marks[1:]), len(part)]
    for match, answer, end in zip(marks, answers, ends, strict=True):
        label = part[match.end() : end].strip(_EDGES)
        if label:
            yield Segment(part[match.start() : end].strip(_EDGES), label, answer)


def _is_heading(before: str, marked: str, last: int, known: re.Pattern[str]) -> bool:
    """Whether a text before the first mark leads up to all that is marked: as only one that ends in a colon may do.

    `last`: where the last mark ends in the text with the marks; what it marks stands behind it. A known word may be a
    heading too, but not in "disc: [x] facet: [ ] muscle".
    """
    if not before.rstrip().endswith((":", "?")) or not re.search(r"\w", marked[last:]):
        return False
    return not known.search(before.lower()) or (":" not in marked and known.search(marked.lower(), last) is not None)


def _marked_as(mark: str, part: str) -> Answer:
    """The answer of a mark. A line that nobody filled in is neither yes nor no."""
    if _is_tick(mark, part):
        return Answer.YES
    return Answer.DOUBTED if "__" in mark else Answer.NO


def _is_tick(mark: str, part: str) -> bool:
    return mark[0] in _YES_MARKS or "x" in mark.lower() or (mark[0] == _BALLOT and _EMPTY_BALLOT in part)


def _trailing(part: str, start: int, stop: int, end: int, answer: Answer) -> Iterator[Segment]:
    """What an answer at the end applies to.

    After a list with commas a "no" may apply only to the last item; what is neither yes nor no does, and so does any
    answer on a fellowship or a board: "MD, PM&R, board certified: no".
    """
    last = max((match.end() for match in _LAST.finditer(part, start, stop)), default=start)
    first = part[start:last].strip(_EDGES)
    if answer is not Answer.YES and first:
        is_alone = answer is not Answer.NO or vocabulary().negation.doubts.unfinished.beside_degree.search(
            part[last:stop].lower()
        )
        yield Segment(first, first, Answer.NONE if is_alone else Answer.UNCLEAR)
        start = last
        label = part[start:stop].strip(_EDGES)
    else:
        label = part[start:stop].strip(_EDGES)
    if label:
        yield Segment(part[start:end].strip(" ,/"), label, answer)


def _rest(text: str, answer: Answer) -> list[Segment]:
    rest = text.strip(_EDGES)
    return [Segment(rest, rest, answer)] if re.search(r"\w", rest) else []
