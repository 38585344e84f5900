"""What a single cell states, for callers without a file: the contract's `scoring.recognise`."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.errors import BadSettings
from scoring.problems import Finding
from scoring.recognition.cells.recognizer import Recognizer
from scoring.vocabulary import DIMENSIONS, vocabulary


@dataclass(frozen=True, slots=True)
class CellStatement:
    """What a cell states.

    `terms`, `ambiguous`: keys of terms and of ambiguous words; for credentials those of the people who count.
    `problems`: what was not understood or not counted, each with code, value, message and suggestion.
    """

    terms: frozenset[str]
    ambiguous: frozenset[str]
    problems: tuple[Finding, ...]


def recognize_cell(dimension: str, cell: str) -> CellStatement:
    """What a cell of a dimension states, read as a cell of a file is. Raises `BadSettings` for another dimension."""
    if dimension not in DIMENSIONS:
        raise BadSettings(f"dimension: expected one of {', '.join(DIMENSIONS)}, found {dimension!r}.")
    if not isinstance(cell, str):
        raise BadSettings(f"cell: expected text, found {cell!r}.")
    reading = Recognizer(vocabulary(), dimension).read(cell)
    return CellStatement(reading.stated.terms, reading.stated.ambiguous, reading.findings)
