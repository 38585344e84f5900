"""A person of a credentials cell in the making: words, the role that the cell gives, and what the words state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from scoring.recognition.credentials.clauses import Cue, Word
from scoring.vocabulary import Entry, spelling, vocabulary


class Role(Enum):
    """What a cell says about a person: injects, is named beside, is not so now, or nothing of the kind."""

    INJECTS = "injects"
    BESIDE = "beside"
    NOT_NOW = "not_now"
    UNSTATED = "unstated"


_STRONGEST_FIRST = (Role.NOT_NOW, Role.INJECTS, Role.BESIDE)  # of the roles that one person is given
_LONGEST_TITLE = 40  # characters: no word for a title is longer, and an item may be as long as a cell
DEGREES = frozenset(
    ("physician", "np", "pa", "crna", "rn", "lpn", "dc", "nd", "acupuncturist", "pt", "dpm", "non_clinical")
)


class Unit:
    """A person in the making.

    `cues`: words for the person's role, and the role. `reaches`: it may apply to those who follow; `unclear`: whether
    one that was stated before applies to this person. `named`: a name follows.
    """

    def __init__(
        self, words: Iterable[Word], cues: Iterable[Cue] = (), before: str = "", *, named: bool = False
    ) -> None:
        self.words: list[Word] = []
        self.cues: dict[str, Role] = {}
        self.before = before
        self.named = named
        self.reaches = self.unclear = self.is_decided = self.counts = False
        self._terms: set[str] = set()
        self._depending: set[Entry] = set()
        self.add(words, cues)

    def add(self, words: Iterable[Word], cues: Iterable[Cue] = ()) -> None:
        """More words of this person, and words for the person's role."""
        for word in words:
            self.words.append(word)
            self.counts |= word.counts
            if word.decided is not None:
                self.is_decided = True
                self._terms |= word.decided
            elif word.counts and word.entry and word.entry.kind == "term":
                self._terms.add(word.entry.code)
            elif word.counts and word.entry and word.entry.kind == "depends":
                self._depending.add(word.entry)
        self.cues |= {" ".join(cue.text.split()): Role(cue.meaning.role) for cue in cues}

    @property
    def terms(self) -> frozenset[str]:
        """What the words state, including those that depend on others."""
        fit = {entry.stands_for for entry in self._depending if self._terms.intersection(entry.beside)}
        return frozenset(self._terms | fit)

    @property
    def ambiguous(self) -> frozenset[str]:
        """The codes of ambiguous words."""
        return frozenset(word.entry.code for word in self.words if word.entry and is_ambiguous(word))

    @property
    def role(self) -> Role:
        """The strongest of the stated roles; what a person decided has none."""
        roles = set() if self.is_decided else {*self.cues.values()}
        return next((role for role in _STRONGEST_FIRST if role in roles), Role.UNSTATED)


def is_ambiguous(word: Word) -> bool:
    """Whether a word counts and may mean several things."""
    return word.counts and word.entry is not None and word.entry.kind == "ambiguous"


def unabsorbed(words: Sequence[Word]) -> list[Word]:
    """Words of one person without those that belong to a term beside them, like "Dr. Ana Reyes" to her degree.

    A title without a name may be anybody's, so it belongs to no degree in another item.
    """
    if not any(map(is_ambiguous, words)):
        return list(words)
    terms = Unit(words).terms
    settled = {word.item for word in words if word.counts and word.entry and word.entry.kind == "term"}
    titles = vocabulary().words["credentials"].entries

    def stays(entry: Entry, item: str) -> bool:
        named = len(item) > _LONGEST_TITLE or spelling(item) not in titles
        across = entry.absorbed_across_commas and named and not terms <= {*entry.not_absorbed_by}
        return not (across or item in settled)

    return [word for word in words if not (word.entry and is_ambiguous(word)) or stays(word.entry, word.item)]
