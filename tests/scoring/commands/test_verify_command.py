"""The command line: `verify` writes the review, its problems and the recipe, and reports what the register says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from scoring.__main__ import main
from tests.scoring.files import csv_bytes
from tests.scoring.register.registers import JANE, NAME, OTHER, clinic, entry, register_bytes

Printed = pytest.CaptureFixture[str]
ROWS = [clinic(npi=JANE), clinic(clinic_id="b", npi=OTHER)]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A list of clinics, and a register with the name of the monthly file."""
    clinics, register = tmp_path / "clinics.csv", tmp_path / NAME
    clinics.write_bytes(csv_bytes(ROWS))
    register.write_bytes(register_bytes([entry()]))
    return clinics, register


def test_verify_writes_what_review_writes_and_a_recipe_that_replays_it(
    files: tuple[Path, Path], tmp_path: Path, capsys: Printed
) -> None:
    """The reviewed file and its problems are those of a review under the saved recipe, without the register."""
    clinics, register = map(str, files)
    out, problems, recipe = (str(tmp_path / name) for name in ("out.csv", "problems.csv", "recipe.json"))
    saved = ["-o", out, "--problems", problems, "--save-recipe", recipe]
    assert main(["verify", clinics, "--register", register, *saved]) == 0
    summary = capsys.readouterr().err
    assert "1 of 2 clinics is listed in the register of 2026-11-08: 1 by NPI, 0 by name and place" in summary
    assert "2 clinics: 2 scored" in summary
    files[1].unlink()
    again = [str(tmp_path / name) for name in ("again.csv", "again_problems.csv")]
    assert main(["review", clinics, "--recipe", recipe, "-o", again[0], "--problems", again[1]]) == 0
    assert [Path(path).read_bytes() for path in again] == [Path(path).read_bytes() for path in (out, problems)]
    assert pd.read_csv(out)["credentials_verified"].tolist()[0] == "Pain medicine"
    assert "register_npi_missing" in Path(problems).read_text()


def test_without_an_output_the_review_is_printed(files: tuple[Path, Path], capsys: Printed) -> None:
    """As with review, CSV goes to standard output."""
    assert main(["verify", str(files[0]), "--register", str(files[1])]) == 0
    assert capsys.readouterr().out.startswith("clinic_id,name,score")


def test_verifying_twice_changes_nothing(files: tuple[Path, Path], tmp_path: Path) -> None:
    """A second check, under the recipe from the first, gives the same recipe."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    command = ["verify", str(files[0]), "--register", str(files[1]), "-o", str(tmp_path / "out.csv")]
    assert main([*command, "--save-recipe", str(first)]) == 0
    assert main([*command, "--recipe", str(first), "--save-recipe", str(second)]) == 0
    assert first.read_text() == second.read_text()


REFUSED = {
    "a register that is not there": (["--register", "none.csv"], "There is no register at none.csv"),
    "a date that is none": (["--register-date", "soon"], "expected a date such as 2026-11-08"),
    "a recipe that cannot be written": (["--save-recipe", "none/recipe.json"], "could not be written"),
}


@pytest.mark.parametrize(("arguments", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_used_ends_with_2_and_a_sentence(
    files: tuple[Path, Path], capsys: Printed, arguments: list[str], says: str
) -> None:
    """Bad settings end in one sentence and nothing on standard output."""
    assert main(["verify", str(files[0]), "--register", str(files[1]), *arguments]) == 2
    printed = capsys.readouterr()
    assert says in printed.err
    assert printed.out == ""


def test_a_file_that_is_no_register_ends_with_2(files: tuple[Path, Path], capsys: Printed) -> None:
    """The list of clinics given as its own register is refused in one sentence."""
    assert main(["verify", str(files[0]), "--register", str(files[0])]) == 2
    printed = capsys.readouterr()
    assert "is no register of providers in the layout of NPPES" in printed.err.splitlines()[-1]
    assert "Traceback" not in printed.err
