"""What one cell states: its terms, its ambiguous words, and what in it was not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from scoring.limits import LONGEST_CELL
from scoring.problems import Finding, finding
from scoring.recognition.answers.answer_marks import is_unchecked
from scoring.recognition.answers.answered_segment import Answer, Segment
from scoring.recognition.answers.list_literal import list_parts
from scoring.recognition.answers.segment_reader import SegmentReader
from scoring.recognition.cells.part import REFUSED, Part, not_too_many, refused, still_in_doubt
from scoring.recognition.cells.part_reader import PartReader
from scoring.recognition.cells.stated import NOTHING, Reading, Stated
from scoring.recognition.credentials.people import counting, read_people
from scoring.recognition.items.item_reader import OF_IMAGING, UNKNOWN, ItemReader, has_taxonomy
from scoring.vocabulary import Vocabulary, answer_key, is_blank, plain, spelling, vocabulary

_NPI = re.compile(r"\bNPI\b[\s:#.]*(?:(?:no|number)\b[\s:#.]*)?(?=[12]\d{9}\b)|\b[12]\d{9}\b", re.IGNORECASE)
_OF_TRADE = str.maketrans("", "", "\u2120\u2122")  # signs of a trade mark, which would be letters in plain text
_SPANISH_YES = re.compile("(?<!\\w)s(?:\u00ed|i\u0301)(?!\\w)", re.IGNORECASE)  # without its accent the SI joint
_STILL_UNDERSTOOD = frozenset(("ambiguous_word", "misspelling", "negated", "none_with_imaging", "taxonomy_not_listed"))


class Recognizer:
    """Reads the cells of one dimension (or of `claims`). The parts of cells are read once and remembered.

    `assigned`: what a person decided that an item means, by its `value_key`; it takes precedence over other readings.
    `guesses`: whether findings suggest the nearest known word.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        dimension: str,
        assigned: Mapping[str, frozenset[str]] | None = None,
        *,
        guesses: bool = True,
    ) -> None:
        self._vocabulary = vocabulary
        self._dimension = dimension
        self._items = ItemReader(vocabulary, dimension, guesses=guesses)
        self._answers = SegmentReader(vocabulary, dimension)
        self._parts = PartReader(vocabulary, dimension, self._items, assigned or {})
        self.met = self._parts.met  # the keys of assigned values that were met in a cell

    def read(self, cell: str) -> Reading:
        """What the cell states. Blank cells and words for "not stated" state nothing and are no problem.

        A cell that is longer than `LONGEST_CELL` is free text: it states nothing, which is a problem.
        """
        text = self._plain(cell)
        if text is None:
            lengths = {"count": f"{len(cell.strip()):,}", "expected": f"{LONGEST_CELL:,}"}
            return Reading(NOTHING, (finding("cell_too_long", cell.strip(), **lengths),))
        if is_blank(text):
            return Reading(NOTHING)
        if term := self._term_or_yes(text):
            return Reading(NOTHING, (finding("offer_in_doubt", text, terms=self.labels([term])),))
        if (rest := self._without_npi(text)) != text:
            if not re.search(r"\w", rest):
                return Reading(NOTHING, (finding("npi_is_no_training", text),))
            text = rest
        parts = [self._read_segment(segment) for segment in self._segments(text)]
        if self._dimension == "credentials":
            return self._of_people(parts, text)
        terms = frozenset(term for part in parts for term in part.terms)
        findings = [problem for part in parts for problem in part.findings]
        if "none" in terms and len(terms) > 1 and self._dimension == "imaging":
            terms -= {"none"}
            findings.append(finding("none_with_imaging", text, terms=self.labels(terms)))
        ambiguous = frozenset(word for part in parts for word in part.ambiguous)
        if not terms and not ambiguous:
            findings += [problem for part in parts for problem in part.if_alone]
        else:
            ambiguous |= still_in_doubt(parts, terms)
        contrasts = frozenset[bool]().union(*(part.contrast for part in parts))
        contrast = min(contrasts) if contrasts else None  # where a cell says both, it is not sure that it is used
        return _reading(Stated(terms, ambiguous, contrast=contrast), findings, text)

    def _of_people(self, parts: Sequence[Part], text: str) -> Reading:
        """What a cell about people states: all of them, and the words of those who count."""
        everybody, left_out = read_people([part.people for part in parts], self._vocabulary.terms[self._dimension])
        counted = counting(everybody)
        terms = frozenset(term for person in counted for term in person.terms)
        ambiguous = frozenset(word for person in counted for word in person.ambiguous)
        findings = [problem for part in parts for problem in part.findings] + left_out
        for part in parts if ambiguous else ():
            items = {word.entry.code: word.item for word in part.people.words if word.entry and word.counts}
            findings += [self._parts.ambiguous_finding(code, items[code]) for code in items if code in ambiguous]
        if not (everybody or findings) and any(part.people.clauses for part in parts):
            findings.append(self._items.unknown.finding("not_recognised", text, text))
        named = any(part.board_named for part in parts) or not terms <= {"physician", "non_clinical"}
        board_not_named = any(part.board for part in parts) and not named
        return _reading(Stated(terms, ambiguous, board_not_named, people=everybody), findings, text)

    def understands(self, cell: str) -> bool:
        """Whether all of a cell is known, and it is more than a title before somebody's name."""
        text = self._plain(cell)
        if text is None or not (
            self._vocabulary.words[self._dimension].pattern.search(text.lower()) or has_taxonomy(text)
        ):
            return False  # most cells of other columns, seen so without a search for the nearest word
        reading = self.read(text)
        codes = {problem.code for problem in reading.findings}
        titles = {code for code in reading.stated.ambiguous if self._parts.entry(code).names_follow}
        says = reading.stated.terms or reading.stated.ambiguous - titles or "taxonomy_not_listed" in codes
        return bool(says) and codes <= _STILL_UNDERSTOOD

    def items(self, cell: str) -> list[str]:
        """The items of a cell as they are written: what a person may assign a meaning to. Free text has none."""
        text = self._without_npi(self._plain(cell) or "")
        if is_blank(text):
            return []
        return [item for segment in self._segments(text) for item in self._items_of(segment)]

    def labels(self, terms: Iterable[str]) -> str:
        """The labels of terms as a list in text, in the order of the vocabulary."""
        return ", ".join(self._vocabulary.labels(self._dimension, terms))

    def is_role(self, value: str) -> bool:
        """Whether a value says in what role a person is named, and nothing else."""
        item = self._items.read(value.strip())
        return bool(item.cues) and not item.words and not item.left_over

    def nearest(self, value: str) -> str:
        """The label of the term nearest to a value that was not understood; "" if none is near."""
        return self._items.unknown.nearest(value)

    def unknown_words(self, value: str) -> str:
        """The words of a value that were not understood, joined by blanks."""
        return " ".join(self._items.unknown.of(value, self._items.read(value).matches))

    def _plain(self, cell: str) -> str | None:
        """The plain text of a cell, in which the accent of a Spanish yes is lost; None if it is free text."""
        return _plain_list(_SPANISH_YES.sub("yes", cell) if self._dimension == "targets" else cell)

    def _term_or_yes(self, text: str) -> str:
        """The term of a cell that is its word or a yes: "Si", but not "SI"; "" for any other cell."""
        if text.isupper() or answer_key(text) not in self._vocabulary.yes:
            return ""
        entry = self._vocabulary.words[self._dimension].entries.get(spelling(text))
        return entry.code if entry and entry.kind == "term" else ""

    def _without_npi(self, text: str) -> str:
        """A cell without the numbers that identify a person: they say nothing about the person's training."""
        if self._dimension != "credentials" or not _NPI.search(text):
            return text
        return _NPI.sub(" ", text).strip()

    def _segments(self, text: str) -> list[Segment]:
        """The segments of a cell. Claims are sentences, which answer nothing."""
        if self._dimension == "claims":
            return [Segment(part, part, Answer.NONE) for part in list_parts(text)]
        return self._answers.segments(text)

    def _items_of(self, segment: Segment) -> list[str]:
        if segment.answer in REFUSED or self._parts.is_decided(segment.text):
            return [segment.text]
        return [item.text.strip() for item in self._items.cut(segment.label)]

    def _read_segment(self, segment: Segment) -> Part:
        """What a segment states: nothing if the answer to it is no, or may be no."""
        if segment.answer is Answer.NONE:  # as of nearly all
            return self._parts.read(segment.text)
        if segment.answer not in REFUSED or self._parts.is_decided(segment.text):
            return self._parts.read(self._answered(segment.label) if segment.answer is Answer.YES else segment.text)
        items = self._items.cut(segment.label)
        codes = {entry.code for item in items for entry, _, _ in item.words}
        asks_imaging = self._dimension == "imaging" and spelling(segment.label) in self._vocabulary.asks_imaging
        is_open = codes == {"none"} and (segment.answer is Answer.DOUBTED or is_unchecked(segment))  # "blind: unknown"
        if asks_imaging or (codes and codes <= OF_IMAGING and not is_open):  # "guidance: none", "no: palpation"
            return self._parts.read(segment.text)
        return refused(segment, items, self._parts.read(segment.label), self._dimension)

    def _answered(self, label: str) -> str:
        """What a yes confirms: for imaging, "US" is no country."""
        entry = self._vocabulary.words[self._dimension].entries.get(spelling(label))
        return self._vocabulary.label(self._dimension, entry.joined_as) if entry and entry.joined_as else label


def _plain_list(cell: str) -> str | None:
    """The plain text of a cell; None if it is so long that it is free text. One character may become eighteen."""
    text = cell.strip()
    if len(text) > LONGEST_CELL or len(text := plain(text.translate(_OF_TRADE))) > LONGEST_CELL:
        return None
    return text


def _reading(stated: Stated, findings: list[Finding], text: str) -> Reading:
    return Reading(stated, not_too_many(findings, text), sum(problem.code in UNKNOWN for problem in findings))


@cache
def recognizer(dimension: str) -> Recognizer:
    """The reader of a dimension's cells by the vocabulary alone, kept for the next column; it makes no guesses."""
    return Recognizer(vocabulary(), dimension, guesses=False)
