"""Imports point one way, so that reviews can be made where there is no screen."""

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]


def test_contracts_are_kept(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """No file imports what the contracts in pyproject.toml keep from it."""
    monkeypatch.chdir(ROOT)
    broken = lint_imports(no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out


@pytest.mark.parametrize("package", ["scoring", "publishing"])
def test_no_screen_is_needed(package: str) -> None:
    """A fresh interpreter that imports a package below the screen has loaded neither Streamlit nor Altair."""
    program = f"import sys, {package}; print(*{{'altair', 'streamlit'}} & sys.modules.keys())"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == []
