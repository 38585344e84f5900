"""A review that was written to a folder and opened again equals the original."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scoring
from scoring import BadSettings, Review
from scoring.places import find_place
from scoring.recipes.recipe import Edit, Recipe
from scoring.reports.exports import clinics_csv
from scoring.reviewed_folder import FolderReview, open_reviewed_folder, write_reviewed_folder
from tests.scoring.files import DAY, reviewed
from tests.scoring.strategies import RANDOMS, WEIGHTS, as_row, clinics

ROOT = Path(__file__).parents[3]
EXAMPLE, PERSONS = ROOT / "data" / "clinics.csv", ROOT / "tests" / "cases" / "one_row_a_person.csv"
PLACES = ("Harbor Spine", "harbor spine", "Élan Clinic", "", "Oak Pain", "Oak Pain LLC")


def in_folder(review: Review, folder: Path, rows_a_part: int = 7) -> FolderReview:
    """The same review, written to a folder in small parts and opened."""
    write_reviewed_folder(review, folder, rows_a_part)
    return open_reviewed_folder(folder)


def assert_same(here: Review, there: Review) -> None:
    """Everything that pages, exports and the command line need from a review is equal."""
    for name in ("scores", "problems", "records"):
        pd.testing.assert_frame_equal(getattr(here, name), getattr(there, name))
    for name in ("dataset", "accounting", "matches", "rubric", "weights", "recipe", "people", "reviewed_on", "scored"):
        assert getattr(here, name) == getattr(there, name), name
    assert (here.settings_in_file, here.understood.dates) == (there.settings_in_file, there.understood.dates)
    assert here.understood.prices == there.understood.prices
    np.testing.assert_array_equal(here.understood.name_order, there.understood.name_order)
    for name in ("first", "like", "why"):
        np.testing.assert_array_equal(getattr(here.alike, name), getattr(there.alike, name))
    for name in ("latitude", "longitude", "source", "astray"):
        left, right = (getattr(review.understood.locations, name) for review in (here, there))
        np.testing.assert_array_equal(left, right)
    pd.testing.assert_frame_equal(here.problem_table.kinds(), there.problem_table.kinds())
    for position in {0, len(here) // 2, len(here) - 1}:
        pd.testing.assert_frame_equal(here.behind(position), there.behind(position))
        pd.testing.assert_frame_equal(here.problems_of(position), there.problems_of(position))
    keys = [review.understood.keys for review in (here, there)]
    assert [None if key is None else key.to_pylist() for key in keys[:1]] == [
        None if key is None else key.to_pylist() for key in keys[1:]
    ]


def test_the_example_comes_back(tmp_path: Path) -> None:
    """Scores, problems, texts, places, similar clinics and the rows behind each clinic of the example are equal."""
    here = scoring.review(EXAMPLE, reviewed_on=DAY)
    there = in_folder(here, tmp_path / "reviewed")
    assert_same(here, there)
    assert clinics_csv(here) == clinics_csv(there)


def test_it_is_weighed_and_scored_again(tmp_path: Path) -> None:
    """Under other weights and each other rubric a folder gives the scores that the file gives."""
    here = scoring.review(EXAMPLE, reviewed_on=DAY)
    there = in_folder(here, tmp_path / "reviewed")
    weights = {"who": 50, "what": 0, "where": 25, "how": 25}
    pd.testing.assert_frame_equal(here.with_weights(weights).scores, there.with_weights(weights).scores)
    for name in ("half", "no-iof"):
        rubric = scoring.load_rubric(name)
        pd.testing.assert_frame_equal(here.with_rubric(rubric).scores, there.with_rubric(rubric).scores)


def test_it_is_searched_alike(tmp_path: Path) -> None:
    """Words, misspelled words, ids and places lead to the same clinics in a folder as in the file."""
    here = scoring.review(EXAMPLE, reviewed_on=DAY)
    there = in_folder(here, tmp_path / "reviewed")
    for word in ("spine", "a", "33607", "nowhere"):
        for review_hits in zip(*(review.understood.search_text.holds(word) for review in (here, there)), strict=True):
            assert review_hits[0] == review_hits[1]
    assert here.understood.search_text.near_words("spime") == there.understood.search_text.near_words("spime") != ()
    for position, clinic_id in enumerate(here.understood.known["clinic_id"].to_pylist()):
        assert there.understood.position_of(clinic_id) == position
    assert there.understood.position_of("no-such-clinic") is None
    place = find_place("Tampa, FL").place
    assert place is not None
    miles = [review.understood.locations.miles_from(place) for review in (here, there)]
    np.testing.assert_array_equal(*miles)


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(one_row_is="person"),
        Recipe(one_row_is="person", exclude=("no-such-clinic",)),
        Recipe(columns={"First name": ("notes",)}),
    ],
)
def test_decisions_and_grouped_rows_come_back(recipe: Recipe, tmp_path: Path) -> None:
    """The rows of people behind a clinic, evidence that rows are people, and a recipe are those of the file."""
    here = scoring.review(PERSONS, recipe=recipe, reviewed_on=DAY)
    assert_same(here, in_folder(here, tmp_path / "reviewed", 2))


def test_edits_leave_the_rows_of_the_file(tmp_path: Path) -> None:
    """A corrected cell is in the record, and the row behind it still has what the file says."""
    rows = [
        {"clinic_id": "a", "name": "Elm", "credentials": "MD"},
        {"clinic_id": "b", "name": "Oak", "products": "PRP"},
    ]
    recipe = Recipe(edits=(Edit(clinic="a", column="credentials", value="RN"),), exclude=("b",))
    here = reviewed(rows, recipe=recipe)
    there = in_folder(here, tmp_path / "reviewed")
    assert_same(here, there)
    assert there.behind(0)["credentials"].tolist() == ["MD"]
    assert there.records["credentials"].tolist() == ["RN"]


@settings(max_examples=15)
@given(
    st.lists(st.tuples(clinics(), st.sampled_from(PLACES)), min_size=1, max_size=8),
    RANDOMS,
    WEIGHTS,
    st.integers(1, 9),
)
def test_any_file_comes_back(
    stated: list[tuple[object, str]], random: Random, weights: dict[str, float], rows_a_part: int
) -> None:
    """Whatever clinics state, and however their parts are cut, the folder's review is the file's."""
    rows = [
        {**as_row(clinic, name, random), "city": random.choice(("Tampa", "", "Paris")), "price_usd": "$900 - $1,200"}  # type: ignore[arg-type]
        for clinic, name in stated
    ]
    here = reviewed([{"name": "Elm Spine", "credentials": "MD"}, *rows], weights=weights)
    with TemporaryDirectory() as place:
        assert_same(here, in_folder(here, Path(place) / "reviewed", rows_a_part))


def test_a_page_of_a_folder_reads_only_its_own_cells(tmp_path: Path) -> None:
    """For twenty clinics of a column in parts Arrow allocates less than one part takes."""
    here = reviewed([{"name": f"Clinic {number:06}" * 20, "credentials": "MD"} for number in range(3_000)])
    there = in_folder(here, tmp_path / "reviewed", 1_000)
    before = pa.total_allocated_bytes()
    shown = there.score_rows(np.array([2_999, 0, 1_500]))
    assert pa.total_allocated_bytes() - before < 20_000
    assert shown["name"].str[:13].tolist() == ["Clinic 002999", "Clinic 000000", "Clinic 001500"]


def test_what_is_given_back_is_read_again(tmp_path: Path) -> None:
    """Files of a folder that released its memory are read as before, and are read-only."""
    here = scoring.review(EXAMPLE, reviewed_on=DAY)
    there = in_folder(here, tmp_path / "reviewed")
    there.give_back()
    assert_same(here, there)
    with pytest.raises(ValueError, match="read-only"):
        there.understood.state.codes[0] = 1


def test_what_is_not_a_shipped_rubric_is_refused(tmp_path: Path) -> None:
    """A folder can only be scored again under rules that come with the program, so no others are written."""
    rules = tmp_path / "own.toml"
    rules.write_text('extends = "default"\nname = "own"\n')
    here = reviewed([{"name": "Elm", "credentials": "MD"}], rubric=rules)
    with pytest.raises(BadSettings, match="one of the rubrics default, no-iof, half"):
        write_reviewed_folder(here, tmp_path / "reviewed")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder that holds something is left as it is."""
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BadSettings, match="holds files already"):
        write_reviewed_folder(reviewed([{"name": "Elm", "credentials": "MD"}]), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
