"""A list in parts has the scores, ranks, ids and duplicates of the same list as one file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings

from tests.scoring.engine.lists import (
    CELLS,
    FIRST,
    DividedList,
    divided_lists,
    frame,
    reviewed_list,
    same_clinics,
    same_problems,
)


def listed(*ids: str) -> tuple[dict[str, str], ...]:
    """A clinic for each id."""
    return tuple({**FIRST, "clinic_id": name} for name in ids)


# The second "a" would be called a-2, which is the id in a later part; the last part has only repeats.
TAKEN = DividedList(listed("a", "a", "b", "a-2", "a", "a", "a"), (3, 1, 1, 2), ({}, {}, {}, {}))


@settings(max_examples=25)
@given(divided_lists())
@example(TAKEN)
def test_a_list_in_parts_is_the_list(divided: DividedList) -> None:
    """Every column and every problem of a row equals that of one file, however the rows are divided."""
    with TemporaryDirectory() as folder:
        source, output = divided.write(Path(folder, "parts")), Path(folder, "out")
        manifest = reviewed_list(source, output)
        assert manifest.clinics == len(divided.rows)
        whole = divided.one_review()
        same_clinics(output, whole)
        same_problems(output, whole, divided.sizes)


@pytest.mark.parametrize("weights", [{"who": 70, "what": 0, "where": 15, "how": 15}, {"how": 100}])
def test_other_weights_give_the_ranks_of_one_file(tmp_path: Path, weights: dict[str, float]) -> None:
    """Ranks, intervals, tiers and grades follow the weights as they do for one file."""
    rows = tuple(
        {**FIRST, "clinic_id": f"{number}", "credentials": who, "imaging": how}
        for number, (who, how) in enumerate((who, how) for who in CELLS["credentials"] for how in CELLS["imaging"])
    )
    divided = DividedList(rows, (1, len(rows) - 1), ({}, {}))
    reviewed_list(divided.write(tmp_path / "parts"), tmp_path / "out", weights)
    same_clinics(tmp_path / "out", divided.one_review(weights))
    assert frame(tmp_path / "out", "clinics")["rank"].nunique() > 3
