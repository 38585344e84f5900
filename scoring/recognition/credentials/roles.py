"""Which role each person of a comma list has: "MD, medical director, RN, injector" names two.

Open `clauses.py` first. Each clause begins a unit (`person_unit.py`), one for each person, or continues about the
person before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.recognition.credentials.clauses import Clause, Cue
from scoring.recognition.credentials.person_unit import DEGREES, Role, Unit, is_ambiguous, unabsorbed

_LISTED = (",", "(", ")", "-", "")  # signs across which training and degree are one person's


def role_units(clauses: Sequence[Clause]) -> list[Unit]:
    """A unit for each person of a comma list. A role alone in its clause is its neighbor's."""
    people = _CommaList(clauses)
    for place, clause in enumerate(clauses):
        if clause.words:
            people.add_person(clause)
        else:
            people.add_role(place, clause)
    for unit in people.units:
        unit.words = unabsorbed(unit.words)
    return people.units


class _CommaList:
    """The people of a comma list, made clause by clause.

    `waiting`: a role that stood alone in its clause and belongs to whoever follows.
    """

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.units: list[Unit] = []
        self._waiting: tuple[Cue, ...] = ()
        # "Medical director, MD, injector, RN": roles lead up to the last person, and one behind that person is theirs.
        self._roles_lead = bool(clauses) and not clauses[0].words
        self._last_person = max((place for place, clause in enumerate(clauses) if clause.words), default=-1)

    def add_role(self, place: int, clause: Clause) -> None:
        """Give a role that is alone in its clause to the person before it, or keep it for the one who follows."""
        if clause.after == "said":
            return
        leads = self._roles_lead and clause.before != "(" and place < self._last_person
        if not self.units or leads or _goes_forward(clause):
            self._waiting = clause.cues
        elif clause.before != "with":  # which brings somebody else, who is not named
            self.units[-1].add((), clause.cues)
            self.units[-1].unclear = False

    def add_person(self, clause: Clause) -> None:
        """Begin a unit with the words of a clause, or add them to the person before it."""
        is_led = bool(self._waiting) and not clause.cues
        cues = clause.cues or self._waiting
        unit = Unit(clause.words, cues, clause.before, named=clause.named)
        if self.units and not is_led and not _is_of_another(clause) and _continues(self.units[-1], unit):
            self.units[-1].add(clause.words, clause.cues)
        else:
            unit.reaches = is_led or any(cue.meaning.side == "after" for cue in cues)
            if self.units and not cues:
                _pass_on_role(self.units[-1], unit)
            self.units.append(unit)
        if any(cue.meaning.together and cue.start > clause.words[-1].start for cue in clause.cues):
            _share_role(self.units)
        self._waiting = ()


def _goes_forward(clause: Clause) -> bool:
    """Whether a role alone in its clause belongs to whoever follows."""
    linked = clause.after == ":" or (clause.after == "-" and clause.before not in ("-", ":", "("))
    return linked or clause.named or any(cue.meaning.side in ("after", "close_after") for cue in clause.cues)


def _is_of_another(clause: Clause) -> bool:
    """Whether the words of a clause are somebody else's than those before: ", trained by a physiatrist"."""
    return any(cue.meaning.side == "after" and cue.meaning.role == "beside" for cue in clause.cues)


# -- whether a clause is about the person before it -------------------------------------------------------------------


def _continues(person: Unit, unit: Unit) -> bool:
    """Whether the words of a clause, made a unit of their own, continue about the person before them."""
    if person.is_decided or unit.is_decided or not (person.counts and unit.counts):
        return False
    if not unit.terms & DEGREES:
        return _is_training_of(person, unit)
    if unit.before not in _LISTED:
        return False
    return _repeats_degree(person, unit) if person.terms & DEGREES else _is_degree_of(person, unit)


def _is_training_of(person: Unit, unit: Unit) -> bool:
    """Whether training without a degree is that of the person before it: "MD, pain medicine".

    A title begins another person. With a role of its own it adds to a physician who has none: "MD, injecting
    physiatrist".
    """
    if any(word.entry is not None and word.entry.names_follow for word in unit.words):
        return False
    if not unit.cues:
        return True
    return not person.cues and _may_be_physician(person) and unit.role in (Role.BESIDE, Role.INJECTS)


def _repeats_degree(person: Unit, unit: Unit) -> bool:
    """Whether a second degree is the first in other words, which only one without a role of its own can be."""
    if unit.cues:
        return False
    if unit.before == "(" and person.terms == unit.terms:  # "DC (chiropractor, does not inject)"
        return True
    if (person.terms | unit.terms) & DEGREES != {"physician"}:
        return False
    # "supervising physician Jane Roe, MD" is one person, and so is "PM&R physician, MD".
    return person.named or (not person.cues and unit.terms == {"physician"})


def _is_degree_of(person: Unit, unit: Unit) -> bool:
    """Whether a degree is that of the person before it, who has none yet: "pain medicine, MD"."""
    if not person.cues or _is_title_of(person, unit.terms):
        return True
    return not unit.cues and "physician" in unit.terms and person.role in (Role.BESIDE, Role.INJECTS)


def _may_be_physician(unit: Unit) -> bool:
    """Whether a physician's degree is stated, or no degree but a title that a physician has: "Dr", "surgeon"."""
    titles = [word.entry for word in unit.words if word.entry and is_ambiguous(word)]
    may_be = not unit.terms & DEGREES and any("physician" in entry.may_be for entry in titles)
    return "physician" in unit.terms or may_be


def _is_title_of(unit: Unit, degrees: frozenset[str]) -> bool:
    """Whether all that is known about somebody is a title that such a degree gives: "supervised by Dr. Reyes, MD"."""
    return not unit.terms and all(word.entry and degrees.intersection(word.entry.may_be) for word in unit.words)


# -- roles that reach beyond their person -----------------------------------------------------------------------------


def _pass_on_role(person: Unit, unit: Unit) -> None:
    """Give a unit without a role that of the one before it, as far as this reaches."""
    if person.cues and unit.before == ":":  # "supervising physician: MD"
        unit.cues, unit.reaches = dict(person.cues), True
    elif person.reaches and unit.before == "and":
        unit.cues, unit.reaches, unit.unclear = dict(person.cues), True, person.unclear
    elif person.reaches and unit.before == ",":
        unit.reaches = unit.unclear = True


def _share_role(units: list[Unit]) -> None:
    """Give the role of the last unit to those who are joined to it by "and" and have none."""
    place = len(units) - 1
    while place and units[place].before == "and" and not units[place - 1].cues:
        units[place - 1].cues = dict(units[-1].cues)
        place -= 1
