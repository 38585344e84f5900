"""The commands that each verb's help shows, to be copied."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from pathlib import Path

import pandas as pd
import pytest

from scoring.__main__ import main

LIST = Path(__file__).parents[3] / "data" / "clinics.csv"
VERBS = ("review", "verify", "why", "changes", "check")  # the help of `template` has no example


def examples(verb: str) -> list[list[str]]:
    """The arguments of each example in the help of a verb, without the remark beside it."""
    with contextlib.redirect_stdout(io.StringIO()) as printed, pytest.raises(SystemExit):
        main([verb, "--help"])
    lines = re.findall(r"^  python -m scoring (.+?)(?:   \(.+\))?$", printed.getvalue(), re.MULTILINE)
    return [shlex.split(line) for line in lines]


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_of_an_example_is_known(verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An example fails at most for a file of the reader's own, which is not there: never for its options."""
    monkeypatch.chdir(tmp_path)
    assert {main(example) for example in examples(verb)} == {2}


def test_the_example_of_other_weights_moves_clinics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list compared with itself shows what its weights alone move, as the remark beside it says."""
    shutil.copy(LIST, tmp_path)
    monkeypatch.chdir(tmp_path)
    (example,) = [arguments for arguments in examples("changes") if arguments.count(LIST.name) == 2]
    assert main([*example, "-o", "moved.csv"]) == 0
    assert (pd.read_csv(tmp_path / "moved.csv")["by_weights"] != 0).any()
