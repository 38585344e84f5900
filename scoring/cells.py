"""What one cell states: its terms, its ambiguous words, and what in it was not understood."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from scoring.negation import Match, split_denied
from scoring.problems import Finding, finding
from scoring.vocabulary import DIMENSIONS, Entry, Vocabulary, plain, spelling

_LIST_ENDS = re.compile(r"[;|\n\r]+")
_ITEM_ENDS = re.compile(r"[,/]")
_ALONE = re.compile(r"[^\W\d_][\w'&.%-]*", re.UNICODE)
_ZIP = re.compile(r"^\W{1,3}\d{5}\b")
_NAME = re.compile(r"^(?:[A-Z][\w'.-]*\s?){2,4}$")
_LONGEST_LITERAL = 10_000
_NEAR_ENOUGH = 80.0


@dataclass(frozen=True, slots=True)
class Stated:
    """What a cell states. Empty of both terms and ambiguous words: nothing, so the question is unknown."""

    terms: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    board_not_named: bool = False


NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as it was understood, with a finding for each part that needs a person."""

    stated: Stated
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of a list, also in lower case, and the words found in it."""

    text: str
    low: str
    matches: list[Match]


class Recogniser:
    """Reads the cells of one dimension (or of `claims`). The parts of cells are read once and remembered."""

    def __init__(self, vocabulary: Vocabulary, dimension: str) -> None:
        self._vocabulary = vocabulary
        self._dimension = dimension
        self._words = vocabulary.words[dimension]
        self._read_part = lru_cache(maxsize=50_000)(self._part)
        self._near = lru_cache(maxsize=5_000)(self._nearest)

    def read(self, cell: str) -> Reading:
        """What the cell states. Blank cells and words for "not stated" state nothing and are no problem."""
        text = plain(cell)
        if not text or (spelling(text) or text) in self._vocabulary.blank:
            return Reading(NOTHING)
        terms: set[str] = set()
        ambiguous: set[str] = set()
        findings: list[Finding] = []
        board = named = False
        for part in _LIST_ENDS.split(_without_brackets(text)):
            if part.strip():
                result = self._read_part(part.strip())
                terms |= result[0]
                ambiguous |= result[1]
                findings += result[2]
                board |= result[3]
                named |= result[4]
        if "none" in terms and len(terms) > 1 and self._dimension == "imaging":
            terms.discard("none")
            findings.append(finding("none_with_imaging", text, terms=self._labels(terms)))
        names_board = named or any(term not in ("physician", "non_clinical") for term in terms)
        return Reading(Stated(frozenset(terms), frozenset(ambiguous), board and not names_board), tuple(findings))

    # -- parts: what stands between semicolons, bars and line breaks -------------------------------------

    def _part(self, part: str) -> tuple[set[str], set[str], list[Finding], bool, bool]:
        terms: set[str] = set()
        ambiguous: dict[str, str] = {}
        findings: list[Finding] = []
        board = named = False
        key = spelling(part)
        if (key or part) in self._vocabulary.blank:
            return terms, set(), findings, board, named
        if key in self._vocabulary.none and self._dimension != "imaging":
            return terms, set(), [finding("none_outside_imaging", part)], board, named
        items = self._items(part)
        denied = False  # an earlier item of this part said what is not offered
        for number, item in enumerate(items):
            words = [(entry, start, end) for entry, start, end in item.matches if entry.kind in ("term", "ambiguous")]
            board |= any(entry.kind == "board" for entry, _, _ in item.matches)
            named |= any(entry.kind == "named_board" for entry, _, _ in item.matches)
            kept, dropped, unclear = split_denied(self._vocabulary.negation, item.low, words, after_denial=denied)
            denied |= bool(dropped)
            for code, lost in (("negated", dropped), ("negation_unclear", unclear)):
                if lost:
                    labels = ", ".join(dict.fromkeys(entry.label for entry, _, _ in lost))
                    findings.append(finding(code, item.text.strip(), terms=labels))
            found = {entry.code for entry, _, _ in kept if entry.kind == "term"}
            terms |= found
            if not found:
                ambiguous |= {entry.code: item.text for entry, _, _ in kept if entry.kind == "ambiguous"}
            if not dropped and not unclear:
                findings += self._left_over(item, kept, is_name=self._is_name(items, number))
        if not (terms or ambiguous or findings or denied or board or named) and re.search(r"\w", part):
            findings.append(self._not_recognised("not_recognised", part, part.strip("\"' ")))
        if terms:  # "Dr. Ana Reyes, MD": the title belongs to the degree that follows
            entries = self._vocabulary.ambiguous[self._dimension]
            ambiguous = {code: text for code, text in ambiguous.items() if not entries[code].absorbed_across_commas}
        findings += [self._ambiguous_finding(code, text) for code, text in ambiguous.items()]
        return terms, set(ambiguous), findings, board, named

    def _items(self, part: str) -> list[_Item]:
        """Cut a part at the commas and slashes that stand outside the words found in it."""
        low = part.lower()
        matches = [(self._entry(m), m.start(), m.end()) for m in self._words.pattern.finditer(low)]
        spans = [match for match in matches if self._means_it(part, *match)]
        cuts = []
        if self._dimension != "claims":
            inside = [range(start, end) for _, start, end in spans]
            cuts = [m.start() for m in _ITEM_ENDS.finditer(part) if not any(m.start() in span for span in inside)]
        items = []
        for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(part)], strict=True):
            if part[start:end].strip():
                within = [(entry, a - start, b - start) for entry, a, b in spans if start <= a and b <= end]
                items.append(_Item(part[start:end], low[start:end], within))
        return items

    def _entry(self, match: re.Match[str]) -> Entry:
        return self._words.entries[spelling(match.group())]

    def _means_it(self, part: str, entry: Entry, start: int, end: int) -> bool:
        """Whether a word that is also an ordinary word, a state or a country is meant as this one."""
        word = part[start:end]
        if self._dimension == "credentials" and word.upper() in self._vocabulary.states and _ZIP.match(part[end:]):
            return False
        if entry.kind == "ignored" or word.isupper() or spelling(word) not in self._vocabulary.capitals:
            return True
        return not _ALONE.search(part[:start] + part[end:])

    # -- what is left over ---------------------------------------------------------------------------------

    def _left_over(self, item: _Item, kept: list[Match], *, is_name: bool) -> list[Finding]:
        value = item.text.strip()
        terms = [entry for entry, _, _ in kept if entry.kind == "term"]
        if self._dimension == "claims":
            return [] if kept or item.matches else [finding("claim_not_listed", value)]
        findings = [
            finding(entry.problem, value, rest=_quoted(item.text[a:b]), reason=entry.reason, near=entry.suggestion)
            for entry, a, b in item.matches
            if entry.kind == "not_a_term" and not (terms and entry.silent_beside_term)
        ]
        unknown = self._unknown(item)
        if not unknown or is_name or any(entry.names_follow for entry, _, _ in kept):
            return findings
        if not item.matches:
            findings.append(self._not_recognised("not_recognised", value, value.strip("\"' ")))
        else:
            labels = self._labels({entry.code for entry in terms}) or "no term"
            findings.append(self._not_recognised("partly_recognised", value, " ".join(unknown), terms=labels))
        return findings

    def _unknown(self, item: _Item) -> list[str]:
        """The words of an item that are neither known nor filler, as they are written."""
        cues = self._vocabulary.negation
        known = [(start, end) for _, start, end in item.matches]
        known += [m.span() for pattern in (cues.not_a_cue, cues.ends) for m in pattern.finditer(item.low)]
        gaps = item.text
        for start, end in known:
            gaps = gaps[:start] + " " * (end - start) + gaps[end:]
        return [word for word in _ALONE.findall(gaps) if not self._is_filler(word.lower().strip("."))]

    def _is_filler(self, word: str) -> bool:
        """Whether a word says nothing by itself; a hyphenated one, whether none of its parts does."""
        filler = self._words.filler
        return word in filler or all(part in filler for part in word.split("-"))

    def _is_name(self, items: list[_Item], number: int) -> bool:
        """A person's name ahead of a degree ("Ana Reyes, MD") is not something to score."""
        return (
            self._dimension == "credentials"
            and number == 0
            and len(items) > 1
            and not items[0].matches
            and bool(_NAME.match(items[0].text.strip()))
            and any(entry.kind == "term" for entry, _, _ in items[1].matches)
        )

    def _not_recognised(self, code: str, value: str, rest: str, **details: str) -> Finding:
        other = self._other_dimension(rest)
        if other:
            return finding("other_dimension", value, rest=_quoted(rest), field=other)
        near = self._near(rest.casefold())
        suggestion = (
            f"Did you mean {near}?"
            if near
            else f"Write the usual name, if it is one of the {self._dimension} listed on the method page."
        )
        return finding(code, value, rest=_quoted(rest), near=suggestion, **details)

    def _other_dimension(self, text: str) -> str:
        for dimension in DIMENSIONS:
            entry = self._vocabulary.words[dimension].entries.get(spelling(text))
            if dimension != self._dimension and entry and entry.kind == "term":
                return dimension
        return ""

    def _nearest(self, text: str) -> str:
        best = process.extractOne(text, self._words.spellings, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
        return best[0] if best else ""

    def _ambiguous_finding(self, code: str, text: str) -> Finding:
        entry = self._vocabulary.ambiguous[self._dimension][code]
        options = [self._vocabulary.label(self._dimension, term) for term in entry.may_be]
        shown = ", ".join(options[:4]) + (f" and {len(options) - 4} more" if len(options) > 4 else "")
        return finding("ambiguous_word", text.strip(), rest=_quoted(text.strip()), terms=shown)

    def _labels(self, terms: set[str]) -> str:
        ordered = [label for term, label in self._vocabulary.terms[self._dimension].items() if term in terms]
        return ", ".join(ordered)


def _quoted(text: str) -> str:
    return f"\u201c{text}\u201d"


def _without_brackets(text: str) -> str:
    """A list literal as a plain list: "['PRP', 'BMC']" becomes "PRP;BMC"."""
    if len(text) < 2 or text[0] + text[-1] not in ("[]", "()", "{}") or len(text) > _LONGEST_LITERAL:
        return text
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text[1:-1]
    if isinstance(value, (list, tuple, set)):
        return ";".join(str(item) for item in value if item is not None)
    return text[1:-1]
