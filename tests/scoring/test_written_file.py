"""Files are written whole or not at all, and what cannot be replaced is written into."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scoring.errors import BadSettings
from scoring.written_file import write_bytes

ROOT = Path(__file__).parents[2]
CLINIC = "name,credentials,products,targets,imaging\nA Spine,MD,PRP,disc,fluoroscopy\n"

# A process takes a second to load, so one writes all formats; a writer's message may come as late as its end.
ONE_BY_ONE = """
import runpy, sys

_, file, *names = sys.argv
for name in names:
    sys.argv[1:] = ["review", file, "-o", name]
    try:
        runpy.run_module("scoring", run_name="__main__")
    except SystemExit as ended:
        print(ended.code, file=sys.stderr)
"""


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process may grow further, as on a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_write_that_fails_keeps_the_earlier_file(tmp_path: Path) -> None:
    """Its bytes stay as they were, and nothing is left beside it."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"earlier")
    with largest_file(100), pytest.raises(BadSettings, match="could not be written: it is larger than a file may be"):
        write_bytes(bytes(1000), path)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.csv", b"earlier")]


def test_another_name_of_a_file_keeps_what_stood_there(tmp_path: Path) -> None:
    """A hard link may be somebody's copy of the earlier file, and is never seen half written."""
    path, other = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_bytes(b"earlier")
    other.hardlink_to(path)
    write_bytes(b"new", path)
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"earlier")


def test_a_review_that_cannot_be_written_says_one_sentence(tmp_path: Path) -> None:
    """In each format: no half of a file, the earlier one as it was, and no writer's message on standard error."""
    (tmp_path / "a.csv").write_text(CLINIC)
    names = [f"{tmp_path}/{name}" for name in ("out.csv", "out.parquet", "out.xlsx")]
    for name in names:
        Path(name).write_bytes(b"earlier")
    command = [sys.executable, "-W", "error", "-c", ONE_BY_ONE, f"{tmp_path}/a.csv", *names]
    with largest_file(500):
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = [line for line in ran.stderr.splitlines() if not line.endswith(" ...")]
    sentence = "could not be written: it is larger than a file may be."
    assert lines == [line for name in names for line in (f"{name} {sentence}", "2")]
    assert ran.returncode == 0
    assert {Path(name).read_bytes() for name in names} == {b"earlier"}
    assert sorted(map(str, tmp_path.iterdir())) == sorted([f"{tmp_path}/a.csv", *names])


def test_a_link_keeps_leading_to_its_file_and_the_file_keeps_its_mode(tmp_path: Path) -> None:
    """A replaced file can still be reached, and read, as before."""
    path, link = tmp_path / "a.csv", tmp_path / "link.csv"
    path.write_bytes(b"earlier")
    path.chmod(0o640)
    link.symlink_to("a.csv")
    write_bytes(b"new", link)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_pipe_and_a_device_are_written_into(tmp_path: Path) -> None:
    """They are not replaced by a file."""
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_bytes(b"new", pipe)
    reader.join()
    assert read == [b"new"]
    assert pipe.is_fifo()
    write_bytes(b"new", "/dev/null")
    assert Path("/dev/null").is_char_device()


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder would allow that; but whoever protects a file means it."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"earlier")
    inode = path.stat().st_ino
    monkeypatch.setattr(os, "access", lambda place, _: Path(place) != path)
    write_bytes(b"new", path)
    assert path.stat().st_ino == inode
