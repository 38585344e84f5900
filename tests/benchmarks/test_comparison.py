"""Peers are installed only to be measured: neither the app nor the tests install them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from benchmarks.comparison import PACKAGES

ROOT = Path(__file__).parents[2]


def locked(name: str) -> set[str]:
    """The packages that a lock file names."""
    return set(re.findall(r"^([a-z0-9-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_only_the_benchmark_installs_peers() -> None:
    """On a clean checkout, `make run` and `make test` touch neither the peers' environment nor npm."""

    def steps(target: str) -> str:
        command = ["make", "--dry-run", "--always-make", target]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    for target in ("run", "test"):
        assert "bench" not in steps(target)
        assert "npm" not in steps(target)
    assert all(word in steps("bench") for word in ("requirements-bench.txt", "npm install", "benchmarks.comparison"))


def test_peers_are_locked_for_the_benchmark_alone() -> None:
    """Each measured peer is pinned there and in no other lock, and lineupjs with a digest."""
    assert set(PACKAGES.values()) <= locked("requirements-bench.txt")
    for name in ("requirements.txt", "requirements-test.txt"):
        assert set(PACKAGES.values()).isdisjoint(locked(name))
    package = json.loads((ROOT / "benchmarks" / "peers" / "package-lock.json").read_text(encoding="utf-8"))
    assert package["packages"]["node_modules/lineupjs"]["integrity"].startswith("sha512-")
