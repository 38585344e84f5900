"""Headers as forms and surveys write them: questions, asides, and a column for each choice."""

from __future__ import annotations

import pytest

from tests.scoring.files import reviewed


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Who performs the injections?", "credentials"),
        ("Who performs the injections? (check all that apply)", "credentials"),
        ("Which products do you offer? *Required", "products"),
        ("What do you inject?", "products"),
        ("Where do you inject? (optional)", "targets"),
        ("Which imaging guides the needle?", "imaging"),
        ("Especialidad", "credentials"),
        ("Código Postal", "postal_code"),
        ("Fachrichtung", "credentials"),
        ("Guidage", "imaging"),
    ],
)
def test_a_question_names_its_field(header: str, field: str) -> None:
    """A form's question is a header, whatever the form adds to it, and so are common words of other languages."""
    review = reviewed(f"name,{header},Offers HA?\nElm,PRP,yes\n")
    assert {match.header: match.fields for match in review.matches}[header] == (field,)


@pytest.mark.parametrize("header", ["Who does not inject?", "Products not offered (check all that apply)"])
def test_a_question_that_denies_names_no_field(header: str) -> None:
    """A question about what is not offered names no field, even with an aside."""
    review = reviewed(f"name,credentials,{header}\nElm,MD,PRP\nOak,DO,MD\n")
    assert not {match.header: match.fields for match in review.matches}[header]


def test_a_column_for_each_choice_states_what_is_checked() -> None:
    """The choice is in the header, after the question; one that is not checked is not stated."""
    review = reviewed(
        "name,Who injects? (choice=Nurse practitioner),Products (choice=PRP),Products (choice=Exosomes),Imaging [CT]\n"
        "Elm,Checked,Checked,Unchecked,yes\nOak,Unchecked,Unchecked,Checked,no\n"
    )
    assert review.records["products"].tolist() == ["PRP", "Exosomes"]
    assert review.records["credentials"].fillna("").tolist() == ["Nurse practitioner", ""]
    assert review.records["imaging"].fillna("").tolist() == ["CT", ""]


def test_a_choice_of_what_is_not_offered_states_nothing() -> None:
    """The question counts along with its choice: a product that is checked as not offered is not stated."""
    review = reviewed("name,credentials,Not offered (choice=PRP)\nElm,MD,Checked\nOak,DO,Unchecked\n")
    assert "prp" not in review.records["products"].fillna("").str.lower().tolist()


def test_a_column_that_repeats_its_choice_says_yes() -> None:
    """Some forms write the choice itself if it is selected, and otherwise nothing."""
    review = reviewed("name,credentials,PRP,Exosomes\nElm,MD,PRP,\nOak,DO,,exosomes\n")
    assert review.records["products"].tolist() == ["PRP", "Exosomes"]


def test_headings_of_groups_stand_above_the_header() -> None:
    """A row with a few headings above a row that names the clinics is not the header, whatever questions it names."""
    review = reviewed(",,Who,,What,\nClinic,City,MD/DO,NP/PA,PRP,BMAC\nElm,Reno,x,,x,\nOak,Boise,,x,x,x\n")
    assert review.records["name"].tolist() == ["Elm", "Oak"]
    assert review.records["products"].str.split("; ").tolist() == [["PRP"], ["PRP", "Bone marrow concentrate"]]


def test_a_header_that_names_a_question_stays_above_a_clinic_called_clinic() -> None:
    """A row below the header that holds a word used in headers is an ordinary row."""
    review = reviewed("name,credentials,city\nClinic,MD,Reno\nOak,DO,Boise\n")
    assert review.records["name"].tolist() == ["Clinic", "Oak"]
