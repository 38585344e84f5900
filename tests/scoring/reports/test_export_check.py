"""Checking an export: nothing differs in what was written, and every change by hand is named."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring import SCORE_COLUMNS, BadSettings, Review, UnreadableFile, review
from scoring.__main__ import main
from scoring.recipes import Edit, Recipe
from scoring.recognition import SETTINGS_COLUMN
from scoring.reports import check_export, exports
from scoring.rubric import load_rubric

DAY = date(2026, 11, 1)
EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
COMPUTED = SCORE_COLUMNS[2:]


@pytest.fixture(scope="module")
def made() -> Review:
    """The example under a reader's own weights."""
    return review(EXAMPLE, reviewed_on=DAY, weights={"who": 40, "what": 12.5, "where": 0, "how": 33.333333})


@pytest.fixture(scope="module")
def content(made: Review) -> bytes:
    """Its export."""
    return exports.clinics_csv(made)


def edited(content: bytes, row: int, column: str, text: str) -> bytes:
    """An export with another text in one cell. `row`: in the file, whose header is row 1."""
    frame = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False)
    frame.loc[row - 2, column] = text
    return frame.to_csv(index=False).encode()


@pytest.mark.parametrize("suffix", exports.WRITERS)
def test_nothing_differs_in_what_was_written(made: Review, suffix: str, tmp_path: Path) -> None:
    """Every format that is written can be checked, and every computed column is compared."""
    path = tmp_path / f"scored{suffix}"
    exports.write_review(made, path)
    check = check_export(path)
    assert check.differences.empty
    assert set(check.compared) == set(COMPUTED)
    assert dict(check.settings.weights) == dict(made.weights)
    assert not check.strayed


def test_json_is_checked_too(made: Review) -> None:
    """Records as the API returns them, with the facts about the file beside them."""
    frame = exports.with_settings(exports.export_frame(made), made)
    records = json.loads(frame.to_json(orient="records", double_precision=6))
    assert check_export(json.dumps({"dataset": "example", "records": records}).encode()).differences.empty


@pytest.mark.parametrize("column", COMPUTED)
def test_a_changed_figure_is_named(content: bytes, made: Review, column: str) -> None:
    """The row, the column, what is stated and what was computed."""
    row = int(np.flatnonzero(made.scores["score"].notna() & (made.scores[column].astype("str") != ""))[3]) + 2
    stated = {"grade": "E", "grade_high": "E", "flags": "svf;none"}.get(column, "0.05")
    check = check_export(edited(content, row, column, stated))
    (difference,) = check.differences.to_dict("records")
    computed = made.scores[column][row - 2]
    assert difference == {
        "row": row,
        "column": column,
        "stated": stated,
        "recomputed": "" if pd.isna(computed) else str(computed),
    }


@pytest.mark.parametrize("stated", ["", "92,5", "n/a", "1e999", "nan"])
def test_a_figure_that_is_none_differs(content: bytes, made: Review, stated: str) -> None:
    """A blank, a word or an impossible number in place of a score is a difference and no failure."""
    row = int(np.flatnonzero(made.scores["score"].notna())[0]) + 2
    assert check_export(edited(content, row, "score", stated)).differences["stated"].to_list() == [stated]


def test_a_score_where_too_little_is_stated_differs(content: bytes, made: Review) -> None:
    """A score that somebody wrote into an unscored row is named."""
    row = int(np.flatnonzero(made.scores["score"].isna())[0]) + 2
    assert check_export(edited(content, row, "score", "88.0")).differences["recomputed"].to_list() == [""]


def test_a_changed_record_no_longer_has_its_figures(content: bytes, made: Review) -> None:
    """Where a record was improved after it was scored its own figures differ, and others' ranks, row by row."""
    row = int(np.flatnonzero(made.scores["grade"].eq("F"))[0]) + 2
    check = check_export(edited(content, row, "credentials", "MD, PM&R, IOF"))
    assert {"score", "credentials_score"} <= set(check.differences.query(f"row == {row}")["column"])
    rows = check.differences["row"].to_list()
    assert rows == sorted(rows)
    assert len(set(rows)) > 1


def test_exports_that_were_joined_are_refused_where_their_settings_differ(made: Review, content: bytes) -> None:
    """One export's settings do not apply to another's rows; the list itself is read, and the row is reported."""
    other = exports.clinics_csv(review(EXAMPLE, weights={"who": 40}, reviewed_on=made.reviewed_on))
    joined = content + other
    with pytest.raises(UnreadableFile, match=r"several settings.*check each export by itself"):
        check_export(joined)
    again = review(joined)
    assert again.settings_in_file == made_settings(content)
    assert again.problems.loc[again.problems["code"] == "settings_differ", "row"].to_list() == [len(made) + 3]
    assert not (review(content + content).problems["code"] == "settings_differ").any()


def made_settings(content: bytes) -> str:
    """The settings in the first row of an export."""
    return str(pd.read_csv(io.BytesIO(content))[SETTINGS_COLUMN][0])


def test_ranks_of_a_part_are_not_compared(made: Review) -> None:
    """Ranks, their ranges and tiers are relative to the whole file; that they are left out is said, with the reason."""
    check = check_export(exports.clinics_csv(made, np.array([5, 9, 2])))
    assert check.differences.empty
    assert set(check.left_out) == {"rank", "rank_low", "rank_high", "tier"}
    assert "of which 3 stand here" in check.left_out["rank"]


def test_decisions_about_the_file_are_no_difference() -> None:
    """An export of a corrected file, with words that somebody gave a meaning, is recomputed with these."""
    clinics = b"clinic_id,name,credentials,products,targets,Guidance,as_of\na,A,MD,magic gel,disc,CT,03/04/2019\n"
    recipe = Recipe(
        values={"products": {"magic gel": ("prp",)}},
        edits=(Edit(clinic="a", column="imaging", value="fluoroscopy"),),
        columns={"Guidance": ()},
        dates="day_first",
    )
    made = review(clinics, recipe=recipe, reviewed_on=DAY)
    assert made.scores["score"].notna().all()
    assert check_export(exports.clinics_csv(made)).differences.empty


def test_a_rubric_of_one_s_own_has_to_be_given(tmp_path: Path) -> None:
    """A name in a file opens no other file, whatever it is; the rubric itself is accepted."""
    own = tmp_path / "own.toml"
    own.write_text('extends = "default"\nname = "../own"\n[grades]\nA = 81\n', encoding="utf-8")
    content = exports.clinics_csv(review(EXAMPLE, rubric=own, reviewed_on=DAY))
    with pytest.raises(BadSettings, match=r"'\.\./own', which does not come with this program"):
        check_export(content)
    assert check_export(content, rubric=load_rubric(own)).differences.empty


def test_other_versions_are_named(content: bytes) -> None:
    """An export of an earlier program is checked, and the versions that it was made with are named."""
    line = pd.read_csv(io.BytesIO(content))[SETTINGS_COLUMN][0]
    older = edited(content, 2, SETTINGS_COLUMN, line.replace("rubric_version=", "rubric_version=0."))
    assert check_export(older).strayed["rubric version"].startswith("0.")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda _: b"name,imaging\nA,CT\n", "not an export from this program"),
        (lambda content: content.replace(b"review_settings", b"my_settings"), "does not state the settings"),
        (lambda content: content.replace(b"who=40", b"who=400"), "expected a number from 0 to 100"),
        (lambda _: b"%PDF-1.7", "PDF"),
        (lambda _: b"", "empty"),
    ],
)
def test_other_files_are_refused(content: bytes, change, says: str) -> None:  # type: ignore[no-untyped-def]
    """A file that is no export, states no settings, or cannot be read is refused in a sentence."""
    with pytest.raises((UnreadableFile, BadSettings), match=says):
        check_export(change(content))


def test_the_command_says_by_its_exit_code_what_it_saw(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 where nothing differs, 1 with the cells where something does, 2 for a file that is no export."""
    good, bad, other = (tmp_path / name for name in ("good.csv", "bad.csv", "other.csv"))
    good.write_bytes(content)
    bad.write_bytes(edited(content, 3, "rank", "1000"))
    other.write_bytes(b"name,imaging\nA,CT\n")
    assert main(["check", str(good)]) == 0
    assert "168 clinics recomputed; nothing differs" in capsys.readouterr().err
    assert main(["check", str(bad), "-o", str(tmp_path / "differences.csv")]) == 1
    assert pd.read_csv(tmp_path / "differences.csv")[["row", "column", "stated"]].values.tolist() == [[3, "rank", 1000]]
    assert "1 cell in 1 row of 168 clinics differs: rank 1." in capsys.readouterr().err
    assert main(["check", str(other)]) == 2
