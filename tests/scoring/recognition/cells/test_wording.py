"""Cells in real wording: how many of the terms they state are read, and how many of the terms read are stated."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from scoring.recognition.cells.recognizer import recognizer
from scoring.vocabulary import DIMENSIONS, vocabulary

# `dimension`, `cell`, `gold` (its terms, ";" between), `kind` ("stress": built of negations and hedges), `source`.
WORDING = Path(__file__).with_name("wording.csv")
# Cells whose terms differ under the rule for roles: only people who inject now count, and the others are reported.
ROLES_DECIDE = {"MD, former orthopedic surgeon": {"physician"}, "Chiropractor; NP injects": {"np"}}
# The floor by whether the kind is "stress": (precision, recall). When a figure rises, raise the floor.
FLOORS = {
    False: {
        "credentials": (0.995, 0.995),
        "products": (0.995, 0.995),
        "targets": (0.995, 0.99),
        "imaging": (0.995, 0.995),
    },
    True: {"credentials": (0.98, 0.98), "products": (0.98, 0.94), "targets": (0.95, 0.99), "imaging": (0.98, 0.97)},
}


@dataclass(frozen=True)
class Cell:
    """A cell, its dimension, the terms that it states, and whether it was built of negations and hedges."""

    dimension: str
    text: str
    terms: frozenset[str]
    is_stress: bool
    source: str


def cells() -> list[Cell]:
    """All cells of the file, with the terms that count under the rule for roles."""
    with WORDING.open(encoding="utf-8", newline="") as file:
        return [
            Cell(
                row["dimension"],
                row["cell"],
                frozenset(ROLES_DECIDE.get(row["cell"], set(filter(None, row["gold"].split(";"))))),
                row["kind"] == "stress",
                row["source"],
            )
            for row in csv.DictReader(file)
        ]


def counts(chosen: list[Cell]) -> Counter[str]:
    """Terms that are read and stated ("right"), read only ("extra"), and stated only ("missed")."""
    total: Counter[str] = Counter(right=0, extra=0, missed=0)
    for cell in chosen:
        terms = recognizer(cell.dimension).read(cell.text).stated.terms
        total.update(right=len(terms & cell.terms), extra=len(terms - cell.terms), missed=len(cell.terms - terms))
    return total


def precision(total: Counter[str]) -> float:
    """The share of the terms read that are stated."""
    return total["right"] / (total["right"] + total["extra"])


def recall(total: Counter[str]) -> float:
    """The share of the terms stated that are read."""
    return total["right"] / (total["right"] + total["missed"])


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize("is_stress", [False, True])
def test_a_dimension_is_read_no_worse_than_before(dimension: str, is_stress: bool) -> None:
    """Precision and recall of a dimension, which are printed, do not fall below the floor."""
    total = counts([cell for cell in cells() if (cell.dimension, cell.is_stress) == (dimension, is_stress)])
    kind = " (stress)" if is_stress else ""
    sys.stdout.write(f"{dimension}{kind}: {precision(total):.3f} {recall(total):.3f} {dict(total)}\n")
    lowest_precision, lowest_recall = FLOORS[is_stress][dimension]
    assert precision(total) >= lowest_precision
    assert recall(total) >= lowest_recall


@pytest.mark.parametrize(
    ("source", "is_stress", "floors"),
    [
        ("shared", False, (0.995, 0.995)),
        ("shared", True, (0.99, 0.99)),
        ("own", False, (0.995, 0.995)),
        ("own", True, (0.97, 0.97)),
    ],
)
def test_each_source_of_cells_is_read_no_worse_than_before(
    source: str, is_stress: bool, floors: tuple[float, float]
) -> None:
    """The figures of the shared cells and of this project's own do not fall either."""
    total = counts([cell for cell in cells() if (cell.source, cell.is_stress) == (source, is_stress)])
    assert precision(total) >= floors[0]
    assert recall(total) >= floors[1]


def test_the_cells_are_many_and_no_two_are_the_same() -> None:
    """There are at least 1,600 distinct cells, 1,300 of them made for this project, and their terms exist."""
    every = cells()
    assert len(every) >= 1_600
    assert sum(cell.source == "own" for cell in every) >= 1_300
    assert len({(cell.dimension, cell.text) for cell in every}) == len(every)
    terms = {dimension: set(vocabulary().terms[dimension]) for dimension in DIMENSIONS}
    assert all(cell.terms <= terms[cell.dimension] for cell in every)
