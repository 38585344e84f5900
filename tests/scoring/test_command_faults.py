"""The command line when a name, an option or the output cannot be used: one sentence, and no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.__main__ import main

ROOT = Path(__file__).parents[2]
HEADER = "name,credentials,products,targets,imaging\n"
CLINIC = HEADER + "A Spine,MD,PRP,disc,fluoroscopy\n"
TOO_LONG = "a" * 5_000
NOT_UTF8 = os.fsdecode(b"\xff")
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def clinics(tmp_path: Path) -> str:
    """A file of one clinic, in its own folder."""
    (tmp_path / "list").mkdir()
    path = tmp_path / "list" / "a.csv"
    path.write_text(CLINIC)
    return str(path)


def assert_one_sentence(capfd: Printed) -> None:
    """One line on standard error, and not the one about a fault of the program."""
    printed = capfd.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.endswith(".\n")
    assert "error in this program" not in printed.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["review", TOO_LONG],
        ["review", f"{TOO_LONG}*.csv", "-o", "OUT/"],
        ["review", "FILE", "-o", f"{TOO_LONG}.csv"],
        ["review", "FILE", "-o", f"{TOO_LONG}/"],
        ["review", "PATTERN", "-o", TOO_LONG],
        ["review", "PATTERN", "-o", f"OUT/{TOO_LONG}"],
        ["review", "FILE", "--problems", f"{TOO_LONG}.csv"],
        ["review", "FILE", "--save-recipe", TOO_LONG],
        ["review", "FILE", "--rubric", TOO_LONG],
        ["review", "FILE", "--recipe", TOO_LONG],
        ["review", "FILE", "--corrections", TOO_LONG],
        ["review", "FILE", "--encoding", TOO_LONG],
        ["verify", "FILE", "--register", TOO_LONG],
        ["changes", "FILE", TOO_LONG],
        ["changes", "FILE", "FILE", "-o", f"{TOO_LONG}.csv"],
        ["check", TOO_LONG],
        ["why", TOO_LONG, "--between", "a", "b"],
        ["template", "-o", TOO_LONG],
    ],
)
def test_a_name_that_is_too_long_ends_in_a_sentence(
    tmp_path: Path, capfd: Printed, clinics: str, arguments: list[str]
) -> None:
    """A file to read, a pattern, a file or folder to write, or a setting: the exit code is 2."""
    pattern = str(Path(clinics).with_name("*.csv"))
    named = [
        argument.replace("FILE", clinics).replace("PATTERN", pattern).replace("OUT", str(tmp_path))
        for argument in arguments
    ]
    assert main(named) == 2
    assert_one_sentence(capfd)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--encoding", NOT_UTF8],
        ["--encoding", "utf-8\0"],
        ["--sheet", NOT_UTF8],
        ["--columns", f"{NOT_UTF8}=name"],
        ["--columns", f"name={NOT_UTF8}"],
        ["--weights", f"{NOT_UTF8}=3"],
        ["--weights", f"who={NOT_UTF8}"],
        ["--rubric", NOT_UTF8],
        ["--recipe", NOT_UTF8],
        ["--corrections", NOT_UTF8],
        ["-o", NOT_UTF8],
        ["-o", "a\0.csv"],
        ["-o", "a\0/"],
        ["--problems", "a\0.csv"],
        ["--save-recipe", "a\0"],
    ],
)
def test_a_setting_that_no_text_holds_ends_in_a_sentence(capfd: Printed, clinics: str, arguments: list[str]) -> None:
    """With a byte that is not UTF-8, or a NUL character, in any setting, the exit code is 2."""
    assert main(["review", clinics, *arguments]) == 2
    assert_one_sentence(capfd)


@pytest.mark.parametrize(
    "arguments", [["--columns", f"{NOT_UTF8}=name"], ["--sheet", NOT_UTF8], ["-o", f"OUT/{NOT_UTF8}/"]]
)
def test_a_setting_of_a_list_that_no_text_holds_ends_in_a_sentence(
    tmp_path: Path, capfd: Printed, clinics: str, arguments: list[str]
) -> None:
    """Settings saved in the recipe of a list have to be text, and so does the path that it is written to."""
    named = [argument.replace("OUT", str(tmp_path)) for argument in arguments]
    assert main(["review", str(Path(clinics).parent), "-o", f"{tmp_path}/out/", *named]) == 2
    assert_one_sentence(capfd)


def test_a_part_whose_name_is_not_utf8_is_left_out(tmp_path: Path, capfd: Printed, clinics: str) -> None:
    """It is named, with its bytes escaped, and the others are reviewed; a list of only such parts is refused."""
    folder = Path(clinics).parent
    (folder / f"{NOT_UTF8}.csv").write_text(CLINIC)
    assert main(["review", f"{folder}/*.csv", "-o", f"{tmp_path}/out/"]) == 1
    printed = capfd.readouterr().err
    assert "1 clinic in 2 parts" in printed
    assert "\\xff.csv was left out: The file name is not UTF-8" in printed
    Path(clinics).unlink()
    assert main(["review", f"{folder}/*.csv", "-o", f"{tmp_path}/out/"]) == 2
    assert "No part could be read. \\xff.csv: The file name is not UTF-8" in capfd.readouterr().err


PRINTING = {
    "review": ["review", "FILE"],
    "why": ["why", "FILE", "--between", "A Spine", "B Spine"],
    "why --json": ["why", "FILE", "--between", "A Spine", "B Spine", "--json"],
    "changes": ["changes", "FILE", "FILE"],
    "template": ["template"],
}
# A process takes a second to load, so one runs all of these.
ONE_BY_ONE = """
import json, os, runpy, sys

for name, sys.argv[1:] in json.loads(sys.argv[1]).items():
    if sys.stdout is not None:
        os.dup2(os.open("/dev/full", os.O_WRONLY), sys.stdout.fileno())
    try:
        runpy.run_module("scoring", run_name="__main__")
    except SystemExit as ended:
        print(name, "ended with", ended.code, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("output", "reason"),
    [("/dev/full", "the disk is full."), ("&-", "the standard output is closed.")],
    ids=["full", "closed"],
)
def test_an_output_that_takes_nothing_ends_in_a_sentence(clinics: str, output: str, reason: str) -> None:
    """With a full device, or an output that the shell closed, the exit code is 2 and the sentence says why."""
    Path(clinics).write_text(CLINIC + "B Spine,DO,BMAC,facet joint,ultrasound\n")
    named = {verb: [clinics if a == "FILE" else a for a in arguments] for verb, arguments in PRINTING.items()}
    command = [sys.executable, "-W", "error", "-c", ONE_BY_ONE, json.dumps(named)]
    shell = ["sh", "-c", f'exec "$@" >{output}', "sh", *command]
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}  # what could not be printed stays there until the end
    ran = subprocess.run(shell, cwd=ROOT, env=buffered, capture_output=True, text=True, check=False)
    lines = [line for line in ran.stderr.splitlines() if not line.endswith(" ...")]
    sentence = f"The result could not be printed: {reason}"
    assert lines == [line for verb in PRINTING for line in (sentence, f"{verb} ended with 2")]
    assert ran.returncode == 0  # nothing was left to be printed


@pytest.mark.parametrize(
    "arguments", [["review", "FILE"], ["review", "FILE", "-o", "OUT/"], ["changes", "FILE", "FILE"]]
)
def test_a_run_that_is_interrupted_ends_in_a_word(
    tmp_path: Path, capfd: Printed, clinics: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Ctrl-C during any reading prints one word and gives the usual exit code; no unfinished folder is left."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for module in ("scoring.commands.file_review", "scoring.commands.changes_command", "scoring.engine.part_review"):
        monkeypatch.setattr(f"{module}.review", interrupted)
    named = [argument.replace("FILE", clinics).replace("OUT", f"{tmp_path}/out") for argument in arguments]
    assert main(named) == 130
    assert capfd.readouterr().err.endswith("Interrupted.\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list"]


@pytest.mark.parametrize("output", ["2>&-", "2>/dev/full"])
def test_messages_that_nobody_takes_leave_the_result_as_it_is(
    capfdbinary: pytest.CaptureFixture[bytes], clinics: str, output: str
) -> None:
    """With standard error closed or full, the CSV printed is the same, byte by byte, and so is the exit code."""
    code = main(["review", clinics])
    shell = ["sh", "-c", f'exec "$@" {output}', "sh", sys.executable, "-m", "scoring", "review", clinics]
    ran = subprocess.run(shell, cwd=ROOT, capture_output=True, check=False)
    assert ran.stdout == capfdbinary.readouterr().out
    assert (ran.returncode, code) == (0, 0)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["review", "FILE", "-o", "FILE"], "-o: FILE is a file that is read; give another name to write.\n"),
        (["review", "FILE", "--problems", "FILE"], "--problems: FILE is a file that is read"),
        (["review", "FILE", "--save-recipe", "FILE"], "--save-recipe: FILE is a file that is read"),
        (["changes", "OTHER", "FILE", "-o", "FILE"], "-o: FILE is a file that is read"),
        (["check", "FILE", "-o", "FILE"], "-o: FILE is a file that is read"),
        (["review", "FILE", "-o", "new.csv", "--problems", "./new.csv"], "-o: new.csv is what --problems writes"),
        (["review", "FILE", "-o", "new.csv", "--save-recipe", "new.csv"], "-o: new.csv is what --save-recipe writes"),
        (["review", "FILE", "-o", "link/new.csv", "--problems", "new.csv"], "-o: link/new.csv is what --problems"),
        (["review", "FILE", "-o", "new.csv", "--save-recipe", "dangling"], "-o: new.csv is what --save-recipe writes"),
        (["review", "FILE", "--problems", ""], "--problems: expected the name of a file to write, found ''."),
        (["template", "-o", "new.xlsx"], "new.xlsx: the template is CSV; give a name that ends in .csv.\n"),
        (["review", "FILE", "--problems", "new.csv", "-o", "a\n.x"], "a\\n.x: expected a name that ends in .csv"),
    ],
)
def test_a_name_that_would_lose_something_is_refused_before_anything_is_written(
    tmp_path: Path,
    capfd: Printed,
    clinics: str,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    says: str,
) -> None:
    """A list is not replaced by its own result, nor one output by another, by whatever links; every name is checked."""
    monkeypatch.chdir(tmp_path)
    Path("link").symlink_to(tmp_path)
    Path("dangling").symlink_to("new.csv")
    Path("other.csv").write_text(CLINIC)
    names = {"FILE": clinics, "OTHER": "other.csv"}
    assert main([names.get(argument, argument) for argument in arguments]) == 2
    assert capfd.readouterr().err.startswith(says.replace("FILE", clinics))
    assert Path(clinics).read_text() == CLINIC
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dangling", "link", "list", "other.csv"]


def test_a_recipe_may_be_saved_over_the_one_that_was_given(tmp_path: Path, clinics: str) -> None:
    """It keeps the earlier decisions, and adds those of the options."""
    recipe = tmp_path / "recipe.json"
    recipe.write_text("{}")
    arguments = ["--recipe", str(recipe), "--save-recipe", str(recipe), "--dates", "day-first"]
    assert main(["review", clinics, *arguments]) == 0
    assert "day_first" in recipe.read_text()


def test_weights_of_a_repeated_option_are_joined(tmp_path: Path, capfd: Printed, clinics: str) -> None:
    """None is silently dropped: together they are one list, which names each question once."""
    once, twice = tmp_path / "once.csv", tmp_path / "twice.csv"
    assert main(["review", clinics, "--weights", "who=90,what=5", "-o", str(once)]) == 0
    assert main(["review", clinics, "--weights", "who=90", "--weights", "what=5", "-o", str(twice)]) == 0
    assert once.read_bytes() == twice.read_bytes()
    capfd.readouterr()
    assert main(["review", clinics, "--weights", "who=90", "--weights", "who=5"]) == 2
    assert capfd.readouterr().err == "--weights: 'who' is given twice; give one weight for each.\n"


def test_a_setting_of_any_length_is_refused_in_a_line(capfd: Printed, clinics: str) -> None:
    """A long value is cut in the message, and so is each part of one that is quoted on its own."""
    for arguments in (
        *(["review", clinics, option, TOO_LONG] for option in ("--weights", "--columns", "--encoding")),
        ["review", clinics, "--columns", f"{TOO_LONG}=imaging"],
        ["review", clinics, "--columns", f"name={TOO_LONG}"],
        ["review", clinics, "--columns", f"{TOO_LONG}={TOO_LONG}"],
        ["why", clinics, "--between", TOO_LONG, TOO_LONG],
    ):
        assert main(arguments) == 2
        assert len(capfd.readouterr().err) < 800


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["review", ""], "FILE: expected the name of a file to read"),
        (["review", "", "-o", "out/"], "FILE: expected the name of a file to read"),
        (["check", ""], "FILE: expected the name of a file to read"),
        (["why", "", "--between", "a", "b"], "FILE: expected the name of a file to read"),
        (["changes", "", "a.csv"], "OLD: expected the name of a file to read"),
        (["changes", "a.csv", ""], "NEW: expected the name of a file to read"),
        (["changes", "a.csv", "a.csv", "--rubric-before", ""], "--rubric-before: expected the name of a file to read"),
        (["changes", "a.csv", "a.csv", "--recipe-before", ""], "--recipe-before: expected the name of a file to read"),
        (["verify", "a.csv", "--register", ""], "--register: expected the name of a file to read"),
        (["check", "a.csv", "--rubric", ""], "--rubric: expected the name of a file to read"),
        (["review", "a.csv", "--rubric", ""], "--rubric: expected the name of a file to read"),
        (["review", "a.csv", "--recipe", ""], "--recipe: expected the name of a file to read"),
        (["review", "a.csv", "--corrections", "b", "--corrections", ""], "--corrections: expected the name of a file"),
        (["review", "a.csv", "--sheet", ""], "--sheet: expected the name of a sheet"),
        (["review", "a", "-o", "b/", "--engine", "dask", "--scheduler", ""], "--scheduler: expected the address of a"),
        (["review", "a.csv", "--weights", ""], "--weights: expected who=25,what=25,where=25,how=25"),
        (["changes", "a.csv", "a.csv", "--weights-before", ""], "--weights: expected who=25,what=25"),
        (["template", "-o", ""], "-o: expected the name of a file to write"),
    ],
)
def test_an_empty_name_is_refused_by_the_option_that_gives_it(capfd: Printed, arguments: list[str], says: str) -> None:
    """It counts neither as a folder nor as an omitted option: a script's variable may be empty."""
    assert main(arguments) == 2
    line = capfd.readouterr().err
    assert line.startswith(says)
    assert line.endswith(", found ''.\n")


def test_an_empty_date_of_a_register_is_refused(tmp_path: Path, capfd: Printed, clinics: str) -> None:
    """It does not fall back to the date in the file name."""
    (tmp_path / "register.csv").write_text("")
    assert main(["verify", clinics, "--register", str(tmp_path / "register.csv"), "--register-date", ""]) == 2
    assert capfd.readouterr().err.endswith("--register-date: expected a date such as 2026-11-08, found ''.\n")
