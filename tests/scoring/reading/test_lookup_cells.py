"""Cells of an intranet's lists, with `;#` between choices and before what a number looks up."""

from __future__ import annotations

import pytest

from tests.scoring.files import reviewed


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("PRP;#BMAC", "PRP; BMAC"),
        (";#PRP;#BMAC;#", "PRP; BMAC"),
        ("3;#PRP", "PRP"),
        ("3;#PRP;#14;#BMAC", "PRP; BMAC"),
        ("PRP;#3;#BMAC;#14", "PRP; BMAC"),
        ("PRP;#7;#BMAC", "PRP; 7; BMAC"),
        (";#", ""),
    ],
)
def test_choices_and_entries_are_lists(cell: str, read: str) -> None:
    """The choices are the items of a list; a number is left out only where each entry has one."""
    review = reviewed(f"name,imaging,products\nElm,CT,{cell}\nOak,CT,SVF\n")
    assert review.records["products"].fillna("").tolist() == [read, "SVF"]
    assert "lookup_cells" in review.problems["code"].tolist()


def test_entries_of_other_columns_lose_their_numbers_too() -> None:
    """A city or a person that a list looks up is read without its number."""
    review = reviewed("name,imaging,city,Owner\nElm,CT,12;#Reno,Ann Poe;#4\n")
    assert review.records[["city", "Owner"]].to_numpy().tolist() == [["Reno", "Ann Poe"]]


@pytest.mark.parametrize("name", ["Joe&amp;#39;s Spine", "R&#38;#65; Spine", "https://elm.example/a;#b"])
def test_signs_of_another_meaning_stay(name: str) -> None:
    """A character that is written in HTML twice over, and an address, are no lists."""
    review = reviewed(f"name,imaging,website\n{name},CT,x\n")
    assert "lookup_cells" not in review.problems["code"].tolist()


@pytest.mark.parametrize("imaging", ["Imaging [CT]", "imaging/ct"])
def test_the_identifiers_of_a_survey_answer_nothing(imaging: str) -> None:
    """They are left out as a description before columns of yes and no are told by their cells."""
    ids = '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3_1""}"'
    review = reviewed(f"name,products,{imaging}\n{ids}\nElm,PRP,1\n")
    assert review.records[["name", "imaging"]].to_numpy().tolist() == [["Elm", "CT"]]
    assert review.problems.loc[review.problems["code"] == "description_row", "row"].tolist() == [2]
