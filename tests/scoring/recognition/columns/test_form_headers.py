"""Headers as forms and surveys write them: questions, asides, and a column for each choice."""

from __future__ import annotations

import io

import pandas as pd
import pytest

import scoring
from tests.scoring.files import DAY, reviewed


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
        ("Which products are injected?", "products"),
        ("What imaging guidance is used?", "imaging"),
        ("whoinjects", "credentials"),
        ("treatmentsoffered", "products"),
        ("postalcode", "postal_code"),
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


@pytest.mark.parametrize(
    "header",
    [
        "Products [{}]",
        "Products (choice={})",
        "Products ({})",
        "products/{}",
        "Products: {}",
        "Products | {}",
        "Which products do you inject? - {}",
        "Which products do you inject? {}",
        "Which products do you inject? - Selected Choice - {}",
        "Which products are injected?/{}",
        "Products offered >> {}",
        "products > {}",
        "products___{}",
    ],
)
@pytest.mark.parametrize("yes", ["1", "Yes", "the choice itself"])
def test_a_choice_behind_a_known_question_is_answered(header: str, yes: str) -> None:
    """However the form joins the two, and whether it writes yes, 1 or the choice."""
    prp, bmac = (yes.replace("the choice itself", choice) for choice in ("PRP", "BMAC"))
    review = reviewed(
        f"name,credentials,{header.format('PRP')},{header.format('BMAC')}\nElm,MD,{prp},\nOak,DO,,{bmac}\n"
    )
    assert review.records["products"].tolist() == ["PRP", "Bone marrow concentrate"]


@pytest.mark.parametrize(
    "header",
    [
        "Brochure >> PRP",
        "brochure___prp",
        "Which products have you heard of? [PRP]",
        "Rank these [PRP]",
        "Brochure - PRP",
        "Products not offered - PRP",
        "Who does not inject?/MD",
    ],
)
def test_a_choice_behind_another_question_states_nothing(header: str) -> None:
    """Only a known question says what a yes to the choice means; one that denies says the opposite."""
    review = reviewed(f"name,credentials,imaging,{header}\nElm,RN,CT,yes\nOak,RN,CT,yes\n")
    assert review.records["products"].isna().all()
    assert review.records["credentials"].tolist() == ["RN", "RN"]


@pytest.mark.parametrize("other", ["Other", "Other (please specify)", "Other - Text"])
def test_the_other_choice_of_a_question_is_read_as_words(other: str) -> None:
    """It feeds the field of the question's other choices, whether or not the question is known by itself."""
    for question in ("Products", "Which of these would a patient get?"):
        review = reviewed(
            f"name,credentials,{question} [PRP],{question} [BMAC],{question} [{other}]\n"
            "Elm,MD,Yes,No,\nOak,DO,No,Yes,Prolotherapy\nFir,DO,No,No,moon dust\n"
        )
        assert review.records["products"].fillna("").tolist() == [
            "PRP",
            "Bone marrow concentrate; Prolotherapy",
            "moon dust",
        ]
        assert "not_recognised" in review.problems["code"].tolist()


@pytest.mark.parametrize("header", ["Products - Other (please specify) - Text", "products[other]", "products/other"])
def test_the_other_choice_of_a_known_question_needs_no_further_choice(header: str) -> None:
    """Its question says what its words answer, although no other column repeats the question."""
    review = reviewed(f"name,credentials,{header}\nElm,MD,Prolotherapy\nOak,DO,\n")
    assert review.records["products"].fillna("").tolist() == ["Prolotherapy", ""]


def test_an_other_behind_choices_without_a_question_is_offered() -> None:
    """It may belong to another question, so it counts once a person says so; far from choices it says nothing."""
    cells = "Elm,MD,PRP,,0\nOak,DO,,BMAC,Prolotherapy\nFir,DO,,BMAC,moon dust\n"
    review = reviewed(f"name,credentials,PRP,BMAC,Other\n{cells}")
    assert review.records["products"].tolist() == ["PRP", "Bone marrow concentrate", "Bone marrow concentrate"]
    offered = review.problems.loc[review.problems["code"] == "column_offered", ["column", "value"]]
    assert offered.to_numpy().tolist() == [["Other", "Other"]]
    said = reviewed(f"name,credentials,PRP,BMAC,Other\n{cells}", columns={"Other": "products"})
    assert "Prolotherapy" in said.records["products"].str.cat()


def test_an_other_choice_that_is_only_checked_is_left_and_reported() -> None:
    """A check says that there is something else and not what, so it states nothing; its column is named."""
    review = reviewed("name,credentials,products/prp,products/other\nElm,MD,1,1\nOak,DO,1,0\n")
    assert review.records["products"].tolist() == ["PRP", "PRP"]
    assert "products/other" in review.problems.loc[review.problems["code"] == "no_column", "value"].str.cat()


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


SURVEY = (
    "Respondent ID,Clinic name,Who performs the injections?,,Which products do you inject?,,,Imaging\n"
    ",Open-Ended Response,MD,NP,PRP,BMAC,Other (please specify),Response\n"
    "1,Elm,MD,,PRP,BMAC,,CT\n2,Oak,,NP,,,Prolotherapy,None\n"
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_question_over_several_columns_has_its_choices_below(delimiter: str) -> None:
    """A survey writes the question once and its choices in the row below, which is no clinic."""
    review = reviewed(SURVEY.replace(",", delimiter))
    assert review.records["name"].tolist() == ["Elm", "Oak"]
    assert review.records["credentials"].tolist() == ["Physician (MD or DO)", "Nurse practitioner"]
    assert review.records["products"].tolist() == ["PRP; Bone marrow concentrate", "Prolotherapy"]
    assert review.records["imaging"].tolist() == ["CT", "None"]
    assert review.understood.rows.tolist() == [3, 4]
    assert "header_blank" not in review.problems["code"].tolist()


def test_a_workbook_of_a_survey_is_read_like_its_text() -> None:
    """The choices are below the questions in a worksheet, too."""
    sheet = io.BytesIO()
    frame = pd.DataFrame([line.split(",") for line in SURVEY.splitlines()])
    frame.to_excel(sheet, header=False, index=False)
    review = scoring.review(sheet.getvalue(), reviewed_on=DAY)
    assert review.records["products"].tolist() == reviewed(SURVEY).records["products"].tolist()


def test_parts_of_an_address_below_a_question_are_headers() -> None:
    """The header of a field stands by itself; the question over it says nothing more."""
    review = reviewed(
        "Respondent ID,Tell us about your clinic,,,Which products do you inject?\n"
        ",Company,City/Town,State/Province,Open-Ended Response\n1,Elm,Reno,NV,PRP\n"
    )
    assert review.records[["name", "city", "state"]].to_numpy().tolist() == [["Elm", "Reno", "NV"]]


@pytest.mark.parametrize(
    "text",
    [
        "name,products,,imaging\nElm,PRP,see the response,CT\nOak,SVF,,CT\n",
        "name,products,Last activity\nElm,PRP,Response\nOak,SVF,Call\n",
        "name,products,,Last activity\nElm,PRP,new,Response\nOak,SVF,,Call\n",
        ",name,products,Last activity\n0,Response,PRP,Response\n1,Oak,SVF,Call\n",
    ],
)
def test_a_first_clinic_is_no_row_of_choices(text: str) -> None:
    """Not below blank headers, and not if it holds a word of surveys beside anything else."""
    assert len(reviewed(text)) == 2


@pytest.mark.parametrize("number", ["Q1. ", "q12_", "Q2a ", "Q3: ", "Question 4) "])
def test_the_number_of_a_question_makes_no_difference(number: str) -> None:
    """A question with its number is the question, and a choice with it the choice."""
    review = reviewed(f"name,{number}Who injects?,{number}PRP,{number}Exosomes\nElm,MD,yes,no\nOak,DO,yes,no\n")
    assert review.records["credentials"].tolist() == ["MD", "DO"]
    assert review.records["products"].tolist() == ["PRP", "PRP"]


@pytest.mark.parametrize(
    "header",
    [
        "Q1 not offered",
        "q2_former treatments",
        "Q1",
        "Q10 treatments 2019",
        "Quarter 1 products",
        "Q1 products",
        "q4_treatments",
        "Q2 PRP",
    ],
)
def test_the_number_of_a_question_hides_no_denial(header: str) -> None:
    """What denies or dates a question does so behind its number too, and a number alone asks nothing."""
    assert reviewed(f"name,{header},imaging\nElm,PRP,CT\n").records["products"].isna().all()
