"""Rows that are not clinics, and clinics that look a little like them."""

from __future__ import annotations

import pytest

from scoring import Limits, UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog
from scoring.reading import FileEnds, ReadOptions, read_bytes, read_table
from scoring.recognition import dictionary_headers, recognize, without_other_rows
from tests.scoring.files import reviewed

HEADER = "name,city,credentials,products,price\n"
CLINICS = "Elm,Tampa,MD,PRP,900\nOak,Austin,DO,PRP,\n"


@pytest.mark.parametrize(
    "row",
    [
        "Name of clinic,City,Who injects,What is injected (PRP or BMC),Price",
        "Clinic name,,Credentials of the doctors,,",
        "What is its name?,Where is it?,Who injects?,What?,How much?",
        "name as on the sign,,who gives the injection,what is offered,in dollars",
        "Enter the full name,City name,Select all degrees,PRP (optional),digits only",
        "legal name,e.g. Tampa,Choose one,Please list all,in USD",
        '"{""ImportId"":""Q1""}","{""ImportId"":""Q2""}","{""ImportId"":""Q3""}",,',
    ],
)
def test_a_row_that_describes_the_columns_is_no_clinic(row: str) -> None:
    """A row under the header that describes the columns is left out and reported, even before another such row."""
    for rows in (f"{row}\n", f"{row}\n{row}\n"):
        review = reviewed(HEADER + rows + CLINICS)
        assert review.records["name"].tolist() == ["Elm", "Oak"]
        left_out = review.problems.loc[review.problems["code"] == "description_row", "row"]
        assert left_out.tolist() == list(range(2, 2 + rows.count("\n")))


@pytest.mark.parametrize(
    "row",
    [
        "Elm Street Clinic,Tampa,Doctor of Osteopathy,PRP,1",
        "No Name Clinic,Tampa,MD,PRP,",
        "Clinic 7,,MD,,",
        "What Matters Clinic,Tampa,MD,PRP,9",
        "Who Name Clinic,Tampa,MD,what you need,",
    ],
)
def test_a_clinic_in_the_first_row_is_kept(row: str) -> None:
    """Header words in a clinic's name and cells do not make its row a description."""
    assert len(reviewed(f"{HEADER}{row}\n{CLINICS}")) == 3


@pytest.mark.parametrize("name", ["Florida", "FL", "new york", "Mexico", "Tampa", "TAMPA"])
def test_a_place_alone_in_its_row_is_a_heading(name: str) -> None:
    """A row with only a state, country or city of the list, and perhaps a number, is left out and reported."""
    for row in (f"{name},,,,", f"{name},,,,2"):
        review = reviewed(f"{HEADER}{row}\n{CLINICS}")
        assert review.records["name"].tolist() == ["Elm", "Oak"]
        assert review.problems.loc[review.problems["code"] == "section_row", "value"].tolist() == [name]


@pytest.mark.parametrize(
    "name", ["Clinics in the directory", "Region 4", "GROUP B", "Providers by state", "Clinics", "Our members:"]
)
def test_a_heading_in_words_is_no_clinic(name: str) -> None:
    """A heading alone in its row, above or between clinics, is left out and reported."""
    for rows in (f"{name},,,,\n{CLINICS}", f"{CLINICS}{name},,,,\n"):
        review = reviewed(HEADER + rows)
        assert review.records["name"].tolist() == ["Elm", "Oak"]
        assert review.problems.loc[review.problems["code"] == "section_row", "value"].tolist() == [name]


@pytest.mark.parametrize("name", ["Total: 2 clinics", "TOTAL", "Grand total", "Subtotal (2)", "2 clinics", "totals 2"])
def test_a_total_is_no_clinic(name: str) -> None:
    """A total, with or without its number, is left out and reported wherever it is."""
    review = reviewed(f"{HEADER}{CLINICS}{name},,,,1800\n")
    assert review.records["name"].tolist() == ["Elm", "Oak"]
    assert review.problems.loc[review.problems["code"] == "total_row", "value"].tolist() == [name]


@pytest.mark.parametrize(
    "row",
    [
        "FL Count,,,,1",
        "Tampa Total,,,,900",
        "Grand Count,,,,2",
        "1,Tampa Count,,,",
        ",Tampa Average,,,900",
        ",Grand Total,,,1800",
    ],
)
def test_a_subtotal_of_a_spreadsheet_is_no_clinic(row: str) -> None:
    """What a spreadsheet puts below a group of rows, in the column of the names or of the group, is left out."""
    review = reviewed(f"{HEADER}Elm,Tampa,MD,PRP,900\n{row}\nOak,Austin,DO,PRP,\n")
    assert review.records["name"].tolist() == ["Elm", "Oak"]
    label = max(row.split(","), key=len)
    (value,) = review.problems.loc[review.problems["code"] == "total_row", "value"]
    assert label in value


@pytest.mark.parametrize(
    "row",
    ["Elm Total,,,,", "Grand Total,,MD,,", "Total Count Clinic,,,,", ",Tampa Total,MD,,", ",Tampa,Nurse Count,,"],
)
def test_what_is_more_than_a_subtotal_is_kept(row: str) -> None:
    """A name that ends like a subtotal of no place, and a row with words beside it, stay clinics."""
    assert len(reviewed(f"{HEADER}{CLINICS}{row}\n")) == 3


@pytest.mark.parametrize(
    "row",
    [
        "Florida,Tampa,,,",
        "Tampa,,MD,,",
        "Total Spine Care,,,,",
        "Boise Pain,,,,",
        "Total,,MD,,",
        "Physicians Spine Center,,,,",
        "Group Health,,,,",
        "Centers for Pain Relief,,,,",
        "Region 4,,MD,,",
    ],
)
def test_a_clinic_that_is_named_like_a_heading_is_kept(row: str) -> None:
    """A row with a word in another cell is a clinic, and so is one whose name is more than a place or a total."""
    assert len(reviewed(f"{HEADER}{CLINICS}{row}\n")) == 3


def test_headings_alone_are_no_list() -> None:
    """A file of headings and totals is refused as a file without clinics."""
    with pytest.raises(UnreadableFile, match="no clinics below"):
        reviewed(f"{HEADER}Florida,,,,\nTotal,,,,\n")


@pytest.mark.parametrize(
    ("cells", "zips"),
    [
        (["33602.0", "", "2114.0"], ["33602", "", "2114"]),
        (["33602.0", "33603", ""], ["33602", "33603", ""]),
        (["33602.0", "33602.5", ""], ["33602", "33602.5", ""]),
        (["", "", ""], ["", "", ""]),
    ],
)
def test_numbers_of_a_float_column_lose_their_fraction(cells: list[str], zips: list[str]) -> None:
    """The .0 of postal codes is left out, and reported if every filled cell has it; a true fraction stays."""
    review = reviewed("name,zip,imaging\n" + "".join(f"C{n},{cell},CT\n" for n, cell in enumerate(cells)))
    assert review.records["postal_code"].fillna("").tolist() == zips
    assert ("float_column" in set(review.problems["code"])) == (cells[2] == "2114.0")


@pytest.mark.parametrize(
    "notice",
    [
        "Copyright 2026 Dana Fox",
        "Exported on 6/1/2026",
        "Mon Jun 01 2026 09:14:22 AM GMT-7",
        "9:14 AM 06/01/2026",
        "END OF REPORT",
        "Applied filters: State is NV",
    ],
)
def test_a_notice_below_the_clinics_is_no_clinic(notice: str) -> None:
    """Rows from the notice on are left out, with those between it and a blank row; each is reported."""
    review = reviewed(f"name,city,products\nElm,Reno,PRP\nOak,,\n\nSpring list,,\n{notice},,\nDana Fox,,\n")
    assert review.records["name"].tolist() == ["Elm", "Oak"]
    notices = review.problems[review.problems["code"] == "notice_row"]
    assert notices["value"].tolist() == ["Spring list", notice, "Dana Fox"]


@pytest.mark.parametrize(
    "rows",
    ["Confidential Care,Reno,PRP\nOak,,\n", "Elm,Reno,PRP\n\nOak,,\nAsh,,\n", "Copyright Clinic,,\nElm,Reno,PRP\n"],
)
def test_a_clinic_that_states_nothing_is_kept_without_a_notice(rows: str) -> None:
    """Neither such a word in a name above other clinics nor blank rows make a clinic a notice."""
    review = reviewed(f"name,city,products\n{rows}")
    assert "notice_row" not in review.problems["code"].tolist()


LINES = {
    "sqlcmd": ("name,city,products\n----,--,--------\nElm,Tampa,PRP\nOak,Austin,PRP\n\n(2 rows affected)\n", [2]),
    "psql": (
        " name | city | products \n------+------+---------\n Elm | Tampa | PRP\n Oak | Austin | PRP\n(2 rows)\n",
        [2],
    ),
    "Markdown": ("| name | products |\n|:---|---:|\n| Elm | PRP |\n| Oak | PRP |\n", [2]),
    "Org": ("| name | products |\n|---+---|\n| Elm | PRP |\n|---+---|\n| Oak | PRP |\n", [2, 4]),
    "framed": ("+---+---+\n| name | products |\n+---+---+\n| Elm | PRP |\n| Oak | PRP |\n+---+---+\n", [3, 6]),
    "reStructuredText": ("name  city    products\n====  ======  ========\nElm   Tampa   PRP\nOak   Austin  PRP\n", [2]),
}


@pytest.mark.parametrize("program", LINES)
def test_a_line_drawn_between_rows_is_no_clinic(program: str) -> None:
    """Lines of dashes under the header, between groups and at the end are left out and reported, as is a count."""
    text, rows = LINES[program]
    review = reviewed(text)
    assert [name.strip() for name in review.records["name"]] == ["Elm", "Oak"]
    assert review.problems.loc[review.problems["code"] == "line_row", "row"].tolist() == rows
    assert ("total_row" in set(review.problems["code"])) == ("2 rows" in text)


@pytest.mark.parametrize("row", ["---,Tampa,,,", "--,,--,,", "-,,,,", "---,,,,900", "Elm --- Pain,,,,", ",,---,PRP,"])
def test_dashes_for_what_is_not_stated_are_no_line(row: str) -> None:
    """A row with any cell that says something, or with fewer than three dashes in a row, stays a clinic."""
    assert len(reviewed(f"{HEADER}{row}\n{CLINICS}")) == 3
    assert len(reviewed(f"{HEADER}{CLINICS}{row}\n")) == 3


def test_a_line_under_joined_columns_is_no_clinic() -> None:
    """Dashes below two headers of one field, which are read together, are still a drawn line."""
    review = reviewed("Facility|Degree|Specialty\n-----|---|------\nElm|MD|Pain Medicine\nOak|DO|\n")
    assert review.records["name"].tolist() == ["Elm", "Oak"]
    assert review.problems.loc[review.problems["code"] == "line_row", "row"].tolist() == [2]


@pytest.mark.parametrize(
    "row", ["Count: 2,Subtotal,,,", ",Subtotal,,,", ",,Total,,1800", ",Grand total,,,", ",,,Count: 2,"]
)
def test_a_total_in_any_column_is_no_clinic(row: str) -> None:
    """A report writes its totals below the column by which it is grouped, beside numbers or a count."""
    review = reviewed(f"{HEADER}Elm,Tampa,MD,PRP,900\n{row}\nOak,Austin,DO,PRP,\n")
    assert review.records["name"].tolist() == ["Elm", "Oak"]
    assert review.problems.loc[review.problems["code"] == "total_row", "row"].tolist() == [3]


@pytest.mark.parametrize("row", ["Count: 2,Tampa,MD,PRP,", ",Tampa,MD,Total,", "Total Spine Care,Subtotal,,,"])
def test_a_total_beside_other_words_may_be_a_clinic(row: str) -> None:
    """A row that says more than a total stays, whatever one of its cells says."""
    review = reviewed(f"{HEADER}{CLINICS}{row}\n")
    assert len(review) == 3


@pytest.mark.parametrize("cell", ["1 Done, 1 Working on it", "see tab 2"])
def test_a_row_with_nothing_in_a_column_that_is_read_is_left_out(cell: str) -> None:
    """Without a name and without anything that is read it is no clinic, and a problem shows its text."""
    review = reviewed(f'name,products,Status\nElm,PRP,Done\n,,"{cell}"\nOak,PRP,Done\n')
    assert review.records["name"].tolist() == ["Elm", "Oak"]
    left_out = review.problems.loc[review.problems["code"] == "nameless_row", ["row", "value"]]
    assert left_out.to_numpy().tolist() == [[3, cell]]


def test_a_row_without_a_name_that_states_something_stays() -> None:
    """A name may be missing; what the row states is of a clinic."""
    review = reviewed("name,products,Status\nElm,PRP,Done\n,PRP,\n")
    assert len(review) == 2
    assert "name_missing" in review.problems["code"].tolist()


def test_a_notice_below_the_clinics_may_be_in_any_column() -> None:
    """A workbook writes it into its first column, which need not be that of the names."""
    review = reviewed("state,name,products\nFL,Elm,PRP\nCopyright 2026 Acme,,\n")
    assert review.records["name"].tolist() == ["Elm"]
    assert review.problems.loc[review.problems["code"] == "notice_row", "row"].tolist() == [3]


@pytest.mark.parametrize("last", [True, False])
def test_a_notice_is_below_the_clinics_of_the_file_and_not_of_a_part(last: bool) -> None:
    """Where more rows of the file follow in another part, it is read as it would be among them."""
    text = b"state,name,products\nFL,Elm,PRP\nCopyright 2026 Acme,,\n"
    problems, clock = ProblemLog(), Clock(Limits())
    table = read_table(read_bytes(text, clock.limits), ReadOptions(dictionary_headers(None)), problems, clock)
    clinics = without_other_rows(recognize(table, (), problems, clock), problems, FileEnds(first=False, last=last))
    assert len(clinics) == (1 if last else 2)
    assert ("notice_row" in problems.frame()["code"].tolist()) is last


@pytest.mark.parametrize("no", ["false", "No", "Unchecked"])
def test_boxes_that_are_not_ticked_leave_a_heading_a_heading(no: str) -> None:
    """A sheet has its boxes in every row; a clinic with a place for its name and anything else stays."""
    rows = f"Florida,,{no},{no}\nElm,PRP,{no},yes\nGeorgia,,yes,{no}\n"
    review = reviewed(f"name,products,CT,Reviewed\n{rows}")
    assert review.records["name"].tolist() == ["Elm", "Georgia"]
    assert "section_row" in review.problems["code"].tolist()


def test_no_in_a_column_that_is_read_is_a_statement() -> None:
    """A clinic named like a place that says no to imaging says so."""
    assert len(reviewed("name,products,imaging\nFlorida,,No\nElm,PRP,CT\n")) == 2
