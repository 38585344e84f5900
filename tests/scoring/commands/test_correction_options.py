"""Corrections on the command line: those that fit are applied and saved as a recipe, the others are reported."""

from pathlib import Path

import pandas as pd
import pytest

from scoring import review
from scoring.__main__ import main
from scoring.recipes import load_recipe
from tests.scoring.files import csv_bytes
from tests.scoring.reports.test_correction_checks import ROWS, correction

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def sent(tmp_path: Path) -> list[str]:
    """Options for a list of clinics: one correction that fits, two that conflict, and one of a text that changed."""
    (tmp_path / "clinics.csv").write_bytes(csv_bytes(ROWS))
    seen = review(csv_bytes(ROWS))
    corrections = {
        "fits": correction(seen, 0, "products", "PRP; BMC; snake oil"),
        "one": correction(seen, 1, "imaging", "CT"),
        "two": correction(seen, 1, "imaging", "ultrasound"),
        "late": correction(seen, 1, "products", "PRP", old="exosomes"),
    }
    options = []
    for name, entry in corrections.items():
        path = tmp_path / f"{name}.json"
        path.write_text(entry.to_json(), encoding="utf-8")
        options += ["--corrections", str(path)]
    return [str(tmp_path / "clinics.csv"), *options]


def test_what_fits_is_applied_and_the_rest_is_reported(sent: list[str], tmp_path: Path, capsys: Printed) -> None:
    """One of four is applied; the others get a line with file and reason, as does text that is not understood."""
    out = tmp_path / "scored.csv"
    assert main(["review", *sent, "-o", str(out)]) == 0
    assert pd.read_csv(out)["products"].fillna("").to_list() == ["PRP; BMC; snake oil", "BMC", ""]
    lines = capsys.readouterr().err.splitlines()
    told = [line.removeprefix(f"  {tmp_path}/") for line in lines[: lines.index("1 of 4 corrections applied.") + 5]]
    assert told[0] == "1 of 4 corrections applied."
    assert told[1].startswith("fits.json: Alpha Spine: Products. \u201csnake oil\u201d was not recognized")
    assert told[2].startswith("one.json: Beta Joint: Imaging. The corrections differ: \u201cCT\u201d or")
    assert told[3].startswith("two.json: Beta Joint: Imaging. The corrections differ: \u201cCT\u201d or")
    assert told[4].startswith("late.json: Beta Joint: Products. The record now says \u201cBMC\u201d")


def test_the_saved_recipe_gives_the_same_again(sent: list[str], tmp_path: Path) -> None:
    """Without the corrections, the saved recipe writes the same file, byte for byte."""
    outs = [tmp_path / f"{name}.csv" for name in ("first", "again")]
    recipe = tmp_path / "recipe.json"
    assert main(["review", *sent, "-o", str(outs[0]), "--save-recipe", str(recipe)]) == 0
    assert [edit.value for edit in load_recipe(recipe).edits] == ["PRP; BMC; snake oil"]
    assert main(["review", sent[0], "--recipe", str(recipe), "-o", str(outs[1])]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_a_file_that_is_no_correction_writes_nothing(sent: list[str], tmp_path: Path, capsys: Printed) -> None:
    """A recipe among the corrections is reported by name, and no file is written."""
    recipe, out = tmp_path / "recipe.json", tmp_path / "scored.csv"
    recipe.write_text('{"exclude": ["a"]}', encoding="utf-8")
    assert main(["review", *sent, "--corrections", str(recipe), "-o", str(out)]) == 2
    assert capsys.readouterr().err.startswith(f"{recipe}: dataset is missing.")
    assert not out.exists()
