"""What a cell states, and the findings on what it leaves to a person."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.problems import Finding
from scoring.recognition.people import Person, counting


@dataclass(frozen=True, slots=True)
class Stated:
    """What a cell states. If both terms and ambiguous words are empty: nothing, so the question is unknown.

    `people`: everybody whom a credentials cell names, in a canonical order; the terms and
    ambiguous words are those of the people who count. `contrast`: whether imaging states contrast as used, as not
    used, or (None) neither.
    """

    terms: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    board_not_named: bool = False
    contrast: bool | None = None
    people: tuple[Person, ...] = ()

    @property
    def counting(self) -> tuple[Person, ...]:
        """The people who count; if none were told apart, one who has everything that is stated."""
        if self.people or not (self.terms or self.ambiguous):
            return counting(self.people)
        return (Person(self.terms, self.ambiguous),)


NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as it was understood, with a finding for each part that needs a person.

    `unknown`: how many of its words were unknown, for each of which a near one may have been searched.
    """

    stated: Stated
    findings: tuple[Finding, ...] = ()
    unknown: int = 0
