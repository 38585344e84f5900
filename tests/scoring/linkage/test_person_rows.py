"""Files with a row for each person: detected, reported, and grouped into clinics when the user says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scoring
from benchmarks.generate import generate
from scoring import Review
from scoring.__main__ import main
from scoring.recipes.loader import load_recipe
from scoring.recipes.recipe import Edit, Recipe
from scoring.reports.exports import export_frame
from scoring.reports.values import values
from tests.scoring.files import DAY, Row, csv_bytes, reviewed

CASES = Path(__file__).parents[2] / "cases"
PEOPLE = Recipe(one_row_is="person")
HERE = {"name": "Harbor Spine", "city": "Tampa", "state": "FL", "postal_code": "33607"}
PHYSICIAN = {**HERE, "credentials": "MD; PM&R", "products": "PRP", "targets": "disc", "imaging": "fluoroscopy"}
NURSE = {**HERE, "credentials": "RN"}


def grouped(rows: Sequence[Row] | str | bytes, **decided: Any) -> Review:
    """The review of a file whose rows are people."""
    return reviewed(rows, recipe=PEOPLE.model_copy(update=decided))


def codes(found: Review) -> list[str]:
    """The codes of a review's problems, in order."""
    return found.problems["code"].to_list()


def cell(found: Review, column: str, position: int = 0) -> str | None:
    """A cell of a record; None where it is blank."""
    text = found.records[column].iloc[position]
    return None if pd.isna(text) else str(text)


# ---------------------------------------------------------------------------------------------- seen and said
def test_a_provider_export_is_seen_and_reported() -> None:
    """One problem for the whole file says what was detected, how many clinics there are, and what to do."""
    found = scoring.review(CASES / "one_row_a_person.csv", reviewed_on=DAY)
    assert found.people is not None
    assert (found.people.rows, found.people.clinics) == (5, 3)
    assert found.people.why == (
        "4 rows share 2 practice names at the same place, and the columns First name and Last name name persons, "
        "and their NPIs and credentials differ"
    )
    (problem,) = found.problems.to_dict("records")
    assert (problem["row"], problem["code"]) == (0, "one_row_a_person")
    assert found.people.why in problem["message"]
    assert "its 5 rows become 3" in problem["message"]
    assert all(words in problem["suggestion"] for words in ("Data page", '"one_row_is": "person"', "--one-row person"))


def test_once_grouped_it_is_no_longer_reported() -> None:
    """The user has decided, so there is nothing left to say."""
    found = scoring.review(CASES / "one_row_a_person.csv", recipe=PEOPLE, reviewed_on=DAY)
    assert found.people is None
    assert codes(found) == []
    assert found.records["name"].to_list() == ["Harbor Spine, LLC", "Cedar Pain", "Mesa Joint"]
    assert found.scores["score"].notna().all()


@pytest.mark.parametrize(
    ("column", "cells", "why"),
    [
        ("npi", ("1234567893", "1245319599"), "their NPIs differ"),
        ("Last name", ("Reyes", "Lind"), "the column Last name names persons"),
        ("Prescriber", ("Reyes", "Lind"), "the column Prescriber names persons"),
        ("credentials", ("MD", "RN"), "their credentials differ"),
    ],
)
def test_one_sign_of_persons_is_enough(column: str, cells: tuple[str, str], why: str) -> None:
    """NPIs, a column that names people, or credentials that differ within a practice; only what differs is reported."""
    found = reviewed([{**HERE, "npi": "", "credentials": "MD", column: each} for each in cells]).people
    assert found is not None
    assert found.why == f"2 rows share 1 practice name at the same place, and {why}"


@pytest.mark.parametrize(("npis", "is_seen"), [(("1234567893", "1245319599"), True), (("", ""), False)])
def test_npis_that_differ_say_more_than_credentials(npis: tuple[str, str], is_seen: bool) -> None:
    """Two rows in eight are enough where NPIs differ; where only credentials do, a clinic may be listed twice."""
    pair = [{**row, "npi": npi} for row, npi in zip((PHYSICIAN, NURSE), npis, strict=True)]
    found = reviewed([*pair, *({**PHYSICIAN, "name": f"Clinic {letter}"} for letter in "ABCDEF")])
    assert (found.people is not None) == is_seen


@pytest.mark.parametrize(
    ("why", "rows"),
    [
        ("a chain", [{**PHYSICIAN, "city": city, "postal_code": "", "npi": city} for city in ("Tampa", "Miami", "")]),
        ("a chain in one city", [{**PHYSICIAN, "postal_code": p, "npi": p} for p in ("33607", "33609", "33611")]),
        ("repeated rows", [PHYSICIAN, PHYSICIAN, PHYSICIAN]),
        ("a row for each treatment", [{**PHYSICIAN, "products": each} for each in ("PRP", "BMC", "A2M")]),
        ("no place is stated", [{"name": "Harbor Spine", "credentials": each} for each in ("MD", "RN", "DO")]),
        ("a director is named", [{**PHYSICIAN, "name": each, "Last name": each} for each in ("A", "B", "C")]),
        ("few share a place", [{**PHYSICIAN, "name": f"Clinic {i % 10}", "Last name": str(i)} for i in range(11)]),
        ("nobody is named", [{**PHYSICIAN, "name": ""}, {**NURSE, "name": ""}]),
    ],
)  # fmt: skip
def test_a_directory_of_clinics_is_not_read_as_people(why: str, rows: list[Row]) -> None:
    """Neither a chain, nor repeats, nor a name beside each clinic makes rows people."""
    found = reviewed(rows)
    assert found.people is None, why
    assert "one_row_a_person" not in codes(found)


def test_the_example_is_a_directory_of_clinics() -> None:
    """Neither the rows of the file that ships with the app nor those of the benchmark are read as people."""
    assert scoring.review(Path(__file__).parents[3] / "data" / "clinics.csv", reviewed_on=DAY).people is None
    assert reviewed(generate(5_000)).people is None


# ------------------------------------------------------------------------------------------- grouped into clinics
@pytest.mark.parametrize("rows", [[PHYSICIAN, NURSE], [NURSE, PHYSICIAN]])
def test_a_nurse_beside_a_physician_is_no_bad_clinic(rows: list[Row]) -> None:
    """The clinic's Who is the physician's, the flag says only that who injects is unclear, and the nurse is kept."""
    review = grouped(rows)
    alone = reviewed([PHYSICIAN]).scores.iloc[0]
    clinic = review.scores.iloc[0]
    assert len(review) == 1
    assert clinic["credentials_score"] == alone["credentials_score"]
    assert clinic["score"] == alone["score"]
    assert clinic["flags"] == "injector_unclear"
    assert "RN" in str(cell(review, "credentials"))


@pytest.mark.parametrize(
    "other",
    [
        {"name": "HARBOR  SPINE, L.L.C."},
        {"name": "Harbor-Spine Inc."},
        {"postal_code": "33607-1234"},
        {"state": "Florida"},
        {"city": "tampa "},
        {"country": "USA"},
        {"Address": "100 main street"},
        {"Address": "100 Main St., Suite 200"},
        {"Address": "Ste 4, 100 Main St"},
        {"Address": "100 Main St #12"},
        {"phone": "813 555 0101"},
    ],
)
def test_the_same_clinic_in_other_words(other: Row) -> None:
    """Case, punctuation, legal suffixes, states in full, long postal codes and suites make no other clinic."""
    one = {**PHYSICIAN, "Address": "100 Main St"}
    assert len(grouped([one, {**one, "credentials": "RN", **other}])) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Harbor Spine South"},
        {"city": "Miami"},
        {"city": ""},
        {"state": "GA"},
        {"postal_code": "33609"},
        {"postal_code": ""},
        {"country": "CA"},
        {"Address": "102 Main St"},
        {"Address": ""},
    ],
)
def test_a_chain_stays_apart(other: Row) -> None:
    """Another city, state, postal code or street is another clinic; a blank one is not known to be the same."""
    one = {**PHYSICIAN, "Address": "100 Main St"}
    found = grouped([one, {**one, **other}, NURSE | other])
    assert len(found) >= 2
    assert found.behind(0)["row"].to_list() == [2]


def test_telephones_stand_in_for_a_place() -> None:
    """Where no street and no postal code is stated, rows with one telephone number are one clinic."""
    one = {"name": "Harbor Spine", "city": "Tampa", "credentials": "MD", "phone": "(813) 555-0101"}
    same = {**one, "phone": "+1 813-555-0101", "credentials": "RN"}
    other = {**one, "phone": "813-555-0199"}
    assert grouped([one, same, other]).records["rows_in_file"].to_list() == ["2; 3", "4"]


def test_rows_agree_on_a_telephone_number_of_their_country() -> None:
    """A number with and without the country code is one; another number is a disagreement, so are other words."""
    here = {"name": "Thames Spine", "city": "London", "country": "GB", "postal_code": "W1", "imaging": "CT"}
    phones = ("020 7946 0018", "+44 20 7946 0018", "020 7946 0019", "call", "write")
    rows = [{**here, "credentials": str(place), "phone": phone} for place, phone in enumerate(phones)]

    def disagreements(*places: int) -> list[str]:
        problems = grouped([rows[place] for place in places]).problems
        return problems.loc[problems["code"] == "people_disagree", "column"].to_list()

    assert disagreements(0, 1) == []
    assert disagreements(0, 2) == disagreements(3, 4) == ["phone"]


def test_rows_without_a_name_stay_apart() -> None:
    """Nothing says that two rows without a name are of one clinic."""
    nameless = {**NURSE, "name": ""}
    found = grouped([nameless, PHYSICIAN, nameless, NURSE])
    assert found.records["rows_in_file"].to_list() == ["2", "3; 5", "4"]


def test_shared_ids_decide() -> None:
    """Ids that rows share are the clinics', whatever names say; rows without an id are grouped by name and place."""
    rows = [
        {**PHYSICIAN, "clinic_id": "h"},
        {**NURSE, "clinic_id": "h", "name": "Harbor Spine Center"},
        {**NURSE, "clinic_id": "k"},
        {**NURSE, "clinic_id": ""},
        {**PHYSICIAN, "clinic_id": ""},
    ]
    found = grouped(rows)
    assert found.records["rows_in_file"].to_list() == ["2; 3", "4", "5; 6"]
    assert found.scores["clinic_id"].to_list()[:2] == ["h", "k"]
    assert found.problems[["row", "column", "value", "code"]].to_numpy().tolist() == [
        [2, "name", "Harbor Spine; Harbor Spine Center", "people_disagree"],
        [4, "name", "Harbor Spine", "possible_duplicate"],
        [5, "name", "Harbor Spine", "possible_duplicate"],
    ]


def test_ids_of_persons_do_not_decide() -> None:
    """Where nearly every row has its own id, ids are those of people, and a repeated one changes nothing."""
    rows = [{**HERE, "name": name, "clinic_id": f"{name}{n}", "credentials": "MD"} for name in "AB" for n in range(3)]
    rows.append({**rows[-1], "name": "C"})
    found = grouped(rows)
    assert found.records["rows_in_file"].to_list() == ["2; 3; 4", "5; 6; 7", "8"]
    assert found.problems[["value", "code"]].to_numpy().tolist() == []
    assert found.scores["clinic_id"].to_list() == ["A0", "B0", "B2"]


def test_lists_are_merged_without_repeats() -> None:
    """The four questions, claims, notes and other columns hold what any row states, each cell once."""
    rows = [
        {
            **HERE,
            "products": "['PRP', 'BMC']",
            "claims": "free seminar",
            "notes": "(1) one (2)",
            "Room": "4",
            "Sex": "F",
        },
        {**HERE, "products": "n/a", "claims": "Free seminar ", "notes": "two", "Room": "", "Sex": "M"},
        {**HERE, "products": "A2M", "claims": "", "notes": "", "Room": "", "Sex": "F"},
    ]
    found = grouped(rows)
    assert cell(found, "products") == "PRP;BMC; A2M"
    assert cell(found, "claims") == "free seminar"
    assert cell(found, "notes") == "(1) one (2); two"
    assert (cell(found, "Room"), cell(found, "Sex")) == ("4", "F; M")
    assert codes(found) == ["no_column"]


def test_what_rows_disagree_on_is_reported() -> None:
    """The first stated value counts; where another is stated, a problem at the clinic's first row lists them."""
    rows = [
        {**PHYSICIAN, "website": "", "price_usd": "$900", "as_of": "2026-05-01"},
        {**NURSE, "website": "https://a.example.com/", "price_usd": "900.00", "as_of": "2026-06-01"},
        {**NURSE, "website": "http://www.a.example.com", "price_usd": "", "as_of": ""},
    ]
    found = grouped(rows)
    assert [cell(found, name) for name in ("website", "price_usd", "as_of")] == [
        "https://a.example.com/",
        "$900",
        "2026-05-01",
    ]
    assert found.problems[["row", "column", "value", "code"]].to_numpy().tolist() == [
        [2, "as_of", "2026-05-01; 2026-06-01", "people_disagree"]
    ]
    assert codes(grouped([PHYSICIAN, {**NURSE, "price_usd": "0900"}])) == []


def test_npis_of_persons_are_no_clinic_s() -> None:
    """An NPI that all rows share stays; where they differ the clinic has none, and nobody is blamed."""
    same = [{**PHYSICIAN, "npi": "1234567893"}, {**NURSE, "npi": "1234567893"}]
    other = [{**PHYSICIAN, "npi": "1234567893"}, {**NURSE, "npi": "1245319599"}]
    assert cell(grouped(same), "npi") == "1234567893"
    assert cell(grouped(other), "npi") is None
    assert codes(grouped(other)) == []
    assert grouped(other).behind(0)["npi"].to_list() == ["1234567893", "1245319599"]


def test_the_rows_behind_a_clinic_are_kept() -> None:
    """They come back as in the file, with their numbers, whatever was left out above, between or by a recipe."""
    file = csv_bytes([PHYSICIAN, {**PHYSICIAN, "name": "Mesa"}, NURSE])
    header = file.split(b"\n", 1)[0]
    found = grouped(b"Our people\n" + file + header + b"\n,,,,,,,\n" + b"Mesa,Tampa,FL,33607,DO,,,\n")
    behind = found.behind(0)
    assert list(behind.columns) == ["row", *HERE, "credentials", "products", "targets", "imaging"]
    assert behind["row"].dtype == "int64"
    assert behind["row"].to_list() == [3, 5]
    assert behind["credentials"].to_list() == ["MD; PM&R", "RN"]
    assert behind["products"].isna().to_list() == [False, True]
    assert found.behind(1)["row"].to_list() == [4, 8]
    went = found.accounting
    assert (went.rows, went.above, went.header, went.left_out, went.joined, went.clinics) == (8, 1, 1, 2, 2, 2)
    without = grouped(file, exclude=(found.scores["clinic_id"].iloc[0],))
    assert without.behind(0)["row"].to_list() == [3]


def test_a_row_that_is_a_clinic_is_behind_itself() -> None:
    """Where nothing is grouped there is one row; columns with names that the frame needs are renamed."""
    found = reviewed([PHYSICIAN, {**NURSE, "row": "x", "row_in_file": "y"}])
    assert found.behind(1)[["row", "row_in_file_2", "row_in_file"]].to_numpy().tolist() == [[3, "x", "y"]]
    again = grouped([{**PHYSICIAN, "rows_in_file": "7; 9"}])
    assert (cell(again, "rows_in_file"), cell(again, "rows_in_file_2")) == ("7; 9", "2")


def test_the_name_of_a_person_may_be_called_name() -> None:
    """Once the practice is matched, a column Name belongs to people, and is detected and merged."""
    file = "Name,Practice,City,Credentials\nAna,Harbor,Tampa,MD\nBo,Harbor,Tampa,MD\n"
    people = reviewed(file, columns={"Practice": "name"}).people
    assert people is not None
    assert "the column Name names persons" in people.why
    found = scoring.review(file.encode(), columns={"Practice": "name"}, recipe=PEOPLE, reviewed_on=DAY)
    assert (cell(found, "name"), cell(found, "Name")) == ("Harbor", "Ana; Bo")


# --------------------------------------------------------------------------------------------- decided and written
def test_decisions_fit_grouped_clinics() -> None:
    """Values, edits and clinics left out are decided on the clinics, by the ids that they have once grouped."""
    rows = [
        {**PHYSICIAN, "products": "Kinetic Gel 7"},
        NURSE,
        {**PHYSICIAN, "name": "Mesa"},
        {**NURSE, "name": "Mesa"},
    ]
    ids = grouped(rows).scores["clinic_id"].to_list()
    found = grouped(
        rows,
        values={"products": {"kinetic gel 7": ("bmc",)}},
        edits=(Edit(clinic=ids[0], column="imaging", value="CT"),),
        exclude=(ids[1],),
    )
    assert found.scores["clinic_id"].to_list() == ids[:1]
    assert cell(found, "imaging") == "CT"
    assert values(found, "products").set_index("value").loc["Kinetic Gel 7", "kind"] == "assigned"
    assert found.problems[["row", "code"]].to_numpy().tolist() == [[4, "excluded"]]
    went = found.accounting
    assert (went.rows, went.left_out, went.joined, went.clinics) == (5, 1, 2, 1)


def test_problems_of_merged_cells_name_the_first_row() -> None:
    """An unknown word in the nurse's row is reported at the row with which the clinic begins."""
    found = grouped([{**NURSE, "name": "Mesa"}, PHYSICIAN, {**NURSE, "products": "Kinetic Gel 7"}])
    assert found.problems[["row", "column", "value"]].to_numpy().tolist() == [[3, "products", "Kinetic Gel 7"]]


def test_the_rows_of_a_clinic_come_back_in_an_export() -> None:
    """A column says from which rows of the file each clinic was grouped."""
    frame = export_frame(grouped([PHYSICIAN, {**PHYSICIAN, "city": "Miami"}, NURSE]))
    assert frame["rows_in_file"].to_list() == ["2; 4", "3"]
    assert "rows_in_file" not in export_frame(reviewed([PHYSICIAN]))


def test_the_decision_is_part_of_the_recipe() -> None:
    """It is written where it was made, it has its own fingerprint, and recipes without it keep theirs."""
    assert load_recipe(b'{"one_row_is": "person"}') == PEOPLE == load_recipe(PEOPLE.to_json().encode())
    assert "one_row_is" not in Recipe(exclude=("a",)).to_json()
    assert PEOPLE
    assert Recipe().fingerprint == "34b91efc694d050bf32ac986c40ae745c35b23dc413c9cdcefb920af4ebb2b4d"
    older = Recipe(columns={"Guide": ("imaging",)}, exclude=("delta",))
    assert older.fingerprint == "1f9d12e492ada2c0223c8c2a9640633e8035a3adcb359522e3265da596a85c9a"
    assert PEOPLE.fingerprint != Recipe().fingerprint
    with pytest.raises(scoring.BadSettings, match="one_row_is"):
        load_recipe(b'{"one_row_is": "nurse"}')


def test_the_command_line_groups(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--one-row person groups, and takes precedence over a recipe; the summary counts the rows that were joined."""
    file = str(CASES / "one_row_a_person.csv")
    assert main(["review", file, "--one-row", "person"]) == 0
    written, said = capsys.readouterr()
    assert len(written.splitlines()) == 4
    assert "2 further rows of a person joined to a clinic." in said
    (tmp_path / "recipe.json").write_text(PEOPLE.to_json(), encoding="utf-8")
    assert main(["review", file, "--recipe", str(tmp_path / "recipe.json"), "--one-row", "clinic"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6


# ------------------------------------------------------------------------------------------------------------- laws
PERSON = st.fixed_dictionaries(
    {
        "name": st.sampled_from(("Harbor Spine", "Harbor Spine LLC", "Mesa", "", " ")),
        "city": st.sampled_from(("Tampa", "TAMPA", "Miami", "", "n/a")),
        "postal_code": st.sampled_from(("33607", "33607-1234", "")),
        "clinic_id": st.sampled_from(("", "", "a", "b")),
        "credentials": st.sampled_from(("MD", "RN", "['DO', 'PM&R']", "", "unknown")),
        "Last name": st.sampled_from(("Reyes", "Lind", "")),
    }
).filter(lambda row: any(text.strip() for text in row.values()))
PERSONS = st.one_of(st.lists(PERSON, min_size=1, max_size=4), st.lists(PERSON, min_size=5, max_size=24))


@settings(max_examples=64)  # each is reviewed three times
@given(PERSONS, st.booleans())
def test_no_row_is_lost_and_no_clinic_is_changed(rows: list[Row], spaced: bool) -> None:
    """Both laws of a file of persons."""
    check_every_row_is_kept_once(rows)
    check_grouping_clinics_changes_nothing(rows, spaced=spaced)


def check_every_row_is_kept_once(rows: list[Row]) -> None:
    """Each row of the file is behind exactly one clinic, as it was read, and the counts add up."""
    found = grouped(rows)
    behind = pd.concat([found.behind(position) for position in range(len(found))])
    assert sorted(behind["row"]) == list(range(2, len(rows) + 2))
    listed = [int(row) for text in found.records["rows_in_file"] for row in text.split("; ")]
    assert listed == behind["row"].to_list()
    asked = behind.sort_values("row")["credentials"].fillna("").to_list()
    assert asked == [row["credentials"] for row in rows]
    went = found.accounting
    assert went.rows == went.above + went.header + went.left_out + went.joined + went.clinics
    assert (went.joined, went.left_out) == (len(rows) - len(found), 0)


def check_grouping_clinics_changes_nothing(rows: list[Row], *, spaced: bool) -> None:
    """A file in which each row is a separate clinic keeps its ids, scores, records and problems when grouped."""
    apart = [
        {**row, "clinic_id": "", "name": f"Clinic {number}{' ' * spaced}", "credentials": f"{row['credentials']} "}
        for number, row in enumerate(rows)
    ]
    found, plain = grouped(apart), reviewed(apart)
    pd.testing.assert_frame_equal(found.scores, plain.scores)
    pd.testing.assert_frame_equal(found.records.drop(columns="rows_in_file"), plain.records)
    pd.testing.assert_frame_equal(found.problems, plain.problems)
