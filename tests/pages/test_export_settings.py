"""Our own export, uploaded to the Data page: its settings are shown, and one click uses them."""

from __future__ import annotations

import io
import json
from datetime import date

import pandas as pd
import pytest

from dashboard.downloads import MOST_IN_WORKBOOK
from scoring import Review, review
from scoring.recipes import Recipe
from scoring.recognition import SETTINGS_COLUMN
from scoring.reports import exports
from tests.pages.test_data import MESSY, bring, on_data, said
from tests.pages.test_pages import run

DAY = date(2026, 11, 1)
RECIPE = Recipe(values={"products": {"Kinetic Gel 7": ("prp",)}})
WEIGHTS = {"who": 40.0, "what": 10.0, "where": 0.0, "how": 25.0}


@pytest.fixture(scope="module")
def made() -> Review:
    """A messy list under another rubric and weights, with a word that somebody gave a meaning."""
    return review(MESSY, recipe=RECIPE, weights=WEIGHTS, rubric="no-iof", reviewed_on=DAY)


def as_json(made: Review) -> bytes:
    """The export as the API gives it."""
    frame = exports.with_settings(exports.export_frame(made), made)
    return json.dumps({"records": json.loads(frame.to_json(orient="records"))}).encode()


@pytest.mark.parametrize(
    ("name", "write"),
    [("scored.csv", exports.clinics_csv), ("scored.xlsx", exports.workbook_bytes), ("scored.json", as_json)],
)
def test_one_click_uses_what_an_export_was_made_with(made: Review, name: str, write) -> None:  # type: ignore[no-untyped-def]
    """It is recognized in every format; the click sets sliders, rubric and recipe to what it states."""
    app = bring(on_data(), name, write(made))
    assert "This file was exported from this program on 1 November 2026 with the weights Who 40" in said(app).replace(
        "**", ""
    )
    assert "and 1 decision about words and columns" in said(app)
    app.button(key="use_export_settings").click().run()
    assert not app.exception
    assert {question: app.session_state[question] for question in WEIGHTS} == WEIGHTS
    assert app.session_state["rubric"] == "no-iof"
    assert "These settings are in use." in said(app)
    assert not [button for button in app.button if button.key == "use_export_settings"]
    scored = made.scores["score"].count()
    assert f"{len(made)} clinics, {scored} can be scored" in said(app)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("who=40", "who=40.5", "The sliders take whole numbers, so its weights are rounded."),
        ("rubric=no-iof", "rubric=mine", "This program does not have that rubric, so the current one stays."),
        ("who=40", "who=4000", "who: expected a number from 0 to 100"),
        ("rubric=no-iof", "rubric=%3Cb%3E%5Bx%5D(http://e.example)", "the rubric"),
    ],
)
def test_settings_that_cannot_be_used_are_reported(made: Review, old: str, new: str, says: str) -> None:
    """Settings that the page has no control for are listed beside the offer, and invalid settings are not offered."""
    frame = pd.read_csv(io.BytesIO(exports.clinics_csv(made)), dtype="str", keep_default_na=False)
    frame[SETTINGS_COLUMN] = frame[SETTINGS_COLUMN].str.replace(old, new)
    app = bring(on_data(), "scored.csv", frame.to_csv(index=False).encode())
    assert says in said(app)
    assert "](http" not in " ".join(element.value for element in app.markdown).replace("\\]", "")


def test_another_file_is_offered_nothing() -> None:
    """Nothing is said about a list that is no export."""
    assert "exported from this program" not in said(bring(on_data()))


def test_the_list_is_offered_as_a_workbook() -> None:
    """Where a workbook is chosen, that is what is saved."""
    app = run(download=True)
    assert [button.label for button in app.get("download_button") if "Save" in button.label] == ["Save as CSV"]
    assert [choice for choice in app.get("button_group") if "download|form" in str(choice.proto)]
    app.session_state["download|form"] = "Excel workbook"
    app.run()
    assert not app.exception
    assert [button.label for button in app.get("download_button") if "Save" in button.label] == [
        "Save as Excel workbook"
    ]


def test_a_list_too_long_for_a_page_is_offered_as_csv_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing many formulas would keep other readers waiting."""
    assert MOST_IN_WORKBOOK >= 1_000
    monkeypatch.setattr("dashboard.downloads.MOST_IN_WORKBOOK", 10)
    app = run(download=True)
    assert not [choice for choice in app.get("button_group") if "download|form" in str(choice.proto)]
