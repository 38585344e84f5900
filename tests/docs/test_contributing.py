"""The list of usual changes: every file that it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_files_of_each_change_are_there() -> None:
    """Each change names code and test files by their paths, and each path without a placeholder exists."""
    rows = re.findall(
        r"^\| (a|how) ([^|]+) \| ([^|]+) \| ([^|]+) \|$",
        (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(rows) >= 10
    for _, change, code, tests in rows:
        for cell in (code, tests):
            paths = re.findall(r"`([\w./<>-]+(?:/|\.\w+))`", cell)
            assert paths, change
            assert not [path for path in paths if "<" not in path and not (ROOT / path).exists()], change
