"""Settings of an export: whatever they are, they come back unchanged; anything that is not ours is refused."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import QUESTIONS, BadSettings, Review, review
from scoring.recipes import Edit, Recipe
from scoring.recognition import SETTINGS_COLUMN
from scoring.reports import ExportSettings, exports, read_settings
from scoring.reports.export_settings import export_settings, settings_text

DAY = date(2026, 11, 1)
CLINICS = b"name,credentials,products,targets,imaging\nA,MD,magic gel,disc,CT\nB,NP,PRP,facet,\n"
GOOD = (
    "who=25&what=25&where=25&how=25&rubric=default&rubric_version=1&vocabulary_version=1"
    "&reviewed_on=2026-11-01&clinics=2"
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@st.composite
def settings(draw: st.DrawFn) -> ExportSettings:
    """The settings of any export."""
    millionths = draw(st.lists(st.integers(0, 100_000_000), min_size=4, max_size=4).filter(any))
    return ExportSettings(
        weights={question: weight / 1_000_000 for question, weight in zip(QUESTIONS, millionths, strict=True)},
        rubric=draw(NAMES),
        rubric_version=draw(NAMES),
        vocabulary_version=draw(NAMES),
        reviewed_on=draw(st.dates()),
        clinics=draw(st.integers(0, 10**9)),
        recipe=Recipe(
            values={"products": dict.fromkeys(draw(st.lists(TEXT, max_size=1)), ("prp",))},
            dates=draw(st.sampled_from([None, "day_first"])),
            columns=dict.fromkeys(draw(st.lists(TEXT, max_size=2)), ()),
        ),
    )


@given(settings())
def test_settings_come_back_as_they_were(stated: ExportSettings) -> None:
    """The line of text has no line break, opens no formula, and reads back to the same settings."""
    line = settings_text(stated)
    assert line.isprintable()
    assert line.startswith("who=")
    assert read_settings(line) == stated


@pytest.mark.parametrize(
    "line",
    [
        "",
        "who",
        GOOD.replace("who=25", "who=NaN"),
        GOOD.replace("who=25", "who=101"),
        GOOD.replace("who=25", "who=-1"),
        GOOD.replace("=25", "=0"),
        GOOD.replace("clinics=2", "clinics=-2"),
        GOOD.replace("clinics=2", f"clinics={'9' * 5_000}"),
        GOOD.replace("2026-11-01", "yesterday"),
        GOOD.replace("&clinics=2", ""),
        f"{GOOD}&who=30",
        f"{GOOD}&more=1",
        f"{GOOD}&recipe=%7B",
        f"{GOOD}&recipe=" + "%5B" * 9_000,
        f"{GOOD}&recipe=" + "x" * 40_000,
        GOOD + "&" * 100,
    ],
)
def test_other_lines_are_refused(line: str) -> None:
    """A missing, repeated, unknown, out-of-range or endless setting is refused in a sentence."""
    with pytest.raises(BadSettings):
        read_settings(line)


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(edits=(Edit(clinic="a", column="imaging", value="CT"),)),
        Recipe(exclude=("a",)),
        Recipe(columns={"name": ("imaging",)}),
        Recipe(one_row_is="person"),
    ],
)
def test_decisions_that_change_records_are_refused(recipe: Recipe) -> None:
    """An export already includes such decisions, so one that states them would have its records replaced unseen."""
    stated = replace(read_settings(GOOD), recipe=recipe)
    with pytest.raises(BadSettings, match="none that an export states"):
        read_settings(settings_text(stated))


def test_decisions_too_long_for_a_cell_are_left_out() -> None:
    """No spreadsheet cell could hold them; the export says that it lacks them."""
    recipe = Recipe(values={"products": {f"gel number {number}": ("prp",) for number in range(2_000)}})
    line = settings_text(replace(read_settings(GOOD), recipe=recipe))
    assert len(line) < 32_767
    assert read_settings(line).recipe_left_out


def test_an_export_carries_the_decisions_that_it_needs() -> None:
    """Meanings of words are included, as the words stay; corrections of cells are not, as the cells are corrected."""
    edit = Edit(clinic="b-x", column="imaging", value="CT")
    recipe = Recipe(
        values={"products": {"magic gel": ("prp",)}}, edits=(edit,), columns={"credentials": ("credentials",)}
    )
    made = review(CLINICS, recipe=recipe, reviewed_on=DAY)
    assert export_settings(made).recipe == Recipe(values=recipe.values)


@pytest.fixture(scope="module")
def made() -> Review:
    """Two clinics."""
    return review(CLINICS, reviewed_on=DAY, weights={"who": 33.333333})


def test_the_settings_are_the_last_column(made: Review) -> None:
    """They are only in the first row, after every other column, and the other columns are as they were without them."""
    frame = pd.read_csv(io.BytesIO(exports.clinics_csv(made)))
    assert list(frame.columns) == [*exports.export_frame(made).columns, SETTINGS_COLUMN]
    assert frame[SETTINGS_COLUMN].notna().to_list() == [True, False]
    assert read_settings(frame[SETTINGS_COLUMN][0]) == export_settings(made)


def test_reading_an_export_and_exporting_it_again_gives_the_same_bytes(made: Review) -> None:
    """Also with weights and settings, wherever a person sorted the row that states them."""
    content = exports.clinics_csv(made)
    again = review(content, reviewed_on=DAY, weights=made.weights)
    assert exports.clinics_csv(again) == content
    header, first, second = content.splitlines(keepends=True)
    assert review(header + second + first).settings_in_file == settings_text(export_settings(made))


def test_another_file_s_column_of_that_name_is_its_own() -> None:
    """In a file that is no export the column is kept under another name, and states no settings."""
    made = review(b"name,imaging,review_settings\nA,CT,loud\n", reviewed_on=DAY)
    assert made.settings_in_file == ""
    assert made.records["review_settings_in_file"].to_list() == ["loud"]
