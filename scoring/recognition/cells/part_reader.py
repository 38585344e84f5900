"""What one part of a cell states: the items between two semicolons, bars or line breaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from scoring.problems import Finding, finding
from scoring.recognition.cells.part import NOBODY, Part, in_doubt, not_claimed
from scoring.recognition.claims.negation import Split
from scoring.recognition.credentials.clauses import NAME, PeoplePart, ReadItem, people_part
from scoring.recognition.items.ambiguity import open_words
from scoring.recognition.items.claimed_words import Carried, across_commas, claimed, contrast_of
from scoring.recognition.items.item_reader import REMEMBERED, REMEMBERED_LENGTH, Item, ItemReader
from scoring.vocabulary import Entry, Vocabulary, is_blank, value_key
from scoring.wording import listed_at_most, quoted

_MOST_OPTIONS = 4  # of an ambiguous word that a sentence names


class PartReader:
    """Reads the parts of the cells of one dimension (or of `claims`), each once, as they repeat.

    `assigned`: what a person decided that an item or part means, by its `value_key`; `met`: the keys of those that were
    met.
    """

    def __init__(
        self, vocabulary: Vocabulary, dimension: str, items: ItemReader, assigned: Mapping[str, frozenset[str]]
    ) -> None:
        self._vocabulary = vocabulary
        self._dimension = dimension
        self._assigned = assigned
        self._items = items
        self.met: set[str] = set()
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._decided_or_read)

    def read(self, part: str) -> Part:
        """What a part states, by the decision of a person if there is one."""
        return self._remembered(part) if len(part) <= REMEMBERED_LENGTH else self._decided_or_read(part)

    def is_decided(self, text: str) -> bool:
        """Whether a person decided what this means."""
        return bool(self._assigned) and value_key(text) in self._assigned

    def entry(self, code: str) -> Entry:
        """What an ambiguous word may mean."""
        return self._vocabulary.ambiguous[self._dimension][code]

    def ambiguous_finding(self, code: str, text: str) -> Finding:
        """A finding on an ambiguous word, with what it may mean."""
        entry = self.entry(code)
        options = [self._vocabulary.label(self._dimension, term) for term in entry.may_be]
        shown = listed_at_most(options, _MOST_OPTIONS)
        return finding("ambiguous_word", text.strip(), rest=quoted(text.strip()), terms=shown)

    def _decided_or_read(self, part: str) -> Part:
        decided = self._decision(part)
        if decided is None:
            return self._part(part)
        return Part(decided, people=people_part(part, [ReadItem(part, decided=decided)], ()))

    def _decision(self, text: str) -> frozenset[str] | None:
        """What a person decided that this means, or None if nobody did."""
        key = value_key(text) if self._assigned else ""
        if key not in self._assigned:
            return None
        self.met.add(key)
        return self._assigned[key]

    def _part(self, part: str) -> Part:
        """The text between semicolons, bars and line breaks: items that commas and slashes divide."""
        if is_blank(part):
            return Part()
        if part.lower() in self._vocabulary.none and self._dimension != "imaging":
            return Part(findings=(finding("none_outside_imaging", part),))
        items = self._items.cut(part)
        decisions = [self._decision(item.text) for item in items]
        claims = self._claims(items, decisions)
        terms = self._terms(decisions, claims)
        ambiguous = self._ambiguous(items, claims, terms)
        findings = self._findings(items, claims)
        if self._dimension != "credentials":  # whose people are known only when the whole cell is read
            findings += [self.ambiguous_finding(code, text) for code, text in ambiguous.items()]
        kinds = {entry.kind for item in items for entry in item.others}
        stated = Part(
            terms=terms,
            ambiguous=frozenset(ambiguous),
            findings=tuple(findings),
            board="board" in kinds,
            board_named="named_board" in kinds,
            people=self._people(part, items, decisions, claims),
            contrast=frozenset(used for place, words in claims.items() for used in contrast_of(items[place], words)),
            if_alone=tuple(problem for place in claims for problem in items[place].if_alone),
            in_doubt=in_doubt(claims.values()),
        )
        if self._says_something(stated, items) or not re.search(r"\w", part):
            return stated
        return replace(stated, findings=(self._items.unknown.finding("not_recognised", part, part.strip("\"' ")),))

    def _terms(self, decisions: Sequence[frozenset[str] | None], claims: Mapping[int, Split]) -> frozenset[str]:
        """The terms that a person decided on, and those that the other items claim."""
        decided = frozenset[str]().union(*(terms for terms in decisions if terms))
        return decided.union(
            entry.code for words in claims.values() for entry, _, _ in words.kept if entry.kind == "term"
        )

    def _ambiguous(self, items: Sequence[Item], claims: Mapping[int, Split], terms: frozenset[str]) -> dict[str, str]:
        """The ambiguous words that stay open, each with the item that it stands in."""
        joins = self._vocabulary.joins[self._dimension]
        ambiguous = {
            entry.code: items[place].text
            for place, words in claims.items()
            for entry in open_words(joins, items[place].low, words.kept)
        }
        return {code: text for code, text in ambiguous.items() if not self._is_absorbed(code, terms)}

    def _findings(self, items: Sequence[Item], claims: Mapping[int, Split]) -> list[Finding]:
        """Findings on what the items do not claim, or else on what is unknown in them."""
        findings: list[Finding] = []
        for place, words in claims.items():
            findings += not_claimed(words, items[place].text)
            if not words.lost and not self._is_name(items, place):
                findings += items[place].left_over
        return findings

    def _people(
        self,
        part: str,
        items: Sequence[Item],
        decisions: Sequence[frozenset[str] | None],
        claims: Mapping[int, Split],
    ) -> PeoplePart:
        """Whom a part of a credentials cell is about."""
        if self._dimension != "credentials":
            return NOBODY
        read = [
            ReadItem(item.text, item.words, item.cues, frozenset(start for _, start, _ in claims[place].kept))
            if place in claims
            else ReadItem(item.text, decided=decisions[place])
            for place, item in enumerate(items)
        ]
        return people_part(part, read, self._vocabulary.words[self._dimension].filler)

    def _says_something(self, part: Part, items: Sequence[Item]) -> bool:
        """Whether anything in a part is known, or has a finding already."""
        known = (part.terms, part.ambiguous, part.people.words, part.people.clauses, part.findings, part.if_alone)
        return any(known) or part.board or part.board_named or any(self.is_decided(item.text) for item in items)

    def _claims(self, items: Sequence[Item], decisions: Sequence[frozenset[str] | None]) -> dict[int, Split]:
        """What the items claim, by place; an item that a person decided on claims nothing here."""
        carried = Carried()
        claims: dict[int, Split] = {}
        for place, item in enumerate(items):
            if decisions[place] is None:
                passed = [(cue.start, cue.end) for cue in item.cues]
                claims[place] = claimed(self._vocabulary, self._dimension, item, carried, passed)
        across_commas(self._vocabulary, self._dimension, [(items[place], words) for place, words in claims.items()])
        return claims

    def _is_absorbed(self, code: str, terms: frozenset[str]) -> bool:
        """Whether a word belongs to the word beside it, like the title in "Dr. Ana Reyes, MD" to the degree."""
        entry = self.entry(code)
        return entry.absorbed_across_commas and not terms.issubset(entry.not_absorbed_by)

    def _is_name(self, items: Sequence[Item], place: int) -> bool:
        """A person's name ahead of a degree ("Ana Reyes, MD") is not something to score."""
        return (
            self._dimension == "credentials"
            and place == 0
            and len(items) > 1
            and not items[0].words
            and not items[0].others
            and bool(NAME.fullmatch(items[0].text.strip()))
            and any(entry.kind == "term" for entry, _, _ in items[1].words)
        )
