"""Tests are selected by their mark, as pyproject.toml says."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_browser_is_left_out() -> None:
    """Deselecting the browser mark runs none of its tests, and all others."""
    files = ["tests/browser/test_window.py", "tests/test_isolation.py"]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "not browser", *files]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "tests/test_isolation.py::" in listed
    assert "tests/browser/" not in listed
