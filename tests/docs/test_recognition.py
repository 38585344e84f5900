"""The page on how cells are read lists no reading that the program does not make."""

import re
from pathlib import Path

import pytest

from scoring import recognise
from scoring.vocabulary import DIMENSIONS

PAGE = Path(__file__).parents[2] / "docs" / "recognition.md"
ROW = re.compile(r"\| (`.+?`(?: [\w, `]*)?) \| (.+?) \| .+? \| .+ \|")
_, _, WRONG = PAGE.read_text(encoding="utf-8").partition("## What is still wrong\n")
READINGS = [
    (cell, match[2])
    for match in map(ROW.fullmatch, WRONG.partition("\n## ")[0].splitlines())
    if match
    for cell in re.findall(r"`(.+?)`", match[1])
]


def test_the_table_has_rows() -> None:
    """Cells are taken from the table as it is written now."""
    assert len(READINGS) > 15


@pytest.mark.parametrize(("cell", "read_as"), READINGS)
def test_what_is_still_wrong_is_read_as_the_page_says(cell: str, read_as: str) -> None:
    """A cell of which nothing is read states no term of any question, and every other one states some."""
    assert any(recognise(dimension, cell).terms for dimension in DIMENSIONS) == (read_as != "nothing")
