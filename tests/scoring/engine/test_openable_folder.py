"""The folder of a reviewed list opens as the review of the list as one file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings

import scoring
from scoring.engine import parts_of
from scoring.reviewed_folder import open_reviewed_folder
from tests.scoring.engine.lists import CELLS, DividedList, divided_lists, reviewed_list
from tests.scoring.files import DAY

_STATED = ("credentials", "products", "targets", "imaging", "credentials_verified", "claims")
_MODULE = "scoring.engine.parts"


def same_review(output: Path, content: bytes) -> None:
    """Assert that an opened folder says the same about each clinic as the review of one file."""
    whole, opened = scoring.review(content, reviewed_on=DAY), open_reviewed_folder(output)
    pd.testing.assert_frame_equal(opened.scores, whole.scores)
    pd.testing.assert_frame_equal(opened.records[whole.records.columns], whole.records)
    for name in ("first", "like", "why"):
        np.testing.assert_array_equal(getattr(opened.alike, name), getattr(whole.alike, name))
    ours, theirs = opened.understood, whole.understood
    for name in (*_STATED, "state", "country", "as_of", "price"):
        columns = [records.stated[name] if name in _STATED else getattr(records, name) for records in (ours, theirs)]
        if name not in _STATED:  # a value that is not stated is NaN, which equals nothing
            columns = [replace(column, values=list(map(str, column.values))) for column in columns]
        assert [columns[0].values[code] for code in columns[0].codes] == [
            columns[1].values[code] for code in columns[1].codes
        ]
    np.testing.assert_array_equal(ours.name_order, theirs.name_order)
    np.testing.assert_array_equal(ours.locations.latitude, theirs.locations.latitude)
    for word in ("harbor", "tampa"):
        np.testing.assert_array_equal(ours.search_text.holds(word), theirs.search_text.holds(word))
    ids = whole.scores["clinic_id"]
    assert [ours.position_of(name) for name in ids] == list(range(len(ids)))
    assert (np.diff(ours.rows) > 0).all()
    for position in range(len(whole)):
        problems, expected = opened.problems_of(position), whole.problems_of(position)
        expected = expected[expected["code"] != "possible_duplicate"].reset_index(drop=True)
        columns_of_text = ["column", "value", "code", "message", "suggestion"]
        pd.testing.assert_frame_equal(problems[columns_of_text], expected[columns_of_text])


@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(divided_lists())
def test_a_list_in_parts_is_opened_as_the_list(tmp_path_factory: pytest.TempPathFactory, divided: DividedList) -> None:
    """Scores, records, duplicates, readings, search, order and problems of each clinic are those of one file."""
    folder = tmp_path_factory.mktemp("list")
    reviewed_list(divided.write(folder / "parts"), folder / "out")
    same_review(folder / "out", divided.one_file())


def test_a_list_of_two_that_may_be_one_is_opened(tmp_path: Path) -> None:
    """The reason why two clinics may be the same is one of the reasons, however few clinics there are."""
    first = {name: cells[1] for name, cells in CELLS.items()}
    first |= {"phone": "", "website": ""}
    rows = (first, {**first, "clinic_id": "b", "name": "Harbour Ridge Spine"})
    divided = DividedList(rows, (1, 1), ({}, {}))
    reviewed_list(divided.write(tmp_path / "parts"), tmp_path / "out")
    assert open_reviewed_folder(tmp_path / "out").alike.why.max() >= len(rows)
    same_review(tmp_path / "out", divided.one_file())


@given(divided_lists())
@settings(max_examples=4, phases=[Phase.generate])
def test_a_file_cut_into_ranges_is_opened_as_the_file(
    tmp_path_factory: pytest.TempPathFactory, divided: DividedList
) -> None:
    """A cut CSV has the rows of the file, and otherwise equals its parts."""
    folder = tmp_path_factory.mktemp("list")
    content = DividedList(divided.rows * 6, (len(divided.rows) * 6,), ({},)).one_file()
    (folder / "list.csv").write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{_MODULE}._RANGE_BYTES", 2_000)
        parts = parts_of(str(folder / "list.csv"))
        assert len(parts) > 1 or len(content) < 6_000
        reviewed_list(folder / "list.csv", folder / "out")
    same_review(folder / "out", content)
    opened, whole = open_reviewed_folder(folder / "out"), scoring.review(content, reviewed_on=DAY)
    np.testing.assert_array_equal(opened.understood.rows, whole.understood.rows)
    assert opened.accounting == whole.accounting
