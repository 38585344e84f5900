"""The example file: large and varied enough to show everything, and plainly fictional."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

import scoring
from scoring import CANONICAL, DIMENSIONS, Review
from scoring.rubric.model import FLAGS

EXAMPLE = Path(__file__).parents[2] / "data" / "clinics.csv"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module", name="review")
def _review() -> Review:
    return scoring.review(EXAMPLE, reviewed_on=DAY)


def test_headers_are_canonical_and_in_order() -> None:
    """The first row has the canonical headers, all of them and in order, and no comment is above it."""
    text = EXAMPLE.read_bytes().decode()
    assert not text.startswith("\ufeff")
    assert tuple(next(csv.reader([text.splitlines()[0]]))) == CANONICAL
    assert "\r" not in text


def test_the_readme_explains_every_column() -> None:
    """The table of the data's README has all canonical columns, in order, and a star on the four that are scored."""
    readme = (EXAMPLE.parent / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z_`, ]+`)( \*)? \|", readme, re.MULTILINE)
    assert tuple(name for names, _ in rows for name in re.findall(r"`(\w+)`", names)) == CANONICAL
    assert tuple(names.strip("`") for names, star in rows if star) == DIMENSIONS


def test_it_is_large_enough(review: Review) -> None:
    """There are at least 150 clinics, in at least 30 states and some abroad."""
    assert len(review) >= 150
    records = review.records
    home = records["country"].isna() | (records["country"] == "US")
    assert records.loc[home, "state"].nunique() >= 30
    assert (~home).sum() >= 3


@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_occurs(review: Review, flag: str) -> None:
    """Each flag is raised by some clinic."""
    assert review.scores["flags"].str.split(";").explode().eq(flag).any()


@pytest.mark.parametrize("grade", "ABCDF")
def test_every_grade_occurs(review: Review, grade: str) -> None:
    """Each grade is given to some clinic."""
    assert review.scores["grade"].eq(grade).any()


def test_some_are_not_scored(review: Review) -> None:
    """Some clinics do not state enough for a score; most do."""
    share = review.scores["score"].isna().mean()
    assert 0.05 < share < 0.25


@pytest.mark.parametrize("dimension", scoring.DIMENSIONS)
def test_every_filter_finds_something(review: Review, dimension: str) -> None:
    """Every target and imaging occurs, and at least two thirds of the credentials and products do."""
    found = {term for stated in review.understood.stated[dimension].values for term in stated.terms}
    known = set(scoring.vocabulary().terms[dimension])
    assert found <= known
    assert len(found) >= (len(known) if dimension in ("targets", "imaging") else 2 * len(known) / 3)


def test_it_is_plainly_fictional(review: Review) -> None:
    """Addresses are under example.com, telephone numbers are set aside for fiction, no NPI begins like a real one."""
    records = review.records
    for column in ("website", "source_url"):
        assert records[column].dropna().str.fullmatch(r"https://([\w-]+\.)*example\.com(/.*)?").all(), column
    assert records["phone"].dropna().str.replace(r"\D", "", regex=True).str.contains("55501").all()
    assert records["npi"].dropna().str.startswith("2").all()
    assert "npi_malformed" not in set(review.problems["code"])


def test_it_shows_the_mess_that_files_have(review: Review) -> None:
    """The problems it has on purpose are reported, and the table itself has none."""
    codes = set(review.problems["code"])
    assert codes >= {
        "not_recognised",
        "partly_recognised",
        "ambiguous_word",
        "negated",
        "not_a_term",
        "bare_yes",
        "none_with_imaging",
        "id_repeated",
        "date_not_understood",
    }
    assert any(price.is_range for price in review.understood.price.values)
    assert not {"encoding_guessed", "row_too_short", "row_too_long", "blank_row", "header_not_used"} & codes


def test_the_figures_in_its_readme_hold(review: Review) -> None:
    """The counts that the data's README gives are those of the file."""
    readme = (EXAMPLE.parent / "README.md").read_text(encoding="utf-8")
    records, scores = review.records, review.scores
    abroad = records["country"].notna() & (records["country"] != "US")
    stale = scores["flags"].str.contains("stale_record").sum()
    counts = f"{len(review)} clinics: {(~abroad).sum()} in {records.loc[~abroad, 'state'].nunique()} US states"
    assert counts in readme
    assert f"and {abroad.sum()} abroad" in readme
    assert f"{scores['score'].isna().sum()} rows that state too little" in readme
    assert f"{stale} of them are stale" in readme
