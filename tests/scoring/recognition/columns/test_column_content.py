"""What the cells of a column suggest, what its header rules out, and columns of yes and no."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from scoring import DIMENSIONS, Review, UnreadableFile
from scoring.recognition.cells.recognizer import recognizer
from scoring.vocabulary import vocabulary
from tests.scoring.files import reviewed


def taken(review: Review) -> dict[str, tuple[tuple[str, ...], str, int]]:
    """By header, what a column feeds, how it was recognized, and with what confidence."""
    return {match.header: (match.fields, match.matched_by, match.confidence) for match in review.matches}


def offers(review: Review) -> dict[str, str]:
    """By header, the field for which a column is offered, "" for none; an offered column feeds nothing."""
    assert not any(match.offered and match.fields for match in review.matches)
    return {match.header: match.offered for match in review.matches}


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
def test_a_column_full_of_known_words_is_offered(cells: list[str], field: str) -> None:
    """If the cells say something but the header does not, the column is offered with its share, and does not count."""
    review = reviewed(column("Field 7", cells))
    assert offers(review)["Field 7"] == field
    assert review.records[field].isna().all()
    assert review.records["Field 7"].tolist() == cells
    (problem,) = review.problems[review.problems["code"] == "column_offered"].to_dict("records")
    assert (problem["row"], problem["column"], problem["value"]) == (1, "Field 7", "Field 7")
    assert field in problem["message"]
    assert "100%" in problem["message"]
    assert f'--columns "Field 7={field}"' in problem["suggestion"]


def test_an_offered_column_counts_once_a_person_says_so() -> None:
    """The setting turns an offered column into an answer; an empty setting withdraws the offer."""
    text = column("Field 7", ["PRP", "BMC"])
    review = reviewed(text, columns={"Field 7": "products"})
    assert review.records["products"].tolist() == ["PRP", "BMC"]
    assert "column_offered" not in set(review.problems["code"])
    assert offers(reviewed(text, columns={"Field 7": []}))["Field 7"] == ""


def test_a_choice_leaves_the_other_columns_of_its_question_on_offer() -> None:
    """After a yes to one of two offered columns the other is still offered, and a yes to both reads both."""
    text = "name,imaging,Extras,Menu\nA,CT,PRP,BMC\nB,CT,BMC,SVF\n"
    assert offers(reviewed(text, columns={"Extras": "products"}))["Menu"] == "products"
    both = reviewed(text, columns={"Extras": "products", "Menu": "products"})
    assert both.records["products"].tolist() == ["PRP; BMC", "BMC; SVF"]
    quiet = reviewed(text, columns={"Extras": "products", "Menu": []})
    assert "column_offered" not in set(quiet.problems["code"])


def test_a_file_with_offers_alone_is_refused_with_what_to_say() -> None:
    """If no header answers a question, the refusal names the column whose cells do, and how to confirm it."""
    with pytest.raises(UnreadableFile, match="--columns 'Letters=credentials' or on the Data page"):
        reviewed("name,Letters,Notes on us\nA,MD,x\nB,DO,y\nC,PA-C,z\n")


def test_credentials_are_known_by_their_cells() -> None:
    """A column full of MD, DO and PA-C may say who injects, and so may one full of taxonomy codes, listed or not."""
    assert offers(reviewed("name,imaging,Letters\nA,CT,MD\nB,CT,DO\nC,CT,PA-C\n"))["Letters"] == "credentials"
    codes = reviewed("name,imaging,Code\nA,CT,208100000X\nB,CT,207ZZ9999X\nC,CT,363AM0700X\n")
    assert offers(codes)["Code"] == "credentials"


DEGREES = ["Ann Lee, MD", "Bob May, DO", "Cy Roe, MD"]
BANNED = ["exosomes", "umbilical cord", "SVF"]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        *(
            (header, BANNED)
            for header in ("Products not offered", "NOT offered", "No longer sold", "without", "Excluded")
        ),
        *((header, BANNED) for header in ("Former treatments", "Planned", "Coming soon", "previously offered", "Past")),
        *((header, DEGREES) for header in ("Medical Director", "Owner", "reviewed_by", "Contact person", "ReferredBy")),
        *((header, ["MD", "DO", "NP"]) for header in ("Referral source", "Supervising physician", "Founder's degree")),
        *((header, ["MRI", "CT", "ultrasound"]) for header in ("Diagnostics", "Diagnostic imaging", "Service line")),
        *((header, ["MD", "NP", "DC"]) for header in ("License", "Licence type", "Insurance accepted", "Language")),
        *((header, ["PL", "CT", "PL"]) for header in ("Languages spoken", "Town", "website path", "Link to profile")),
    ],
)
def test_a_header_that_says_otherwise_is_heard(header: str, cells: list[str]) -> None:
    """A column is not even offered if its header denies, dates, or names someone else's role or another thing."""
    rows = "".join(f'Clinic {n},disc,"{cell}"\n' for n, cell in enumerate(cells))
    review = reviewed(f"name,targets,{header}\n{rows}")
    assert offers(review)[header] == ""
    assert "column_offered" not in set(review.problems["code"])
    assert review.records[["credentials", "products", "imaging"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "header",
    [
        *("Former PRP", "PRP planned", "PRP (diagnostic)", "PRP: insurance", "MD owner", "PRP referral source"),
        *("Don't offer PRP", "Used_to_offer PRP", "PRP waitlist", "PRP course", "MD on call", "PRP lawsuit"),
    ],
)
def test_a_yes_under_such_a_header_is_no_answer(header: str) -> None:
    """A yes under a header that dates its term, or gives it to someone else, states nothing."""
    review = reviewed(f"name,imaging,{header}\nA,CT,yes\nB,CT,no\n")
    assert taken(review)[header] == ((), "", 0)


@pytest.mark.parametrize(
    "cells",
    [
        ["Silver Spring, MD", "Chevy Chase, MD", "Ellicott City, MD"],
        ["Media, PA", "York, PA", "Erie, Pennsylvania"],
        ["MD; PA", "MD", "DC; MD"],
        ["MD/PA", "CT|MA", "MD, DC"],
    ],
)
def test_places_and_states_are_no_credentials(cells: list[str]) -> None:
    """Towns with their states, and lists of states, are never offered, whatever the header."""
    rows = "".join(f'Clinic {n},PRP,"{cell}"\n' for n, cell in enumerate(cells))
    assert offers(reviewed("name,products,Field 7\n" + rows))["Field 7"] == ""


@pytest.mark.parametrize(
    "cells",
    [
        ["MD & PA", "MD and VA", "CT"],
        ["MD\nPA", "MD", "CT\nMA"],
        ["MD+PA", "CT+MA", "MD"],
        ["MD", "MD; PA", "All states", "PA", "Nationwide"],
        ["MD", "Baltimore", "Erie, PA", "PA", "York"],
        ["Silver Spring MD", "Chevy Chase MD", "Bel Air MD"],
        ["Silver Spring, MD 20910", "Erie, PA 16501", "Hartford, CT 06103"],
        ["Baltimore (MD)", "Erie (PA)", "Hartford (CT)"],
        ["MD12345", "PA-123456", "CT 55512"],
    ],
)
@pytest.mark.parametrize("header", ["Area", "Office", "Branch", "Served", "Licensed in"])
def test_places_in_other_dress_are_no_credentials(header: str, cells: list[str]) -> None:
    """Whatever joins states, and whatever is beside them, they are never offered under such a header."""
    rows = [{"name": f"Clinic {n}", "products": "PRP", header: cell} for n, cell in enumerate(cells)]
    review = reviewed(rows)
    assert offers(review)[header] == ""
    assert review.records[["credentials", "imaging"]].isna().all(axis=None)


def test_degrees_among_states_are_still_offered() -> None:
    """MD and PA are states too: a column that also holds other degrees is offered."""
    assert offers(reviewed("name,imaging,Field 7\nA,CT,MD\nB,CT,PA\nC,CT,NP\n"))["Field 7"] == "credentials"


@pytest.mark.parametrize(
    "cells", [["PRP"] * 9, ["PRP"], ["PRP", "", "", ""], ["PRP", "prp", " PRP ", "PRP."], ["PRP", "n/a", "none"]]
)
def test_one_value_throughout_tells_nothing(cells: list[str]) -> None:
    """A column of one value, however it is spelled, is not offered, and with a second one it is.

    Under a header that says so, one value counts.
    """
    assert offers(reviewed(column("Field 7", cells)))["Field 7"] == ""
    assert offers(reviewed(column("Field 7", [*cells, "BMC"])))["Field 7"] == "products"
    known = reviewed(column("Treatments", cells))
    assert known.scores["products_score"].notna().sum() == sum("rp" in cell.lower().replace(".", "") for cell in cells)


def test_one_degree_throughout_is_no_name() -> None:
    """If `title` is MD in every row, the column does not name clinics, and the file is refused."""
    with pytest.raises(UnreadableFile, match="No column holds the clinics' names"):
        reviewed("title,imaging\nMD,CT\nMD,CT\n")


def test_a_column_of_yes_for_each_state_is_no_credential() -> None:
    """Among columns for single states, MD and CT are states; beside other degrees, MD and PA are degrees."""
    states = reviewed("name,products,CT,MD,NY\nA,PRP,yes,no,yes\nB,BMC,no,yes,no\n")
    assert states.records[["credentials", "imaging"]].isna().all(axis=None)
    assert [match.fields for match in states.matches[2:]] == [()] * 3
    degrees = reviewed("id,name,products,MD,NP,PA\n1,A,PRP,yes,no,no\n2,B,BMC,no,no,yes\n")
    assert degrees.records["credentials"].tolist() == ["Physician (MD or DO)", "Physician assistant"]


HEADERS = list(csv.DictReader(Path(__file__).with_name("headers.csv").read_text(encoding="utf-8").splitlines()))
CELLS = {
    "products": ["exosomes", "PRP; SVF", "umbilical cord", "PRP"],
    "people": ["Ann Lee, MD", "Bob May, DO", "Cy Roe, NP", "MD"],
    "targets": ["disc", "facet joints", "SI joint", "disc; facet"],
    "imaging": ["MRI", "CT", "ultrasound", "CT; fluoroscopy"],
    "places": ["Silver Spring, MD", "Hartford, CT", "Erie, PA", "Fargo, ND"],
    "states": ["MD; PA", "CT", "MD", "ND, PA"],
}


def test_no_header_of_the_list_is_credited_and_those_that_say_otherwise_are_not_offered() -> None:
    """Under a header that denies, dates, or names another's role, thing or place, cells answer nothing.

    Under one that may ask for them they are offered. None is counted before a person says so.
    """
    wrong = []
    for line in HEADERS:
        other = "targets" if line["cells"] != "targets" else "imaging"
        rows = [
            {"name": f"Clinic {n}", other: "CT; disc", line["header"]: cell}
            for n, cell in enumerate(CELLS[line["cells"]])
        ]
        match = reviewed(rows).matches[2]
        read_as = "credited" if match.fields else "offered" if match.offered else "nothing"
        wrong += [(line["header"], read_as)] * (read_as != line["expected"])
    assert wrong == []


@pytest.mark.parametrize("header", ["Treatments 2019", "PRP 2019", "2027: PRP", "Imaging (2015)", "provider_1998"])
def test_a_year_in_a_header_dates_it(header: str) -> None:
    """A year does not number a part: `Treatments 2019` answers nothing on its own, `Treatments 2` does."""
    yes = "yes" if "PRP" in header else "PRP" if "Treat" in header else "CT" if "Imaging" in header else "MD"
    review = reviewed(f"name,targets,{header}\nA,disc,{yes}\nB,disc,\n")
    assert taken(review)[header] == ((), "", 0)
    assert reviewed("name,targets,Treatments 2\nA,disc,PRP\n").records["products"].tolist() == ["PRP"]


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
    """Texts, names, states, yes and no, and columns with few known words are never read as an answer."""
    review = reviewed(column(header, cells))
    assert taken(review)[header] == ((), "", 0)
    assert review.records[header].fillna("").tolist() == cells
    assert set(review.problems["code"]) <= {"no_column"}


def test_titles_before_names_are_not_credentials() -> None:
    """A column of names with titles only names people; one with degrees says who injects."""
    assert offers(reviewed("name,imaging,Person\nA,CT,Dr. Ana Reyes\nB,CT,Dr. Bo Roe\n"))["Person"] == ""
    degrees = reviewed('name,imaging,Person\nA,CT,"Ana Reyes, MD"\nB,CT,"Bo Roe, DO"\n')
    assert offers(degrees)["Person"] == "credentials"


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_no_word_belongs_to_two_questions(dimension: str) -> None:
    """A word that one question understands is not understood by another: a column or header answers only one."""
    for word in vocabulary().words[dimension].spellings:
        others = [other for other in DIMENSIONS if other != dimension and recognizer(other).understands(word)]
        assert not (others and recognizer(dimension).understands(word)), (word, others)


def test_states_are_not_credentials() -> None:
    """MD, PA, DC and ND are states; a column with nothing else is left alone."""
    review = reviewed("name,imaging,Licensed in\nA,CT,MD\nB,CT,PA\nC,CT,DC\n")
    assert taken(review)["Licensed in"] == ((), "", 0)


def test_most_of_what_is_filled_in_needs_to_be_understood() -> None:
    """Three cells of four that are understood are enough, one of two is not; the problem and Data give one share."""
    enough = reviewed(column("Field 7", ["PRP", "PRP", "BMC", "Kinetic Gel 7", "", ""]))
    assert offers(enough)["Field 7"] == "products"
    (message,) = enough.problems.loc[enough.problems["code"] == "column_offered", "message"]
    assert "In 50% of the rows" in message
    assert enough.matches[-1].understood == 50
    assert offers(reviewed(column("Field 7", ["PRP", "BMC", "gel", "wax"])))["Field 7"] == ""


def test_a_header_goes_before_the_cells() -> None:
    """If a header names the question and most rows answer it, no other column is offered for it by its cells."""
    review = reviewed("name,products,Field 7\nA,,PRP\nB,BMC,BMC\nC,PRP,PRP\n")
    assert offers(review)["Field 7"] == ""
    assert review.records["products"].fillna("").tolist() == ["", "BMC", "PRP"]


def test_a_column_that_is_understood_in_many_rows_is_offered_beside_one_that_is_in_few() -> None:
    """If few rows answer under the header, a column that would answer in many is offered, but does not count yet."""
    rows = "".join(f"Clinic {n},{'MD' if n == 0 else f'Person {n}'},{'NP' if n % 3 else 'MD'},CT\n" for n in range(12))
    review = reviewed("name,Who,Letters,imaging\n" + rows)
    assert offers(review)["Letters"] == "credentials"
    assert [match.understood for match in review.matches] == [None, 8, 100, 100]
    (problem,) = review.problems[review.problems["code"] == "another_column"].to_dict("records")
    assert (problem["row"], problem["column"]) == (1, "Letters")
    assert "In 100% of the rows this column holds words for credentials" in problem["message"]
    assert "Used: \u201cWho\u201d, understood in 8%" in problem["message"]
    assert '--columns "Letters=credentials"' in problem["suggestion"]
    taken_instead = reviewed("name,Who,Letters,imaging\n" + rows, columns={"Letters": "credentials"})
    assert "another_column" not in set(taken_instead.problems["code"])
    assert taken_instead.records["credentials"].tolist()[:3] == ["MD", "NP", "NP"]


@pytest.mark.parametrize("letters", [["x", "y", "MD", "", ""], ["MD", "", "", "", ""], ["", "", "DO", "MD", ""]])
def test_a_column_that_is_hardly_better_is_not_offered_beside_another(letters: list[str]) -> None:
    """A column is not offered if little of it is understood, or if it would answer in hardly more rows."""
    who = ["MD", "", "", "DO", ""]
    rows = "".join(f"Clinic {n},{a},{b},CT\n" for n, (a, b) in enumerate(zip(who, letters, strict=True)))
    assert offers(reviewed("name,Who,Letters,imaging\n" + rows))["Letters"] == ""


def test_every_column_that_fits_is_offered() -> None:
    """If two columns fit, both are offered, the better understood one first."""
    review = reviewed(column("Field 7,Field 8", ['PRP","PRP', 'BMC","BMC', 'gel","PRP', 'PRP","BMC']))
    assert offers(review)["Field 7"] == offers(review)["Field 8"] == "products"
    shares = review.problems.loc[review.problems["code"] == "column_offered", ["column", "message"]].to_numpy()
    assert [(header, message.split()[1]) for header, message in shares] == [("Field 8", "100%"), ("Field 7", "75%")]


def test_long_columns_are_recognized_too() -> None:
    """Late cells of a long column count as much as early ones, and rare cells as much as frequent ones."""
    cells = [""] * 3000 + [f"text {n}" for n in range(1600)] + ["PRP", "BMC"] * 1200
    assert offers(reviewed(column("Field 7", cells)))["Field 7"] == "products"
    assert offers(reviewed(column("Field 7", [*cells, *(f"more {n}" for n in range(100))])))["Field 7"] == ""
    lists = [f"PRP, BMC, level {n}" for n in range(1000)]
    assert offers(reviewed(column("Field 7", lists)))["Field 7"] == ""
    kits = [text.replace("level", "kit") for text in lists]
    assert offers(reviewed(column("Field 7", kits)))["Field 7"] == "products"


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
    """Exports hold the column unchanged beside the list that it fed, and reading one again changes nothing."""
    review = reviewed("name,imaging,Fluoroscopy\nA,ultrasound,yes\nB,CT,no\n")
    assert review.records["imaging"].tolist() == ["ultrasound; Fluoroscopy", "CT"]
    assert review.records["Fluoroscopy"].tolist() == ["yes", "no"]
    again = reviewed(review.records.to_csv(index=False))
    assert again.records["imaging"].tolist() == ["ultrasound; Fluoroscopy", "CT"]


def test_a_cell_that_says_neither_is_reported() -> None:
    """One odd cell among many of yes and no states nothing, and is a problem in its row."""
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
    """A header of two questions, of none, of more than a term, or of a denial, and other cells, are left alone."""
    review = reviewed(f"name,imaging,{header}\nA,CT,{cells}\nB,CT,\nC,CT,{cells}\n")
    assert taken(review)[header] == ((), "", 0)
    assert "column_yes_no" not in set(review.problems["code"])


def test_a_yes_among_other_cells_is_no_answer() -> None:
    """If few cells say yes or no, the column is of another kind and is carried along."""
    review = reviewed("name,imaging,PRP\nA,CT,yes\nB,CT,900\nC,CT,on request\n")
    assert taken(review)["PRP"] == ((), "", 0)


def test_a_column_of_yes_and_no_that_a_person_gave_is_read_so_too() -> None:
    """A header assigned to the question of its term is read as yes and no; for another field, its cells are text."""
    text = "name,Fluoroscopy\nA,yes\nB,no\n"
    asked = reviewed(text, columns={"Fluoroscopy": ["imaging", "notes"]})
    assert asked.records["imaging"].fillna("").tolist() == ["Fluoroscopy", ""]
    assert asked.records["notes"].tolist() == ["yes", "no"]
    assert taken(asked)["Fluoroscopy"] == (("imaging", "notes"), "setting", 100)
    assert "column_yes_no" in set(asked.problems["code"])
    notes = reviewed("name,imaging,Fluoroscopy\nA,,yes\nB,CT,no\n", columns={"Fluoroscopy": "notes"})
    assert notes.records["imaging"].fillna("").tolist() == ["", "CT"]
