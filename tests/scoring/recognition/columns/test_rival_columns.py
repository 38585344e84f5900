"""Several headers for one field: the cells decide which are read, whatever their order, and that is reported."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Review
from scoring.commands.option_values import columns as columns_of
from scoring.limits import Clock, Limits
from scoring.recognition.columns.rival_columns import understood_share
from tests.scoring.files import Row, csv_bytes, reviewed

CLOCK = Clock(Limits(seconds=10**9))  # it runs from when the file is imported


def fed(review: Review) -> dict[str, tuple[str, ...]]:
    """By header, the fields that a column feeds."""
    return {match.header: match.fields for match in review.matches}


def told(review: Review, code: str) -> list[dict[str, str]]:
    """The problems of a code."""
    return review.problems[review.problems["code"] == code].to_dict("records")


WHO = ["MD", "Ana Reyes", "Front desk", "Bo Roe", "", "Cy Ames", "Di Moss", "Ed Nye", "Flo Orr", "Gus Pratt", "x", "y"]
CREDENTIAL = ["MD", "DO", "NP", "MD", "DC", "MD", "", "PA-C", "MD", "DO", "MD", ""]


@pytest.mark.parametrize("first", ["Who", "Credential"])
def test_the_cells_decide_which_of_two_headers_is_read(first: str) -> None:
    """In either order, the column that is understood is read, and the other is reported with both shares."""
    second = {"Who": "Credential", "Credential": "Who"}[first]
    cells = {"Who": WHO, "Credential": CREDENTIAL}
    rows = [
        {"name": f"Clinic {n}", first: cells[first][n], second: cells[second][n], "imaging": "CT"}
        for n in range(len(WHO))
    ]
    review = reviewed(rows)
    assert fed(review) == {"name": ("name",), "Who": (), "Credential": ("credentials",), "imaging": ("imaging",)}
    assert review.records["credentials"].fillna("").tolist() == CREDENTIAL
    (problem,) = told(review, "header_not_used")
    assert (problem["row"], problem["column"]) == (1, "Who")
    assert "understood in 8% of the rows" in problem["message"]
    assert "Used: \u201cCredential\u201d, understood in 83%" in problem["message"]
    assert '--columns "Who=credentials"' in problem["suggestion"]
    assert '--columns "Credential=credentials" --columns "Who=credentials"' in problem["suggestion"]


SIBLINGS = [
    ("products", "Treatments", ["ask us", "menu", "PRP"], "Procedures", ["PRP", "BMC", "exosomes"]),
    ("targets", "Where", ["Ohio", "Texas", "Utah"], "Body part", ["disc", "facet joint", "SI joint"]),
    ("imaging", "imaging", ["yes", "see web", ""], "Guidance", ["CT", "fluoroscopy", "ultrasound"]),
    ("credentials", "credentials", ["", "staff", "team"], "Specialty", ["PM&R", "Pain Medicine", "Neurology"]),
    ("name", "name", ["", "", "Oak"], "Clinic", ["Elm Spine", "Ash Pain", "Oak Joint"]),
    ("city", "city", ["1", "2", "3"], "Town", ["Tampa", "Ocala", "Miami"]),
    ("state", "Region", ["South", "West", "North"], "State", ["FL", "TX", "CO"]),
    ("postal_code", "Zip", ["", "", "n/a"], "Postcode", ["33602", "33603", "33604"]),
    ("country", "Nation", ["Big", "Small", ""], "Country code", ["US", "MX", "CA"]),
    ("latitude", "Lat", ["north", "", "x"], "geo lat", ["27.9", "29.1", "25.7"]),
    ("longitude", "Lon", ["999", "", "x"], "geo lon", ["-82.4", "-82.1", "-80.1"]),
    ("website", "Link", ["click", "more", "here"], "Web site", ["a.example", "b.example", "https://c.example"]),
    ("phone", "Tel", ["call us", "", "ext 5"], "Phone number", ["212 555 0100", "212 555 0101", "212 555 0102"]),
    ("npi", "npi", ["12", "34", ""], "NPI number", ["1234567893", "1245319599", "1003000126"]),
    ("price_usd", "Fee", ["ask", "varies", ""], "Cost", ["900", "$1,200", "800"]),
    ("as_of", "Date", ["soon", "", "old"], "Last updated", ["2026-05-31", "2026-06-30", "1 May 2026"]),
    ("source_url", "Source", ["a book", "", "word of mouth"], "Source link", ["a.example", "b.example", "c.example"]),
    ("clinic_id", "ID", ["", "", ""], "Record ID", ["a", "b", "c"]),
    ("credentials_verified", "Verified", ["yes", "", "no"], "Credentials checked", ["MD", "PM&R", "DO"]),
    ("claims", "Claims", ["", "", ""], "Marketing claims", ["cures arthritis", "no risk", "painless"]),
    ("notes", "Notes", ["", "", ""], "Remarks", ["open late", "by the river", "two floors"]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "poor", "poor_cells", "good", "good_cells"), SIBLINGS, ids=[s[0] for s in SIBLINGS])
@pytest.mark.parametrize("turned", [False, True])
def test_every_field_is_read_from_the_column_that_is_understood(
    field: str, poor: str, poor_cells: list[str], good: str, good_cells: list[str], turned: bool
) -> None:
    """For any field, the column whose cells are understood is preferred to an earlier or better-named one."""
    pair = [(poor, poor_cells), (good, good_cells)][:: -1 if turned else 1]
    rows = [
        {"clinic": f"Clinic {n}"} | {header: cells[n] for header, cells in pair} | {"modality": "CT"} for n in range(3)
    ]
    if field == "name":
        rows = [{header: cell for header, cell in row.items() if header != "clinic"} for row in rows]
    review = reviewed(rows)
    assert (fed(review)[poor], fed(review)[good]) == ((), (field,))
    assert review.records[field].tolist() == good_cells
    (problem,) = [found for found in told(review, "header_not_used") if found["column"] == poor]
    assert problem["message"].endswith("understood in 100%.")


def test_a_preferred_header_outweighs_a_few_blanks() -> None:
    """A column with the canonical name is read even if another is filled in a few more rows, but not in many more."""
    rows = [{"name": f"Clinic {n}", "guidance": "ultrasound", "imaging": "CT" if n else ""} for n in range(12)]
    assert fed(reviewed(rows))["imaging"] == ("imaging",)
    rows = [{**row, "imaging": "CT" if n > 1 else ""} for n, row in enumerate(rows)]
    assert fed(reviewed(rows)) == {"name": ("name",), "guidance": ("imaging",), "imaging": ()}


@pytest.mark.parametrize(
    ("field", "first", "second", "joined"),
    [
        ("credentials", {"Credential": ["MD", "NP", "DO"]}, {"Specialization": ["PM&R", "", "Neurology"]},
         ["MD; PM&R", "NP", "DO; Neurology"]),
        ("credentials", {"Provider": ["Ana Reyes, MD", "", ""]}, {"Injector": ["", "NP", "DC"]},
         ["Ana Reyes, MD", "NP", "DC"]),
        ("products", {"Products": ["PRP", "BMC", "PRP"]}, {"Treatments": ["exosomes", "BMC", "PRP; SVF"]},
         ["PRP; exosomes", "BMC", "PRP; SVF"]),
        ("targets", {"Where": ["disc", "", ""]}, {"Anatomy": ["facet", "disc", "SI joint"]},
         ["disc; facet", "disc", "SI joint"]),
        ("imaging", {"How": ["CT", "", "fluoroscopy"]}, {"Guidance": ["", "ultrasound", "fluoroscopy; CT"]},
         ["CT", "ultrasound", "fluoroscopy; CT"]),
        ("claims", {"Claim": ["no risk", "", ""]}, {"Marketing claims": ["cures all", "safe", ""]},
         ["no risk; cures all", "safe", ""]),
    ],
    ids=["degrees and specialties", "people of other rows", "products", "targets", "imaging", "claims"],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_columns_that_complement_each_other_are_read_together(
    field: str, first: dict[str, list[str]], second: dict[str, list[str]], joined: list[str], turned: bool
) -> None:
    """Two columns that hold parts of one answer are both read, in any order, and that is reported."""
    columns = {**second, **first} if turned else {**first, **second}
    rows = [
        {"clinic": f"Clinic {n}", "price": "900"} | {header: cells[n] for header, cells in columns.items()}
        for n in range(3)
    ]
    if field != "imaging":
        rows = [{**row, "modality": "CT"} for row in rows]
    review = reviewed(rows)
    assert [fed(review)[header] for header in columns] == [(field,)] * 2
    stated = review.records[field].fillna("").tolist()
    assert [sorted(cell.split("; ")) for cell in stated] == [sorted(cell.split("; ")) for cell in joined]
    (problem,) = told(review, "columns_joined")
    assert all(f"\u201c{header}\u201d (" in problem["message"] for header in columns)
    assert told(review, "header_not_used") == []


@pytest.mark.parametrize(
    ("header", "cells", "other", "other_cells"),  # of the two, the first is preferred
    [
        ("Injector", ["NP", "NP", "DC"], "Provider", ["Ana Reyes, MD", "Bo Roe, DO", "MD"]),
        ("Who injects", ["NP", "NP", "DC"], "Physicians", ["Ana Reyes, MD", "Bo Roe, DO", "MD"]),
        ("Imaging", ["none", "CT", "none"], "Guidance", ["ultrasound", "fluoroscopy", "CT"]),
        ("Guidance", ["ultrasound", "ultrasound", "fluoroscopy"], "Modality", ["MRI", "CT", "MRI"]),
        ("State", ["FL", "TX", "CO"], "Region", ["GA", "OK", "UT"]),
    ],
)
def test_columns_at_odds_are_not_read_together(
    header: str, cells: list[str], other: str, other_cells: list[str]
) -> None:
    """If two columns contradict each other, or a field holds one value, one is read and the other is reported."""
    rows = [{"name": f"Clinic {n}", header: cells[n], other: other_cells[n], "products": "PRP"} for n in range(3)]
    review = reviewed(rows)
    assert fed(review)[header]
    assert fed(review)[other] == ()
    assert len(told(review, "header_not_used")) == 1


def test_a_setting_always_wins() -> None:
    """A person's choice outweighs the cells: the other column, both, or neither, as given by the problem's setting."""
    rows = [
        {"name": f"Clinic {n}", "Who": who, "Credential": CREDENTIAL[n], "imaging": "CT"} for n, who in enumerate(WHO)
    ]
    (problem,) = told(reviewed(rows), "header_not_used")
    arguments = shlex.split(problem["suggestion"].split("to read both, ")[1].removesuffix("."))
    both = columns_of(arguments[1::2])
    assert both == {"Credential": ["credentials"], "Who": ["credentials"]}
    assert fed(reviewed(rows, columns=both))["Who"] == ("credentials",)
    assert fed(reviewed(rows, columns=both))["Credential"] == ("credentials",)
    instead = reviewed(rows, columns={"Who": "credentials"})
    assert (fed(instead)["Who"], fed(instead)["Credential"]) == (("credentials",), ())
    assert "Used: \u201cWho\u201d, understood in 8%" in told(instead, "header_not_used")[0]["message"]
    aside = reviewed(rows, columns={"Who": []})
    assert fed(aside)["Credential"] == ("credentials",)
    assert told(aside, "header_not_used") == []


@pytest.mark.parametrize("header", ['Say "who"', "Who $HOME", "Who `x`", "Letters!", "Who = what", "Letters\\"])
def test_a_setting_can_be_copied_into_a_shell(header: str) -> None:
    """The argument in a problem, split as a shell splits it, assigns the same column."""
    rows = [{"name": "A", "imaging": "CT", header: "MD"}, {"name": "B", "imaging": "CT", header: "NP"}]
    (problem,) = told(reviewed(rows), "column_offered")
    argument = problem["suggestion"].split("or with ")[1].split("; if not")[0]
    assert fed(reviewed(rows, columns=columns_of(shlex.split(argument)[1:])))[header] == ("credentials",)


def test_a_reading_of_the_export_reads_the_same() -> None:
    """An export gives the same reading, whether one of two columns was read or both."""
    rows = [
        {"name": f"Clinic {n}", "Who": who, "Credential": CREDENTIAL[n], "How": "CT", "Guidance": "none"}
        for n, who in enumerate(WHO)
    ]
    first = reviewed(rows)
    again = reviewed(first.records.to_csv(index=False))
    pd.testing.assert_frame_equal(first.scores, again.scores)


WORDS = {
    "Who": ["MD", "NP", "Ana Reyes", "", "Pain Medicine"],
    "Credential": ["MD", "DO", "", "staff"],
    "Specialty": ["PM&R", "Neurology", "", "x"],
    "Products": ["PRP", "exosomes", "", "wax"],
    "Treatments": ["PRP", "BMC; SVF", "", "ask"],
    "Imaging": ["CT", "none", "", "ultrasound"],
    "Guidance": ["fluoroscopy", "CT", "", "by eye"],
    "Country": ["US", "MX", ""],
    "Nation": ["US", "Atlantis", ""],
    "Field 7": ["disc", "facet", "", "7"],
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Row], Sequence[str]]:
    """Rows under headers of which several name one field, and the same headers in another order."""
    headers = draw(st.lists(st.sampled_from(sorted(WORDS)), min_size=2, unique=True))
    count = draw(st.integers(1, 6))
    rows = [
        {"name": f"Clinic {n}", "targets": "disc"} | {h: draw(st.sampled_from(WORDS[h])) for h in headers}
        for n in range(count)
    ]
    return rows, draw(st.permutations(["name", "targets", *headers]))


@settings(max_examples=50)
@given(tables())
def test_the_order_of_the_columns_changes_nothing(table: tuple[list[Row], Sequence[str]]) -> None:
    """In any order, columns give the same scores, and each feeds the same fields."""
    rows, order = table
    first, second = reviewed(csv_bytes(rows)), reviewed(csv_bytes(rows, order))
    left, right = (review.scores.drop(columns="clinic_id") for review in (first, second))
    pd.testing.assert_frame_equal(left, right)

    def by_header(review: Review) -> dict[str, tuple[object, ...]]:
        return {m.header: (m.fields, m.matched_by, m.offered, m.understood) for m in review.matches}

    assert by_header(first) == by_header(second)


@given(st.lists(st.sampled_from([None, "MD", "DO", "front desk", "MD; NP", "Ana Reyes"]), min_size=1), st.booleans())
def test_a_blank_column_beside_another_changes_no_share(cells: list[str | None], encoded: bool) -> None:
    """One column is understood in the same share of rows whether its cells are counted alone or as rows of two."""
    alone = pa.array(cells, pa.string())
    column = alone.dictionary_encode() if encoded else alone
    beside = pa.nulls(len(cells), pa.string())
    shares = [understood_share("credentials", columns, CLOCK) for columns in ([column], [column, beside])]
    assert shares[0] == shares[1]


@pytest.mark.parametrize("clinics", ["Facility", "Practice Name", "Organization"])
@pytest.mark.parametrize(
    "people", [("REYES, ANA", "ROE, BO"), ("O'Hara, Ann M.", "Smith-Lee, Bo"), ("Núñez, Eva", "Lim, C")]
)
def test_people_under_name_give_way_to_a_column_of_clinics(clinics: str, people: tuple[str, str]) -> None:
    """Beside a column of clinics, surnames with first names under `name` are people; that is reported."""
    review = reviewed(f'name,{clinics},degree\n"{people[0]}",Elm Spine,MD\n"{people[1]}",Oak Joint,DO\n')
    assert fed(review)[clinics] == ("name",)
    assert review.records["name"].tolist() == ["Elm Spine", "Oak Joint"]
    assert [problem["column"] for problem in told(review, "header_not_used")] == ["name"]


@pytest.mark.parametrize("names", [("Elm, LLC", "Oak, Inc."), ("Elm Spine, Reno", "Oak Joint, Reno"), ("Elm", "Oak")])
def test_clinics_under_name_stay_the_names(names: tuple[str, str]) -> None:
    """A comma alone makes no person of a clinic."""
    review = reviewed(f'name,Facility,degree\n"{names[0]}",Main,MD\n"{names[1]}",Main,DO\n')
    assert review.records["name"].tolist() == list(names)


def test_people_under_name_are_the_names_if_nothing_else_is() -> None:
    """A list of people alone keeps their names."""
    assert reviewed('name,degree\n"REYES, ANA",MD\n"ROE, BO",DO\n').records["name"].tolist() == [
        "REYES, ANA",
        "ROE, BO",
    ]
