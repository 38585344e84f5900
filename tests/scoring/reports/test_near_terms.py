"""What the words behind a problem may have meant, and what a click on it changes."""

from __future__ import annotations

import json

import pytest

from scoring import BadSettings
from scoring.recipes.loader import load_recipe
from scoring.recipes.recipe import Recipe
from scoring.reports.consequences import consequences
from scoring.reports.near_terms import NearColumn, near_columns, near_term
from tests.scoring.files import reviewed

CELLS = [
    ("imaging", "ultrasnd", ("ultrasound",)),
    ("imaging", "flouroscopically", ("fluoroscopy",)),
    ("products", "bone marow concentrate", ("bmc",)),
    ("products", "Kinetic Gel 7", None),
    ("products", "stem cells", None),
    ("products", "no exosoms", None),
    ("credentials", "anestesiology MD", ("physician", "anesthesiology")),
    ("credentials", "supervised by anestesiologist", None),
    ("claims", "guarantied", None),
    ("state", "Calfornia", ("CA",)),
    ("state", "North Carolna", ("NC",)),
    ("state", "Atlantis", None),
    ("country", "Mexcio", ("MX",)),
    ("country", "United Sttes", ("US",)),
    ("country", "XQ", None),
]


@pytest.mark.parametrize(("column", "cell", "terms"), CELLS)
def test_what_is_near_is_offered(column: str, cell: str, terms: tuple[str, ...] | None) -> None:
    """A similar spelling is offered; different, open, denied and role words are not, as a click would overrule them."""
    review = reviewed([{"name": "A", "imaging": "CT", column: cell}])
    offers = [near_term(review, *kind) for kind in consequences(review)[["code", "column", "value"]].to_numpy()]
    assert [near.terms for near in offers if near] == ([terms] if terms else [])


@pytest.mark.parametrize(("column", "cell", "terms"), [case for case in CELLS if case[2]])
def test_what_is_offered_settles_the_problem(column: str, cell: str, terms: tuple[str, ...]) -> None:
    """Assigned to its value, the offer is what all rows with it state, whatever their blanks and capitals."""
    rows = [{"name": name, "imaging": "CT", column: text} for name, text in (("A", cell), ("B", f" {cell.upper()} "))]
    review = reviewed(rows, recipe=Recipe(values={column: {cell: terms}}))
    assert review.problems.empty
    if column in ("state", "country"):
        coded = getattr(review.understood, column)
        assert [coded.values[code] for code in coded.codes] == list(terms) * 2
    else:
        stated = review.understood.stated[column]
        assert {stated.values[code].terms for code in stated.codes} == {frozenset(terms)}


def test_a_place_is_one_code() -> None:
    """A state or country means one known code; a value that the file lacks is reported."""
    for values in (
        {"state": {"x": ["ZZ"]}},
        {"state": {"x": []}},
        {"country": {"x": ["US", "MX"]}},
        {"city": {"x": []}},
    ):
        with pytest.raises(BadSettings, match=r"values\."):
            load_recipe(json.dumps({"values": values}).encode())
    review = reviewed("name,imaging,state\nA,CT,CA\n", recipe=Recipe(values={"state": {"Calfornia": ("CA",)}}))
    assert review.problems[["column", "code", "value"]].to_numpy().tolist() == [
        ["state", "recipe_value_missing", "calfornia"]
    ]


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        ("imaging,guidance", [NearColumn("imaging", "guidance")]),
        ("imaging,targts", [NearColumn("targets", "targts")]),
        ("imaging,Prodcts,remarks", [NearColumn("products", "Prodcts")]),
        ("imaging,remarks", []),
    ],
)
def test_a_column_is_offered_by_its_header(headers: str, columns: list[NearColumn]) -> None:
    """A second column of a field, and one whose header is similar to the name of an unanswered field."""
    review = reviewed(f"name,{headers}\nA,CT,x,y\n"[:None])
    missing = [
        name for name in ("credentials", "products", "targets", "imaging") if name not in review.understood.known
    ]
    kinds = consequences(review)[["code", "column"]].to_numpy()
    assert [near for kind in kinds for near in near_columns(review, *kind, missing)] == columns
