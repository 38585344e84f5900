"""What one part of a cell states, and the findings on what does not count in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.problems import Finding, finding
from scoring.recognition.answers import Answer, Segment
from scoring.recognition.clauses import PeoplePart
from scoring.recognition.items import Item
from scoring.recognition.negation import Split
from scoring.thresholds import number

REFUSED = {Answer.NO: "negated", Answer.UNCLEAR: "negation_unclear"}
_MOST_FINDINGS = number("findings_of_a_cell")
NOBODY = PeoplePart()


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a cell states. `board`: it says board certified; `board_named`: it names the board.

    `contrast`: True if contrast is used, False if it is not. `if_alone`: what is a problem only if the cell
    states nothing else.
    """

    terms: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    board: bool = False
    board_named: bool = False
    people: PeoplePart = NOBODY
    contrast: frozenset[bool] = frozenset()
    if_alone: tuple[Finding, ...] = ()


def refused(segment: Segment, items: Iterable[Item], part: Part) -> Part:
    """What is left of a segment that a "no" applies to, or may apply to: a finding, and those on what is not known.

    `items`, `part`: of its label, read without the answer.
    """
    labels = dict.fromkeys(entry.label for item in items for entry, _, _ in item.words if entry.label)
    if not labels:
        return Part(findings=part.findings)
    misspelled = [problem for problem in part.findings if problem.code == "misspelling"]
    return Part(findings=(*misspelled, finding(REFUSED[segment.answer], segment.text, terms=", ".join(labels))))


def not_claimed(words: Split, item: str) -> list[Finding]:
    """Findings on the words of an item that it denies or leaves unclear."""
    labels = {
        code: ", ".join(dict.fromkeys(entry.label for entry, _, _ in lost if entry.label))
        for code, lost in words.lost.items()
    }
    return [finding(code, item.strip(), terms=label) for code, label in labels.items() if label]


def not_too_many(findings: list[Finding], text: str) -> tuple[Finding, ...]:
    """The findings of a cell; if there are a great many, the first different ones and how many more there are."""
    if len(findings) <= _MOST_FINDINGS:
        return tuple(findings)
    different = list(dict.fromkeys(findings))
    more = len(different) - _MOST_FINDINGS
    return tuple(different[:_MOST_FINDINGS]) + ((finding("more_in_cell", text, count=f"{more:,}"),) if more > 0 else ())
