"""The check against a register on the Data page, and its entries on a clinic's page."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.corrections.decision_transfer import followed
from scoring import Review, review
from scoring.recipes import Recipe
from tests.pages.test_data import bring, on_data, said
from tests.scoring.files import csv_bytes
from tests.scoring.register.registers import JANE, NAME, OTHER, ROE, checked, clinic, entry, outcome, register_bytes

ROWS = [
    clinic(npi=JANE, credentials_verified="PM&R", credentials="Jane Smith, MD, pain medicine, PM&R"),
    clinic(clinic_id="bay", name="Bay Spine", npi=OTHER, credentials="MD, pain medicine"),
]
CLINICS = csv_bytes(ROWS)


def checked_app(register: bytes, name: str = NAME) -> AppTest:
    """The Data page with the clinics, checked against a register."""
    app = bring(on_data(), data=CLINICS)
    app.file_uploader[-1].upload(name, register).run()
    assert not app.exception
    return app


def test_a_second_file_checks_the_first_and_can_be_removed() -> None:
    """The register's result is shown, listed and part of the recipe, and one click removes it."""
    app = bring(on_data(), data=CLINICS)
    before = app.session_state["data"]
    app.file_uploader[-1].upload(NAME, register_bytes([entry()])).run()
    assert "1 of 2 clinics is listed in the register of 2026-11-08: 1 by NPI" in said(app)
    assert "1 NPI that the register lacks" in said(app)
    recipe = Recipe(register_check=checked(ROWS, [entry()]))
    assert app.session_state["data"] == review(CLINICS, recipe=recipe).dataset
    table = next(element.value for element in app.dataframe if "NPI" in element.value)
    assert table["NPI"].to_list() == [JANE]
    app.button(key="no_register").click().run()
    assert app.session_state["data"] == before
    assert "is listed in the register" not in said(app)


def test_the_check_is_undone_as_one_decision() -> None:
    """Undo returns to the file before the check."""
    app = checked_app(register_bytes([entry()]))
    app.button(key="undo").click().run()
    assert app.session_state["data"] == review(CLINICS).dataset


@pytest.mark.parametrize("content", [b"name,city\nA,B\n", b"", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_register_is_refused_and_changes_nothing(content: bytes) -> None:
    """A sentence says what the file lacks; the clinics stay as they were."""
    app = checked_app(content, "other.csv")
    (refusal,) = app.error
    assert "is no register of providers" in refusal.value
    assert app.session_state["data"] == review(CLINICS).dataset


def test_the_clinic_page_says_who_checked_what() -> None:
    """The editor's own list and the register's entry are separate, each with its source."""
    app = checked_app(register_bytes([entry()]))
    app.query_params["clinic"] = "gulf"
    app.switch_page("../pages/clinic.py").run()
    assert not app.exception
    words = said(app)
    assert "checked by the file's editor: \u201cPM&R\u201d" in words
    assert "Listed in NPPES (US), 8 November 2026, as \u201cInterventional Pain Medicine\u201d" in words
    assert "self-reported to CMS, and no proof of board certification" in words


def test_listings_follow_clinics_whose_ids_change() -> None:
    """A decision that changes ids carries the check's listings and doubts along."""

    def named(header: str) -> Review:
        rows = [{header if key == "products" else key: cell for key, cell in row.items()} for row in ROWS]
        rows = [{key: cell for key, cell in row.items() if key != "clinic_id"} for row in rows]
        return review(csv_bytes(rows), columns={header: "products"} if header == "products" else None)

    before, after = named("what is sold"), named("products")
    recipe = followed(Recipe(register_check=checked(before, [entry(), entry(ROE)])), before, after)
    assert recipe.register_check is not None
    assert outcome(recipe.register_check) == outcome(checked(after, [entry(), entry(ROE)]))
