"""The command line: what it prints where, and how it ends."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from scoring import SCORE_COLUMNS, vocabulary
from scoring.__main__ import main
from scoring.reading.source import fingerprint
from scoring.recipes.recipe import Recipe
from scoring.rubric import SHIPPED

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "data" / "clinics.csv"
HEADER = "name,credentials,products,targets,imaging\n"
GOOD = HEADER + "Alpha,MD,PRP,disc,fluoroscopy\nBeta,,stem cells,,\n"

Printed = pytest.CaptureFixture[str]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a separate program, with warnings as errors."""
    command = [sys.executable, "-W", "error", "-m", "scoring", "review", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def write(folder: Path, content: str | bytes, name: str = "clinics.csv") -> Path:
    """A file to review."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_example_prints_every_column() -> None:
    """The scored example goes to standard output with all columns, the summary to standard error; it exits with 0."""
    ran = run(EXAMPLE)
    assert ran.returncode == 0
    printed = pd.read_csv(io.StringIO(ran.stdout))
    assert list(printed.columns)[: len(SCORE_COLUMNS)] == list(SCORE_COLUMNS)
    assert len(printed) == 168
    assert re.search(r"^168 clinics: ", ran.stderr, re.MULTILINE)  # stages come first on a slow machine
    last = ran.stderr.splitlines()[-1]
    assert last.startswith(
        f"File {fingerprint(EXAMPLE.read_bytes())[:12]}, recipe {Recipe().fingerprint[:12]}; rubric "
    )
    assert f"vocabulary {vocabulary().version}; reviewed on " in last


def test_some_not_scored_is_reported_with_the_reason(tmp_path: Path, capsys: Printed) -> None:
    """A file of which only part can be scored exits with 0 and says how many were not scored, and why."""
    assert main(["review", str(write(tmp_path, GOOD))]) == 0
    said = capsys.readouterr().err
    assert "2 clinics: 1 scored, 1 not scored." in said
    assert "1: fewer than 2 of the questions that have weight are answered" in said


def test_an_encoding_is_named(tmp_path: Path, capsys: Printed) -> None:
    """A file is read in the named encoding, by any of its usual names."""
    path = write(tmp_path, "name,credentials,products\nPeńa,MD,PRP\n".encode("cp1250"))
    for name in ("cp1250", "Windows-1250"):
        assert main(["review", str(path), "--encoding", name]) == 0
        assert "Peńa" in capsys.readouterr().out


def test_the_first_row_is_a_clinic_if_said_so(tmp_path: Path, capsys: Printed) -> None:
    """A list without a header row is scored whole, its columns named by their places."""
    path = write(tmp_path, b"Elm,MD,PRP\nOak,DO,BMC\n")
    columns = [
        f"--columns=column_{place}={field}" for place, field in enumerate(("name", "credentials", "products"), 1)
    ]
    assert main(["review", str(path), "--first-row", "clinic", *columns]) == 0
    printed = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert printed["name"].tolist() == ["Elm", "Oak"]


def test_an_encoding_that_is_not_known_is_refused(tmp_path: Path, capsys: Printed) -> None:
    """An unknown encoding ends with 2 and one sentence that lists the names."""
    assert main(["review", str(write(tmp_path, GOOD)), "--encoding", "klingon"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("--encoding: expected one of cp1252, cp1250, ")
    assert error.endswith("found 'klingon'.\n")


def test_nothing_scorable_ends_with_2_and_still_writes(tmp_path: Path, capsys: Printed) -> None:
    """Records without a score: exit 2, one sentence on what to do, and the outputs that were asked for."""
    path = write(tmp_path, HEADER + "Alpha,MD,,,\n")
    out, problems = tmp_path / "out.csv", tmp_path / "problems.csv"
    assert main(["review", str(path), "-o", str(out), "--problems", str(problems)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(
        "None of 1 clinic could be scored: their records do not state enough; fill in at least two of"
    )
    assert said.count("\n") == 1
    assert pd.read_csv(out)["name"].to_list() == ["Alpha"]
    assert problems.read_text().startswith("row,column,value,code,message,suggestion")


def test_dates_that_may_be_either_are_settled_by_an_option(tmp_path: Path, capsys: Printed) -> None:
    """--dates reads them in one order, as a recipe can, and takes precedence over a recipe."""
    path = write(tmp_path, "name,imaging,products,as_of\nAlpha,CT,PRP,03/04/2025\n")
    recipe = write(tmp_path, Recipe(dates="month_first").to_json(), "recipe.json")
    fingerprints = {}
    for option in ((), ("--dates", "day-first"), ("--recipe", recipe), ("--recipe", recipe, "--dates", "day-first")):
        assert main(["review", str(path), *map(str, option)]) == 0
        said = capsys.readouterr().err
        assert ("date_ambiguous" in said) == (not option)
        fingerprints[option] = said.split("recipe ")[1][:12]
    assert list(fingerprints.values()) == [
        decided.fingerprint[:12] for decided in (Recipe(), Recipe(dates="day_first"), Recipe(dates="month_first"))
    ] + [Recipe(dates="day_first").fingerprint[:12]]


def test_prices_are_settled_by_options(tmp_path: Path, capsys: Printed) -> None:
    """--prices may be repeated, and equals a recipe with the same assumptions."""
    path = write(tmp_path, "name,imaging,products,price\nAlpha,CT,PRP,1.200\nBeta,CT,PRP,$500 per level\n")
    out = tmp_path / "out.csv"
    options = ("--prices", "decimal-comma", "--prices", "per-treatment")
    for arguments in ((), options):
        assert main(["review", str(path), *arguments, "-o", str(out)]) == 0
        assert ("price_" in capsys.readouterr().err) == (not arguments)
    assert main(["review", str(path), *options, "-o", str(out)]) == 0
    assert Recipe(prices=("per_treatment", "decimal_comma")).fingerprint[:12] in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["review", str(path), "--prices", "cheap"])


UNREADABLE = {
    "an empty file": b"",
    "a header without rows": HEADER.encode(),
    "a picture by another name": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a web page": b"<!DOCTYPE html><html><body>Not found</body></html>",
    "nothing but NULs": b"\0" * 4096,
    "no column of the four questions": b"name,city\nAlpha,Tampa\n",
    "no column of names": b"city,products\nTampa,PRP\n",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_ends_with_2_and_a_sentence(tmp_path: Path, capsys: Printed, content: bytes) -> None:
    """No records: exit 2, nothing on standard output, and one line that says why and what to do."""
    assert main(["review", str(write(tmp_path, content))]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.rstrip().endswith((".", "…"))
    assert any(word in printed.err for word in ("; export", "; save", "; name", "; add", "; download"))


def test_a_missing_file_and_a_folder_end_with_2(tmp_path: Path, capsys: Printed) -> None:
    """A path that is not a file is refused in a sentence that names it."""
    for path, says in ((tmp_path / "none.csv", "There is no file"), (tmp_path, "is a folder")):
        assert main(["review", str(path)]) == 2
        said = capsys.readouterr().err
        assert says in said
        assert str(path) in said


BAD_SETTINGS = {
    "an unknown question": (["--weights", "which=10"], "which"),
    "a weight that is no number": (["--weights", "who=much"], "who=much"),
    "a weight out of range": (["--weights", "who=101"], "0 to 100"),
    "all weights zero": (["--weights", "who=0,what=0,where=0,how=0"], "all four are 0"),
    "an unknown rubric": (["--rubric", "nowhere.toml"], "no rubric file"),
    "a header that is not there": (["--columns", "Guidance=imaging"], "no header 'Guidance'"),
    "a field that is not there": (["--columns", "name=label"], "label"),
    "columns without a field": (["--columns", "name"], "HEADER=FIELD"),
    "workers for a file of its own": (["--workers", "2"], "add --engine dask"),
    "an output of an unknown kind": (["-o", "out.docx"], ".xlsx"),
}


@pytest.mark.parametrize(("arguments", "says"), BAD_SETTINGS.values(), ids=BAD_SETTINGS.keys())
def test_settings_that_cannot_be_used(tmp_path: Path, capsys: Printed, arguments: list[str], says: str) -> None:
    """Bad settings end with 2 and a sentence that names the problem."""
    assert main(["review", str(write(tmp_path, GOOD)), *arguments]) == 2
    assert says in capsys.readouterr().err


def test_columns_weights_and_rubric_are_used(tmp_path: Path) -> None:
    """Assigned headers, weights and a rubric change the result as expected."""
    path = write(tmp_path, "Practice,Who does it,What,How (image)\nAlpha,MD; IOF,PRP,fluoro\n")
    columns = ["--columns", "Who does it=credentials", "--columns", "How (image)=imaging"]
    out = tmp_path / "out.parquet"
    assert main(["review", str(path), "-o", str(out), *columns, "--weights", "who=50,what=50,where=0,how=0"]) == 0
    assert pd.read_parquet(out)["score"].to_list() == [62.5]
    assert main(["review", str(path), "-o", str(out), *columns, "--rubric", "no-iof"]) == 0
    assert pd.read_parquet(out)["credentials_score"].to_list() == [40.0]


def test_a_column_can_be_set_aside(tmp_path: Path) -> None:
    """A header with nothing after the equals sign is carried along and not scored."""
    path = write(tmp_path, "name,who,guidance,products\nAlpha,MD,fluoro,PRP\n")
    out = tmp_path / "out.parquet"
    assert main(["review", str(path), "-o", str(out), "--columns", "guidance="]) == 0
    written = pd.read_parquet(out)
    assert written["imaging"].isna().all()
    assert written["guidance"].to_list() == ["fluoro"]


def test_help_shows_an_example(capsys: Printed) -> None:
    """Help shows the exit codes and an example that can be copied."""
    with pytest.raises(SystemExit) as ended:
        main(["review", "--help"])
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert "python -m scoring review data/clinics.csv" in printed
    assert "exit code" in printed


@pytest.mark.parametrize("verb", ["review", "why", "changes"])
def test_help_names_every_shipped_rubric(verb: str, capsys: Printed) -> None:
    """Wherever a rubric can be chosen, help lists the ones that need no file."""
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    assert f"{', '.join(SHIPPED)}, or a TOML file" in " ".join(capsys.readouterr().out.split())


def test_progress_is_reported_when_it_takes_long(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is printed for a short file; without the initial delay, the stages appear on standard error."""
    path = write(tmp_path, GOOD)
    main(["review", str(path)])
    assert "..." not in capsys.readouterr().err
    monkeypatch.setattr("scoring.commands.standard_streams._QUIET_SECONDS", 0.0)
    main(["review", str(path), "-o", str(tmp_path / "out.xlsx")])
    assert "..." in capsys.readouterr().err


def test_a_reader_that_stops_early_is_no_error() -> None:
    """Piping into a program that reads one line ends without a traceback."""
    command = f'"{sys.executable}" -W error -m scoring review "{EXAMPLE}" | head -n 1'
    ran = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S602
    assert ran.stdout.startswith("clinic_id,")
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("name", ["tabs.tsv", "utf16_tabs.txt", "packed.csv.gz", "workbook.xlsx"])
def test_other_kinds_of_files_just_work(name: str, capsys: Printed) -> None:
    """Tabs, compressed files and workbooks need no option."""
    assert main(["review", str(ROOT / "tests" / "cases" / name)]) == 0
    assert "2 clinics: 2 scored" in capsys.readouterr().err


def test_a_sheet_is_named(capsys: Printed) -> None:
    """--sheet reads that sheet; a name that the workbook lacks gives one sentence and exit code 2."""
    path = str(ROOT / "tests" / "cases" / "workbook_two_sheets.xlsx")
    assert main(["review", path, "--sheet", "Prices"]) == 0
    assert "Mesa Clinic" in capsys.readouterr().out
    assert main(["review", path, "--sheet", "Costs"]) == 2
    assert capsys.readouterr().err == "sheet: the workbook has no sheet 'Costs'. Its sheets: Clinics, Prices.\n"


def test_what_nobody_expected_ends_in_a_sentence(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the program ends with exit code 2, and a sentence with the place of its cause, not a traceback."""

    def fail(*_: object, **__: object) -> None:
        raise IndexError("the text of a cell")

    monkeypatch.setattr("scoring.commands.file_review.review", fail)
    assert main(["review", str(write(tmp_path, GOOD))]) == 2
    printed = capsys.readouterr().err
    assert "Something in this file could not be handled" in printed
    assert "IndexError in " in printed
    assert "Traceback" not in printed
    assert "the text of a cell" not in printed
