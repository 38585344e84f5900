"""The registry of sorts: every sort has its own values, and everything about sorts comes from it."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard import parameters
from dashboard import sorted_list as sorted_list_module
from dashboard.facets import Index
from dashboard.sorted_list import Chosen, Distances, sorted_list
from dashboard.sorts import DOWN, ORDERS, SORTS, by_header, sorted_rows
from scoring import DIMENSIONS, QUESTIONS, Review, review
from scoring.places import find_place

EXAMPLE = review(Path(__file__).parents[2] / "data" / "clinics.csv")
INDEX = Index(EXAMPLE)
ALL = np.arange(len(EXAMPLE))
TAMPA = find_place("Tampa, FL").place
assert TAMPA is not None
MILES = EXAMPLE.understood.locations.miles_from(TAMPA)
DISTANCES = Distances(MILES.__getitem__, lambda miles: miles >= MILES)


def chosen_of(matching: np.ndarray, *, scored: bool = True) -> Chosen:
    """The scored or the unscored among some clinics."""
    profiles = EXAMPLE.profiles
    return Chosen(matching, EXAMPLE.totals.scored == scored, profiles.codes, profiles.counts_of(matching))


def stated_values(reviewed: Review) -> Mapping[str, "pd.Series[object]"]:
    """Sort -> what a reader sees of it, one value per clinic, missing where nothing is stated."""
    scores = reviewed.scores
    stated = reviewed.understood
    state = stated.state
    return {
        "rank": scores["rank"].astype("float"),
        "grade": scores["grade"].map("ABCDF".index, na_action="ignore").astype("float"),
        "name": scores["name"].str.lower(),
        "price": pd.Series([stated.price.values[code].amount for code in stated.price.codes], dtype="float"),
        "date": pd.Series([stated.as_of.values[code] for code in stated.as_of.codes]),
        "flags": scores["flags"].fillna("").str.split(";").map(lambda codes: len([code for code in codes if code])),
        "distance": pd.Series(MILES),
        "state": pd.Series([state.values[code] or None for code in state.codes]),
        "coverage": scores["coverage"],
        **{question: scores[f"{dimension}_score"] for question, dimension in zip(QUESTIONS, DIMENSIONS, strict=True)},
    }


VALUES = stated_values(EXAMPLE)
SCORED = ALL[VALUES["rank"].notna()]


def test_every_sort_has_its_values() -> None:
    """This test knows the values of every sort, and no two sorts have values in the same order."""
    assert set(VALUES) == set(SORTS)
    orders = {order: tuple(sorted_rows(order, SCORED, EXAMPLE, INDEX, MILES.__getitem__).tolist()) for order in ORDERS}
    assert len(set(orders.values())) == len(ORDERS)


@pytest.mark.parametrize("order", ORDERS)
def test_every_sort_sorts_by_its_own_values(order: str) -> None:
    """Clinics come in the order that the sort is named for, either way; ties by name, missing values last."""
    values = VALUES[order.removeprefix(DOWN)]
    frame = pd.DataFrame({"value": values, "name": INDEX.name_order}).iloc[SCORED]
    frame["value"] = frame["value"].rank(method="dense")
    expected = frame.sort_values(["value", "name"], ascending=[not order.startswith(DOWN), True], na_position="last")
    assert sorted_rows(order, SCORED, EXAMPLE, INDEX, MILES.__getitem__).tolist() == expected.index.tolist()


@pytest.mark.parametrize("order", ["score", "--rank", "", "tier"])
def test_an_unknown_sort_is_refused(order: str) -> None:
    """An unknown sort is not replaced by rank: a link that holds it is not understood."""
    with pytest.raises(KeyError):
        sorted_rows(order, ALL, EXAMPLE, INDEX)
    assert parameters.refused({"sort": [order]}) == {"sort": [order]}


@pytest.mark.parametrize("order", ORDERS)
def test_a_part_of_a_list_is_that_of_the_whole(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the order, the part and its length, its clinics are those of the sorted whole."""
    matching = ALL % 7 != 3
    rows = SCORED[matching[SCORED]]
    whole = sorted_rows(order, rows, EXAMPLE, INDEX, MILES.__getitem__).tolist()
    for size, clinics in (("_FEW", 40), ("_FEW_MEASURED", 40), ("_AT_ONCE", 16)):
        monkeypatch.setattr(sorted_list_module, size, clinics)
    listed = sorted_list(order, chosen_of(matching), EXAMPLE, INDEX, DISTANCES)
    assert len(listed) == len(whole) > 100
    for start, stop in (
        (0, 1),
        (0, 20),
        (13, 14),
        (20, 40),
        (17, 57),
        (len(whole) - 3, len(whole) + 9),
        (len(whole), len(whole) + 5),
        (9, 9),
        (5, 99),
    ):
        assert listed[start:stop].tolist() == whole[start:stop]
    assert list(listed) == np.asarray(listed).tolist() == whole
    assert (listed[0], listed[-1]) == (whole[0], whole[-1])
    below = listed.before(listed)
    assert below[len(whole) - 2 : len(whole) + 2].tolist() == whole[-2:] + whole[:2]
    assert [listed.place_of(position) for position in whole] == list(range(len(whole)))
    unlisted = sorted_list(order, chosen_of(matching, scored=False), EXAMPLE, INDEX, DISTANCES)
    assert unlisted.place_of(whole[0]) is None
    assert unlisted.before(listed).place_of(whole[4]) == len(unlisted) + 4
    others = sorted_list(order, chosen_of(~matching), EXAMPLE, INDEX, DISTANCES)
    assert others.place_of(whole[0]) is None


def test_the_nearest_are_measured_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A first page by distance measures only the clinics within a circle around the place."""
    monkeypatch.setattr(sorted_list_module, "_FEW", 40)
    monkeypatch.setattr(sorted_list_module, "_FEW_MEASURED", 40)
    measured: list[int] = []

    def miles(rows: np.ndarray) -> np.ndarray:
        measured.extend(rows.tolist())
        return MILES[rows]

    nearest = sorted_list("distance", chosen_of(ALL >= 0), EXAMPLE, INDEX, Distances(miles, DISTANCES.within))
    assert nearest[:3].tolist() == sorted_rows("distance", SCORED, EXAMPLE, INDEX, MILES.__getitem__)[:3].tolist()
    assert 3 <= len(set(measured)) < len(SCORED) / 4


def test_an_empty_part_sorts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of one list, requested together with the beginning of the next, costs nothing."""
    monkeypatch.setattr(sorted_list_module, "sorted_rows", lambda *_: pytest.fail("it was sorted"))
    for order in ORDERS:
        listed = sorted_list(order, chosen_of(ALL >= 0), EXAMPLE, INDEX, DISTANCES)
        assert listed[9:9].tolist() == listed[len(listed) :].tolist() == listed[len(listed) + 4 :].tolist() == []


def test_an_empty_list_has_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """No clinic is chosen, so none is listed, first or last."""
    monkeypatch.setattr(sorted_list_module, "_FEW", -1)
    for order in ORDERS:
        listed = sorted_list(order, chosen_of(ALL < 0), EXAMPLE, INDEX, DISTANCES)
        assert (len(listed), listed[:5].tolist()) == (0, [])
        with pytest.raises(IndexError):
            listed[0]


def test_every_sort_has_a_header() -> None:
    """The table has a header for each sort, and no header sorts by anything else."""
    assert set(by_header(EXAMPLE.rubric).values()) == set(SORTS)


def test_without_a_place_nearest_first_is_the_usual_order() -> None:
    """A link that sorts by distance and names no place lists the highest score first."""
    assert sorted_rows("distance", SCORED, EXAMPLE, INDEX).tolist() == (
        sorted_rows("rank", SCORED, EXAMPLE, INDEX).tolist()
    )
