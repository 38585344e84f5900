"""Columns behind a question whose cells do not simply say yes or no."""

from __future__ import annotations

import pytest

from scoring import Review
from tests.scoring.files import reviewed


def codes(review: Review) -> list[str]:
    """The codes of the problems."""
    return review.problems["code"].tolist()


@pytest.mark.parametrize(
    "header", ["Which imaging do you use? [{}]", "imaging/{}", "Image guidance >> {}", "Imaging: {}"]
)
def test_a_grid_answers_its_question_for_each_thing(header: str) -> None:
    """All of its columns are read together, and a problem says that what goes with what is not kept."""
    disc, facet = header.format("Disc"), header.format("Facet joints")
    review = reviewed(f"name,products,{disc},{facet}\nElm,PRP,CT,Fluoroscopy\nOak,PRP,,Ultrasound\n")
    stated = [set(cell.split("; ")) for cell in review.records["imaging"]]
    assert stated == [{"CT", "Fluoroscopy"}, {"Ultrasound"}]
    assert review.records["targets"].isna().all()
    assert codes(review).count("columns_of_a_grid") == 1


@pytest.mark.parametrize("header", ["Which imaging do you use? [Knee]", "Price [Disc]", "Imaging not used [Disc]"])
def test_a_column_for_another_thing_is_no_grid(header: str) -> None:
    """What is not listed, what is denied, and another question answer nothing."""
    review = reviewed(f"name,products,{header}\nElm,PRP,CT\nOak,PRP,Fluoroscopy\n")
    assert review.records["imaging"].isna().all()
    assert "columns_of_a_grid" not in codes(review)


@pytest.mark.parametrize("header", ["imaging[SQ001]", "imaging___1", "imaging/A2", "Which imaging do you use? [3]"])
@pytest.mark.parametrize("yes", ["Y", "1", "Checked"])
def test_a_choice_that_is_a_code_states_nothing(header: str, yes: str) -> None:
    """What was chosen is not in the list, so the answers are reported by column and no cell is."""
    review = reviewed(f"name,products,{header}\nElm,PRP,{yes}\nOak,PRP,no\n")
    assert review.records["imaging"].isna().all()
    assert review.problems.loc[review.problems["code"] == "choice_in_code", "column"].tolist() == [header]
    assert "not_recognised" not in codes(review)


@pytest.mark.parametrize("cells", [("PRP", "BMAC"), ("none", "PRP")])
def test_a_numbered_part_of_a_list_is_no_choice(cells: tuple[str, str]) -> None:
    """Parts of a list hold words, which are read."""
    review = reviewed(f"name,imaging,products[0],products[1]\nElm,CT,{cells[0]},{cells[1]}\n")
    assert "PRP" in review.records["products"].str.cat()
    assert "choice_in_code" not in codes(review)


@pytest.mark.parametrize("question", ["Which products do you inject?", "Products", "Order these"])
@pytest.mark.parametrize("rows", [("1,2,", ",,3"), ("1,2,3", "2,1,3"), ("5,1,1", "1,4,1"), ("1.0,2.0,", "1.0,,")])
def test_numbers_under_choices_state_nothing(question: str, rows: tuple[str, str]) -> None:
    """They may be ranks, ratings or the choices' own numbers, so not even a 1 is a yes."""
    header = ",".join(f"{question} [{choice}]" for choice in ("PRP", "BMAC", "SVF"))
    review = reviewed(f"name,imaging,credentials,{header}\nElm,CT,MD,{rows[0]}\nOak,CT,MD,{rows[1]}\n")
    assert review.records["products"].isna().all()
    assert "choice_numbers" in codes(review)


def test_ones_and_zeros_under_choices_are_yes_and_no() -> None:
    """Also where another question of the file is answered by larger numbers."""
    review = reviewed("name,products [PRP],products [SVF],Wait [weeks]\nElm,1,0,3\nOak,1.0,1.0,2\n")
    assert review.records["products"].tolist() == ["PRP", "PRP; Stromal vascular fraction"]


@pytest.mark.parametrize("question", ["Products", "Do you offer these?"])
def test_a_choice_with_other_answers_is_read_like_the_others_of_its_question(question: str) -> None:
    """Its yes counts, and each cell that is neither yes nor no is a problem; it was left out without a word."""
    review = reviewed(
        f"name,imaging,{question} [PRP],{question} [BMAC]\nElm,CT,Yes,In 2027\nOak,CT,No,Yes\nFir,CT,No,ask\n"
    )
    assert review.records["products"].fillna("").tolist() == ["PRP", "Bone marrow concentrate", ""]
    odd = review.problems.loc[review.problems["code"] == "yes_no_not_understood", "row"]
    assert odd.tolist() == [2, 4]
