"""A review as a whole: its frames, its inputs, and that nothing in it is shared and mutable."""

from __future__ import annotations

import hashlib
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scoring
from scoring import SCORE_COLUMNS, BadSettings, Limits, UnreadableFile
from tests.scoring.files import DAY, WHOLE, csv_bytes, reviewed

ROWS = [
    {"name": "A", **WHOLE, "as_of": "2025-01-01", "Colour": "red"},
    {"name": "B", "credentials": "RN", "products": "exosomes; Gel", "imaging": "none", "targets": ""},
    {"name": "C", "credentials": "DC"},
]


def test_scores_have_the_columns_of_the_contract() -> None:
    """Scores have the contract's columns in its order, and types that keep empty apart from 0."""
    scores = reviewed(ROWS).scores
    assert tuple(scores) == SCORE_COLUMNS == (
        "clinic_id", "name", "score", "score_low", "score_high", "coverage", "grade", "grade_high", "rank",
        "rank_low", "rank_high", "tier", "credentials_score", "products_score", "targets_score", "imaging_score",
        "flags",
    )  # fmt: skip
    assert all(scores[name].dtype == "Int64" for name in ("rank", "rank_low", "rank_high", "tier"))
    numbers = [name for name in scores if "score" in name or name == "coverage"]
    assert all(scores[name].dtype == "float64" for name in numbers)
    texts = ("clinic_id", "name", "grade", "grade_high", "flags")
    assert all(isinstance(scores[name].dtype, pd.StringDtype) for name in texts)


def test_scores_of_a_small_file() -> None:
    """The scores of three clinics are those worked out by hand."""
    scores = reviewed(ROWS).scores.astype(object)
    rows = scores.where(scores.notna(), None).drop(columns="clinic_id").to_numpy().tolist()
    # A: a residency 80, PRP 75, one target 50, and 95 for x-ray guidance where it is preferred, contrast not stated.
    # B: without imaging no target is reached, and each is guided weakly (10) or not at all (0), so How is 0 to 10.
    a, b = (80 + 75 + 50 + 95) / 4, (5 + 0 + 0 + 0) / 4
    assert (a, b, (5 + 0 + 0 + 10) / 4) == (75.0, 1.25, 3.75)
    assert rows == [
        ["A", 75.0, 75.0, 75.0, 100.0, "B", "B", 1, 1, 1, 1, 80.0, 75.0, 50.0, 95.0, ""],
        ["B", 1.3, 1.3, 3.8, 75.0, "F", "F", 2, 2, 2, 2, 5.0, 0.0, 0.0, None, "no_physician;exosome;blind"],
        ["C", None, None, None, 25.0, None, None, None, None, None, None, 5.0, None, None, None, "no_physician"],
    ]


def test_rows_keep_the_order_of_the_file() -> None:
    """Scores and records are in the order of the file, one row per clinic."""
    review = reviewed(ROWS)
    assert len(review) == 3
    assert review.scores["name"].tolist() == review.records["name"].tolist() == ["A", "B", "C"]
    assert review.scores["clinic_id"].tolist() == review.records["clinic_id"].tolist()


def test_some_rows_of_the_scores() -> None:
    """Scores of some clinics, by position, are those rows of all scores."""
    review = reviewed(ROWS)
    for rows in (slice(1, 3), np.array([2, 0]), slice(0, 0)):
        expected = review.scores.iloc[rows].reset_index(drop=True)
        pd.testing.assert_frame_equal(review.score_rows(rows).reset_index(drop=True), expected)


def test_scores_without_ranges_draw_no_ranks() -> None:
    """Scores without rank interval and tier have the other columns, and nothing is drawn for them."""
    review = reviewed(ROWS)
    plain = review.score_rows(ranges=False)
    assert "robustness" not in vars(review)
    pd.testing.assert_frame_equal(plain, review.scores.drop(columns=["rank_low", "rank_high", "tier"]))


def test_flags_are_joined_in_the_order_of_the_contract() -> None:
    """All flags of a clinic are in one cell, in the contract's order, whatever the order in its record."""
    row = {
        "name": "A",
        "credentials": "RN; DC, board certified",
        "products": "stem cells; culture-expanded; SVF; exosomes; Wharton's jelly",
        "targets": "muscle; disc",
        "imaging": "blind",
        "claims": "no risk",
        "as_of": "2020-01-01",
    }
    assert reviewed([row]).scores["flags"][0].split(";") == [
        "no_physician",
        "chiropractor_and_nurse",
        "birth_tissue",
        "exosome",
        "svf",
        "cultured",
        "ambiguous_product",
        "blind",
        "target_unreachable",
        "imaging_limited",
        "claims_concern",
        "stale_record",
    ]


def test_a_review_says_what_it_was_made_from() -> None:
    """A review has the hash of the bytes, the rubric, the weights and the day."""
    data = csv_bytes(ROWS)
    review = scoring.review(data, weights={"who": 40}, rubric="no-iof", reviewed_on=date(2025, 5, 1))
    assert review.fingerprint == hashlib.sha256(data).hexdigest()
    assert review.rubric is scoring.load_rubric("no-iof")
    assert dict(review.weights) == {"who": 40, "what": 25, "where": 25, "how": 25}
    assert review.reviewed_on == date(2025, 5, 1)


def test_the_day_of_the_review_is_today_unless_given() -> None:
    """Without a day a review is dated today, between the moments before and after."""
    before = datetime.now(UTC).astimezone().date()
    review = scoring.review(csv_bytes(ROWS))
    assert before <= review.reviewed_on <= datetime.now(UTC).astimezone().date()


@pytest.mark.parametrize(
    ("day", "stale"), [(date(2027, 1, 1), False), (date(2027, 1, 2), True), (date(2025, 1, 1), False)]
)
def test_records_are_stale_against_the_day_of_the_review(day: date, stale: bool) -> None:
    """A record is stale more than 24 months before the day that the review is given."""
    flags = reviewed(ROWS[:1], reviewed_on=day).scores["flags"][0]
    assert (flags == "stale_record") is stale


@pytest.mark.parametrize("frame", ["scores", "records", "problems"])
def test_changing_a_frame_changes_no_review(frame: str) -> None:
    """Whatever is done to a frame, the next one is unchanged."""
    review = reviewed(ROWS)
    before = getattr(review, frame).copy(deep=True)
    taken = getattr(review, frame)
    taken.iloc[0, 3] = None
    taken[taken.columns[1]] = None
    taken["more"] = 1
    del taken[taken.columns[2]]
    taken.columns = [name.upper() for name in taken.columns]
    pd.testing.assert_frame_equal(getattr(review, frame), before)


@pytest.mark.parametrize("column", ["score", "rank", "coverage"])
def test_changing_an_array_of_a_frame_changes_no_review(column: str) -> None:
    """Arrays that a frame returns cannot be used to change the review behind it."""
    review = reviewed(ROWS)
    before = review.scores.copy(deep=True)
    array = review.scores[column].to_numpy()
    if array.flags.writeable:
        array[0] = 1
    pd.testing.assert_frame_equal(review.scores, before)


def test_a_review_is_frozen() -> None:
    """A review's fields and weights cannot be changed."""
    review = reviewed(ROWS)
    with pytest.raises(FrozenInstanceError):
        review.weights = {}  # type: ignore[misc]
    with pytest.raises(TypeError):
        review.weights["who"] = 99  # type: ignore[index]


def test_what_a_review_is_given_is_not_changed() -> None:
    """The bytes that a review reads are unchanged."""
    data = bytearray(csv_bytes(ROWS))
    before = bytes(data)
    reviewed_ = scoring.review(data, reviewed_on=DAY)
    assert bytes(data) == before
    data[:] = b"x" * len(data)
    assert reviewed_.records["name"].tolist() == ["A", "B", "C"]


def test_the_same_bytes_give_the_same_review() -> None:
    """Reading the same bytes again gives equal scores, records and problems."""
    first, second = reviewed(ROWS), reviewed(ROWS)
    assert first.fingerprint == second.fingerprint
    for frame in ("scores", "records", "problems"):
        pd.testing.assert_frame_equal(getattr(first, frame), getattr(second, frame))


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.text("name,imagingCT;\n\r\"'\0|\t[]{}é\ufeff=", max_size=80).map(str.encode))
)
def test_any_bytes_are_reviewed_or_refused(data: bytes) -> None:
    """No bytes at all raise anything but UnreadableFile, and that in one line."""
    for content in (data, b"name,imaging\n" + data):
        try:
            review = reviewed(content)
        except UnreadableFile as refused:
            lines = str(refused).splitlines()
        else:
            lines = [""]
            assert len(review.scores) == len(review.records) == len(review) > 0
        assert len(lines) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "", "\u200b"]), *[st.text(max_size=30)] * 3),
        min_size=1,
        max_size=4,
    )
)
def test_any_cells_are_reviewed(cells: list[tuple[str, ...]]) -> None:
    """Whatever is in the cells, a review has one row for each clinic and nothing is raised."""
    names = ("name", "credentials", "products", "as_of")
    rows = [{"imaging": "CT", **dict(zip(names, row, strict=True))} for row in cells]
    review = reviewed(rows)
    assert len(review.scores) == len(rows)
    assert review.scores["clinic_id"].is_unique


HUGE = 16**6_000  # more digits than Python writes


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ("weights", [25, 25]),
        ("weights", {"who": HUGE}),
        ("weights", {HUGE: 25}),
        ("rubric", 3),
        ("reviewed_on", "2026-01-01"),
        ("reviewed_on", HUGE),
        ("recipe", 3),
        ("recipe", {"columns": {}}),
        ("sheet", 3),
        ("sheet", HUGE),
        ("limits", 3),
        ("columns", "x"),
        ("columns", ["name"]),
        ("columns", [("imaging", "imaging")]),
        ("columns", 0),
        ("columns", {3: "name"}),
        ("columns", {b"x": "name"}),
        ("columns", {None: "name"}),
        ("columns", {"imaging": 3}),
        ("columns", {"imaging": None}),
        ("columns", {"imaging": HUGE}),
        ("columns", {"imaging": b"imaging"}),
        ("columns", {"imaging": [3]}),
        ("columns", {"imaging": ["imaging", None]}),
        ("columns", {"imaging": [["imaging"]]}),
        ("columns", {"imaging": {"imaging": 1}}),
    ],
    ids=[f"setting {number}" for number in range(26)],
)
def test_settings_of_the_wrong_kind_are_refused(setting: str, wrong: Any) -> None:
    """A setting of the wrong kind, or with such a part, is refused in one sentence that says what was expected."""
    with pytest.raises(BadSettings, match=rf"^{setting}: .*expected .*, found .*\.$"):
        scoring.review(b"name,imaging\nA,CT\n", **{setting: wrong})


@pytest.mark.parametrize("fields", ["imaging", ["imaging"], ("imaging",), {"imaging"}, np.array(["imaging"])], ids=repr)
def test_fields_may_be_given_in_any_collection(fields: Any) -> None:
    """One field, or several in a list or its like, mean the same."""
    review = reviewed("name,How\nA,CT\n", columns={"How": fields})
    assert review.records["imaging"].tolist() == ["CT"]
    assert dict(review.recipe.columns)["How"] == ("imaging",)


@pytest.mark.parametrize("source", [None, 3, ["clinics.csv"], HUGE], ids=["none", "number", "list", "huge"])
def test_what_is_no_file_is_refused(source: Any) -> None:
    """A source of the wrong kind is refused as a file that cannot be read is."""
    with pytest.raises(UnreadableFile, match=r"^Expected a path, bytes or a binary file to read, found .*\.$"):
        scoring.review(source)


def test_problems_of_ids_and_of_cells_are_limited_together() -> None:
    """Ids are checked beside the cells, and the problems of both share one limit per file."""
    rows = [
        {"clinic_id": f"id {number // 2}", "name": f"Clinic {number}", "website": f"none {number}", "imaging": "CT"}
        for number in range(20)
    ]
    problems = reviewed(rows, limits=Limits(problems=30)).problems
    assert problems["code"].value_counts().to_dict() == {"link_not_web": 20, "id_repeated": 10}
    for most in (19, 29):
        with pytest.raises(UnreadableFile, match=f"more than {most} problems, which is the limit"):
            reviewed(rows, limits=Limits(problems=most))
