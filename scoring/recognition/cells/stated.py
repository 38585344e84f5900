"""What a cell states, and the findings on what a person has to decide."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.problems import Finding
from scoring.recognition.credentials.people import Person, counting


@dataclass(frozen=True, slots=True)
class Stated:
    """What a cell states. If both terms and ambiguous words are empty: nothing, so the question is unknown.

    `people`: everyone whom a credentials cell names, in a canonical order; the terms and ambiguous words are those of
    the people who count. `contrast`: whether imaging says that contrast is used; None if it does not say.
    """

    terms: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    board_not_named: bool = False
    contrast: bool | None = None
    people: tuple[Person, ...] = ()

    @property
    def counting(self) -> tuple[Person, ...]:
        """The people who count; if none were distinguished, one person who has everything that is stated."""
        if self.people or not (self.terms or self.ambiguous):
            return counting(self.people)
        return (Person(self.terms, self.ambiguous),)


NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as it was understood, with a finding for each part that needs a person's attention.

    `unknown`: how many of its words were unknown; each may have cost a search for a near word.
    """

    stated: Stated
    findings: tuple[Finding, ...] = ()
    unknown: int = 0
