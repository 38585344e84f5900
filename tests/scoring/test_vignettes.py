"""Pairs of records that a careful reader puts in order: the surer one is above the other.

Most were written and then ordered twice, by readers who knew neither the rubric's points nor each other's order nor any
score; only pairs on which both agreed are here. Those whose kind begins with "clause" come from the clauses themselves.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import scoring

VIGNETTES = json.loads(Path(__file__).with_name("vignettes.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores() -> pd.DataFrame:
    """The scores of all records, two per vignette: the surer one, then the other."""
    rows = [
        {"name": f"{number} {side}", **vignette["both"], **vignette[side]}
        for number, vignette in enumerate(VIGNETTES)
        for side in ("surer", "other")
    ]
    return scoring.review(pd.DataFrame(rows).to_csv(index=False).encode()).scores


def standing(row: pd.Series) -> tuple[float, int, float, int]:
    """What ranks a record above another: score, then grade, then how much is stated, then nothing to ask about."""
    score = -1.0 if pd.isna(row["score"]) else float(row["score"])
    grade = "Z" if pd.isna(row["grade"]) else str(row["grade"])
    asks = sum(flag in ("injector_unclear", "claims_concern") for flag in row["flags"].split(";"))
    return score, -ord(grade), float(row["coverage"]), -asks


@pytest.mark.parametrize("number", range(len(VIGNETTES)), ids=lambda n: f"{n}-{VIGNETTES[n]['kind']}")
def test_the_surer_record_is_above(scores: pd.DataFrame, number: int) -> None:
    """The record that establishes more good practice is above the other."""
    surer, other = (standing(scores.iloc[2 * number + side]) for side in (0, 1))
    assert surer > other, VIGNETTES[number]
