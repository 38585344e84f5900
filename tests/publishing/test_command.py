"""`python -m publishing` on a terminal that is gone, a full disk, and when it is interrupted."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from publishing import Gone, Published, Store
from publishing.__main__ import main
from tests.publishing.files import publish

ROOT = Path(__file__).parents[2]
# The program with standard error in another place, as a shell would open or close it.
ELSEWHERE = """
import os, runpy, sys
target = sys.argv.pop(1)
os.close(2)
if target:
    os.open(target, os.O_WRONLY)
os.execv(sys.executable, [sys.executable, "-m", "publishing", *sys.argv[1:]])
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk needs /dev/full")
@pytest.mark.parametrize("target", ["/dev/full", ""], ids=["full", "closed"])
def test_a_line_that_cannot_be_printed_changes_nothing_else(tmp_path: Path, target: str) -> None:
    """The dataset is taken down, with exit code 0; nothing of it is printed in place of a result."""
    address = f"sqlite:///{tmp_path}/a.db"
    with closing(Store(address)) as store:
        dataset = publish(store).dataset
    command = [sys.executable, "-c", ELSEWHERE, target, "take-down", dataset, "--store", address]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stdout) == (0, b"")
    with closing(Store(address)) as store:
        assert isinstance(store.find(dataset), Gone)


def test_an_interrupted_command_ends_in_a_word(
    url: str, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C in the middle of the change: one line, the exit code of shells, and the dataset still opens."""
    dataset = publish(store).dataset

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("publishing.store.is_live", interrupt)
        assert main(["take-down", dataset, "--store", url]) == 130
    assert capsys.readouterr().err == "Interrupted.\n"
    assert isinstance(store.find(dataset), Published)
