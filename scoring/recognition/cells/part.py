"""What one part of a cell states, and the findings on what does not count in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.problems import Finding, finding
from scoring.recognition.answers.answered_segment import Answer, Segment
from scoring.recognition.claims.negation import Split
from scoring.recognition.credentials.clauses import PeoplePart
from scoring.recognition.items.item_reader import Item
from scoring.recognition.words.spans import Match
from scoring.thresholds import number
from scoring.vocabulary import IN_DOUBT, possibly

REFUSED = {Answer.NO: "negated", Answer.UNCLEAR: "negation_unclear", Answer.DOUBTED: "offer_in_doubt"}
_MOST_FINDINGS = number("findings_of_a_cell")
NOBODY = PeoplePart()


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a cell states. `board`: it says board certified; `board_named`: it names the board.

    `contrast`: True where contrast is used, False where it is not. `if_alone`: what is a problem only where the cell
    states nothing else. `in_doubt`: the keys of ambiguous words, those of doubted terms among them.
    """

    terms: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    board: bool = False
    board_named: bool = False
    people: PeoplePart = NOBODY
    contrast: frozenset[bool] = frozenset()
    if_alone: tuple[Finding, ...] = ()
    in_doubt: frozenset[str] = frozenset()


def refused(segment: Segment, items: Sequence[Item], part: Part, dimension: str) -> Part:
    """What is left of a segment that a "no" applies to, or may apply to: a finding, and those on unknown words.

    `items`, `part`: of its label, read without the answer.
    """
    words = [word for item in items for word in item.words]
    labels = dict.fromkeys(entry.label for entry, _, _ in words if entry.label)
    if not labels:
        return Part(findings=part.findings)
    misspelled = [problem for problem in part.findings if problem.code == "misspelling"]
    code, in_doubt = REFUSED[segment.answer], _doubted(words)
    if code != "offer_in_doubt":
        in_doubt = frozenset()
    elif dimension not in IN_DOUBT:
        code = "negation_unclear"
    return Part(findings=(*misspelled, finding(code, segment.text, terms=", ".join(labels))), in_doubt=in_doubt)


def in_doubt(claims: Iterable[Split]) -> frozenset[str]:
    """The ambiguous words that stand for what is in doubt."""
    return _doubted(word for words in claims for word in words.lost.get("offer_in_doubt", ()))


def _doubted(words: Iterable[Match]) -> frozenset[str]:
    """A doubted term is itself or nothing, and so an ambiguous word; a doubted word of several stays what it is."""
    entries = [entry for entry, _, _ in words if entry.kind in ("term", "ambiguous")]
    return frozenset(possibly(entry.code) if entry.kind == "term" else entry.code for entry in entries)


def still_in_doubt(parts: Iterable[Part], terms: frozenset[str]) -> frozenset[str]:
    """What the parts of a cell leave in doubt and none of them states."""
    doubted = frozenset(word for part in parts for word in part.in_doubt)
    return doubted.difference(map(possibly, terms), ("possibly_none",)) if doubted else doubted


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
