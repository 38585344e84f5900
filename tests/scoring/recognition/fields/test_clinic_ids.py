"""Ids: kept as given, generated if blank, distinguished if repeated; generated ones never change."""

from __future__ import annotations

import re

import pytest

from scoring.recognition.fields.clinic_ids import dataset_id, is_dataset_id
from tests.scoring.files import Row, csv_bytes, reviewed

HARBOR = {"name": "Harbor Spine", "state": "FL", "credentials": "MD; PM&R", "products": "PRP"}


def ids(rows: list[Row] | bytes | str) -> list[str]:
    """The ids of the clinics in a file."""
    return reviewed(rows).scores["clinic_id"].tolist()


def test_a_made_id_never_changes() -> None:
    """A generated id is a slug of name and state with a hash of the content; links depend on exactly this id."""
    assert ids([HARBOR]) == ["harbor-spine-fl-a9252f7a"]


def test_a_made_id_does_not_depend_on_the_file_around_it() -> None:
    """Row order, column order, blank and extra columns, and other clinics do not affect a generated id."""
    (alone,) = ids([HARBOR])
    other = {"name": "B", "imaging": "CT", "notes": "x"}
    assert ids([other, HARBOR])[1] == alone
    assert ids([HARBOR, other])[0] == alone
    assert ids(csv_bytes([HARBOR], ["products", "state", "name", "credentials", "city", "clinic_id"])) == [alone]
    assert ids([{**HARBOR, "Their own column": "7"}]) == [alone]


@pytest.mark.parametrize("column", ["name", "state", "credentials", "products", "city", "notes", "as_of"])
def test_a_made_id_depends_on_every_canonical_cell(column: str) -> None:
    """Two clinics that differ in one cell have different ids."""
    assert ids([{**HARBOR, column: "x"}]) != ids([HARBOR])


def test_cells_that_trade_places_give_another_id() -> None:
    """The same texts in other columns make another clinic."""
    first = {"name": "A", "credentials": "PRP", "products": "MD"}
    second = {"name": "A", "credentials": "MD", "products": "PRP"}
    assert ids([first]) != ids([second])


@pytest.mark.parametrize(
    ("name", "state", "slug"),
    [
        ("Café & Söhne, Inc.", "ny", "cafe-sohne-inc-ny"),
        ("  --  ", "", "clinic"),
        ("", "", "clinic"),
        ("東京", "", "clinic"),
        ("x" * 200, "", "x" * 60),
    ],
)
def test_the_slug_is_short_and_plain(name: str, state: str, slug: str) -> None:
    """The slug has only lower-case letters, digits and hyphens, and is never empty."""
    (made,) = ids([{"name": name, "state": state, "imaging": "CT"}])
    assert re.fullmatch(re.escape(slug) + r"-[0-9a-f]{8}", made)


def test_a_given_id_is_kept_and_its_blanks_trimmed() -> None:
    """An id in the file is kept, without the blanks around it."""
    assert ids("clinic_id,name,imaging\n 007 ,A,CT\nÄ/b,B,CT\n") == ["007", "Ä/b"]


def test_given_and_made_ids_stand_side_by_side() -> None:
    """Ids are generated only where they are blank."""
    found = ids("clinic_id,name,imaging\nx,A,CT\n,B,CT\n  ,C,CT\n")
    assert found[0] == "x"
    assert [made[:2] for made in found[1:]] == ["b-", "c-"]


@pytest.mark.parametrize(
    ("given", "expected", "rows"),
    [
        (["x", "x", "x"], ["x", "x-2", "x-3"], [3, 4]),
        (["x", "x", "x-2"], ["x", "x-3", "x-2"], [3]),
        (["x", "x-2", "x"], ["x", "x-2", "x-3"], [4]),
        (["x", "y", "x", "y"], ["x", "y", "x-2", "y-2"], [4, 5]),
    ],
)
def test_repeated_ids_get_a_suffix_and_a_problem(given: list[str], expected: list[str], rows: list[int]) -> None:
    """A repeated id gets a suffix that makes it unused, and the problem of each repeat names the new id."""
    review = reviewed([{"clinic_id": each, "name": f"A {row}", "imaging": "CT"} for row, each in enumerate(given)])
    assert review.scores["clinic_id"].tolist() == expected
    assert review.records["clinic_id"].tolist() == expected
    assert review.problems["row"].tolist() == rows
    assert set(review.problems["code"]) == {"id_repeated"}
    assert all(expected[row - 2] in text for row, text in review.problems[["row", "message"]].to_numpy())


def test_equal_rows_without_ids_are_told_apart() -> None:
    """The same clinic twice, without ids, gets one id and then a suffix; the repeat and the likeness are problems."""
    review = reviewed([HARBOR, HARBOR])
    first, second = review.scores["clinic_id"]
    assert second == f"{first}-2"
    assert review.problems["code"].tolist() == ["id_repeated", "possible_duplicate"]


def test_a_dataset_id_has_one_form() -> None:
    """A generated id has the form; in capitals, shorter, longer, or with a line break it does not."""
    generated = dataset_id("a", "b")
    assert is_dataset_id(generated)
    for changed in (generated.upper(), generated[:-1], f"{generated}0", f"{generated}\n", ""):
        assert not is_dataset_id(changed)
