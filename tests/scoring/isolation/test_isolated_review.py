"""A review made in a separate process equals one made here."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd
import pytest

import scoring
from scoring import BadSettings, Limits, Review, UnreadableFile, child_process
from scoring.isolation import __main__ as program
from scoring.isolation import review_apart, size_of
from scoring.recipes.recipe import Recipe
from tests.scoring.files import DAY

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
MOST = 100_000_000
MUCH = 100 * MOST


def silent(_said: tuple[str, ...]) -> None:
    """Let the work go on."""


def apart(data: bytes, recipe: Recipe | None = None, **settings: Any) -> tuple[Review, int]:
    """The review of bytes, made in a separate process, and its size."""
    given = {"rubric": "default", "limits": Limits(), "most_bytes": MOST, "look": silent, **settings}
    return review_apart(data, recipe=recipe or Recipe(), reviewed_on=DAY, **given)


@contextmanager
def answered_here() -> Iterator[None]:
    """Let this process answer as the other would, without its limit of memory: starting one takes a second."""

    def run(module: str, _argument: str, request: bytes, data: bytes, **_: Any) -> child_process.Ended:
        assert module == "scoring.isolation"
        output = b"".join(program._answer(json.loads(request), data))  # noqa: SLF001
        return child_process.Ended(output, (), 0, short_of_memory=False)

    with patch("scoring.child_process.run", run), patch("scoring.isolation.__main__.limit"):
        yield


def test_a_review_made_apart_is_the_same() -> None:
    """Scores, problems, records and everything about the file equal those of a review made here."""
    data, recipe = EXAMPLE.read_bytes(), Recipe(exclude=("no-such-clinic",))
    here = scoring.review(data, recipe=recipe, reviewed_on=DAY)
    there, size = apart(data, recipe)
    for name in ("scores", "problems", "records"):
        pd.testing.assert_frame_equal(getattr(here, name), getattr(there, name))
    pd.testing.assert_frame_equal(here.behind(3), there.behind(3))
    for name in ("dataset", "accounting", "matches", "rubric", "weights", "recipe", "people", "reviewed_on"):
        assert getattr(here, name) == getattr(there, name)
    weights = {"who": 50, "what": 0, "where": 25, "how": 25}
    pd.testing.assert_frame_equal(here.with_weights(weights).scores, there.with_weights(weights).scores)
    assert size == pytest.approx(size_of(scoring.review(data, recipe=recipe, reviewed_on=DAY)), rel=0.1)


def test_what_is_refused_apart_is_refused_here() -> None:
    """The sentence, and the columns that a person may choose from, come back."""
    bare = b"Elm,Tampa,FL,MD,PRP\nOak,Tampa,FL,MD,PRP\n"

    def assert_refused_alike(data: bytes, recipe: Recipe) -> None:
        with pytest.raises(UnreadableFile) as here:
            scoring.review(data, recipe=recipe)
        with pytest.raises(UnreadableFile) as there:
            apart(data, recipe=recipe)
        assert str(there.value) == str(here.value)
        assert vars(there.value) == vars(here.value)

    assert_refused_alike(bare, Recipe())
    with answered_here():
        assert_refused_alike(b"A,B\nHarbor Spine,x\n", Recipe())
        assert_refused_alike(bare, Recipe(first_row_is="clinic"))
        with pytest.raises(BadSettings, match="no-such"):
            apart(bare, rubric="no-such")


def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    """What a file unpacks to is within the limits, and what is made of it is not."""
    data = gzip.compress(b"name,credentials\n" + b"a,b\n" * 1_000_000)
    assert len(data) < 10_000
    with pytest.raises(UnreadableFile, match=r"more than 400 MB of memory, which is the limit; split the file"):
        apart(data, limits=Limits(memory_bytes=400_000_000), most_bytes=MUCH)


@pytest.mark.parametrize(("code", "short", "says"), [(-6, False, "as some damaged files do"), (-9, True, "of memory")])
def test_a_process_that_crashes_is_not_said_to_need_memory(
    monkeypatch: pytest.MonkeyPatch, code: int, short: bool, says: str
) -> None:
    """Only a process that the system ended, or that reports it itself, ran out of memory."""
    ended = child_process.Ended(b"", ("terminate called",), code, short)
    monkeypatch.setattr(child_process, "run", lambda *_, **__: ended)
    with pytest.raises(UnreadableFile, match=says):
        apart(b"name,credentials\na,b\n")


def test_a_review_that_would_take_too_much_memory_is_refused() -> None:
    """A file is read, but the result is not sent back if it is too large."""
    data = b"name,credentials\n" + b"".join(b"Clinic %d,MD\n" % number for number in range(20_000))
    with answered_here(), pytest.raises(UnreadableFile, match="take more than 1 MB of memory, which is the limit"):
        apart(data, most_bytes=1_000_000)


@pytest.mark.parametrize("row", [b"a,b\n", b"a%d,PRP\n", b"Clinic %d,x%d\n"])
def test_a_file_with_more_problems_than_are_kept_is_refused(row: bytes) -> None:
    """It is refused in its own words, whether its rows are alike or all different."""
    data = b"name,credentials\n" + b"".join(row % ((number,) * row.count(b"%")) for number in range(5_000))
    with (
        answered_here(),
        pytest.raises(UnreadableFile, match="more than 2,000 problems, which is the limit; look at its first rows"),
    ):
        apart(data, most_bytes=1_000_000)


@pytest.mark.parametrize(
    ("row", "count", "megabytes"), [(b"a,b\n", 100_000, 295), (b"Clinic %d,x%d y%d\n", 40_000, 310)]
)
def test_problems_of_many_rows_take_little_memory(row: bytes, count: int, megabytes: int) -> None:
    """Many problems, or fewer that all differ, need little more memory than the 210 MB of the program itself."""
    data = b"name,credentials\n" + b"".join(row % ((number,) * row.count(b"%")) for number in range(count))
    found, _ = apart(data, limits=Limits(memory_bytes=megabytes * 1_000_000, seconds=300), most_bytes=MUCH)
    assert len(found) == count
    assert len(found.understood.problems) >= count


def test_progress_is_reported() -> None:
    """The stages of reading come line by line, and a reader who leaves meanwhile ends the work."""
    seen: list[str] = []

    class Left(Exception):
        """Raised when nobody wants the result any more."""

    def look(said: tuple[str, ...]) -> None:
        seen.extend(said[len(seen) :])
        if seen:
            raise Left

    with pytest.raises(Left):
        apart(b"name,credentials\n" + b"a,b\n" * 200_000, look=look)
    assert seen[0] == "Opening the file"
