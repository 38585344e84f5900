"""Headers behind the name of their group."""

from __future__ import annotations

import pytest

from tests.scoring.files import reviewed


@pytest.mark.parametrize("group", ["Organization - ", "clinic-", "practice/", "facility.", "Clinic: ", "practice::"])
def test_a_header_is_known_behind_the_name_of_its_group(group: str) -> None:
    """What every row is says nothing about a column; the rest of its header does."""
    review = reviewed(f"{group}clinic_name,{group}city,{group}products,{group}imaging/ct\nElm,Reno,PRP,TRUE\n")
    assert review.records[["name", "city", "products", "imaging"]].to_numpy().tolist() == [["Elm", "Reno", "PRP", "CT"]]
    assert f"{group}products" in [match.header for match in review.matches]


@pytest.mark.parametrize("group", ["Competitor - ", "patient-", "brochure/", "Parent - "])
def test_a_group_of_something_else_stays_in_the_header(group: str) -> None:
    """Only a word for clinics is left out: of others the list does not say that the column is about the clinic."""
    review = reviewed(f"name,imaging,{group}products,{group}city\nElm,CT,PRP,Reno\nOak,CT,SVF,Elko\n")
    assert review.records["products"].isna().all()
    assert review.records["city"].isna().all()


def test_a_header_of_two_words_for_the_name_is_no_group() -> None:
    """A single such header names clinics or people, not the people of clinics."""
    review = reviewed("Practice / Provider,imaging,name\nElm,CT,Elm\nOak,CT,Oak\n")
    assert review.records["credentials"].isna().all()
