"""Which role each person of a comma list has: "MD, medical director, RN, injector" names two.

Open `clauses.py` first. Each clause begins a unit, one for each person, or continues about the person before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from scoring.recognition.clauses import Clause, Cue, Word
from scoring.vocabulary import Entry, spelling, vocabulary


class Role(Enum):
    """What a cell says about a person: injects, is named beside, is not so now, or nothing of the kind."""

    INJECTS = "injects"
    BESIDE = "beside"
    NOT_NOW = "not_now"
    UNSTATED = "unstated"


_STRONGEST_FIRST = (Role.NOT_NOW, Role.INJECTS, Role.BESIDE)  # of the roles that one person is given
_LONGEST_TITLE = 40  # characters: no word for a title is longer, and an item may be as long as a cell
_LISTED = (",", "(", ")", "-", "")  # signs across which training and degree are one person's
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
        return frozenset(word.entry.code for word in self.words if word.entry and _is_ambiguous(word))

    @property
    def role(self) -> Role:
        """The strongest of the stated roles; what a person decided has none."""
        roles = set() if self.is_decided else {*self.cues.values()}
        return next((role for role in _STRONGEST_FIRST if role in roles), Role.UNSTATED)


def role_units(clauses: Sequence[Clause]) -> list[Unit]:
    """A unit for each person of a comma list. A role alone in its clause is its neighbor's."""
    units: list[Unit] = []
    pending: tuple[Cue, ...] = ()
    leads = bool(clauses) and not clauses[0].words  # "medical director, MD, injector, RN"
    last = max((place for place, clause in enumerate(clauses) if clause.words), default=-1)
    for place, clause in enumerate(clauses):
        current = units[-1] if units else None
        if not clause.words:
            if current is None or (leads and clause.before != "(" and place < last) or _goes_forward(clause):
                pending = clause.cues
            elif clause.before != "with":  # which brings somebody else, who is not named
                current.add((), clause.cues)
                current.unclear = False
            continue
        cues = clause.cues or pending
        unit = Unit(clause.words, cues, clause.before, named=clause.named)
        if current is not None and (clause.cues or not pending) and _joins(current, unit):
            current.add(clause.words, clause.cues)
        else:
            unit.reaches = (bool(pending) and not clause.cues) or any(c.meaning.side == "after" for c in cues)
            if current is not None and not cues:
                _reach(current, unit)
            units.append(unit)
        if any(cue.meaning.together and cue.start > clause.words[-1].start for cue in clause.cues):
            _share(units)
        pending = ()
    for unit in units:
        unit.words = unabsorbed(unit.words)
    return units


def _goes_forward(clause: Clause) -> bool:
    """Whether a role alone in its clause belongs to whoever follows."""
    linked = clause.after == ":" or (clause.after == "-" and clause.before not in ("-", ":", "("))
    return linked or clause.named or any(cue.meaning.side in ("after", "close_after") for cue in clause.cues)


def _joins(current: Unit, unit: Unit) -> bool:
    """Whether the words of a clause, made a unit of their own, continue about the person before them."""
    if current.is_decided or unit.is_decided or not (current.counts and unit.counts):
        return False
    before, after = current.terms, unit.terms
    if not after & DEGREES:
        is_title = any(word.entry is not None and word.entry.names_follow for word in unit.words)
        of_doctor = not current.cues and _may_be_physician(current) and unit.role in (Role.BESIDE, Role.INJECTS)
        return not is_title and (not unit.cues or of_doctor)
    if unit.before not in _LISTED:
        return False
    if before & DEGREES:  # "supervising physician Jane Roe, MD", "PM&R physician, MD"
        if unit.before == "(" and before == after and not unit.cues:  # "DC (chiropractor, does not inject)"
            return True
        same_degree = (before | after) & DEGREES == {"physician"} and not unit.cues
        return same_degree and (current.named or (not current.cues and after == {"physician"}))
    of_physician = not unit.cues and "physician" in after and current.role in (Role.BESIDE, Role.INJECTS)
    return not current.cues or _is_title_of(current, after) or of_physician


def _may_be_physician(unit: Unit) -> bool:
    """Whether a physician's degree is stated, or no degree but a title that a physician has: "Dr", "surgeon"."""
    titles = [word.entry for word in unit.words if word.entry and _is_ambiguous(word)]
    may_be = not unit.terms & DEGREES and any("physician" in entry.may_be for entry in titles)
    return "physician" in unit.terms or may_be


def _is_title_of(unit: Unit, degrees: frozenset[str]) -> bool:
    """Whether all that is known about somebody is a title that such a degree gives: "supervised by Dr. Reyes, MD"."""
    return not unit.terms and all(word.entry and degrees.intersection(word.entry.may_be) for word in unit.words)


def _reach(current: Unit, unit: Unit) -> None:
    """Give a unit without a role that of the one before it, as far as this reaches."""
    if current.cues and unit.before == ":":  # "supervising physician: MD"
        unit.cues, unit.reaches = dict(current.cues), True
    elif current.reaches and unit.before == "and":
        unit.cues, unit.reaches, unit.unclear = dict(current.cues), True, current.unclear
    elif current.reaches and unit.before == ",":
        unit.reaches = unit.unclear = True


def _share(units: list[Unit]) -> None:
    """Give the role of the last unit to those who are joined to it by "and" and have none."""
    place = len(units) - 1
    while place and units[place].before == "and" and not units[place - 1].cues:
        units[place - 1].cues = dict(units[-1].cues)
        place -= 1


def _is_ambiguous(word: Word) -> bool:
    return word.counts and word.entry is not None and word.entry.kind == "ambiguous"


def unabsorbed(words: Sequence[Word]) -> list[Word]:
    """Words of one person without those that belong to a term beside them, like "Dr. Ana Reyes" to her degree.

    A title without a name may be anybody's, so it belongs to no degree in another item.
    """
    if not any(map(_is_ambiguous, words)):
        return list(words)
    terms = Unit(words).terms
    settled = {word.item for word in words if word.counts and word.entry and word.entry.kind == "term"}
    titles = vocabulary().words["credentials"].entries

    def stays(entry: Entry, item: str) -> bool:
        named = len(item) > _LONGEST_TITLE or spelling(item) not in titles
        across = entry.absorbed_across_commas and named and not terms <= {*entry.not_absorbed_by}
        return not (across or item in settled)

    return [word for word in words if not (word.entry and _is_ambiguous(word)) or stays(word.entry, word.item)]
