"""One item of a list: its known words, and what is left over. Items repeat, so each is read once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scoring.problems import Finding, finding
from scoring.recognition.claims.negation import may_deny
from scoring.recognition.credentials.clauses import Cue, role_cues
from scoring.recognition.credentials.other_degrees import (
    of_physicians,
    with_fields,
    without_other_letters,
    without_others_fields,
    without_teachers,
)
from scoring.recognition.credentials.personal_names import is_in_name, is_surname
from scoring.recognition.items.guided_imaging import as_imaging, joined_word
from scoring.recognition.items.item_cuts import item_texts
from scoring.recognition.items.limbs import without_limbs
from scoring.recognition.items.other_uses import without_other_uses
from scoring.recognition.items.unknown_words import WORD, UnknownWords
from scoring.recognition.words.misspelling import Corrected, Correction, speller
from scoring.recognition.words.spans import Match
from scoring.vocabulary import Entry, Vocabulary, answer_key, spelling
from scoring.wording import quoted

_DENIES_ALONE = re.compile(r"\W*(?:no|not|non|never|without)\W*")  # nothing after it says what is denied
_ZIP = re.compile(r"\W{1,3}\d{5}\b")
_TAXONOMY = re.compile(r"(?<!\w)\d[0-9A-Z]{8}X(?!\w)", re.IGNORECASE)  # of the NUCC: nine characters and an X
# By dimension, the code in the vocabulary of what is named for something else than an injection into the back.
_OTHER_USE = {"products": "other_use", "targets": "diagnosed"}
_CODE = Entry("ignored", "taxonomy")
_CLAIMABLE = ("term", "ambiguous", "depends", "contrast")  # kinds of words that a record may claim or deny
OF_IMAGING = frozenset(("none", "image_guided"))  # words for imaging as a whole, which read a "no" in their own way
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
    """Reads the items of one dimension (or of `claims`). `guesses`: whether near words are searched for.

    `unknown`: what it does not know.
    """

    def __init__(self, vocabulary: Vocabulary, dimension: str, *, guesses: bool = True) -> None:
        self._vocabulary = vocabulary
        self._dimension = dimension
        self._words = vocabulary.words[dimension]
        by_code = {entry.code: entry for entry in self._words.entries.values() if entry.kind == "not_a_term"}
        self._other_use = by_code[_OTHER_USE[dimension]] if dimension in _OTHER_USE else None
        self.unknown = UnknownWords(vocabulary, dimension, guesses=guesses)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)

    def read(self, text: str) -> Item:
        """One item, recognized."""
        return self._remembered(text) if len(text) <= REMEMBERED_LENGTH else self._read(text)

    def cut(self, part: str) -> list[Item]:
        """The items of a part. Claims are kept whole."""
        items = [self.read(text) for text in item_texts(self._vocabulary, self._dimension, part)]
        if self._dimension == "credentials" and len(items) > 1:
            degrees = frozenset(entry.code for entry, _, _ in items[1].words)
            if is_surname(items[0].text, degrees):
                cues = role_cues(self._vocabulary.roles, items[0].text, ())
                items[0] = replace(items[0], words=(), others=(), matches=(), left_over=(), if_alone=(), cues=cues)
        if self._dimension == "imaging":
            items = self._not_blind(self._joined(items))
        if self._dimension == "products":
            following = [bool(item.matches) for item in items[1:]] + [True]
            items = [
                item if known or self._other_use not in item.others else self._read(item.text, goes_on=True)
                for item, known in zip(items, following, strict=True)
            ]
        return items

    def _joined(self, items: Sequence[Item]) -> list[Item]:
        """The items, of which "US" alone is ultrasound in a list of nothing but imaging: "fluoro, US"."""
        named = {entry.code for item in items for entry, _, _ in item.words if entry.kind == "term"}
        if named <= OF_IMAGING or not all(item.matches for item in items):
            return list(items)
        return [
            replace(item, words=(word,), others=(), matches=(word,), left_over=())
            if (word := joined_word(self._words.entries, item.text, item.matches))
            else item
            for item in items
        ]

    def _not_blind(self, items: Sequence[Item]) -> list[Item]:
        """The items, of which "not used" says so of imaging named before it, and not that none is used."""
        made: list[Item] = []
        is_named = False
        for item in items:
            denies = is_named and answer_key(item.text).strip(".!") in self._vocabulary.no_imaging
            made.append(replace(item, words=(), matches=()) if denies else item)
            is_named = is_named or any(entry.code not in OF_IMAGING for entry, _, _ in item.matches)
        return made

    def _read(self, text: str, *, goes_on: bool = False) -> Item:
        """An item. `goes_on`: what a product is for is a list that the next item continues: "PRP for hair, joints"."""
        low = text.lower()
        corrections = speller(self._dimension).corrections(low) if self._dimension != "claims" else []
        matches = self._known_words(text, low, Corrected(low, corrections))
        if self._other_use and not goes_on:
            uses = self._vocabulary.other_uses[self._dimension]
            matches = without_other_uses(uses, self._other_use, low, matches)
        words = tuple(match for match in matches if match[0].kind in _CLAIMABLE)
        return Item(
            text,
            low,
            words=words,
            others=tuple(entry for entry, _, _ in matches if entry.kind not in _CLAIMABLE),
            matches=tuple(matches),
            left_over=(*_misspelled(text, corrections, matches), *self._left_over(text, matches)),
            if_alone=tuple(
                _not_counted(text, match) for match in matches if match[0].names_field or match[0].kind == "contrast"
            ),
            cues=role_cues(self._vocabulary.roles, text, words) if self._dimension == "credentials" else (),
            may_deny=may_deny(self._vocabulary.negation, low),
        )

    def _known_words(self, text: str, low: str, corrected: Corrected) -> list[Match]:
        """The known words of an item in order, as they are meant beside each other."""
        entries = self._words.entries
        if self._dimension == "imaging" and answer_key(text).strip(".!") in self._vocabulary.no_imaging:
            return [(entries["none"], 0, len(text))]
        letter = WORD.search(text)
        first = letter.start() if letter else len(text)
        spotted = (
            (entries[spelling(m.group())], corrected.original(m.start()), corrected.original(m.end()))
            for m in self._words.pattern.finditer(corrected.text)
        )
        matches = [match for match in spotted if self._means_it(text, first, *match)]
        if self._dimension == "imaging":
            return as_imaging(entries, low, matches)
        if self._dimension == "targets":
            return without_limbs(self._vocabulary.limbs, entries["plantarfascia"], low, matches)
        if self._dimension == "credentials":
            matches = with_fields(low, without_other_letters(text, matches))
            matches = without_teachers(low, matches, self._vocabulary.roles.taught)
            return without_others_fields(low, of_physicians(low, matches, self._vocabulary.adjectives))
        return matches

    def _means_it(self, text: str, first: int, entry: Entry, start: int, end: int) -> bool:
        """Whether a word that may also be an ordinary word, a state or a country means this entry.

        `first`: the position of the first letter of the text.
        """
        word = text[start:end]
        if self._dimension == "credentials" and word.upper() in self._vocabulary.states and _ZIP.match(text, end):
            return False
        if word.isupper() and spelling(word) in self._vocabulary.small_plurals:
            return False
        if self._dimension != "credentials" and is_in_name(text, start, end):
            return False
        if entry.kind == "ignored" or word.isupper() or spelling(word) not in self._vocabulary.capitals:
            return True
        return first >= start and not WORD.search(text, end)

    def _left_over(self, text: str, matches: list[Match]) -> list[Finding]:
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
        unknown = self.unknown.of(text, matches)
        if not matches and _DENIES_ALONE.fullmatch(text.lower()):
            unknown = [value]
        if not unknown or any(entry.names_follow for entry, _, _ in matches):
            return findings
        if not matches:
            return [self.unknown.finding("not_recognised", value, value.strip("\"' "))]
        labels = ", ".join(self._vocabulary.labels(self._dimension, terms)) or "no term"
        return [*findings, self.unknown.finding("partly_recognised", value, " ".join(unknown), terms=labels)]

    def _unlisted(self, text: str, matches: list[Match]) -> list[tuple[int, int]]:
        """The spans of taxonomy codes that the vocabulary does not list."""
        listed = {(a, b) for _, a, b in matches}
        return [m.span() for m in _TAXONOMY.finditer(text) if m.span() not in listed]


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
