"""A column that holds the city and the state in one cell is read as both."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from scoring import review
from scoring.recognition.columns.city_and_state import is_header
from scoring.vocabulary import header_key

REST = "name,credentials,products"


def read(header: str, *cells: str, **settings: list[str]) -> pd.DataFrame:
    """City and state of clinics with these cells under a header."""
    rows = [f'Clinic {row},MD,PRP,"{cell}"' for row, cell in enumerate(cells)]
    data = "\n".join([f'{REST},"{header}"', *rows]).encode()
    return review(io.BytesIO(data), columns=settings or None).records[["city", "state"]].fillna("")


@pytest.mark.parametrize("header", ["Town/State", "City, State", "city & state", "CityState", "City and Province"])
def test_a_header_that_names_both_is_both(header: str) -> None:
    """In whatever words for the two, and with any sign between them."""
    assert read(header, "Tampa, FL").to_numpy().tolist() == [["Tampa", "FL"]]


@pytest.mark.parametrize("header", ["Location", "State/City", "Town", "State", "City of state license", "Estate"])
def test_other_headers_are_not(header: str) -> None:
    """One that names one of them, another thing, or the state first is none."""
    assert not is_header(header_key(header))


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("St. Louis / Missouri", ["St. Louis", "MO"]),
        ("Winston-Salem NC", ["Winston-Salem", "NC"]),
        ("Washington, DC", ["Washington", "DC"]),
        ("Boise - ID", ["Boise", "ID"]),
        ("Boise \u2013 ID", ["Boise", "ID"]),
        ("Boise -, Idaho", ["Boise", "ID"]),
        ("Boise", ["Boise", ""]),
        ("Boise,", ["Boise", ""]),
        (", ID", ["", "ID"]),
        ("", ["", ""]),
    ],
)
def test_a_cell_is_cut_before_its_state(cell: str, parts: list[str]) -> None:
    """Behind the last comma or slash, or two capital letters at its end; a cell without a state is a city."""
    data = f'{REST},Town/State\nA,MD,PRP,"{cell}"\nB,MD,PRP,"Tampa, FL"\n'.encode()
    reviewed = review(io.BytesIO(data))
    code = reviewed.understood.state.values[reviewed.understood.state.codes[0]]
    assert [reviewed.records["city"].fillna("")[0], code] == parts


def test_what_is_cut_is_kept_as_written_too() -> None:
    """An export holds the two and the column of the file, and is read the same."""
    data = f'{REST},Town/State\nA,MD,PRP,"Tampa, FL"\n'.encode()
    first = review(io.BytesIO(data))
    assert first.records["Town/State"].to_list() == ["Tampa, FL"]
    again = review(io.BytesIO(first.records.to_csv(index=False).encode()))
    assert again.records[["city", "state", "Town/State"]].equals(first.records[["city", "state", "Town/State"]])


def test_a_column_of_either_comes_first() -> None:
    """Where the file has a column for the state or the city, that is read and the other is carried along."""
    data = f'{REST},Town/State,state\nA,MD,PRP,"Tampa, FL",GA\n'.encode()
    records = review(io.BytesIO(data)).records
    assert records["state"].to_list() == ["GA"]
    assert records["Town/State"].to_list() == ["Tampa, FL"]


def test_a_person_can_say_that_a_column_is_both() -> None:
    """A header that names neither is cut where a setting gives it both fields."""
    assert read("Where", "Tampa, FL", Where=["city", "state"]).to_numpy().tolist() == [["Tampa", "FL"]]


def test_what_is_behind_the_city_and_no_state_is_a_problem() -> None:
    """It is not dropped: the cell is reported as a state that was not recognized."""
    data = f'{REST},Town/State\nA,MD,PRP,"Tampa, Nowhere"\n'.encode()
    assert "state_not_recognised" in review(io.BytesIO(data)).problems["code"].to_list()
