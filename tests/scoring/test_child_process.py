"""Work in a process of its own ends with its memory, or with whoever wanted it, and never takes this one along."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest

from scoring import child_process
from tests.scoring.worker import LIMIT

WORKER = "tests.scoring.worker"


class Left(Exception):
    """Nobody wants it any more."""


def silent(_said: tuple[str, ...]) -> None:
    """Let the work go on."""


def test_what_a_process_writes_is_had() -> None:
    """More bytes than a pipe holds go in and come out, and lines beside them."""
    data = bytes(range(256)) * 20_000
    ended = child_process.run(WORKER, "turn", data, memory_bytes=LIMIT, look=silent)
    assert ended == child_process.Ended(data[::-1], ("a line",), 0, short_of_memory=False)


@pytest.mark.parametrize("paths", [None, "elsewhere"])
def test_a_process_finds_its_module_where_python_looks_in_no_folder_of_itself(
    monkeypatch: pytest.MonkeyPatch, paths: str | None
) -> None:
    """Python may be told to leave the folder that it is started in out of its path; other paths of the host stay."""
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    if paths:
        monkeypatch.setenv("PYTHONPATH", paths)
    ended = child_process.run(WORKER, "turn", b"ab", memory_bytes=LIMIT, look=silent)
    assert ended == child_process.Ended(b"ba", ("a line",), 0, short_of_memory=False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is watched, not limited")
@pytest.mark.parametrize("taking", ["memory", "threads"])
def test_a_process_is_short_of_memory_at_its_limit(taking: str) -> None:
    """A process that takes more than its limit, on its own or for its threads, fails for it, and that is reported."""
    ended = child_process.run(WORKER, taking, b"", memory_bytes=LIMIT, look=silent)
    assert (ended.short_of_memory, ended.output) == (True, b"")
    assert ended.code != 0


@pytest.mark.skipif(shutil.which("ps") is None, reason="there is no tool that tells how much memory a process holds")
def test_where_there_is_no_limit_memory_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that cannot limit itself is ended once it holds more."""
    monkeypatch.setattr(child_process, "_WATCHED", True)
    ended = child_process.run(WORKER, "memory without limit", b"", memory_bytes=LIMIT, look=silent)
    assert ended.short_of_memory


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process is not told that its parent ended")
def test_what_nobody_wants_ends_with_all_that_it_started() -> None:
    """Whatever is raised by who looks ends the process, and the processes that it has started."""
    started: list[int] = []

    def leave(said: tuple[str, ...]) -> None:
        if said:
            started.append(int(said[0]))
            raise Left

    with pytest.raises(Left):
        child_process.run(WORKER, "child", b"", memory_bytes=LIMIT, look=leave)
    patience = time.monotonic() + 60
    while _runs(started[0]) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not _runs(started[0])


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"
