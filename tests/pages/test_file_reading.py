"""How a file is read, as the Data page asks: columns, the first row, sheet, encoding, and what a row is."""

from __future__ import annotations

import pytest

from scoring import review
from scoring.recipes.recipe import Recipe
from tests.pages.test_data import CASES, bring, on_data, said, understood


@pytest.mark.parametrize("header", ["Wer", "Wer (Praxis)"])
def test_columns_of_a_refused_file_can_be_chosen(header: str) -> None:
    """A file whose names are under a header in another language is read once the reader assigns that column."""
    data = f"{header},Behandler,Bildgebung\nPraxis Eins,MD,fluoroscopy\nPraxis Zwei,DO,ultrasound\n".encode()
    app = bring(on_data(), "praxen.csv", data)
    assert app.error
    app.selectbox(key="column_of_name").set_value(header)
    app.multiselect(key="column_of_credentials").set_value(["Behandler"])
    app.multiselect(key="column_of_imaging").set_value(["Bildgebung"])
    next(button for button in app.button if button.label == "Use these columns").click().run()
    assert not app.error
    assert "praxen.csv: 2 rows, 2 clinics, 2 can be scored" in said(app)


def test_a_first_row_that_is_a_clinic_is_kept_as_one() -> None:
    """If a file has no headers, one click makes the first row a clinic; the columns are proposed then."""
    app = bring(on_data(), "bare.csv", b"Elm,Tampa,FL,MD,PRP\nOak,Tampa,FL,MD,BMC\n")
    assert "the first row seems to hold a clinic" in said(app)
    app.button(key="first_row_is_clinic").click().run()
    assert app.selectbox(key="column_of_name").value == "column_1"
    assert app.multiselect(key="column_of_credentials").value == ["column_4"]
    next(button for button in app.button if button.label == "Use these columns").click().run()
    assert not app.error
    assert "bare.csv: 2 rows, 2 clinics, 2 can be scored" in said(app)


def test_a_sheet_is_chosen() -> None:
    """A workbook with several sheets offers them; another one is read at once."""
    app = bring(on_data(), "book.xlsx", (CASES / "workbook_two_sheets.xlsx").read_bytes())
    choice = next(element for element in app.selectbox if element.label == "Sheet of the workbook")
    assert choice.options == ["Clinics", "Prices"]
    assert choice.value == "Clinics"
    choice.set_value("Prices").run()
    assert not app.exception
    assert (
        app.error
        or app.session_state["data"]
        == review((CASES / "workbook_two_sheets.xlsx").read_bytes(), recipe=Recipe(sheet="Prices")).dataset
    )


def test_an_encoding_is_chosen_and_undone() -> None:
    """A guess is said; each encoding shows the uncertain word in it; choosing one is a decision that undo reverts."""
    data = "name,city,credentials,products\nPeña Clinic,Reno,MD,PRP\n".encode("cp1252")
    app = bring(on_data(), "list.csv", data)
    assert [warning for warning in app.warning if "which is a guess" in warning.value]
    (choice,) = [box for box in app.main.selectbox if box.label == "Encoding of the file"]
    assert choice.options[:2] == [
        "Windows-1252 (Western European): Peña",
        "Windows-1250 (Central European): Peńa",
    ]
    choice.set_value("cp1250").run()
    assert not app.exception
    assert not [warning for warning in app.warning if "guess" in warning.value]
    assert app.session_state["data"] == review(data, recipe=Recipe(encoding="cp1250")).dataset
    app.button(key="undo").click().run()
    assert app.session_state["data"] == review(data).dataset


def test_a_guessed_encoding_is_confirmed() -> None:
    """One click confirms the guess, and it is no guess any more."""
    data = "name,city,credentials,products\nPeña Clinic,Reno,MD,PRP\n".encode("cp1252")
    app = bring(on_data(), "list.csv", data)
    app.button(key="encoding_right").click().run()
    assert not app.exception
    assert app.session_state["data"] == review(data, recipe=Recipe(encoding="cp1252")).dataset
    assert not [warning for warning in app.warning if "guess" in warning.value]


def test_no_encoding_is_offered_for_a_file_that_says_its_own() -> None:
    """UTF-8 and workbooks offer no choice of an encoding."""
    for name in ("cyrillic_utf8.csv", "workbook.xlsx"):
        app = bring(on_data(), name, (CASES / name).read_bytes())
        assert not [box for box in app.main.selectbox if box.label == "Encoding of the file"]


def test_rows_of_people_are_grouped_when_the_reader_says_so() -> None:
    """A provider export is recognized; one click groups its people into clinics, another reverts it."""
    data = (CASES / "one_row_a_person.csv").read_bytes()
    app = bring(on_data(), "providers.csv", data)
    assert "4 rows share 2 practice names at the same place" in said(app)
    app.button(key="one_row_is").click().run()
    review = understood(data, Recipe(one_row_is="person"))
    assert app.session_state["data"] == review.dataset
    assert "providers.csv: 5 rows, 3 clinics" in said(app)
    assert "2 further people joined the clinics" in said(app)
    clinic = review.scores["clinic_id"].iloc[0]
    app.query_params["clinic"] = clinic
    app.switch_page("../pages/clinic.py").run()
    behind = next(element.value for element in app.dataframe if "row" in element.value)
    assert behind["row"].to_list() == [2, 3]
    app.switch_page("../pages/data.py").run()
    app.button(key="one_row_is").click().run()
    assert "providers.csv: 5 rows, 5 clinics" in said(app)


def test_a_question_without_a_column_is_reported() -> None:
    """A file that says nothing about what is injected is reported at once, with what to do; a full one is not."""
    app = bring(on_data(), "few.csv", b"name,credentials,imaging\nA,MD,CT\n")
    (warning,) = app.warning
    assert "**What**" in warning.value
    assert "**Where**" in warning.value
    assert "**Who**" not in warning.value
    assert not bring(on_data()).warning
