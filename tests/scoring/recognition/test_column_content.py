"""Columns recognised by their cells: lists of known words, and columns of yes and no."""

from __future__ import annotations

import pytest

from scoring import DIMENSIONS, Review
from scoring.recognition.cells import recogniser
from scoring.vocabulary import vocabulary
from tests.scoring.files import reviewed


def taken(review: Review) -> dict[str, tuple[tuple[str, ...], str, int]]:
    """By header, what a column feeds, how it was recognised and how surely."""
    return {match.header: (match.fields, match.matched_by, match.confidence) for match in review.matches}


def column(header: str, cells: list[str], *others: str) -> str:
    """A file of names, an answered question so that it can be read, and one column in doubt."""
    rows = "".join(f'Clinic {n},MD,"{cell}"\n' for n, cell in enumerate(cells))
    return f"name,credentials,{header}{''.join(others)}\n{rows}"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["PRP", "BMC; PRP", "exosomes"], "products"),
        (["disc", "facet joints, SI joint", "disc"], "targets"),
        (["C-arm", "ultrasound", "none"], "imaging"),
        (["stem cells", "PRP"], "products"),
        (["CT", "CT, ultrasound", "fluoroscopy"], "imaging"),
    ],
)
def test_a_column_full_of_known_words_is_taken_for_their_question(cells: list[str], field: str) -> None:
    """A header that says nothing above cells that do: the column is used, with its share, and that is told."""
    review = reviewed(column("Field 7", cells))
    assert taken(review)["Field 7"] == ((field,), "content", 100)
    assert review.records[field].tolist() == cells
    (told,) = review.problems[review.problems["code"] == "column_by_content"].to_dict("records")
    assert (told["row"], told["column"], told["value"]) == (1, "Field 7", "Field 7")
    assert field in told["message"]
    assert "100%" in told["message"]


def test_credentials_are_known_by_their_cells() -> None:
    """A column full of MD, DO and PA-C says who injects, and so does one full of taxonomy codes, listed or not."""
    degrees = reviewed("name,Letters\nA,MD\nB,DO\nC,PA-C\n")
    assert taken(degrees)["Letters"] == (("credentials",), "content", 100)
    codes = reviewed("name,Code\nA,208100000X\nB,207ZZ9999X\nC,363AM0700X\n")
    assert taken(codes)["Code"] == (("credentials",), "content", 100)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Notes on us", ["PRP", "BMC", "PRP"]),
        ("About", ["PRP", "BMC", "PRP"]),
        ("Licensed in", ["CT", "MA", "CT", "NY"]),
        ("Rated", ["CT", "CT", "CT", "CT"]),
        ("Insured", ["yes", "yes", "yes", "no"]),
        ("Side effects", ["none", "none", "none"]),
        ("Contact", ["Dr. Ana Reyes", "Dr. Bo Roe", "Dr. Cy Ames"]),
        ("Person", ["Ana Reyes", "Bo Roe", "Cy Ames"]),
        ("Words", ["We inject PRP under ultrasound, call us", "Twenty years of PRP in Ohio", "Ask for our disc menu"]),
        ("Once", ["PRP", "", ""]),
        ("Mixed", ["PRP", "knee", "elbow", "BMC", "wrist"]),
        ("Number", ["1", "2", "3"]),
        ("Empty", ["", "", ""]),
    ],
)
def test_other_columns_are_carried_along(header: str, cells: list[str]) -> None:
    """Texts, names, states, yes and no, and columns with few known words are never taken for an answer."""
    review = reviewed(column(header, cells))
    assert taken(review)[header] == ((), "", 0)
    assert review.records[header].fillna("").tolist() == cells
    assert set(review.problems["code"]) <= {"no_column"}


def test_titles_before_names_are_not_credentials() -> None:
    """A column of names with titles says who somebody is; one with degrees says who injects."""
    assert taken(reviewed("name,imaging,Person\nA,CT,Dr. Ana Reyes\nB,CT,Dr. Bo Roe\n"))["Person"] == ((), "", 0)
    found = taken(reviewed('name,imaging,Person\nA,CT,"Ana Reyes, MD"\nB,CT,"Bo Roe, DO"\n'))["Person"]
    assert found == (("credentials",), "content", 100)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_no_word_belongs_to_two_questions(dimension: str) -> None:
    """What one question understands, no other does: a column or a header can answer one of them only."""
    for word in vocabulary().words[dimension].spellings:
        others = [other for other in DIMENSIONS if other != dimension and recogniser(other).understands(word)]
        assert not (others and recogniser(dimension).understands(word)), (word, others)


def test_states_are_not_credentials() -> None:
    """MD, PA, DC and ND are states; a column of nothing else is left alone."""
    review = reviewed("name,imaging,Licensed in\nA,CT,MD\nB,CT,PA\nC,CT,DC\n")
    assert taken(review)["Licensed in"] == ((), "", 0)


def test_the_share_is_of_the_cells_and_needs_to_be_most_of_them() -> None:
    """Three cells of four that are understood are enough, one of two is not; the problem names the share."""
    enough = reviewed(column("Field 7", ["PRP", "PRP", "BMC", "Kinetic Gel 7"]))
    assert taken(enough)["Field 7"] == (("products",), "content", 75)
    assert "not_recognised" in set(enough.problems["code"])
    assert taken(reviewed(column("Field 7", ["PRP", "BMC", "gel", "wax"])))["Field 7"] == ((), "", 0)


def test_a_header_goes_before_the_cells() -> None:
    """Where a header names the question, no other column is taken for it by its cells."""
    review = reviewed("name,products,Field 7\nA,,PRP\nB,,BMC\nC,PRP,PRP\n")
    assert taken(review)["Field 7"] == ((), "", 0)
    assert review.records["products"].fillna("").tolist() == ["", "", "PRP"]


def test_the_column_that_is_best_understood_is_used() -> None:
    """Of two columns that fit, the better one is used, and the other is told."""
    review = reviewed(column("Field 7,Field 8", ['PRP","PRP', 'BMC","BMC', 'gel","PRP', 'PRP","BMC']))
    assert taken(review)["Field 8"] == (("products",), "content", 100)
    assert taken(review)["Field 7"] == ((), "", 0)
    assert set(review.problems.loc[review.problems["column"] == "Field 7", "code"]) == {"header_not_used"}


def test_long_columns_are_recognised_too() -> None:
    """What stands late in a long column counts as what stands early, and rare cells count as frequent ones."""
    cells = [""] * 3000 + [f"text {n}" for n in range(1600)] + ["PRP", "BMC"] * 1200
    assert taken(reviewed(column("Field 7", cells)))["Field 7"] == (("products",), "content", 60)
    assert taken(reviewed(column("Field 7", [*cells, *(f"more {n}" for n in range(100))])))["Field 7"] == ((), "", 0)
    lists = [f"PRP, BMC, level {n}" for n in range(1000)]
    assert taken(reviewed(column("Field 7", lists)))["Field 7"][1] == ""
    assert taken(reviewed(column("Field 7", [text.replace("level", "kit") for text in lists])))["Field 7"][2] == 100


def test_yes_states_what_the_header_names() -> None:
    """Columns of yes and no are joined to lists; a no and a blank cell state nothing, not even no imaging."""
    text = "name,Fluoroscopy,Ultrasound guided?,Offers PRP,BMAC (y/n),has_physician\n"
    review = reviewed(text + "A,yes,TRUE,Y,x,1\nB,no,FALSE,n,,0\nC,,n/a,y,,\n")
    assert review.records["imaging"].fillna("").tolist() == ["Fluoroscopy; Ultrasound", "", ""]
    assert review.records["products"].fillna("").tolist() == ["PRP; Bone marrow concentrate", "", "PRP"]
    assert review.records["credentials"].fillna("").tolist() == ["Physician (MD or DO)", "", ""]
    assert review.scores["imaging_score"].isna().tolist() == [False, True, True]
    assert taken(review)["Offers PRP"] == (("products",), "yes_no", 100)
    assert review.problems["code"].tolist() == ["column_yes_no"] * 5
    assert review.problems["row"].tolist() == [1] * 5


def test_what_a_column_of_yes_and_no_says_is_not_lost() -> None:
    """The column comes back as it stands beside the list that it fed, and reading that again changes nothing."""
    review = reviewed("name,imaging,Fluoroscopy\nA,ultrasound,yes\nB,CT,no\n")
    assert review.records["imaging"].tolist() == ["ultrasound; Fluoroscopy", "CT"]
    assert review.records["Fluoroscopy"].tolist() == ["yes", "no"]
    again = reviewed(review.records.to_csv(index=False))
    assert again.records["imaging"].tolist() == ["ultrasound; Fluoroscopy", "CT"]


def test_a_cell_that_says_neither_is_told() -> None:
    """One odd cell among many of yes and no states nothing and is a problem in its row."""
    rows = "".join(f"C{n},MD,{'yes' if n else 'sometimes'}\n" for n in range(11))
    review = reviewed("name,credentials,PRP\n" + rows)
    assert taken(review)["PRP"] == (("products",), "yes_no", 90)
    found = review.problems[review.problems["code"] == "yes_no_not_understood"]
    assert found[["row", "column", "value"]].to_numpy().tolist() == [[2, "PRP", "sometimes"]]
    assert review.records["products"].isna().tolist() == [True] + [False] * 10


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Ultrasound guided PRP", "yes"),
        ("Accepts insurance", "yes"),
        ("Supervised by MD", "yes"),
        ("No PRP", "yes"),
        ("PRP price", "1"),
        ("Stem cells", "yes"),
        ("PRP", "900"),
        ("PRP", ""),
    ],
)
def test_other_headers_and_cells_are_no_answers(header: str, cells: str) -> None:
    """A header of two questions, of none, of more than a term or of a denial, and cells of another kind, are left."""
    review = reviewed(f"name,imaging,{header}\nA,CT,{cells}\nB,CT,\nC,CT,{cells}\n")
    assert taken(review)[header] == ((), "", 0)
    assert "column_yes_no" not in set(review.problems["code"])


def test_a_yes_among_other_cells_is_no_answer() -> None:
    """Where few cells say yes or no, the column is of another kind and is carried along."""
    review = reviewed("name,imaging,PRP\nA,CT,yes\nB,CT,900\nC,CT,on request\n")
    assert taken(review)["PRP"] == ((), "", 0)


def test_a_column_of_yes_and_no_that_a_person_gave_is_read_so_too() -> None:
    """A header given for the question of its term is read as yes and no; for another field, as it stands."""
    text = "name,Fluoroscopy\nA,yes\nB,no\n"
    asked = reviewed(text, columns={"Fluoroscopy": ["imaging", "notes"]})
    assert asked.records["imaging"].fillna("").tolist() == ["Fluoroscopy", ""]
    assert asked.records["notes"].tolist() == ["yes", "no"]
    assert taken(asked)["Fluoroscopy"] == (("imaging", "notes"), "setting", 100)
    assert "column_yes_no" in set(asked.problems["code"])
    notes = reviewed("name,imaging,Fluoroscopy\nA,,yes\nB,CT,no\n", columns={"Fluoroscopy": "notes"})
    assert notes.records["imaging"].fillna("").tolist() == ["", "CT"]
