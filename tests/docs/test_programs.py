"""What the documentation shows of the command line and of Python runs as it stands there."""

import re
import shlex
from pathlib import Path

import pytest

import scoring
from scoring.__main__ import main
from tests.scoring.reports.test_correction_checks import correction

ROOT = Path(__file__).parents[2]
PAGES = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/programs.md")]
BLOCKS = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED = ("zumbro-lane-spine", "flatstone-sports-physiatry")  # by the command that says why


@pytest.fixture
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that the commands read, in the folder where they run."""
    header, *rows = (ROOT / "data" / "clinics.csv").read_text(encoding="utf-8").splitlines()
    content = "\n".join([header, *rows[:8], *(row for row in rows if row.startswith(NAMED))])
    (tmp_path / "data").mkdir()
    for name in ("clinics.csv", "data/clinics.csv", "october.csv", "november.csv"):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "recipe.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def blocks(language: str) -> list[str]:
    """The blocks of one language, in order."""
    return [block for page in PAGES for name, block in BLOCKS.findall(page) if name == language]


def commands() -> dict[str, list[str]]:
    """The commands of the documentation; `test_dask_runner.py` runs those with Dask."""
    lines = re.findall(r"^\.venv/bin/python -m scoring (.+)$", "\n".join(blocks("")), re.MULTILINE)
    return {command: shlex.split(command, comments=True) for command in lines if "--engine dask" not in command}


COMMANDS = re.compile(r"^(?:\.venv/bin/)?(?:python3?|pip|dask)\b.*", re.MULTILINE)


@pytest.mark.parametrize("name", ["README.md", *sorted(f"docs/{path.name}" for path in ROOT.glob("docs/*.md"))])
def test_a_command_names_the_environment_that_has_its_packages(name: str) -> None:
    """Python is run from `.venv`, which `make` fills: the system's own has none of the packages."""
    blocks_of_page = [block for _, block in BLOCKS.findall((ROOT / name).read_text(encoding="utf-8"))]
    lines = [line for block in blocks_of_page for line in COMMANDS.findall(block)]
    assert [line for line in lines if not line.startswith(".venv/bin/")] == []


@pytest.mark.usefixtures("_files")
def test_every_command_runs_as_documented(capsys: pytest.CaptureFixture[str]) -> None:
    """Each ends with 0 and writes what it is told to."""
    sent = correction(scoring.review("clinics.csv"), 0, "products", "PRP")
    Path("sent.json").write_text(sent.to_json(), encoding="utf-8")
    assert main(["review", "clinics.csv", "-o", "scored.xlsx"]) == 0  # which `check` reads
    verbs = set()
    for command, arguments in commands().items():
        assert main(arguments) == 0, (command, capsys.readouterr().err)
        verbs.add(arguments[0])
    assert verbs == {"review", "why", "check", "changes"}
    assert all(Path(name).stat().st_size for name in ("scored.csv", "problems.csv", "changes.xlsx"))


@pytest.mark.usefixtures("_files")
def test_every_line_of_python_runs_as_documented() -> None:
    """The blocks run one after the other, and what a comment says of a cell is so."""
    names: dict[str, object] = {}
    python = blocks("python")
    for block in python:
        exec(compile(block, "documentation", "exec"), names)  # noqa: S102 - our own documentation
    assert '"MD oversees; RN injects").terms  # what one cell states: rn' in python[-1]
    assert scoring.recognise("credentials", "MD oversees; RN injects").terms == {"rn"}
