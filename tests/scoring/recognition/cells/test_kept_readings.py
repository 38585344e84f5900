"""Cached readings of cells are the same as fresh ones."""

from __future__ import annotations

import pytest

import scoring
from scoring.recipes import Recipe
from scoring.recognition import Recognizer
from scoring.recognition.cells import column_recognizer
from scoring.recognition.cells.column_recognizer import ColumnRecognizer
from scoring.recognition.cells.kept_readings import KEPT, KeptReadings
from scoring.recognition.cells.stated import Reading
from scoring.vocabulary import vocabulary
from tests.scoring.files import DAY, WHOLE, csv_bytes


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with a process that has read nothing."""
    for dimension in list(KEPT):
        monkeypatch.setitem(KEPT, dimension, KeptReadings())


def test_a_kept_reading_is_the_reading_and_is_not_made_again() -> None:
    """A second file has the same scores and problems as on its own, from cached readings of the first."""
    content = csv_bytes([{"name": "A", **WHOLE}, {"name": "B", **WHOLE, "products": "PRP; wizard dust"}])
    first, second = (scoring.review(content, reviewed_on=DAY) for _ in range(2))
    assert first.problems.equals(second.problems)
    assert first.scores.equals(second.scores)

    def never(cell: str) -> Reading:
        raise AssertionError(f"{cell} was read again")

    kept = KEPT["products"].keeping(never)("PRP; wizard dust")
    assert kept == Recognizer(vocabulary(), "products").read("PRP; wizard dust")


def test_what_a_recipe_says_of_a_value_is_not_kept() -> None:
    """A meaning that a recipe gives to a value applies only under that recipe, whichever is read first."""
    content = csv_bytes([{"name": "A", **WHOLE, "products": "wizard dust"}])
    recipe = Recipe(values={"products": {"wizard dust": ("prp",)}})
    for recipes in ((None, recipe), (recipe, None)):
        KEPT["products"] = KeptReadings()
        for decisions in recipes:
            review = scoring.review(content, reviewed_on=DAY, recipe=decisions)
            assert review.understood.stated["products"].values[-1].terms == ({"prp"} if decisions else set())


def test_what_is_kept_is_bounded_and_long_cells_are_not_kept() -> None:
    """However many cells are read, and whatever they hold, the cached characters stay below the bound."""
    kept = KeptReadings(most_characters=20_000)
    read = kept.keeping(Recognizer(vocabulary(), "products", guesses=False).read)
    most = 0
    for number in range(300):
        read(f"dust {number}; powder {number}")
        most = max(most, len(kept))
    assert 0 < most < 30
    before = len(kept)
    read("PRP; " * 100)
    assert len(kept) == before


def test_a_value_that_no_cell_holds_is_missed_beyond_the_last_guess_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that comes only after the last near word was suggested is not reported as missing."""
    monkeypatch.setattr(column_recognizer, "_MOST_SEARCHES", 1)
    assigned = {key: frozenset({"prp"}) for key in ("first", "late", "never")}
    reader = ColumnRecognizer("products", assigned)
    for cell in ("first", "wizard dust", "late"):
        reader.read(cell)
    assert reader.missed == ["never"]
