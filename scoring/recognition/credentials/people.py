"""Who a credentials cell names: people with their words and their role in the injection.

Open `roles.py` first. A part of the cell without words for roles is read as a bag of words; if the cell has such
words, its clauses become units, one for each person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.problems import Finding, finding
from scoring.recognition.credentials.clauses import Clause, PeoplePart, Word
from scoring.recognition.credentials.person_unit import DEGREES, Role, Unit, unabsorbed
from scoring.recognition.credentials.roles import role_units
from scoring.wording import listed, quoted

_ORDER = tuple(Role)
_NOT_COUNTED = {Role.BESIDE: "not_the_injector", Role.NOT_NOW: "not_so_now", Role.UNSTATED: "another_injects"}


@dataclass(frozen=True, slots=True)
class Person:
    """One person: terms, ambiguous words, and a role."""

    terms: frozenset[str]
    ambiguous: frozenset[str] = frozenset()
    role: Role = Role.UNSTATED


def counting(people: Iterable[Person]) -> tuple[Person, ...]:
    """The people who count: those stated to inject if anybody is, else those without a stated role."""
    everybody = tuple(people)
    injecting = tuple(person for person in everybody if person.role is Role.INJECTS)
    return injecting or tuple(person for person in everybody if person.role is Role.UNSTATED)


def read_people(parts: Sequence[PeoplePart], labels: Mapping[str, str]) -> tuple[tuple[Person, ...], list[Finding]]:
    """The people of a cell in a canonical order, and a finding for each who is not counted.

    `labels`: of terms, as findings show them.
    """
    cues = [cue for part in parts for clause in part.clauses for cue in clause.cues]
    words = [word for part in parts for word in part.words]
    if cues and all(cue.meaning.rank for cue in cues) and _are_ranks(parts, _terms(words)):
        cues = []
    if not cues:
        units = _pooled([unabsorbed(part.words) for part in parts], [])
    elif any(part.clauses and not part.words for part in parts):  # semicolons divide as commas do: "MD; owner"
        units = role_units([clause for part in parts for clause in _as_listed(part)])
    else:
        with_roles = [unit for part in parts if part.clauses for unit in role_units(part.clauses)]
        units = _pooled([unabsorbed(part.words) for part in parts if not part.clauses], with_roles)
    return _people(units, labels)


# -- words without a role ---------------------------------------------------------------------------------------------


def _pooled(bags: Iterable[list[Word]], with_roles: list[Unit]) -> list[Unit]:
    """A unit for each bag with a degree and training; degrees alone make one unit. Training alone goes to a physician.

    If there are several physicians, it is not stated which one has the training. Each counts as having it, so that
    naming one more takes nothing from another.
    """
    own: list[Unit] = []
    degrees: list[Word] = []
    training: list[Word] = []
    for bag in bags:
        unit = Unit(bag)
        terms = unit.terms
        is_somebody = bool(terms & DEGREES or unit.ambiguous)
        if (is_somebody and terms - DEGREES) or (with_roles and unit.is_decided):
            own.append(unit)
        elif is_somebody:
            degrees += bag
        else:
            training += bag
    if not with_roles and not own:
        return [Unit([*degrees, *training])]
    pool = [Unit(degrees)] if degrees else []
    everybody = [*own, *pool, *with_roles]
    if not training:
        return everybody
    owners = _owners([*own, *pool], with_roles)
    if owners is None:
        unowned = Unit(training)
        unowned.unclear = True
        return [*everybody, unowned]
    once = {(word.entry, word.decided): word for word in training}  # keeps the product with many physicians small
    for unit in owners or pool or everybody:
        unit.add(once.values())
    return everybody


def _owners(without_role: list[Unit], with_roles: list[Unit]) -> list[Unit] | None:
    """The physicians who may have training that is stated without a person; None if their roles make it unclear."""
    plain = [unit for unit in without_role if "physician" in unit.terms]
    others = [unit for unit in with_roles if _is_physician(unit.terms)]
    maybe = [unit for unit in others if unit.role in (Role.INJECTS, Role.UNSTATED)]
    if len(maybe) == len(others):
        return plain + maybe
    return plain or (None if maybe else others)


def _is_physician(terms: frozenset[str]) -> bool:
    return "physician" in terms or bool(terms and not terms & DEGREES)


def _are_ranks(parts: Iterable[PeoplePart], terms: frozenset[str]) -> bool:
    """Whether words for a rank name no role: "consultant radiologist", "MBBS, consultant in pain medicine"."""
    if terms & DEGREES == {"physician"}:
        ranked = [clause for part in parts for clause in part.clauses if clause.cues]
        return all(clause.words and not _terms(clause.words) & DEGREES for clause in ranked)
    return not terms & DEGREES


def _as_listed(part: PeoplePart) -> list[Clause]:
    """The clauses of a part, even without a word for a role, divided as in a list with commas."""
    made = part.clauses or tuple(Clause((word,), (), ",", ",", named=False) for word in part.words)
    if not made:
        return []
    first = replace(made[0], before=",")
    *rest, last = [first, *made[1:]]
    return [*rest, replace(last, after="," if last.after == "end" else last.after)]


# -- what becomes of it -----------------------------------------------------------------------------------------------


def _people(units: Sequence[Unit], labels: Mapping[str, str]) -> tuple[tuple[Person, ...], list[Finding]]:
    injects = any(unit.role is Role.INJECTS and unit.counts and not unit.unclear for unit in units)
    people: dict[Person, None] = {}
    findings: list[Finding] = []
    for unit in units:
        role = Role.INJECTS if unit.is_decided and injects else unit.role
        person = Person(unit.terms, unit.ambiguous, role)
        findings += _depending(unit, person.terms)
        if not person.terms and not person.ambiguous:
            continue
        if unit.unclear:
            findings += _left_out(unit, "role_unclear", labels)
            continue
        people[person] = None
        if role is not (Role.INJECTS if injects else Role.UNSTATED):
            findings += _left_out(unit, _NOT_COUNTED[role], labels)
    order = sorted(people, key=lambda p: (_ORDER.index(p.role), sorted(p.terms), sorted(p.ambiguous)))
    return tuple(order), findings


def _left_out(unit: Unit, code: str, labels: Mapping[str, str]) -> list[Finding]:
    """A finding for each list item whose words are not counted."""
    items: dict[str, dict[str, None]] = {}
    for word in unit.words:
        if word.counts and word.entry and word.entry.kind in ("term", "ambiguous"):
            items.setdefault(word.item.strip(), {})[labels.get(word.entry.code, word.entry.label)] = None
    cues = listed([quoted(cue) for cue, role in unit.cues.items() if role is unit.role])
    return [finding(code, item, terms=", ".join(terms), rest=cues) for item, terms in items.items()]


def _depending(unit: Unit, terms: frozenset[str]) -> list[Finding]:
    """Findings on words that mean something only beside others, and do not here."""
    return [
        finding("not_a_term", item, rest=quoted(item), reason=entry.reason, near=entry.suggestion)
        for word in unit.words
        if (entry := word.entry) and entry.kind == "depends" and word.counts and not terms.intersection(entry.beside)
        for item in (word.item.strip(),)
    ]


def _terms(words: Iterable[Word]) -> frozenset[str]:
    return Unit(words).terms
