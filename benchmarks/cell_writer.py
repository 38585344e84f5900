"""Cells of one of the four questions as people write them: synonyms, slips, blanks, denials and meaningless words."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

_UNKNOWN = {
    "credentials": (
        "our medical team",
        "wellness coach",
        "board certified",
        "hormone specialist",
        "biohacker",
    ),
    "products": ("proprietary cell blend", "Kinetic Gel 7", "signature serum", "growth factors", "laser"),
    "targets": ("knee", "hip", "core", "problem areas", "the source", "shoulder"),
    "imaging": ("advanced technology", "state of the art", "robotic", "thermography", "smart needle"),
}
_BLANK_WORDS = ("n/a", "N/A", "unknown", "not stated", "-", "?", "TBD")
_SENTENCES = ("We use {} for most patients", "{} as needed", "mostly {}", "{} (ask us)", "All visits: {}")
_DENIALS = ("no {}", "does not offer {}", "{} not offered", "without {}", "we no longer use {}")
_SEPARATORS = {"; ": 50, ";": 12, ", ": 22, " | ": 5, "/": 5, " and ": 3, "\n": 1, "[]": 2}


class CellWriter:
    """Writes cells of one dimension. `mess` scales how often a cell is not just plain terms."""

    def __init__(self, dimension: str, content: Mapping[str, Any], random: Random, mess: float) -> None:
        self._random, self._mess = random, mess
        self._spellings = {term: entry["also"] for term, entry in content["terms"][dimension].items()}
        ambiguous, not_terms = (
            [word for group in content[kind].get(dimension, {}).values() for word in group["words"]]
            for kind in ("ambiguous", "not_a_term")
        )
        self._instead = ((0.1, ambiguous), (0.03, not_terms), (0.03, _UNKNOWN[dimension]))

    def cell(self, shares: Mapping[str, int]) -> str:
        """A cell of a clinic that states each term with the given probability in percent."""
        if self._now(0.02):
            return self._random.choice(_BLANK_WORDS)
        terms = [term for term, share in shares.items() if self._random.random() * 100 < share]
        terms = terms or self._random.choices(list(shares), list(shares.values()))
        if not self._now(0.1):  # "fluoroscopy; none" is a slip
            terms = [term for term in terms if term != "none"] or terms
        items = [self._written(term) for term in terms]
        self._random.shuffle(items)
        for chance, words in self._instead:
            if words and self._now(chance):
                items[self._random.randrange(len(items))] = self._random.choice(words)
        if self._now(0.03):
            denied = self._random.choice(list(self._spellings))
            items.append(self._random.choice(_DENIALS).format(self._written(denied)))
        return self._joined(items)

    def _now(self, chance: float) -> bool:
        return self._random.random() < chance * self._mess

    def _written(self, term: str) -> str:
        words = self._spellings[term]
        word: str = words[0]
        if self._now(0.5):
            word = self._random.choices(words, [1 / place for place in range(1, len(words) + 1)])[0]
        if self._now(0.06):
            word = self._random.choice((str.upper, str.lower, str.title))(word)
        if len(word) > 5 and self._now(0.02):  # a letter omitted, or two swapped
            at = self._random.randrange(1, len(word) - 2)
            word = word[:at] + self._random.choice((word[at + 1], word[at + 1] + word[at])) + word[at + 2 :]
        return word

    def _joined(self, items: list[str]) -> str:
        separator = "; "
        if self._now(0.9):
            separator = self._random.choices(list(_SEPARATORS), list(_SEPARATORS.values()))[0]
        text = str(items) if separator == "[]" else separator.join(items)
        return self._random.choice(_SENTENCES).format(text) if self._now(0.03) else text
