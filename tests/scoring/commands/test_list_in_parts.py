"""A list in parts on the command line: options, what is printed, and how it ends."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from scoring.__main__ import main

HEADER = "name,credentials,products,targets,imaging\n"
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def parts(tmp_path: Path) -> str:
    """A pattern for two files with one clinic each."""
    (tmp_path / "parts").mkdir()
    for name in ("a", "b"):
        row = f"{name.upper()} Spine,MD,PRP,disc,fluoroscopy\n"
        (tmp_path / "parts" / f"{name}.csv").write_text(HEADER + row)
    return str(tmp_path / "parts" / "*.csv")


def test_an_output_that_is_a_folder_makes_parts_of_the_files(tmp_path: Path, parts: str, capsys: Printed) -> None:
    """No engine needs to be named, and the summary counts clinics and parts."""
    assert main(["review", parts, "-o", f"{tmp_path}/out/"]) == 0
    assert "2 clinics in 2 parts: 2 scored, 0 not scored." in capsys.readouterr().err
    first = pd.read_parquet(tmp_path / "out" / "clinics" / "part-00000.parquet")
    assert first["name"].tolist() == ["A Spine"]


@pytest.mark.parametrize("ending", ["*.csv", "?.csv", "[ab].csv", ""])
def test_a_pattern_or_a_folder_is_a_list_whatever_its_output_is_called(
    tmp_path: Path, parts: str, capsys: Printed, ending: str
) -> None:
    """A folder that does not exist yet needs no slash at its end, and no engine has to be named."""
    assert main(["review", str(Path(parts).parent / ending), "-o", f"{tmp_path}/new/out"]) == 0
    assert "2 clinics in 2 parts: 2 scored, 0 not scored." in capsys.readouterr().err
    assert (tmp_path / "new" / "out" / "list.json").is_file()


def test_a_file_whose_name_looks_like_a_pattern_is_one_file(tmp_path: Path, parts: str, capsys: Printed) -> None:
    """Its review goes where a file's review goes: here, as CSV to standard output."""
    odd = Path(parts).parent.joinpath("a.csv").rename(tmp_path / "clinics [2026].csv")
    assert main(["review", str(odd)]) == 0
    assert "A Spine" in capsys.readouterr().out


def test_a_part_that_cannot_be_read_ends_with_1(tmp_path: Path, parts: str, capsys: Printed) -> None:
    """It is named with the reason; a list with nothing to score ends with 2, like a single file."""
    (tmp_path / "parts" / "b.csv").write_bytes(b"")
    assert main(["review", parts, "-o", f"{tmp_path}/out", "--engine", "single"]) == 1
    assert "b.csv was left out: The file is empty" in capsys.readouterr().err
    (tmp_path / "parts" / "a.csv").write_text(HEADER + "A Spine,,,,\n")
    (tmp_path / "parts" / "b.csv").unlink()
    assert main(["review", parts, "-o", f"{tmp_path}/out", "--engine", "single"]) == 2


def test_the_recipe_of_a_list_reviews_the_next_one(tmp_path: Path, parts: str) -> None:
    """Decisions about columns apply to files that do not show them themselves."""
    header = HEADER.replace("imaging", "Needle help")
    for name in ("a", "b"):
        path = tmp_path / "parts" / f"{name}.csv"
        path.write_text(path.read_text().replace(HEADER, header))
    saved, setting = str(tmp_path / "recipe.json"), "Needle help=imaging"
    assert main(["review", parts, "-o", f"{tmp_path}/out/", "--columns", setting, "--save-recipe", saved]) == 0
    assert main(["review", parts, "-o", f"{tmp_path}/next/", "--recipe", saved]) == 0
    outs = [pd.read_parquet(tmp_path / name / "clinics") for name in ("out", "next")]
    assert outs[0]["imaging"].tolist() == ["fluoroscopy", "fluoroscopy"]
    pd.testing.assert_frame_equal(*outs)


def test_a_header_that_no_part_has_is_refused(tmp_path: Path, parts: str, capsys: Printed) -> None:
    """It is about this list, as for one file: a header of one part is enough, and a recipe may name others."""
    path = tmp_path / "parts" / "b.csv"
    path.write_text(path.read_text().replace("imaging", "Needle help"))
    wrong, out = "Nadle help=imaging", f"{tmp_path}/out/"
    for file in (parts, str(path)):
        assert main(["review", file, "-o", out, "--columns", wrong]) == 2
        assert "columns: the file has no header 'Nadle help'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert main(["review", parts, "-o", out, "--columns", "Needle help=imaging"]) == 0
    recipe = tmp_path / "recipe.json"
    recipe.write_text('{"columns": {"Nadle help": ["imaging"]}}')
    assert main(["review", parts, "-o", out, "--recipe", str(recipe)]) == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "name it with -o OUT/"),
        (["--engine", "single"], "name it with -o OUT/"),
        (["-o", "out.csv"], "name it with -o OUT/"),
        (["-o", "out.XLSX", "--engine", "dask"], "name it with -o OUT/"),
        (["-o", "out/", "--problems", "p.csv"], "written into its folder"),
        (["-o", "out/", "--corrections", "c.json"], "single clinics"),
        (["-o", "out/", "--scheduler", "tcp://a:1"], "add --engine dask"),
        (["-o", "out/", "--engine", "dask", "--workers", "0"], "a number from 1"),
        (["-o", "out/", "--engine", "dask", "--workers", "99999"], "at most, as each keeps a core"),
    ],
)
def test_options_that_do_not_fit_are_refused(parts: str, capsys: Printed, options: list[str], says: str) -> None:
    """They are refused with one sentence, before anything is read."""
    assert main(["review", parts, *options]) == 2
    assert says in capsys.readouterr().err


def test_without_dask_its_installation_is_reported(
    tmp_path: Path, parts: str, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing extra is one sentence that says how to install it."""
    monkeypatch.setitem(sys.modules, "scoring.engine.dask_runner", None)
    assert main(["review", parts, "-o", f"{tmp_path}/out", "--engine", "dask"]) == 2
    assert "requirements-dask.txt" in capsys.readouterr().err
