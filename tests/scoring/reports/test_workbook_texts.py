"""Text in a workbook that its writer could take for something else."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from scoring import review
from scoring.reports.exports import workbook_bytes, write

TEXTS = {
    "markup": "<r><t>none</t></r>",
    "markup without text": "<r></r>",
    "no markup at all": "<r>a & b < c</r>",
    "codes that share a sign": "_x0041_x0042_x0043_",
    "escaped code": "_x005F_x000D_",
    "code before a character that is written as one": "_x0041\x01",
    "blanks at the ends": "  <r> </r> ",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_text_that_looks_like_markup_or_a_code_comes_back_from_a_workbook(text: str) -> None:
    """Neither is it lost or changed, nor does the cell of one clinic damage the workbook."""
    clinic = {"name": "A Spine", "credentials": "MD", "products": "PRP", "targets": "disc", "their column": text}
    workbook = workbook_bytes(review(json.dumps([clinic]).encode()))
    assert review(workbook).records["their column"].tolist() == [text]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_text_that_looks_like_markup_or_a_code_comes_back_from_a_table(tmp_path: Path, text: str) -> None:
    """So too where a table such as that of the problems is written as a workbook."""
    path = tmp_path / "table.xlsx"
    write(pd.DataFrame({"name": ["A Spine"], "credentials": ["MD"], "their column": [text]}), path)
    assert review(path).records["their column"].tolist() == [text]
