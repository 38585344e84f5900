"""The thresholds of recognition are in one file, each with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

import scoring
from scoring.thresholds import Threshold, number, share, thresholds

PACKAGE = Path(scoring.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}


def taken() -> Iterator[tuple[str, str]]:
    """Each threshold that a module uses: `share` or `number`, and its name."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("share", "number"):
                assert isinstance(node.args[0], ast.Constant)
                yield node.func.id, str(node.args[0].value)


def test_each_threshold_is_used_once() -> None:
    """Each line of the file decides something, and none is used in two places."""
    assert sorted(name for _, name in taken()) == sorted(thresholds())


def test_each_is_of_the_kind_that_is_asked_for() -> None:
    """A share is a part of a whole and a number is a count; neither can be read as the other."""
    for kind, name in taken():
        read, other = (share, number) if kind == "share" else (number, share)
        assert read(name) == thresholds()[name].value
        with pytest.raises(TypeError, match=name):
            other(name)


@pytest.mark.parametrize("package", ["reading", "recognition", "linkage"])
def test_no_share_is_in_code(package: str) -> None:
    """Beyond 0 and 1 these packages contain no number with a decimal point: a threshold belongs in the file."""
    strays = [
        f"{path.name}:{node.lineno} {node.value}"
        for path, tree in TREES.items()
        if path.parent == PACKAGE / package
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value not in (0.0, 1.0)
    ]
    assert not strays


@pytest.mark.parametrize(
    "change",
    [
        {"reason": ""},
        {"decides": "no sentence"},
        {"value": 0},
        {"value": 1.5},
        {"value": "2"},
        {"value": True},
        {"x": 1},
    ],
)
def test_a_line_without_a_reason_is_refused(change: dict[str, object]) -> None:
    """A threshold has a value in range and two sentences, and nothing else."""
    whole = {"value": 0.5, "decides": "Whether it is.", "reason": "It was measured."}
    assert Threshold.model_validate(whole).value == 0.5
    with pytest.raises(ValidationError):
        Threshold.model_validate(whole | change)


def test_thresholds_stay_as_they_are() -> None:
    """Nobody changes a threshold while the program runs."""
    with pytest.raises(ValidationError):
        next(iter(thresholds().values())).value = 1  # type: ignore[misc]
