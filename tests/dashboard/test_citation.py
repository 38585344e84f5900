"""What accompanies figures that leave the app: how many clinics, whose data, from which days, by which rules."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard import sharing
from dashboard.citation import cite
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.filters import Filters
from dashboard.view import View
from publishing import About
from scoring import vocabulary
from scoring.recipes import Edit, Merge, Recipe
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import WHOLE, reviewed

LINK = "https://clinics.example/?state=FL"
UPLOAD = session_datasets.from_upload("spring list.csv", b"name,imaging\nA,CT\n")
ABOUT = About(
    "0" * 32, "list.csv", "{}", "0" * 64, 4, datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 8, 2, tzinfo=UTC)
)


def dated(*days: str) -> View:
    """Clinics whose records state these days."""
    return look(reviewed([{"name": f"Clinic {place}", "as_of": day, **WHOLE} for place, day in enumerate(days)]))


def test_it_counts_what_matches() -> None:
    """Without a filter it says all; with one how many of how many, and by which filters."""
    assert cite(look(EXAMPLE), None, "").clinics == f"Clinics: all {len(EXAMPLE)} of the file."
    here = (EXAMPLE.records["state"] == "FL").sum()
    filtered = look(EXAMPLE, Filters(state=frozenset({"FL"})))
    assert cite(filtered, None, "").clinics == (
        f"Clinics: {here} of the {len(EXAMPLE)} of the file match the filters (State: FL)."
    )
    assert cite(filtered, None, "", "the 2 compared, of 9 in the file").clinics == (
        "Clinics: the 2 compared, of 9 in the file."
    )


SOURCES = {
    "the example": (session_datasets.example(), r"example data, clinics\.csv, in which every clinic is fictional;"),
    "the example, read otherwise": (
        session_datasets.example().under(Recipe(encoding="utf-8")),
        r"every clinic is fictional; a reader changed how it is read;",
    ),
    "an upload": (UPLOAD, r"spring list\.csv, uploaded by a visitor, not checked;"),
    "a published file": (
        replace(UPLOAD, published=ABOUT),
        r"spring list\.csv, uploaded by a visitor, not checked, shared until 2 August 2026;",
    ),
}


@pytest.mark.parametrize(("dataset", "words"), SOURCES.values(), ids=SOURCES.keys())
def test_it_says_whose_data_these_are(dataset: Dataset, words: str) -> None:
    """Fictional or not checked, with the fingerprints that identify the file."""
    source = cite(look(EXAMPLE), dataset, LINK).source
    assert source.startswith("Source: ")
    assert re.search(words, source)
    assert f"file {EXAMPLE.fingerprint[:12]}, recipe {EXAMPLE.recipe_fingerprint[:12]}." in source


def test_a_list_that_a_reader_changed_is_said_to_be_changed() -> None:
    """What leaves the app says so of the example, as the page does; not of the unchanged list, nor of uploads."""
    example = session_datasets.example()
    changed = " A reader changed how it is read."
    assert sharing.origin(example.under(Recipe(encoding="utf-8"))) == f"{sharing.FICTIONAL}{changed}"
    assert sharing.origin(example) == sharing.FICTIONAL
    assert sharing.origin(UPLOAD.under(Recipe(encoding="utf-8"))) == sharing.NOT_CHECKED


def test_it_says_what_was_corrected() -> None:
    """Cells that were corrected, clinics left out and rows merged are counted, of an upload too."""
    rows = [{"clinic_id": key, "name": f"Clinic {key}", **WHOLE} for key in "abcd"]
    recipe = Recipe(
        edits=(Edit(clinic="a", column="imaging", value="CT"), Edit(clinic="a", column="imaging", value="none")),
        exclude=("b",),
        merges=(Merge(keep=("c", "d"), edits=(Edit(clinic="d", column="phone", value="1"),)),),
    )
    source = cite(look(reviewed(rows, recipe=recipe)), UPLOAD, "").source
    assert "not checked; 2 cells corrected; 1 clinic left out; 1 clinic merged from several rows; file " in source
    assert "not checked; file " in cite(look(reviewed(rows)), UPLOAD, "").source


def test_a_link_that_nobody_else_can_open_is_left_out() -> None:
    """The example and published lists have the address of the view; an upload has none to give."""
    view = look(EXAMPLE)
    assert cite(view, session_datasets.example(), LINK).text().endswith(f"\n{LINK}")
    assert cite(view, replace(UPLOAD, published=ABOUT), LINK).link == LINK
    assert LINK not in cite(view, UPLOAD, LINK).text()


DAYS = {
    "a span": (("2026-05-01", "2025-03-04", ""), "Records dated 4 March 2025 to 1 May 2026; 1 record without a date."),
    "one day": (("2026-05-01", "2026-05-01"), "Records dated 1 May 2026."),
    "no day": (("", ""), "No record states its date."),
}


@pytest.mark.parametrize(("days", "words"), DAYS.values(), ids=DAYS.keys())
def test_it_dates_the_data(days: tuple[str, ...], words: str) -> None:
    """From the first to the last day that a record states, and how many state none."""
    assert cite(dated(*days), None, "").source.endswith(words)


def test_the_dates_are_those_of_the_clinics_that_match() -> None:
    """A record that a filter leaves out contributes no date."""
    rows = [{"name": "A", "state": "FL", "as_of": "2026-05-01"}, {"name": "B", "state": "CO", "as_of": "2020-01-01"}]
    view = look(reviewed([{**row, **WHOLE} for row in rows]), Filters(state=frozenset({"FL"})))
    assert cite(view, None, "").source.endswith("Records dated 1 May 2026.")
    compared = cite(view, None, "", "the 2 compared, of 2 in the file").source
    assert compared.endswith("Records of the file dated 1 January 2020 to 1 May 2026.")


def test_it_names_the_review() -> None:
    """The day, the rubric and the vocabulary with their versions, and the weights, with a note if they were moved."""
    review = reviewed([{"name": "A", **WHOLE}], reviewed_on=date(2026, 11, 26))
    rubric = review.rubric
    assert cite(look(review), None, "").review == (
        f"Reviewed on 26 November 2026 by Clinic directory review: {rubric.title} {rubric.version}, "
        f"vocabulary {vocabulary().version}, weights Who 25, What 25, Where 25, How 25."
    )
    moved = cite(look(review.with_weights({"who": 40, "what": 25, "where": 25, "how": 10})), None, "").review
    assert moved.endswith("weights Who 40, What 25, Where 25, How 10 (moved by the reader).")


def test_it_claims_no_more_than_the_rubric() -> None:
    """The only sentence on what a score means is the rubric's own; a chart's finding comes first, unchanged."""
    citation = cite(look(EXAMPLE), session_datasets.example(), LINK)
    assert citation.meaning == EXAMPLE.rubric.statements["what_it_measures"]
    assert citation.text("A finding").splitlines() == ["A finding.", *citation.lines, LINK]
    assert citation.text().splitlines() == [*citation.lines, LINK]
