"""The clinics that moved most between two editions: which they are, from where to where, and why."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.picture import picture_specification
from dashboard.charts.rank_changes import CAUSES, QUESTION, biggest_moves, rank_changes
from dashboard.charts.rank_dumbbells import MOST
from scoring.editions import MOVES, EditionChanges, edition_changes
from tests.scoring.files import WHOLE, Row, reviewed

KINDS = ("none", "fluoroscopy", "ultrasound", "CT", "")


def rows(seed: int, count: int = 60) -> list[Row]:
    """Clinics whose imaging is drawn at random, two of them with the same name."""
    random = Random(seed)  # noqa: S311 - the same in every run
    names = [f"Clinic {n}" if n > 1 else "Twin" for n in range(count)]
    return [
        {"clinic_id": str(n), "name": name, **WHOLE, "imaging": random.choice(KINDS)} for n, name in enumerate(names)
    ]


def compared(before: list[Row], after: list[Row]) -> EditionChanges:
    """What changed between two lists."""
    return edition_changes(reviewed(before), reviewed(after))


def drawn(changes: EditionChanges) -> Figure:
    """The figure, which must exist."""
    figure = rank_changes(changes, "Earlier edition: october.csv.")
    assert isinstance(figure, Figure)
    return figure


@pytest.mark.parametrize("seeds", [(1, 2), (3, 4), (5, 6)])
def test_the_biggest_gains_and_losses_are_drawn(seeds: tuple[int, int]) -> None:
    """At most seven of each, gains first, and no omitted clinic moved further; figures match the table."""
    changes = compared(*map(rows, seeds))
    table = drawn(changes).table
    moves = changes.table["rank_move"].fillna(0).astype(int)
    up, down = sorted(moves[moves > 0], reverse=True)[:MOST], sorted(moves[moves < 0])[:MOST][::-1]
    assert table["Places up"].to_list() == [*up, *down]
    assert (table["Rank before"] - table["Rank now"]).to_list() == table["Places up"].to_list()
    assert table[[f"By {cause}" for cause in CAUSES]].sum(axis=1).to_list() == table["Places up"].to_list()


def test_each_row_says_the_move_and_what_moved_it_most() -> None:
    """The color is the largest part of the move; clinics with the same name have a row each; a click opens each."""
    changes = compared(rows(1), rows(2))
    figure = drawn(changes)
    data, table = figure.chart.data, figure.table
    assert data["label"].is_unique
    assert set(data["clinic_id"]) == set(figure.clinics)
    parts = changes.rows(biggest_moves(changes))[list(MOVES)].to_numpy(dtype=np.int64)
    assert data["cause"].to_list() == [CAUSES[place] for place in abs(parts).argmax(axis=1)]
    for label, words, places in zip(data["label"], data["words"], table["Places up"], strict=True):
        way = f"{'up' if places > 0 else 'down'} {abs(places)}"
        assert label.startswith(way.capitalize())
        assert way in words


def test_the_title_asks_and_answers() -> None:
    """It names the biggest gain and the biggest loss, or the one that there is; the note names the other edition."""
    before = [{"clinic_id": str(n), "name": f"Clinic {n}", **WHOLE, "imaging": kind} for n, kind in enumerate(KINDS)]
    after = [row | {"imaging": kind} for row, kind in zip(before, ("fluoroscopy", "none", *KINDS[2:]), strict=True)]
    figure = drawn(compared(before, after))
    table = figure.table
    first, last = table.iloc[0], table.iloc[-1]
    assert figure.title == (
        f"{QUESTION} {first['Clinic']} up {first['Places up']}, {last['Clinic']} down {-last['Places up']}"
    )
    assert "Earlier edition: october.csv." in figure.note
    only_up = compared(
        [{"clinic_id": "a", "name": "A", **WHOLE, "imaging": "none"}, {"clinic_id": "b", "name": "B", **WHOLE}],
        [{"clinic_id": "a", "name": "A", **WHOLE}, {"clinic_id": "b", "name": "B", **WHOLE}],
    )
    assert drawn(only_up).title == f"{QUESTION} A up 1"


@pytest.mark.parametrize(("new", "who"), [(2, "A and B"), (3, "A, B and C"), (4, "4 clinics"), (26, "26 clinics")])
def test_no_clinic_is_named_as_first_among_equals(new: int, who: str) -> None:
    """Clinics that moved equally far are all named, and of more than three the title says how many they are."""
    before: list[Row] = [
        {"clinic_id": str(n), "name": chr(ord("A") + n), **WHOLE, "imaging": "none"} for n in range(new)
    ]
    first: Row = {"clinic_id": "new", "name": "New", **WHOLE}
    assert drawn(compared(before, [*before, first])).title == f"{QUESTION} {who} down 1 each"


def test_without_a_move_there_is_nothing_to_draw() -> None:
    """It says that no clinic moved; an empty chart would say less."""
    nothing = rank_changes(compared(rows(1), [*reversed(rows(1))]), "")
    assert isinstance(nothing, Nothing)
    assert nothing.title == QUESTION


def test_the_picture_states_both_editions() -> None:
    """Below the picture are the earlier edition and the source; nothing about clicks is left in it."""
    specification = picture_specification(drawn(compared(rows(1), rows(2))), ["Source: november.csv."])
    text = " ".join(specification["vconcat"][0]["title"]["text"])
    assert "october.csv" in text
    assert "november.csv" in text
