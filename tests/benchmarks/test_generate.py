"""Generated files are what they claim to be."""

import csv
import io

import pytest

import scoring
from benchmarks.contenders import REVIEWED_ON, plain_scores
from benchmarks.generate import COLUMNS, generate, spoiled

ROWS = 400


@pytest.fixture(scope="module")
def data() -> bytes:
    """A small file."""
    return generate(ROWS)


def test_same_arguments_give_the_same_bytes(data: bytes) -> None:
    """A file depends on its rows, seed and mess alone."""
    assert generate(ROWS) == data
    assert generate(ROWS, seed=8) != data
    assert generate(ROWS, mess=0.5) != data


def test_has_the_rows_asked_for(data: bytes) -> None:
    """One record per clinic under the canonical headers, with every cell in its column."""
    header, *records = csv.reader(io.StringIO(data.decode(), newline=""))
    assert tuple(header) == COLUMNS
    assert len(records) == ROWS
    assert {len(record) for record in records} == {len(COLUMNS)}


def test_is_read_with_scored_and_unscored_clinics(data: bytes) -> None:
    """The review scores some clinics and not others, and finds mess in the columns of all four questions."""
    review = scoring.review(data, reviewed_on=REVIEWED_ON)
    assert len(review) == ROWS
    assert 0 < review.scores["score"].notna().sum() < ROWS
    assert set(scoring.DIMENSIONS) <= set(review.problems["column"])


def test_no_mess_leaves_no_word_unrecognized() -> None:
    """Without mess the columns of the four questions hold only known terms and blanks."""
    problems = scoring.review(generate(ROWS, mess=0), reviewed_on=REVIEWED_ON).problems
    assert set(problems["column"]).isdisjoint(scoring.DIMENSIONS)


def test_a_spoiled_file_has_the_same_clinics(data: bytes) -> None:
    """Another encoding, a title and broken rows lose no clinic, and each kind of damage is reported."""
    review = scoring.review(spoiled(data), reviewed_on=REVIEWED_ON)
    names = scoring.review(data, reviewed_on=REVIEWED_ON).records["name"]
    assert review.records["name"].tolist() == names.tolist()
    damage = {"encoding_guessed", "lines_above_header", "row_too_short", "row_too_long", "blank_row"}
    assert damage <= set(review.problems["code"])


def test_plain_scorer_agrees(data: bytes) -> None:
    """The scorer that ours is timed against gives every clinic the same score."""
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    expected = [plain_scores(row)["score"] for row in rows]
    scores = scoring.review(data, reviewed_on=REVIEWED_ON).scores["score"]
    assert scores.astype(object).where(scores.notna(), None).tolist() == expected
