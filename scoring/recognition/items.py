"""One item of a list: its known words, and what is left over. Items repeat, so each is read once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from scoring.problems import Finding, finding
from scoring.recognition.brackets import outermost_brackets
from scoring.recognition.clauses import Cue, role_cues
from scoring.recognition.guided_imaging import as_imaging
from scoring.recognition.limbs import without_limbs
from scoring.recognition.misspelling import Corrected, Correction, speller
from scoring.recognition.near_words import NEAR_ENOUGH, SHORTEST
from scoring.recognition.negation import may_deny
from scoring.recognition.other_degrees import is_part, of_physicians, with_fields, without_others_fields
from scoring.recognition.personal_names import is_name, is_surname
from scoring.recognition.spans import Match, blanked
from scoring.vocabulary import DIMENSIONS, Entry, Vocabulary, answer_key, spelling
from scoring.wording import quoted

_ENDS = re.compile(r"[,/]")
_WITH = re.compile(r"(?<!\w)(?:w/|n/a\b)", re.IGNORECASE)  # this slash does not end an item: "w/o contrast"
_BARE_NO = re.compile(r"no(?=\s*[(:.]|\s+-)")  # repeated by the words after it: "No (palpation)"
_DENIES_ALONE = re.compile(r"\W*(?:no|not|non|never|without)\W*")  # nothing after it says what is denied
_WORD = re.compile(r"[^\W\d_][\w'&.%-]*", re.UNICODE)
# In credentials, a span of years or a dagger may say that a person has died or left.
_WORD_OR_DATE = re.compile(rf"{_WORD.pattern}|(?<!\d)(?:19|20)\d\d ?- ?(?:19|20)\d\d(?!\d)|[\u2020\u2021\u271d]")
_ZIP = re.compile(r"\W{1,3}\d{5}\b")
_TAXONOMY = re.compile(r"(?<!\w)\d[0-9A-Z]{8}X(?!\w)", re.IGNORECASE)  # of the NUCC: nine characters and an X
_US = re.compile(r"(?<!\w)us/(?=\w)|(?<=\w)/us(?!\w)", re.IGNORECASE)  # this slash joins: "US/fluoro guidance"
_CODE = Entry("ignored", "taxonomy")
_CLAIMABLE = ("term", "ambiguous", "depends", "contrast")  # kinds of words that a record may claim or deny
_LONGER_BY = (
    2 * 100 / NEAR_ENOUGH - 1
)  # no text this many times longer is near a word, because `fuzz.ratio` weighs both lengths
UNKNOWN = frozenset(("not_recognised", "partly_recognised"))  # findings for which a near word is searched
# Cached parts of cells, as they repeat: only short ones, so that memory is bounded.
REMEMBERED = 10_000
REMEMBERED_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Item:
    """An item, also in lower case.

    `words`: terms, ambiguous words and words that depend on others, with their places. `others`: all other entries of
    the vocabulary. `matches`: both, in order. `left_over`: findings on unknown text. `if_alone`: findings that are a
    problem only if a cell states nothing: words for the whole field, and contrast. `cues`: for credentials, the words
    for roles. `may_deny`: whether any word may deny or doubt something.
    """

    text: str
    low: str
    words: tuple[Match, ...]
    others: tuple[Entry, ...]
    matches: tuple[Match, ...]
    left_over: tuple[Finding, ...]
    if_alone: tuple[Finding, ...]
    cues: tuple[Cue, ...]
    may_deny: bool


class ItemReader:
    """Reads the items of one dimension (or of `claims`). `guesses`: whether near words are searched for."""

    def __init__(self, vocabulary: Vocabulary, dimension: str, *, guesses: bool = True) -> None:
        self._vocabulary = vocabulary
        self._dimension = dimension
        self._words = vocabulary.words[dimension]
        self._guesses = guesses
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)

    def read(self, text: str) -> Item:
        """One item, recognized."""
        return self._remembered(text) if len(text) <= REMEMBERED_LENGTH else self._read(text)

    def cut(self, part: str) -> list[Item]:
        """The items of a part, split at commas and slashes outside words and brackets. Claims are kept whole.

        A bracket in credentials may hold people and degrees, which are items of their own.
        """
        if self._dimension == "imaging" and (no := self._bare_no(part)):
            return [self.read(part[:no]), *self.cut(part[no:])]
        if self._dimension == "claims" or not _ENDS.search(part):
            return [self.read(part)]
        whole = [match.span() for match in self._words.spanning.finditer(part.lower())]
        whole += [match.span() for match in _WITH.finditer(part)]
        whole += [match.span() for match in _US.finditer(part)] if self._dimension == "imaging" else []
        whole += outermost_brackets(part) if self._dimension != "credentials" else []
        cuts = [m.start() for m in _ENDS.finditer(blanked(part, whole))]
        cuts = [a for a, b in pairwise([*cuts, len(part)]) if not self._goes_on(part[a + 1 : b])]
        pieces = (part[a:b] for a, b in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(part)], strict=True))
        items = [self.read(piece) for piece in pieces if piece.strip()]
        if self._dimension == "credentials" and len(items) > 1:
            degrees = frozenset(entry.code for entry, _, _ in items[1].words)
            if is_surname(items[0].text, degrees):
                cues = role_cues(self._vocabulary.roles, items[0].text, ())
                items[0] = replace(items[0], words=(), others=(), matches=(), left_over=(), if_alone=(), cues=cues)
        return items

    def _bare_no(self, part: str) -> int:
        """Where a "no" that the words after it repeat ends, as in "No (palpation)"; 0 if there is none."""
        no = _BARE_NO.match(part.lower())
        if no is None:
            return 0
        words = {self._words.entries[spelling(m.group())].code for m in self._words.pattern.finditer(part.lower(), 2)}
        return no.end() if words == {"none"} else 0

    def _goes_on(self, piece: str) -> bool:
        """Whether a piece of an imaging cell says what the imaging before its comma is for: ", diagnostic only"."""
        low = piece.lower()
        cues = self._vocabulary.guidance
        if self._dimension != "imaging" or not (cues.after.search(low) or cues.elsewhere.search(low)):
            return False
        return not self._words.pattern.search(low)

    def not_recognised(self, code: str, value: str, rest: str, **details: str) -> Finding:
        """A finding on unknown words, with the nearest known word or the dimension that knows them."""
        key = spelling(rest)
        for dimension in DIMENSIONS:
            entry = self._vocabulary.words[dimension].entries.get(key)
            if dimension != self._dimension and entry and entry.kind == "term":
                return finding("other_dimension", value, rest=quoted(rest), field=dimension)
        near = self._near(rest)
        usual = f"Write the usual name, if it is one of the {self._dimension} listed on the method page."
        return finding(code, value, rest=quoted(rest), near=f"Did you mean {near}?" if near else usual, **details)

    def nearest(self, text: str) -> str:
        """The label of the term with the nearest spelling; "" if none is near."""
        near = self._near(text)
        entry = self._words.entries[spelling(near)] if near else None
        return entry.label if entry and entry.kind == "term" else ""

    def unknown_words(self, text: str) -> str:
        """The words of an item that were not understood, joined by blanks."""
        item = self.read(text)
        return " ".join(self._unknown(text, item.low, list(item.matches)))

    def _near(self, text: str) -> str:
        """The nearest known spelling; "" if none is near, or for short text, where one letter is a third of a word."""
        if not (SHORTEST <= len(text) <= self._words.longest * _LONGER_BY) or not self._guesses:
            return ""
        near = process.extractOne(text.lower(), self._words.spellings, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        if near is None:
            return ""
        mine, theirs = (self._telling(words) for words in (text.lower(), near[0]))
        return near[0] if not (mine and theirs) or fuzz.ratio(mine, theirs) >= NEAR_ENOUGH else ""

    def _telling(self, text: str) -> str:
        """A text without filler: two texts that share only "guidance" are not near."""
        return " ".join(word for word in text.split() if not self._is_filler(word))

    def _read(self, text: str) -> Item:
        low = text.lower()
        corrections = speller(self._dimension).corrections(low) if self._dimension != "claims" else []
        corrected = Corrected(low, corrections)
        matches = [
            (self._words.entries[spelling(m.group())], corrected.original(m.start()), corrected.original(m.end()))
            for m in self._words.pattern.finditer(corrected.text)
        ]
        if self._dimension == "imaging" and answer_key(text).strip(".!") in self._vocabulary.no_imaging:
            matches = [(self._words.entries["none"], 0, len(text))]
        letter = _WORD.search(text)
        first = letter.start() if letter else len(text)
        matches = [match for match in matches if self._means_it(text, first, *match)]
        matches = as_imaging(self._words.entries, low, matches)
        if self._dimension == "credentials":
            starts = [*(start for _, start, _ in matches[1:]), len(text)]
            matches = [
                m
                for m, after in zip(matches, starts, strict=False)
                if m[0].kind != "term" or not (is_name(text, m[1], m[2], after) or is_part(text, m[1], m[2]))
            ]
            matches = with_fields(low, matches)
            matches = without_others_fields(low, of_physicians(low, matches, self._vocabulary.adjectives))
        if self._dimension == "targets":
            matches = without_limbs(self._vocabulary.limbs, self._words.entries["plantarfascia"], low, matches)
        words = tuple(match for match in matches if match[0].kind in _CLAIMABLE)
        return Item(
            text,
            low,
            words=words,
            others=tuple(entry for entry, _, _ in matches if entry.kind not in _CLAIMABLE),
            matches=tuple(matches),
            left_over=(*_misspelled(text, corrections, matches), *self._left_over(text, low, matches)),
            if_alone=tuple(
                _not_counted(text, match) for match in matches if match[0].names_field or match[0].kind == "contrast"
            ),
            cues=role_cues(self._vocabulary.roles, text, words) if self._dimension == "credentials" else (),
            may_deny=may_deny(self._vocabulary.negation, low),
        )

    def _means_it(self, text: str, first: int, entry: Entry, start: int, end: int) -> bool:
        """Whether a word that may also be an ordinary word, a state or a country means this entry.

        `first`: the position of the first letter of the text.
        """
        word = text[start:end]
        if self._dimension == "credentials" and word.upper() in self._vocabulary.states and _ZIP.match(text, end):
            return False
        if word.isupper() and spelling(word) in self._vocabulary.small_plurals:
            return False
        if entry.kind == "ignored" or word.isupper() or spelling(word) not in self._vocabulary.capitals:
            return True
        return first >= start and not _WORD.search(text, end)

    def _left_over(self, text: str, low: str, matches: list[Match]) -> list[Finding]:
        value = text.strip()
        if self._dimension == "claims":
            is_listed = any(entry.kind in _CLAIMABLE for entry, _, _ in matches)
            return [] if is_listed else [finding("claim_not_listed", value)]
        terms = {entry.code for entry, _, _ in matches if entry.kind == "term"}
        findings = [
            _not_counted(text, match)
            for match in matches
            if (entry := match[0]).kind == "not_a_term"
            and not entry.names_field
            and not (terms and entry.silent_beside_term)
        ]
        if self._dimension == "credentials" and (unlisted := self._unlisted(text, matches)):
            findings += [finding("taxonomy_not_listed", value, rest=quoted(text[a:b])) for a, b in unlisted]
            matches = [*matches, *((_CODE, a, b) for a, b in unlisted)]
        unknown = self._unknown(text, low, matches)
        if not matches and _DENIES_ALONE.fullmatch(low):
            unknown = [value]
        if not unknown or any(entry.names_follow for entry, _, _ in matches):
            return findings
        if not matches:
            return [self.not_recognised("not_recognised", value, value.strip("\"' "))]
        labels = ", ".join(self._vocabulary.labels(self._dimension, terms)) or "no term"
        return [*findings, self.not_recognised("partly_recognised", value, " ".join(unknown), terms=labels)]

    def _unlisted(self, text: str, matches: list[Match]) -> list[tuple[int, int]]:
        """The spans of taxonomy codes that the vocabulary does not list."""
        listed = {(a, b) for _, a, b in matches}
        return [m.span() for m in _TAXONOMY.finditer(text) if m.span() not in listed]

    def _unknown(self, text: str, low: str, matches: list[Match]) -> list[str]:
        """The words of an item that are neither known nor filler, as written."""
        known = [(start, end) for _, start, end in matches]
        pattern = _WORD_OR_DATE if self._dimension == "credentials" else _WORD
        if not pattern.search(blanked(text, known)):
            return []
        cues = self._vocabulary.negation
        known += [m.span() for pattern in (cues.not_a_cue, cues.ends) for m in pattern.finditer(low)]
        if self._dimension == "credentials":
            roles = self._vocabulary.roles
            known += [m.span() for pattern in (roles.apart, roles.pattern) for m in pattern.finditer(low)]
        return [word for word in pattern.findall(blanked(text, known)) if not self._is_filler(word.lower().strip("."))]

    def _is_filler(self, word: str) -> bool:
        """Whether a word says nothing on its own; for a hyphenated word, whether none of its parts does."""
        filler = self._words.filler
        return word in filler or all(part in filler for part in word.split("-"))


def _misspelled(text: str, corrections: Sequence[Correction], matches: Sequence[Match]) -> list[Finding]:
    """Findings on words that were read as the known word one letter away."""
    starts = [start for _, start, _ in matches]
    return [
        finding("misspelling", text.strip(), rest=quoted(text[c.start : c.end]), near=quoted(c.word))
        for c in corrections
        if (place := bisect_right(starts, c.start)) and matches[place - 1][2] >= c.end
    ]


def _not_counted(text: str, match: Match) -> Finding:
    """A finding on a word that is known but not a term."""
    entry, start, end = match
    return finding(
        entry.problem, text.strip(), rest=quoted(text[start:end]), reason=entry.reason, near=entry.suggestion
    )


def has_taxonomy(text: str) -> bool:
    """Whether a text contains a code of the NUCC provider taxonomy, in the vocabulary or not."""
    return _TAXONOMY.search(text) is not None
