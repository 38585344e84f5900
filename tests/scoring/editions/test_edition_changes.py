"""What changed from an earlier edition of a list to a later one, as a table and in sentences."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring.__main__ import main
from scoring.editions import COLUMNS, EditionChanges, change_sentences, edition_changes, match_sentences
from scoring.reading import GUARD
from tests.scoring.files import WHOLE, Row, csv_bytes, reviewed

Printed = pytest.CaptureFixture[str]
BEFORE: list[Row] = [
    {"clinic_id": "a", "name": "Alpha", "city": "Tampa", "state": "FL", **WHOLE},
    {"clinic_id": "b", "name": "Beta", "city": "Reno", "state": "NV", **WHOLE, "imaging": "ultrasound"},
    {"clinic_id": "c", "name": "Gamma", **WHOLE, "products": "exosomes"},
    {"clinic_id": "d", "name": "Delta", "credentials": "MD"},
    {"clinic_id": "e", "name": "Epsilon", **WHOLE, "credentials": "ND"},
]
AFTER: list[Row] = [
    {"clinic_id": "b2", "name": "BETA", "city": "Reno", "state": "Nevada", **WHOLE, "phone": "775-555-0100"},
    {"clinic_id": "c", "name": "Gamma", "credentials": "", "products": "exosomes", "targets": "", "imaging": ""},
    {"clinic_id": "d", "name": "Delta", **WHOLE, "credentials": "MD"},
    {"clinic_id": "e", "name": "Epsilon", **WHOLE, "credentials": "ND"},
    {"clinic_id": "f", "name": "Zeta", **WHOLE, "products": "PRP; umbilical cord"},
]


def compared(before: list[Row] = BEFORE, after: list[Row] = AFTER) -> EditionChanges:
    """What changed between two lists."""
    return edition_changes(reviewed(before), reviewed(after))


def entry(table: pd.DataFrame, clinic_id: str) -> dict[str, object]:
    """The row of a clinic; missing values are None."""
    row = table.set_index("clinic_id").loc[clinic_id]
    return row.astype(object).where(row.notna(), None).to_dict()


def test_every_clinic_is_new_gone_changed_moved_or_left_out() -> None:
    """New clinics come first, then those that are gone, changed and moved; the table has its columns and types."""
    table = compared().table
    assert list(table.columns) == list(COLUMNS)
    assert dict(zip(table["clinic_id"], table["change"], strict=True)) == {
        "f": "new",
        "a": "gone",
        "b2": "changed",
        "c": "changed",
        "d": "changed",
        "e": "moved",
    }
    assert compared().differences.counts == {"new": 1, "gone": 1, "changed": 3, "moved": 1}


def test_a_changed_clinic_says_what_changed() -> None:
    """Its cells, its id, its scores, its flags and whether it has a score are reported, before and after."""
    table = compared().table
    beta = entry(table, "b2")
    assert (beta["matched_by"], beta["clinic_id_before"]) == ("name and place", "b")
    assert beta["cells_changed"] == "name;state;phone;imaging"
    assert beta["cells_in_words"] == (
        "name: \u201cBeta\u201d before, \u201cBETA\u201d now; state: \u201cNV\u201d before, \u201cNevada\u201d now; "
        "phone: not stated before, \u201c775-555-0100\u201d now; "
        "imaging: \u201cultrasound\u201d before, \u201cfluoroscopy\u201d now"
    )
    assert beta["score_before"] < beta["score_after"]
    assert entry(table, "c")["status"] == "score lost"
    assert entry(table, "d")["status"] == "score gained"
    assert entry(table, "c")["flags_lost"] == ""
    assert entry(table, "f")["score_before"] is None
    assert entry(table, "a")["rank_after"] is None


def test_a_clinic_without_a_score_on_either_side_has_no_move() -> None:
    """A gained or lost score is a change of status; only ranks on both sides make a move, whose parts add up."""
    table = compared().table
    for clinic_id in ("c", "d", "f", "a"):
        assert entry(table, clinic_id)["rank_move"] is None
    both = table[table["rank_before"].notna() & table["rank_after"].notna()]
    assert (both["rank_before"] - both["rank_after"] == both["rank_move"]).all()
    assert (both[["by_rules", "by_weights", "by_own_record", "by_others"]].sum(axis=1) == both["rank_move"]).all()


def test_blanks_and_the_order_of_rows_are_no_change() -> None:
    """The same clinics in another order, with blanks around cells and an empty column, have no changes."""
    again = [{**{field: f" {cell} " for field, cell in row.items()}, "phone": ""} for row in reversed(BEFORE)]
    changes = compared(BEFORE, again)
    assert changes.table.empty
    assert change_sentences(changes)[0] == (
        "5 clinics before, 5 after: 0 new, 0 gone, 0 changed, 0 moved in rank only, 5 unchanged."
    )


def test_the_sentences_count_what_the_table_holds() -> None:
    """Counts of kinds, statuses, flags and causes are reported."""
    assert change_sentences(compared()) == (
        "5 clinics before, 5 after: 1 new, 1 gone, 3 changed, 1 moved in rank only, 0 unchanged.",
        "4 clinics in both: 3 by id and 1 by name, city and state, as they share no id of their own.",
        "1 clinic: score gained.",
        "1 clinic: score lost.",
        "Flags gained and lost: \u201cTarget out of reach\u201d 0 and 1.",
        "Of 2 clinics whose rank was moved, most by one cause: 1 by their own records and 1 by the other clinics.",
    )


def test_some_entries_are_the_same_rows_as_in_the_whole_table() -> None:
    """Only the requested entries get rows, in their order; a column may have another name in words."""
    changes = compared()
    whole = changes.table
    for entries in ([5, 0, 3], [2], [], list(range(6))[::-1]):
        some = changes.rows(np.array(entries, dtype=np.int64))
        pd.testing.assert_frame_equal(some, whole.iloc[entries].reset_index(drop=True))
    assert changes.kinds.tolist() == whole["change"].tolist()
    assert changes.statuses.tolist() == whole["status"].tolist()
    assert changes.moves.tolist() == whole["rank_move"].fillna(0).tolist()
    named = changes.rows(np.array([2]), {"phone": "telephone"})["cells_in_words"].iloc[0]
    assert "telephone: not stated before" in named


def test_a_long_cell_is_cut_in_words_and_stays_on_one_line() -> None:
    """Each change is described on one line; for a long cell its beginning is enough."""
    row = {"clinic_id": "a", "name": "Alpha", **WHOLE}
    words = compared([row], [{**row, "notes": "one\n two " + "x" * 500}]).table["cells_in_words"].iloc[0]
    assert words == f"notes: not stated before, \u201cone two {'x' * 111}\u2026\u201d now"


def test_possible_matches_that_were_not_made_are_reported() -> None:
    """Of clinics that share a name and place, none in either list is matched, and the sentences say so."""
    alike = {"name": "Alpha", "city": "Tampa", "state": "FL", **WHOLE}
    changes = compared([{"clinic_id": "a", **alike}, {"clinic_id": "b", **alike}], [{"clinic_id": "z", **alike}])
    assert changes.table["change"].tolist() == ["new", "gone", "gone"]
    assert changes.table["matched_by"].str.startswith("not matched").all()
    assert "2 of the clinics that are gone and 1 of the new ones may be the same" in change_sentences(changes)[2]
    assert change_sentences(changes)[1] == "No clinic is in both."
    assert len(match_sentences(compared())) == 1


def test_other_weights_alone_are_the_cause() -> None:
    """One list under two weightings: no cell changed, and only the part of the weights is not 0."""
    before = reviewed(BEFORE)
    table = edition_changes(before, before.with_weights({"who": 100, "what": 0, "where": 10, "how": 0})).table
    assert (table["cells_changed"] == "").all()
    assert (table["rank_move"].dropna() == table["by_weights"].dropna()).all()
    assert table["by_weights"].dropna().ne(0).any()


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Both editions as files."""
    paths = tmp_path / "before.csv", tmp_path / "after.csv"
    for path, rows in zip(paths, (BEFORE, [*AFTER, {"clinic_id": "g", "name": "=1+1", **WHOLE}]), strict=True):
        path.write_bytes(csv_bytes(rows))
    return str(paths[0]), str(paths[1])


def test_the_command_line_prints_the_table_and_says_what_changed(files: tuple[str, str], capsys: Printed) -> None:
    """CSV goes to standard output with no active cell, the sentences and settings to standard error."""
    assert main(["changes", *files]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == ",".join((*COLUMNS, "compared"))
    assert f",{GUARD}=1+1," in printed.out
    assert printed.err.startswith("5 clinics before, 6 after: 2 new")
    assert "before: file" in printed.err.splitlines()[-1]


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_the_command_line_writes_a_file(files: tuple[str, str], tmp_path: Path, suffix: str) -> None:
    """`-o` writes the table in any format of an export."""
    out = tmp_path / f"changes{suffix}"
    assert main(["changes", *files, "-o", str(out)]) == 0
    reader = {".csv": pd.read_csv, ".parquet": pd.read_parquet, ".xlsx": partial(pd.read_excel, engine="openpyxl")}[
        suffix
    ]
    table = reader(out)
    assert table["clinic_id"].tolist()[-1] == "e"
    assert table["compared"].iloc[0].startswith("before: file")
    assert table["compared"].iloc[1:].replace("", None).isna().all()


def test_the_earlier_file_may_have_its_own_rules_and_weights(files: tuple[str, str], capsys: Printed) -> None:
    """The settings of either file are the requested ones, and the summary names them."""
    assert main(["changes", *files, "--weights-before", "who=50", "--rubric-before", "half"]) == 0
    settings = capsys.readouterr().err.splitlines()[-1]
    assert "rubric half" in settings
    assert "who=50" in settings
    assert settings.count("who=25") == 1


@pytest.mark.parametrize(
    "options", [["nowhere.csv"], ["--weights-before", "who=x"], ["--rubric-before", "nothing"], ["-o", "changes.doc"]]
)
def test_a_bad_request_is_one_sentence(files: tuple[str, str], options: list[str], capsys: Printed) -> None:
    """A missing file and unusable settings end with 2 and one sentence."""
    paths = [files[0], options[0]] if options[0] == "nowhere.csv" else [*files, *options]
    assert main(["changes", *paths]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
