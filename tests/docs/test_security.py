"""Each security promise names tests, and they exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROMISES = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_every_promise_names_tests_that_exist() -> None:
    """Each row of the table names at least one test, by an existing file and function."""
    rows = [line for line in PROMISES.splitlines() if line.startswith("| ") and not line.startswith("| promise")]
    assert len(rows) >= 10
    for row in rows:
        cell = row.strip("| ").split(" | ")[-1]
        tests = re.findall(r"`(tests/[\w/]+\.py)?::(\w+)`", cell)
        assert tests, row
        file = ""
        for path, function in tests:
            file = path or file
            assert f"def {function}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{function}"
